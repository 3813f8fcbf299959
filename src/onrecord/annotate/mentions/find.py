"""The layer of mentions: each name, description and pronoun that may denote an actor, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.annotate.clauses.near import is_agent, is_subject
from onrecord.annotate.datelines import dateline_end
from onrecord.annotate.document import Document
from onrecord.annotate.mentions.apposition import link
from onrecord.annotate.mentions.names import LABELS, UNSURE, Name, TokenIndex, find_names
from onrecord.annotate.mentions.phrases import (
    Phrase,
    belongs_to,
    common_owner,
    head_end,
    is_actor_noun,
    is_state_body,
    name_before,
    noun,
    office_start,
    points_to,
    portfolio_end,
    possessor,
    prepositional_end,
    role_before,
    span_between,
    title_start,
    with_modifiers,
    without_article,
)
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import MentionDraft, Quotation
from onrecord.model.span import Span
from onrecord.scheme.nouns import actor_nouns, short_forms

PRONOUNS = {
    "he": ("sing", "m"), "him": ("sing", "m"), "she": ("sing", "f"), "her": ("sing", "f"), "it": ("sing", "n"),
    "they": ("plur", ""), "them": ("plur", ""), "i": ("sing", ""), "we": ("plur", ""), "us": ("plur", ""), "me": ("sing", ""),
    "who": ("", ""),
}  # fmt: skip
ACTING = (LABELS - {"EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}) | {UNSURE}
SILENT = {"EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}


def _subject(head: Token) -> bool:
    token = head
    while token.dep_ in ("conj", "appos", "compound") and token.head != token:
        token = token.head
    return is_subject(token) or is_agent(token)


def _number(head: Token) -> str:
    return "plur" if head.tag_ in ("NNS", "NNPS") and head.lower_ not in short_forms() else "sing"


class Finder:
    """Finds the mentions of one document."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.doc: Doc = document.doc
        self.index = TokenIndex(self.doc)
        self.names = find_names(self.doc, vocabulary.directory, self.index)
        self.owner = {i: name for name in self.names for i in range(name.start, name.end)}
        self.quotations: list[Quotation] = document.annotations.quotations
        self.quote_starts = [quotation.span.start for quotation in self.quotations]

    def quoted(self, span: Span) -> bool:
        """Whether a span lies in a quotation."""
        at = bisect_right(self.quote_starts, span.start) - 1
        return at >= 0 and self.quotations[at].span.covers(span)

    def mentions(self) -> Iterator[MentionDraft]:
        """The mentions of every noun phrase, then the names that head none."""
        used: set[int] = set()
        for chunk in self.doc.noun_chunks:
            draft = self._of_chunk(chunk, used)
            if draft is not None:
                yield draft
            yield from self._possessors(chunk)
        for name in self.names:
            if name.start not in used and name.label not in SILENT:
                yield self._bare(name)

    def _of_chunk(self, chunk: Tokens, used: set[int]) -> MentionDraft | None:
        root = chunk.root
        if root.lower_ in PRONOUNS and root.pos_ == "PRON":
            return self._pronoun(root)
        name = self.owner.get(root.i)
        if name is not None and not (name.demonym and root.tag_ not in ("NNPS", "NNS")) and name.label in ACTING:
            if is_actor_noun(root) and name.label in ("", "ORG") and name.hit is None and name.end - name.start == 1:
                return self._description(chunk)
            used.add(name.start)
            return self._named(chunk, name)
        return self._description(chunk) if is_actor_noun(root) else None

    def _possessors(self, chunk: Tokens) -> Iterator[MentionDraft]:
        """The bodies to which what a phrase denotes belongs: "the group" of "the group's merger"."""
        for token in chunk[:-1]:
            body = is_actor_noun(token) and not actor_nouns().people(noun(token))
            if body and self.doc[token.i + 1].tag_ == "POS" and token.i not in self.owner:
                first = token.i
                while first > chunk.start and self.doc[first - 1].dep_ in ("amod", "compound", "nmod", "det", "nummod"):
                    first -= 1
                yield self._description(self.doc[first : token.i + 1])

    def _pronoun(self, token: Token) -> MentionDraft:
        number, gender = PRONOUNS[token.lower_]
        span = Span(token.idx, token.idx + len(token))
        return MentionDraft(span, "pronoun", number=number, gender=gender, subject=_subject(token), quoted=self.quoted(span))

    def _bare(self, name: Name) -> MentionDraft:
        """The mention of a name that heads no noun phrase of the parser's: with the title before it, if it is a person's."""
        first = office_start(self.doc, name.start, self.owner) if name.label in ("PERSON", UNSURE) else name.start
        return self._mention(name, first, name.end, self.doc[name.end - 1])

    def _named(self, chunk: Tokens, name: Name) -> MentionDraft:
        first = name_before(self.doc, min(chunk.start, name.start), self.owner)
        if name.label in ("PERSON", UNSURE) and self.doc[first].tag_ not in ("DT", "PRP$"):
            first = title_start(self.doc, first) if first < name.start else self._capital_office(first)
        end = prepositional_end(self.doc, chunk.root, name.end) if name.label in ("PERSON", UNSURE) else name.end
        return self._mention(name, without_article(self.doc, first, name.start + 1), end, chunk.root)

    def _capital_office(self, start: int) -> int:
        """Where an office in capitals before a name begins that the parser took for a phrase of its own: "Chief of Police"."""
        first = office_start(self.doc, start, self.owner)
        apart = first > 0 and self.doc[first - 1].tag_ == "POS"
        return start if apart or not self.doc[first].text[0].isupper() else first

    def _mention(self, name: Name, start: int, end: int, head: Token) -> MentionDraft:
        """The mention of a name that stands in the tokens `[start, end)`."""
        role = role_before(self.doc, start, name, self.owner)
        of = None
        if role is not None or is_state_body(self.doc, name):
            of = belongs_to(self.doc, Phrase(start, name.start, self.doc[name.start]), self.owner)
        elif name.label in ("PERSON", UNSURE):
            of = possessor(self.doc, start, name.start, self.owner)
        if of is None and name.label in ("PERSON", UNSURE):
            of = belongs_to(self.doc, Phrase(name.end - 1, end, head), self.owner)
        plural = name.demonym and head.tag_ in ("NNPS", "NNS")
        span = span_between(self.doc, start, end)
        return MentionDraft(
            span=span,
            form="description" if plural else "name",
            name=None if plural else name.span,
            role=span_between(self.doc, *role) if role else (name.span if plural else None),
            of=name.span if plural else (of.span if of else None),
            label=name.label,
            number="plur" if plural else "sing",
            gender=self._gender(role),
            subject=_subject(head),
            quoted=self.quoted(span),
        )

    def _gender(self, role: tuple[int, int] | None) -> str:
        if role is None:
            return ""
        words = {token.lower_ for token in self.doc[slice(*role)]}
        nouns = actor_nouns()
        if words & nouns.feminine_titles or any(word.endswith("woman") for word in words):
            return "f"
        return "m" if words & nouns.masculine_titles or any(word.endswith("man") for word in words) else ""

    def _description(self, chunk: Tokens) -> MentionDraft:
        head = chunk.root
        start = name_before(self.doc, without_article(self.doc, chunk.start, head.i + 1), self.owner)
        after = head_end(self.doc, head)
        end = prepositional_end(self.doc, head, max(after, chunk.end))
        of = belongs_to(self.doc, Phrase(start, end, head), self.owner)
        first = start
        for token in self.doc[start : head.i]:
            if token.tag_ == "POS":
                first = token.i + 1
        span = span_between(self.doc, start, end)
        singular = noun(head)
        gender = "f" if singular.endswith("woman") else "m" if singular.endswith("man") else ""
        if not gender and not actor_nouns().people(singular):
            gender = "n"
        return MentionDraft(
            span=span,
            form="description",
            role=span_between(self.doc, first, portfolio_end(self.doc, after)),
            of=of.span if of else self._owner(start, head) or common_owner(self.doc, head, end, self.owner),
            number=_number(head),
            gender=gender,
            subject=_subject(head),
            quoted=self.quoted(span),
            pointed=points_to(self.doc, start),
        )

    def _owner(self, start: int, head: Token) -> Span | None:
        """A body that a description belongs to and that is itself described: "the company's spokesman", "its spokesman"."""
        before = self.doc[start - 1] if start else None
        if before is not None and before.tag_ == "PRP$":
            return Span(before.idx, before.idx + len(before))
        for token in self.doc[start : head.i - 1]:
            if self.doc[token.i + 1].tag_ == "POS" and is_actor_noun(token):
                return with_modifiers(self.doc, token)
        return None


