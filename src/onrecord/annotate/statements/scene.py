"""The scene of an attribution: its cue's head word, and the words of its sentence that are neither quoted nor credited."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.carrying import Carrying, find_carryings
from onrecord.annotate.document import Document
from onrecord.annotate.phrase import sentence_around
from onrecord.annotate.statements.contents import Quotations, index_quotations
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Attribution, Quotation
from onrecord.model.span import Span

# How far from the cue its circumstances are looked for, in tokens.
REACH = 60
# Code points behind a quote in which its cue must begin.
AFTER = 8


@dataclass(frozen=True, slots=True)
class Context:
    """What every reading of an attribution needs: document, vocabulary, quotations by offset, outlets and where they carry."""

    document: Document
    vocabulary: Vocabulary
    quotations: Quotations
    carryings: tuple[Carrying, ...] = ()

    @property
    def text(self) -> str:
        """The report's text."""
        return self.document.text


def context_of(document: Document, vocabulary: Vocabulary) -> Context:
    """Make the context of a document."""
    carryings = tuple(find_carryings(document, vocabulary.directory))
    return Context(document, vocabulary, index_quotations(document.annotations.quotations), carryings)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """`head` is the cue's main word (None where an attribution has no cue), `around` the words near it, in order."""

    attribution: Attribution
    head: Token | None
    around: tuple[Token, ...] = ()

    @property
    def heads(self) -> tuple[Token, ...]:
        """The cue's main word and the verbs that it hangs on ("was quoted as saying", "appeared to suggest")."""
        if self.head is None:
            return ()
        spans = self.attribution.cue
        chain = [self.head]
        while len(chain) < 4 and chain[-1].head != chain[-1] and chain[-1].dep_ in ("xcomp", "pcomp", "prep"):
            chain.append(chain[-1].head)
        return tuple(
            t for t in chain if t == self.head or t.pos_ in ("VERB", "AUX") or any(s.start <= t.idx < s.end for s in spans)
        )


def _head(cue: tuple[Span, ...], document: Document) -> Token | None:
    """The word of a cue that speaks, a verb before others: the last that hangs on a word outside, else the last."""
    tokens = [token for span in cue for token in document.tokens(span) if not token.is_punct and not token.is_space]
    if not tokens:
        return None
    verbs = [token for token in tokens if token.pos_ == "VERB"]
    inside = {token.i for token in tokens}
    return next((token for token in reversed(verbs or tokens) if token.head.i not in inside), (verbs or tokens)[-1])


def _behind(attribution: Attribution, document: Document) -> Token | None:
    """The word behind a quote that breaks off with a comma, where nobody found the cue that must follow."""
    end = attribution.content[-1].end
    if "," not in document.text[end - 1 : end + 1]:
        return None
    behind = document.tokens(Span(min(end + 1, len(document.text)), min(end + AFTER, len(document.text))))
    return next((token for token in behind if token.is_alpha), None)


def scene_of(attribution: Attribution, context: Context) -> Scene:
    """Look up the scene of an attribution."""
    doc = context.document.doc
    head = _head(attribution.cue, context.document)
    middle = head if head is not None else _behind(attribution, context.document)
    if middle is None:
        return Scene(attribution, None)
    first, last = sentence_around(middle, REACH)
    # A quotation in which the cue stands lost its closing mark: its words are as little quoted as the cue.
    own = context.quotations.around(middle.idx)
    around = tuple(token for token in doc[first:last] if not _covered(token, attribution, context.quotations, own))
    return Scene(attribution, head, around)


def _covered(token: Token, attribution: Attribution, quotations: Quotations, own: Quotation | None) -> bool:
    return quotations.around(token.idx) not in (None, own) or any(
        start <= token.idx < end for start, end in attribution.content
    )
