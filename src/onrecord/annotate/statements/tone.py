"""Hedge and negation of a statement: what the report's own words at the cue say about it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.statements.cues import is_negated, is_passive
from onrecord.annotate.statements.hedges import HedgeWords, hedge_words
from onrecord.annotate.statements.scene import Scene
from onrecord.model.span import Span


def _span(token: Token, last: Token | None = None) -> Span:
    end = last or token
    return Span(token.idx, end.idx + len(end))


def _at_cue(scene: Scene, words: HedgeWords) -> Token | None:
    """An adverb of the cue, or one directly beside it."""
    for head in scene.heads:
        for child in head.lefts:
            if child.lower_ in words.adverbs and child in scene.around:
                return child
    if scene.head is None:
        return None
    beside = {scene.head.i - 1, scene.head.i + 1}
    return next((token for token in scene.around if token.i in beside and token.lower_ in words.adverbs), None)


def _raised(scene: Scene, words: HedgeWords) -> Token | None:
    """A verb that carries the cue as an infinitive: "appeared to suggest", "is believed to have offered"."""
    for head in scene.heads[1:]:
        lemma = head.lemma_.lower()
        if lemma in words.raising or (lemma in words.passive and is_passive(head)):
            return head
    return None


def _phrase(scene: Scene, words: HedgeWords) -> Span | None:
    tokens = scene.around
    lowered = tuple(token.lower_ for token in tokens)
    for phrase in words.phrases:
        for index in range(len(lowered)) if phrase[0] in lowered else ():
            if lowered[index : index + len(phrase)] == phrase:
                return _span(tokens[index], tokens[index + len(phrase) - 1])
    return None


def hedge_of(scene: Scene) -> Span | None:
    """The words by which the report keeps its distance."""
    if scene.head is None:
        return None
    words = hedge_words()
    found = _at_cue(scene, words) or _raised(scene, words)
    return _span(found) if found is not None else _phrase(scene, words)


def negated(scene: Scene) -> bool:
    """Whether the report says that it was not said."""
    if scene.head is None:
        return False
    if any(is_negated(head) for head in scene.heads if head.pos_ in ("VERB", "AUX")):
        return True
    subjects = hedge_words().negative_subjects
    first = next((t for t in scene.around for span in scene.attribution.source if t.idx == span.start), None)
    return first is not None and first.lower_ in subjects
