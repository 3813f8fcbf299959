"""The positions layer: where somebody stands on an issue of the codebook, by whose words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.positions.cue import SUBJECTS, Cue, is_passive
from onrecord.annotate.positions.cues import find_cues
from onrecord.annotate.positions.holders import Holders
from onrecord.annotate.positions.intents import intent_cue
from onrecord.annotate.positions.issues import Hit, Issues
from onrecord.annotate.positions.lexicon import FLIPPED, Stances, load_stances
from onrecord.annotate.positions.scope import (
    conjuncts,
    edges,
    find_condition,
    points_back,
    span_between,
    turned_round,
    within_reach,
)
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import PositionDraft
from onrecord.model.reading import Stance
from onrecord.model.span import Span

# A sentence longer than this is hostile, or not prose; only its beginning is read for stances.
MAX_SENTENCE = 200
# How many paragraphs back "this" and "the plan" may point: those of news are often a sentence long.
PARAGRAPHS_BACK = 2
# How many tokens an issue's words may reach beyond an object.
BEYOND = 4


def find_positions(document: Document, vocabulary: Vocabulary) -> list[PositionDraft]:
    """Find who supports, opposes, demands or offers what, one for each holder, issue and stance of a sentence.

    `holders` is empty where only the source of `statement` can be meant ("we are ready for talks").
    Cost: linear in the report's tokens.
    """
    if not vocabulary.codebook.issues:
        return []
    stances = load_stances()
    finder = Finder(
        document, stances, Issues(document.doc, vocabulary.codebook), Holders(document, vocabulary.directory, stances)
    )
    return sorted(finder.positions(), key=lambda draft: draft.span)


@dataclass(slots=True)
class Finder:
    """Reads one document, sentence by sentence.

    `last` is the issue that "this" and "the plan" would point back at, `_paragraph` the number of the paragraph it is from.
    """

    document: Document
    stances: Stances
    issues: Issues
    holders: Holders
    last: Hit | None = field(default=None, init=False)
    _paragraph: int = field(default=0, init=False)

    def positions(self) -> Iterator[PositionDraft]:
        """Every position, in the order of its sentences."""
        starts = [span.start for span in self.document.annotations.paragraphs]
        for sentence in self.document.doc.sents:
            paragraph = bisect_right(starts, sentence.start_char)
            if paragraph > self._paragraph + PARAGRAPHS_BACK:
                self.last = None
            said = self.last
            yield from self._sentence(list(sentence)[:MAX_SENTENCE])
            if self.last is not said:
                self._paragraph = paragraph

    def _sentence(self, tokens: list[Token]) -> Iterator[PositionDraft]:
        seen: set[tuple[object, ...]] = set()
        cues = find_cues(tokens, self.stances, self.holders.says)
        awaited = {cue.token.i for cue in cues if cue.condition is not None}
        for cue in cues:
            for draft in self._drafts(cue):
                key = (draft.holders, draft.issue, draft.stance)
                # Of "the terms must be met before peace can come" the terms are only the condition.
                only_condition = cue.condition is None and cue.token.i in awaited and draft.issue in self.issues.general
                if key not in seen and not only_condition:
                    seen.add(key)
                    yield draft
        hit = self.issues.best(tokens[0].i, tokens[-1].i) if tokens else None
        if hit is not None and hit.slug not in self.issues.general:
            self.last = hit

    def _drafts(self, cue: Cue) -> Iterator[PositionDraft]:
        holders = self.holders.of(cue)
        if holders is None:
            return
        named = [o for o in cue.objects if not self.holders.in_source(o, cue)]
        heads = list(dict.fromkeys(h for o in named for h in conjuncts(o))) or [cue.token]
        if cue.intended and holders and cue.token.lemma_.lower() in self.stances.words["meeting"]:
            return
        found = [(head, *self._issue(cue, head)) for head in heads]
        found = [row for row in found if row[1] is not None]
        again = intent_cue(cue.token, self.stances) if not found and not cue.clause else None
        if again is not None:
            # The verb may be part of the issue: of "will stop its attacks" the issue is that.
            yield from self._drafts(again)
        for head, hit, turned in found[:1] if cue.clause else found:
            if hit is not None:
                self.last = hit
                yield self._draft(cue, head, hit, holders, turned=turned)

    def _issue(self, cue: Cue, head: Token) -> tuple[Hit | None, bool]:
        """What an object is about, and whether its words turn the stance round."""
        if not cue.objects:
            return self._before(cue.token), False
        first, last = self._edges(cue, head)
        hit = self.issues.best(first, last, head, near=cue.token.i)
        if hit is None or hit.slug in self.issues.general:
            hit = self._begun(first, last, cue) or hit
        if hit is not None and cue.intended and not within_reach(hit, head):
            return None, False
        if points_back(head, self.stances) and (hit is None or hit.slug in self.issues.general):
            return self._package(head) or self._before(head) or hit, False
        if hit is None:
            return self._pointed_at(cue, head), False
        return hit, turned_round(hit, head, self.stances, counted=cue.token.i)

    def _begun(self, first: int, last: int, cue: Cue) -> Hit | None:
        """An issue whose words begin in an object and end beyond it, where the parser cut it short ("a seat | at the table")."""
        end = min(cue.token.sent.end - 1, last + BEYOND)
        # The cue may be a word of the issue too: "supporting the town with weapons".
        starts = {*range(first, last + 1), *([cue.token.i] if cue.stance != "oppose" else [])}
        within = self.issues.within(min(starts), end) if not cue.clause else []
        begun = [
            h for h in within if h.first in starts and h.last >= first and not h.hint and h.slug not in self.issues.general
        ]
        return max(begun, key=lambda hit: hit.weight, default=None)

    def _pointed_at(self, cue: Cue, verb: Token) -> Hit | None:
        """What the object of a clause without an issue points back at: "our land ... we will not leave it"."""
        pronoun = (
            next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PRON"), None)
            if cue.clause and not cue.intended
            else None
        )
        return self._before(pronoun) if pronoun is not None and points_back(pronoun, self.stances) else None

    def _edges(self, cue: Cue, head: Token) -> tuple[int, int]:
        if cue.clause:
            first, last = head.left_edge.i, max(edges(head, head, self.stances)[1], head.i)
            return first, self._unconditioned(first, last, cue)
        return edges(head, cue.token, self.stances)

    def _unconditioned(self, first: int, last: int, cue: Cue) -> int:
        """The last token of a clause that is not yet its condition."""
        if cue.condition is None:
            return last
        doc = self.document.doc
        return next((i - 1 for i in range(first + 1, last + 1) if doc[i].idx == cue.condition.start), last)

    def _before(self, token: Token) -> Hit | None:
        """The issue that a word points back at: one earlier in its sentence, else the last one."""
        first = token.sent.start
        hit = self.issues.best(first, token.i - 1) if token.i > first else None
        return hit if hit is not None and hit.slug not in self.issues.general else self.last or hit

    def _package(self, head: Token) -> Hit | None:
        """Several terms together, to which no single issue before them is the key: "such conditions"."""
        if head.lower_ not in self.stances.words["packages"]:
            return None
        return self.issues.best(head.i, head.i)

    def _draft(self, cue: Cue, head: Token, hit: Hit, holders: tuple[Span, ...], *, turned: bool) -> PositionDraft:
        first, last = self._edges(cue, head) if cue.objects else (cue.token.i, cue.token.i)
        doc = self.document.doc
        return PositionDraft(
            span=span_between(doc[min(first, cue.token.i)], doc[max(last, cue.token.i)]),
            issue=hit.slug,
            stance=self._stance(cue, hit, turned=turned),
            holders=holders,
            intended=cue.intended,
            condition=cue.condition or find_condition(head, self.stances) or find_condition(cue.token, self.stances),
            # "As they have demanded" is the report's own aside, also amid the words of another.
            statement=None if cue.aside else self.holders.statement(cue.token),
        )

    def _stance(self, cue: Cue, hit: Hit, *, turned: bool) -> Stance:
        stance = cue.stance
        if cue.clause and cue.condition is not None:
            # What holds only on a condition is told with its "no".
            return stance
        joint = hit.slug in self.issues.joint
        if cue.wanted and stance == "demand" and joint:
            stance = "support"
        if cue.clause and stance == "demand" and not self._of_another(cue):
            stance = "support"
        return FLIPPED[stance] if turned and stance != "offer" else stance

    def _of_another(self, cue: Cue) -> bool:
        """Whether a duty falls on somebody else: on another actor, or in the passive on nobody named."""
        subjects = [c for c in cue.token.children if c.dep_ in SUBJECTS]
        if not subjects and cue.token.dep_ in ("conj", "xcomp"):
            subjects = [c for c in cue.token.head.children if c.dep_ in SUBJECTS]
        if any(self.holders.is_other(token, cue) for token in subjects):
            return True
        about = self.issues.best(subjects[0].left_edge.i, subjects[0].right_edge.i) if subjects else None
        return is_passive(cue.token) and (about is None or about.slug not in self.issues.joint)
