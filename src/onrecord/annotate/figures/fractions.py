"""Fractions in words that are shares: "half of", "two-thirds", "by nearly a third"; not "a third round" or "the first half"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.annotate.figures.amounts import Amount
from onrecord.annotate.figures.numbers import HYPHENS

REACH_CHARS = 20
OF_WHOLE = re.compile(r"\s+(?:of|the|its|their|his|her|our|all|those|these|that|this|as|more|less|majority)(?!\w)")
OF_A_THING = re.compile(r"\s+of an?\s")
BY = "by|than|about|around|nearly|almost|over|roughly|some|approximately|only|just|least|under|to|up|and|or|at"
MEASURED = re.compile(rf"(?<!\w)(?:{BY})\s+\Z")
NTH = "first|second|latter|other|final|last|better|opening|early|later|third|fourth|in|this|each|per|every|past|next"
ORDERED = re.compile(rf"(?<!\w)(?:{NTH})\s+\Z")
MAJORITY = re.compile(rf"[\s{HYPHENS}]majority(?!\w)")
FOLLOWERS = {"NOUN", "ADJ", "PROPN", "NUM"}


def as_share(doc: Doc, text: str, amount: Amount) -> Amount | None:
    """A fraction in words as a percentage, or None where it is an ordinal, half a match, or part of a longer word."""
    span = amount.span
    low, high = _hundred(amount.low), _hundred(amount.high)
    share = replace(amount, value=amount.value * 100, unit="percent", kind="share", low=low, high=high)
    if MAJORITY.match(text, span.end):
        return share
    if text[span.end : span.end + 1] in ("-", "‑", "‐"):
        return None
    before = text[max(0, span.start - REACH_CHARS) : span.start].casefold()
    if OF_A_THING.match(text, span.end) or ORDERED.search(before):
        return None
    if OF_WHOLE.match(text, span.end):
        return share
    plain = not amount.article and text[span.start : span.end].casefold() != "half"
    return share if (plain or MEASURED.search(before)) and not _noun_follows(doc, text, span.end) else None


def _hundred(value: float | None) -> float | None:
    return None if value is None else value * 100


def _noun_follows(doc: Doc, text: str, end: int) -> bool:
    tokens = doc.char_span(end, min(end + 1, len(text)), alignment_mode="expand")
    if tokens is None or not tokens:
        return False
    token = tokens[-1]
    if token.is_space and token.i + 1 < len(doc):
        token = doc[token.i + 1]
    following = doc[token.i + 1] if token.idx < end and token.i + 1 < len(doc) else token
    return following.pos_ in FOLLOWERS
