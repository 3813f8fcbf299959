"""Which mentions an apposition or a copula makes the same: "Ukraine's ambassador to the U.S., Olga Stefanishyna"."""

from __future__ import annotations

import re

from onrecord.annotate.document import Document
from onrecord.model.draft import MentionDraft

# Between the two parts: a comma, an age or a dash, and an article or a possessive that begins the second.
BETWEEN = re.compile(
    r"(?:,(?:\s\d{1,3},)?|\s[-–—]| \()\s?(?:(?:the|a|an|his|her|its|their|our|one of|now|who is|who was)\s)*", re.IGNORECASE
)
COPULA = re.compile(r",?\s(?:is|was|became|remains|serves as|served as)\s(?:the\s|a\s|an\s|his\s|her\s|its\s)?", re.IGNORECASE)
# "A witness, who agreed to be identified only as Olen".
CALLED = re.compile(r",? who (?:[\w ]{0,40} )?(?:identified (?:himself |herself )?|gave (?:his|her) name )(?:only )?as ")
# What ends a second apposition.
CLOSED = re.compile(r"\s?[,;:.)–—-]|\s(?:and|who)\b|\s*$")
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
    text, found = document.text, dict[int, int]()
    inner = _inner(drafts)
    for second, later in enumerate(drafts):
        for first in range(second - 1, max(second - 6, -1), -1):
            pair = (drafts[first], later)
            name, description = (first, second) if pair[0].form == "name" else (second, first)
            if description in found or first in inner or not _fits(drafts[name], drafts[description]):
                continue
            follows = next((d for d in drafts[second + 1 : second + 4] if d.span.start >= later.span.end), None)
            if name == first and name in found.values() and not CLOSED.match(text, later.span.end):
                # "Its leader, Olen Prask, the Front's envoy said": the sentence's own subject.
                continue
            if _joined(text, pair[0], later, follows, predicate=name == first):
                found[description] = name
                break
    return found


def _inner(drafts: list[MentionDraft]) -> set[int]:
    """The mentions that end a longer description: "the Sarn region" in "the governor of the Sarn region"."""
    ends = {d.span.end: d.span.start for d in reversed(drafts) if d.form == "description"}
    return {n for n, d in enumerate(drafts) if ends.get(d.span.end, d.span.start) < d.span.start}


def _listed(text: str, later: MentionDraft, follows: MentionDraft | None) -> bool:
    """Whether the second part is one of a list: a name follows its "and". One more role of the same person is no list."""
    conjunction = LISTED.match(text, later.span.end)
    beside = follows is not None and conjunction is not None and follows.span.start - conjunction.end() <= 4
    more_of_same = beside and follows is not None and follows.form == "description" and follows.of is None
    return conjunction is not None and not more_of_same


def _joined(text: str, earlier: MentionDraft, later: MentionDraft, follows: MentionDraft | None, *, predicate: bool) -> bool:
    start, end = earlier.span.end, later.span.start
    if text[start:end] == " " and not predicate:
        return later.label in ("PERSON", "GPE") and _person_name(later) and earlier.gender != "n"
    if not predicate and CALLED.fullmatch(text, start, end):
        return True
    if not 0 < end - start <= 24 or "\n" in text[start:end]:
        return False
    if predicate and COPULA.fullmatch(text, start, end):
        return True
    if later.subject and not earlier.subject:
        # "In Halm, the mayor said": a new clause, and its subject.
        return False
    return bool(BETWEEN.fullmatch(text, start, end)) and not _listed(text, later, follows)
