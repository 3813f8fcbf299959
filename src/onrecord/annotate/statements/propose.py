"""Statements as their finders propose them: the rules over the parse, and the trained heads in two sets of conventions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.encoder import attribute
from onrecord.annotate.statements.checks import check_attributions
from onrecord.annotate.statements.contents import Quotations, conventional, index_quotations, kind_of
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.annotate.statements.rules import find_attributions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

Finder = Literal["rules", "corpus", "said"]
FINDERS: tuple[Finder, ...] = ("rules", "corpus", "said")
# Proposals that share so much of their content are rivals for one statement.
RIVAL = 0.3


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution, and who found it."""

    found: Attribution
    finder: Finder
    content: tuple[Span, ...]
    """By convention: without quotation marks."""
    places: frozenset[int]
    """Code points of its content."""


def find_by_heads(document: Document, finder: Finder) -> list[Attribution]:
    """What the trained heads of one set of conventions find, checked; none where no weights are loaded."""
    encoded = document.encoded
    if encoded is None:
        return []
    heads = encoded.model.heads.said if finder == "said" else encoded.model.heads.corpus
    return check_attributions(attribute(encoded.pieces, encoded.hidden, heads, encoded.model.calibration), document)


def propose_statements(document: Document, vocabulary: Vocabulary) -> list[Proposal]:
    """Everything that may be a statement, each finder's in reading order."""
    quotations = index_quotations(document.annotations.quotations)
    finds = {
        "rules": check_attributions(find_attributions(document, vocabulary.directory), document),
        "corpus": find_by_heads(document, "corpus"),
        "said": find_by_heads(document, "said"),
    }
    proposals = []
    for finder in FINDERS:
        for found in finds[finder]:
            content = conventional(found.content, document.text, quotations)
            if content:
                places = frozenset(place for start, end in content for place in range(start, end))
                proposals.append(Proposal(found, finder, content, places))
    return proposals


def shared(a: Proposal, b: Proposal) -> float:
    """How much of their contents two proposals share: Jaccard over code points."""
    both = len(a.places & b.places)
    return both / (len(a.places) + len(b.places) - both) if both else 0.0


def neighbours(proposals: Sequence[Proposal]) -> list[list[int]]:
    """For each proposal the others that touch its content, or its cue. Cost: linear in the text's length."""
    at: dict[int, list[int]] = {}
    for number, proposal in enumerate(proposals):
        for place in _marks(proposal):
            at.setdefault(place, []).append(number)
    return [sorted({other for place in _marks(p) for other in at[place]} - {n}) for n, p in enumerate(proposals)]


# Contents are compared where they touch at every so many code points.
STEP = 8


