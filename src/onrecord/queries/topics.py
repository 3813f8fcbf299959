"""What "about" means: rows that name a thing, speak of it under another name, or carry a position on an issue."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from onrecord.model.span import Span
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View

# Endings under which a word is still the same. More, and "Iran" would always find "Iranian".
ENDING = "(?:s|es|d|ed)?"


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing asked about: its words, the places where an actor of that name is mentioned, the statements on that issue."""

    words: re.Pattern[str]
    mentions: dict[str, list[Span]]
    statements: frozenset[str]

    def is_touched_by(self, row: StoredRow) -> bool:
        """Whether a row is about it."""
        if row.id in self.statements or self.words.search(row.words.casefold()):
            return True
        near = self.mentions.get(row.head.reading_id, ())
        return any(span.covers(place) for place in near for span in row.spans)


def find_topic(view: View, about: str, case: str | None = None) -> Topic:
    """Look a word, an actor's name or the slug of an issue up in the record."""
    return Topic(_pattern(about), _mentions(view, about, case), _statements(view, about, case))


def _pattern(about: str) -> re.Pattern[str]:
    words = re.split(r"[\s\-]+", about.casefold().strip())
    pattern = r"[\s\-]+".join(re.escape(word) + ENDING for word in words)
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _mentions(view: View, about: str, case: str | None) -> dict[str, list[Span]]:
    keys = view.canonical_names(about)
    actors = view.rows("actors", case=case, named=[view.named("name", keys)])
    ids = {row.item.id for row in actors}
    found: dict[str, list[Span]] = defaultdict(list)
    # By report, not by id: an actor that others were merged into stands in the rows under their ids too.
    for row in view.rows("mentions", case=case, reports={row.head.report_id for row in actors}):
        if row.item.actor in ids:
            found[row.head.reading_id] += row.spans
    return found


def _statements(view: View, about: str, case: str | None) -> frozenset[str]:
    slug = "-".join(name_key(about).split())
    rows = view.rows("positions", case=case, among={"issue": [slug, f"other:{slug}"]})
    return frozenset(row.item.statement for row in rows if row.item.statement)
