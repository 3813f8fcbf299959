"""The states of a description of several: "Irish and British officials", "the officials from Chad, Mali and Niger"."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model.draft import MentionDraft
from onrecord.resolve.scene import Scene

AND = re.compile(r"(?:,|,? and|,? as well as)? ?(?:, )?(?:the )?")
# Where the parser ended a description before the states it is of: "the officials[ from Chad, Mali and Niger]".
FROM = re.compile(r" (?:from|of) (?:both )?(?:the )?")


def listed_states(scene: Scene, draft: MentionDraft) -> list[int]:
    """The numbers of the mentions of the states that a plural description is of; [] where it is not of two or more."""
    if draft.form != "description" or draft.number != "plur":
        return []
    inner = [n for n in scene.numbers_in(draft.span.start, draft.span.end) if _state(scene, n)]
    gaps = [scene.text[scene.drafts[a].span.end : scene.drafts[b].span.start] for a, b in pairwise(inner)]
    if not all(gap.strip() and AND.fullmatch(gap) for gap in gaps):
        return []
    if not inner:
        inner = _first_after(scene, draft)
    if inner and scene.drafts[inner[-1]].span.end >= draft.span.end:
        inner += _listed_after(scene, inner[-1])
    return inner if len(inner) > 1 else []


def _state(scene: Scene, number: int) -> bool:
    draft = scene.drafts[number]
    if draft.form != "name" or draft.name is None:
        return False
    entry = scene.directory.state_of(scene.words(draft.name))
    return draft.label in ("NORP", "GPE") or (entry is not None and entry.kind == "country")


def _first_after(scene: Scene, draft: MentionDraft) -> list[int]:
    """The state right after a description and "from" or "of"."""
    match = FROM.match(scene.text, draft.span.end)
    numbers = scene.numbers_in(match.end(), match.end() + 1) if match is not None else range(0)
    return [n for n in numbers if _state(scene, n)][:1]


def _listed_after(scene: Scene, number: int) -> list[int]:
    """The states that a list goes on with where the parser ended a description: "officials from Chad[, Mali and Niger]"."""
    drafts, text, found = scene.drafts, scene.text, []
    for after in range(number + 1, len(drafts)):
        gap = text[drafts[after - 1].span.end : drafts[after].span.start]
        possessive = text[drafts[after].span.end : drafts[after].span.end + 1] in ("'", "’")
        if possessive or not gap.strip() or not AND.fullmatch(gap) or not _state(scene, after):
            break
        found.append(after)
    return found