def _marks(proposal: Proposal) -> Iterable[int]:
    cue = (place // STEP for start, end in proposal.found.cue for place in range(start, end))
    return {place // STEP for place in proposal.places} | {-1 - place for place in cue}


def features(proposals: Sequence[Proposal], document: Document) -> list[dict[str, float]]:
    """What the judge is told of each proposal."""
    near, quotations = neighbours(proposals), index_quotations(document.annotations.quotations)
    return [_features(p, [proposals[n] for n in near[i]], document, quotations) for i, p in enumerate(proposals)]


def _features(proposal: Proposal, near: Sequence[Proposal], document: Document, quotations: Quotations) -> dict[str, float]:
    found = proposal.found
    cue = [token for span in found.cue for token in document.tokens(span)]
    words = [token for span in found.content for token in document.tokens(span)]
    content = proposal.content
    kind = kind_of(content, document.text, quotations)
    row = {
        "confidence": found.confidence,
        "direct": float(kind == "direct"),
        "mixed": float(kind == "mixed"),
        "content_chars": min(len(proposal.places), 600),
        "content_spans": len(content),
        "after": float(bool(found.cue) and content[0].start > found.cue[0].start),
        "has_cue": float(bool(found.cue)),
        "paragraph": _paragraph(content[0], document),
        "verbs": sum(token.pos_ in ("VERB", "AUX") for token in words[:40]),
        "cue_quoted": float(any(quotations.around(span.start) is not None for span in found.cue)),
        **_of_source(found.source, document),
        **_of_cue(cue),
    }
    for finder in FINDERS:
        row[f"by_{finder}"] = float(proposal.finder == finder)
        row.update(_beside(proposal, [other for other in near if other.finder == finder], finder))
    return row


def _paragraph(span: Span, document: Document) -> float:
    return float(min(sum(p.start <= span.start for p in document.annotations.paragraphs[:12]), 12))


def _of_source(source: tuple[Span, ...], document: Document) -> dict[str, float]:
    tokens = [token for span in source for token in document.tokens(span)]
    return {
        "has_source": float(bool(source)),
        "source_tokens": min(len(tokens), 20),
        "source_pronoun": float(len(tokens) == 1 and tokens[0].pos_ == "PRON"),
        "source_name": float(any(token.pos_ == "PROPN" for token in tokens)),
        "source_plural": float(any(token.tag_ in ("NNS", "NNPS") for token in tokens)),
        "source_subject": float(any(token.dep_ in ("nsubj", "nsubjpass") for token in tokens)),
    }


def _of_cue(cue: list[Token]) -> dict[str, float]:
    lexicon = load_lexicon()
    lemmas = [token.lemma_.lower() for token in cue]
    nouns = lexicon.nouns | lexicon.light_nouns
    return {
        "cue_tokens": min(len(cue), 10),
        "cue_verb": float(any(token.pos_ == "VERB" for token in cue)),
        "cue_noun": float(any(token.pos_ == "NOUN" for token in cue)),
        "cue_modal": float(any(token.tag_ == "MD" for token in cue)),
        "cue_negated": float(any(token.dep_ == "neg" for token in cue)),
        "cue_known": float(any(lexicon.frames_of(lemma) for lemma in lemmas)),
        "cue_noun_known": float(any(lemma in nouns for lemma in lemmas)),
        "cue_carries": float(any(lemma in lexicon.carrying for lemma in lemmas)),
        "cue_says": float(any(lemma in ("say", "tell", "add") for lemma in lemmas)),
        "cue_according": float("accord" in lemmas or "according" in lemmas),
    }


def _beside(proposal: Proposal, others: Sequence[Proposal], finder: Finder) -> dict[str, float]:
    """How far another finder agrees on content, cue and source."""
    best = max(others, key=lambda other: shared(proposal, other), default=None)
    cues = {place for start, end in proposal.found.cue for place in range(start, end)}
    same_cue = [o for o in others if any(place in cues for start, end in o.found.cue for place in range(start, end))]
    inside = any(proposal.places < other.places for other in others)
    return {
        f"{finder}_shared": shared(proposal, best) if best else 0.0,
        f"{finder}_confidence": best.found.confidence if best and shared(proposal, best) >= RIVAL else 0.0,
        f"{finder}_cue": float(bool(same_cue)),
        f"{finder}_source": float(best is not None and _touch(best.found.source, proposal.found.source)),
        f"{finder}_inside": float(inside),
    }


def _touch(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)


def compete(proposals: Sequence[Proposal], chances: Sequence[float]) -> list[Proposal]:
    """Of rivals for one statement the likeliest, in reading order. Cost: linear in the text's length."""
    near = neighbours(proposals)
    order = sorted(range(len(proposals)), key=lambda n: -chances[n])
    kept: set[int] = set()
    for number in order:
        if not any(other in kept and _rivals(proposals[number], proposals[other]) for other in near[number]):
            kept.add(number)
    chosen = [proposals[n] for n in kept]
    return sorted(chosen, key=lambda p: min((*p.found.content, *p.found.cue)))


def _nested(outer: Proposal, inner: Proposal) -> bool:
    """Whether one attribution is what another one, of another speaker, credits to its source; a finder that has both means both."""
    cue = [place for start, end in inner.found.cue for place in range(start, end)]
    another = not _touch(outer.found.source, inner.found.source) and not _touch(outer.found.cue, inner.found.cue)
    return outer.finder == inner.finder and bool(cue) and another and all(place in outer.places for place in cue)


def _rivals(a: Proposal, b: Proposal) -> bool:
    if _nested(a, b) or _nested(b, a):
        # Who tells what another said: `drafts` says which of them is the statement.
        return False
    both = len(a.places & b.places)
    if both and both >= RIVAL * min(len(a.places), len(b.places)):
        return True
    return _touch(a.found.cue, b.found.cue)
