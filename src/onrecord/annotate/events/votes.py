"""Votes: one to oust somebody, or of no confidence, is against them, whoever supports it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import Entry, EventLexicon

# How far after a vote the words stand that say what it is about, in tokens.
REACH = 12


def by_vote(token: Token, entry: Entry, lexicon: EventLexicon) -> Entry:
    """The entry, or its opposite where the support is for a motion against somebody, the refusal of one, or a vote ousts him."""
    if entry.turned:
        return entry
    if entry.type == "SUPPORT" and any(_against(t, lexicon) for t in _about(token)):
        return replace(entry, type="REJECT")
    if entry.type == "REJECT" and any(_is_motion_against(t, lexicon) for t in _about(token)):
        # Who rejects a motion of no confidence stands by the government.
        return replace(entry, type="SUPPORT")
    if entry.lemma in lexicon.classes["unseat"] and any(t.lemma_.lower() in lexicon.classes["vote"] for t in _about(token)):
        return replace(entry, type="REJECT")
    return entry


def _about(token: Token) -> Iterator[Token]:
    """The words right after a verb or noun that hang on it, with those before a noun ("a no-confidence vote")."""
    first = token.left_edge.i if token.pos_ == "NOUN" else token.i
    last = min(token.right_edge.i, token.i + REACH)
    for each in token.doc[first : last + 1]:
        if each.i > token.i and (each.dep_ in ("relcl", "advcl", "parataxis", "ccomp") or each.lower_ in ("and", "but")):
            return
        yield each


def _is_motion_against(word: Token, lexicon: EventLexicon) -> bool:
    """Whether a word is a motion or vote against somebody."""
    named = word.pos_ in ("NOUN", "PROPN") and word.lemma_.lower() in lexicon.classes["vote"]
    return named and any(_against(t, lexicon) for t in _about(word))


def _against(word: Token, lexicon: EventLexicon) -> bool:
    """Whether a word makes the motion one against somebody: "no confidence", "censure", "a motion against him"."""
    lemma = word.lemma_.lower()
    if lemma == "confidence":
        return any(t.lower_ in ("no", "non") for t in word.doc[max(0, word.i - 2) : word.i])
    if word.lower_ == "against":
        return word.head.lemma_.lower() in lexicon.classes["vote"]
    return lemma in lexicon.classes["distrust"]
