"""Whom the words after a name say somebody heads: "Ivo Renner, who leads the Tessarian delegation"."""

from __future__ import annotations

import re

from onrecord.resolve.referent import Office
from onrecord.resolve.scene import Scene

HEADING = re.compile(
    r",? (?:who (?:now |also |has |had )?(?:heads?|headed|leads?|led|chairs?|chaired|represents?|represented)"
    r"|heading|leading|chairing|representing) (?:the |a |its |his |her |their )?"
)


def headed(scene: Scene, number: int) -> Office | None:
    """The office of somebody who is told to head a body of a state, or one that has a name."""
    draft = scene.drafts[number]
    match = HEADING.match(scene.text, draft.span.end)
    if match is None:
        return None
    for n in scene.numbers_in(match.end(), match.end() + 1):
        body = scene.drafts[n]
        of = body.name if body.form == "name" else body.of
        if of is None or body.label == "PERSON":
            return None
        state = scene.directory.state_of(scene.words(of))
        return Office("leader", "leader", state.name if state is not None else scene.words(of))
    return None
