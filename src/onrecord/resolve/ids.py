"""Ids of what is read: short hashes of report, layer and place, so that reading again gives the same ids."""

from __future__ import annotations

from hashlib import sha256


class Ids:
    """Makes the ids of one report; two things at one place get two ids."""

    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        self.seen: dict[str, int] = {}

    def make(self, layer: str, *parts: object) -> str:
        """The id of something of a layer ("s" for a statement), made from what marks it."""
        content = "|".join(map(str, (self.report_id, layer, *parts)))
        count = self.seen[content] = self.seen.get(content, 0) + 1
        return layer + sha256(f"{content}|{count}".encode()).hexdigest()[:10]
