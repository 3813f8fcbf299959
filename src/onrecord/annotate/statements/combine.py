"""Rules and the trained model together: the rules' attributions, how sure both make them, and what only the model finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.statements.lexicon import load_lexicon
from onrecord.model.draft import Attribution
from onrecord.model.span import Span

# Below this what the model alone finds is more often wrong than right on the development reports. Chosen, with the rule that
# the lexicon need not know the cue, where the rules were made to miss things: evaluation/ablation.py.
LEAST = 0.8
# About the shares that were right on the development reports (the rules were made on them, so a little less where both agree:
# 0.99 of 184; 0.65 of the 17 that the rules alone found; too few additions to tell more than that).
BOTH, ONE = 0.97, 0.65
SAME = 0.5


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _tokens(spans: Iterable[Span], document: Document) -> list[Token]:
    return [token for span in spans for token in document.tokens(span)]


def _was_said(attribution: Attribution, document: Document) -> bool:
    """Whether the cue has a word of saying, and nothing in it says that the words are yet to be said or were not.

    The lexicon need not know a verb; of nouns only it tells those of speech from "in talks". Who cites another carries on.
    """
    tokens, lexicon = _tokens(attribution.cue, document), load_lexicon()
    if any(token.tag_ == "MD" or token.dep_ == "neg" or token.lemma_.lower() in lexicon.carrying for token in tokens):
        return False
    nouns = lexicon.nouns | lexicon.light_nouns
    return any(token.pos_ == "VERB" or token.lower_ == "according" or token.lemma_.lower() in nouns for token in tokens)


def _says_something(attribution: Attribution, document: Document) -> bool:
    """Whether the content has a word of its own, so that it does more than refer back ("this").

    It tells something, or is a thing that a verb of the lexicon may be said of ("rejected the offer").
    """
    words, lexicon = _tokens(attribution.content, document), load_lexicon()
    if any(token.pos_ in ("VERB", "AUX") for token in words):
        return any(token.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "NUM") for token in words)
    known = any(lexicon.frames_of(token.lemma_.lower()) for token in _tokens(attribution.cue, document))
    return known and any(token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") for token in words)


def _stands(found: Attribution, document: Document) -> bool:
    sure = bool(found.source) and found.confidence >= LEAST
    return sure and _was_said(found, document) and _says_something(found, document)


def _agreed(rules: list[Attribution], model: list[Attribution]) -> set[int]:
    """Indexes of the rules' attributions whose content the model finds too. Cost: linear in the contents."""
    owner = {place: number for number, item in enumerate(rules) for place in _places(item.content)}
    sizes = [len(_places(item.content)) for item in rules]
    agreed = set()
    for found in model:
        places = _places(found.content)
        for number, shared in Counter(owner[place] for place in places if place in owner).items():
            if shared >= SAME * (sizes[number] + len(places) - shared):
                agreed.add(number)
    return agreed


def _first(attribution: Attribution) -> Span:
    return min((*attribution.content, *attribution.cue))


def combine(rules: list[Attribution], model: list[Attribution], document: Document) -> list[Attribution]:
    """Join what rules and model found, both checked: the rules' word holds wherever both speak of the same text.

    Returns: attributions in reading order, their confidence raised where both agree and lowered where one found it alone.
    """
    agreed = _agreed(rules, model)
    taken = _places(span for item in rules for span in (*item.content, *item.cue))
    kept = [
        replace(item, confidence=max(item.confidence, BOTH) if number in agreed else min(item.confidence, ONE))
        for number, item in enumerate(rules)
    ]
    added = [item for item in model if _stands(item, document) and taken.isdisjoint(_places(item.content))]
    return sorted([*kept, *(replace(item, confidence=ONE) for item in added)], key=_first)
