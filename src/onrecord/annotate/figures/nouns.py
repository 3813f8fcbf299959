"""What kind of noun is counted: persons, things, or what cannot be pointed at."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.scheme.toml import load_scheme

# Nouns whose plural has no s, or that are counted in the singular form.
COLLECTIVE_TAGS = {"NNS", "NNPS"}


@cache
def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(load_scheme("units")[section][key])


@cache
def _endings(section: str) -> tuple[str, ...]:
    return tuple(load_scheme("units")[section]["endings"])


def lemma_of(token: Token) -> str:
    """The singular of a noun, casefolded; spaCy leaves capitalised plurals as they are ("Ministers")."""
    lemma = token.lemma_.casefold()
    if lemma == token.lower_ and is_plural(token) and lemma.endswith("s") and not lemma.endswith("ss"):
        return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]
    return lemma


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its tag."""
    return token.tag_ in COLLECTIVE_TAGS


def is_person(token: Token) -> bool:
    """Whether a noun stands for persons: listed, a people's name ("Ukrainians"), or by its ending."""
    lemma, word = lemma_of(token), token.lower_
    nouns = _set("people", "nouns")
    if lemma in nouns or word in nouns:
        return True
    if token.ent_type_ == "NORP" and is_plural(token):
        return True
    return is_plural(token) and word.endswith(_endings("people")) and word not in _set("people", "not")


def is_abstract(token: Token) -> bool:
    """Whether a noun stands for what cannot be pointed at; few of them are no figure ("two issues")."""
    lemma = lemma_of(token)
    if lemma in _set("things", "nouns"):
        return False
    return lemma in _set("abstract", "nouns") or token.lower_.endswith(_endings("abstract"))


def small_count() -> float:
    """The largest count that is small."""
    return float(load_scheme("units")["abstract"]["small"])