def _distinct(drafts: list[MentionDraft]) -> list[MentionDraft]:
    """One draft for each span, by preference a name's, in reading order, longer ones first where two begin together."""
    found: dict[Span, MentionDraft] = {}
    for draft in sorted(drafts, key=lambda d: (d.span.start, -d.span.end, d.form != "name")):
        found.setdefault(draft.span, draft)
    return list(found.values())


def _outside_titles(drafts: list[MentionDraft]) -> list[MentionDraft]:
    """The drafts but the descriptions inside a title: of "Chief of Intelligence Olen Prask" neither chief nor intelligence."""
    titled = [(d.span.start, d.name.start) for d in drafts if d.name is not None and d.role is not None]
    starts = [start for start, _ in titled]
    ends = [0, *accumulate((end for _, end in titled), max)]
    return [d for d in drafts if d.form != "description" or d.span.end > ends[bisect_right(starts, d.span.start)]]


def _in_dateline(span: Span, document: Document) -> bool:
    """Whether a name stands in a dateline: the city and the agency there neither speak nor act."""
    paragraphs = document.annotations.paragraphs
    at = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
    return at >= 0 and span.start < dateline_end(document.text, paragraphs[at].start)


def find_mentions(document: Document, vocabulary: Vocabulary) -> list[MentionDraft]:
    """Find every mention of somebody who may speak or act. Cost: linear in the document."""
    found = [draft for draft in Finder(document, vocabulary).mentions() if not _in_dateline(draft.span, document)]
    drafts = _outside_titles(_distinct(found))
    links = link(drafts, document)
    return [replace(draft, same_as=links[n]) if n in links else draft for n, draft in enumerate(drafts)]
