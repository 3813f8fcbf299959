"""Issues that the codebook does not have: `other:` with a slug of the words themselves."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.positions.issues import Hit

OTHER = "other:"
MODIFIERS = ("compound", "amod")
ACTORS = ("PERSON", "GPE", "NORP", "DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")
MAX_STEPS = 4
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def unlisted_issue(head: Token, empty: frozenset[str]) -> Hit | None:
    """The issue that an object names by its noun and what stands before it ("an inquiry session": inquiry-session).

    `empty`: nouns that name no issue.
    """
    noun = _noun(head, empty)
    if noun is None:
        return None
    words = [c for c in noun.lefts if c.dep_ in MODIFIERS and c.ent_type_ not in ACTORS][-1:]
    slug = "-".join(part for word in (*words, noun) if (part := NOT_SLUG.sub("-", word.lower_).strip("-")))
    return Hit(noun.i, noun.i, OTHER + slug, 0.0, hint=False) if slug else None


def _noun(head: Token, empty: frozenset[str]) -> Token | None:
    """The common noun that an object is about: its head, or the object of its verb."""
    at: Token | None = head
    for _ in range(MAX_STEPS):
        if at is None or at.lemma_.lower() in empty:
            return None
        if at.pos_ == "NOUN" and at.ent_type_ not in ACTORS:
            return at
        at = next((c for c in at.children if c.i > at.i and c.dep_ in ("dobj", "xcomp", "pobj", "prep", "attr")), None)
    return None
