"""Which mentions an apposition or a copula makes the same: "Ukraine's ambassador to the U.S., Olga Stefanishyna"."""

from __future__ import annotations

import re

from onrecord.annotate.document import Document
from onrecord.model.draft import MentionDraft

# Between the two parts: a comma or a dash, and an article or a possessive that begins the second.
BETWEEN = re.compile(r"(?:,|\s[-–—]| \()\s?(?:(?:the|a|an|his|her|its|their|our|one of|now|who is|who was)\s)*", re.IGNORECASE)
COPULA = re.compile(r",?\s(?:is|was|became|remains|serves as|served as)\s(?:the\s|a\s|an\s|his\s|her\s|its\s)?", re.IGNORECASE)
# After the second part of a true apposition: not one more member of a list.
LISTED = re.compile(r"\s(?:and|or|&)\s")


def _person_name(draft: MentionDraft) -> bool:
    # Of a foreign name of several words spaCy often makes a place.
    several = draft.name is not None and draft.name.end - draft.name.start > 8
    return draft.form == "name" and (draft.label in ("PERSON", "") or (draft.label == "GPE" and several))


def _body_name(draft: MentionDraft) -> bool:
    return draft.form == "name" and draft.label in ("ORG", "")


def _fits(name: MentionDraft, description: MentionDraft) -> bool:
    """Whether a name and a description may denote one actor: a person a person, a body a body."""
    if description.form != "description" or description.number == "plur" or description.role is None:
        return False
    return _body_name(name) if description.gender == "n" else _person_name(name)


def link(drafts: list[MentionDraft], document: Document) -> dict[int, int]:
    """The number of each description -> the number of the name that it stands beside as apposition or predicate."""
    text, found = document.text, {}
    for second, later in enumerate(drafts):
        for first in range(second - 1, max(second - 6, -1), -1):
            pair = (drafts[first], later)
            name, description = (first, second) if pair[0].form == "name" else (second, first)
            if description in found or not _fits(drafts[name], drafts[description]):
                continue
            if _joined(text, pair[0], later, predicate=name == first):
                found[description] = name
                break
    return found


def _joined(text: str, earlier: MentionDraft, later: MentionDraft, *, predicate: bool) -> bool:
    start, end = earlier.span.end, later.span.start
    if text[start:end] == " " and not predicate:
        return later.label in ("PERSON", "GPE") and _person_name(later) and earlier.gender != "n"
    if not 0 < end - start <= 24 or "\n" in text[start:end]:
        return False
    if predicate and COPULA.fullmatch(text, start, end):
        return True
    return bool(BETWEEN.fullmatch(text, start, end)) and not LISTED.match(text, later.span.end)
