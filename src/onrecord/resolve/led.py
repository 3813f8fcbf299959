"""Whose a delegation is, by who leads it: "a delegation led by Olen Prask, the Front's negotiator"."""

from __future__ import annotations

import re

from onrecord.model.draft import MentionDraft
from onrecord.resolve.names import Register
from onrecord.resolve.scene import Scene

# Bodies that are of whomever their leader speaks for.
LED = {"delegation", "mission", "team", "negotiating team"}
BY = re.compile(r",? (?:which (?:is|was) )?(?:led|headed|chaired) by (?:the |its |his |her )?")


def led_by(scene: Scene, register: Register, body: MentionDraft) -> str | None:
    """The party of whoever is told to lead a body right after it; None where nobody is, or nobody with a party."""
    match = BY.match(scene.text, body.span.end)
    numbers = scene.numbers_in(match.end(), match.end() + 1) if match is not None else range(0)
    for number in numbers:
        name = scene.drafts[number].name
        leader = register.named(scene.words(name)) if name is not None else None
        if leader is not None and leader.party is not None:
            return leader.party
    return None
