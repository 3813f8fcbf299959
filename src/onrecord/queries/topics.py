"""What "about" means: rows that name a thing, speak of it under another name, or carry a position on an issue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.model.span import Span
from onrecord.record.layers import name_key
from onrecord.record.listing import is_listed
from onrecord.record.rows import StoredRow
from onrecord.record.selection import PAGE, Page, Selection, cursor_of, key_of
from onrecord.record.view import View

# Endings under which a word is still the same. More, and "Iran" would always find "Iranian".
ENDINGS = ("s", "es", "d", "ed")
ENDING = f"(?:{'|'.join(ENDINGS)})?"


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


def about_page(view: View, wanted: Selection, about: str, limit: int | None, after: str | None) -> Page[StoredRow]:
    """Return the rows of a selection that are about something, as `View.page` does.

    Only reports that may have such a row are looked into: those with the words, the name, or a position on the issue.
    """
    wanted = replace(wanted, reports=_reports(view, about, wanted.case))
    found, last = list[StoredRow](), None
    rows = view.select(wanted, after=None if after is None else key_of(after), size=PAGE if limit is None else limit)
    while chunk := list(islice(rows, PAGE)):
        topic = find_topic(view, about, wanted.case, {row.head.report_id for _, row in chunk})
        for key, row in chunk:
            if topic.is_touched_by(row):
                if limit is not None and len(found) == limit:
                    return Page(found, cursor_of(last) if last else None)
                found.append(row)
                last = key
    return Page(found)


def find_topic(view: View, about: str, case: str | None, reports: Collection[str]) -> Topic:
    """Look a word, an actor's name or the slug of an issue up in some reports."""
    return Topic(words_like(about), _mentions(view, about, case, reports), _statements(view, about, case, reports))


def _reports(view: View, about: str, case: str | None) -> frozenset[str] | None:
    """The reports in which something about it may stand; None: any."""
    words = view.reports_with(about, ENDINGS) if is_listed(view) else None
    if words is None:
        return None
    slug = _slug(about)
    terms = Selection("positions").named("issue", [slug, f"other:{slug}"])
    carrying = replace(view, confidence=0.0).reports_listing(Selection("positions", case, (terms,)))
    return words | view.reports_naming(about) | carrying


def words_like(about: str) -> re.Pattern[str]:
    """A pattern of casefolded words, each also with one of the endings."""
    words = re.split(r"[\s\-]+", about.casefold().strip())
    pattern = r"[\s\-]+".join(re.escape(word) + ENDING for word in words)
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _mentions(view: View, about: str, case: str | None, reports: Collection[str]) -> dict[str, list[Span]]:
    keys = view.canonical_names(about)
    actors = view.rows("actors", case=case, reports=reports, named=[view.named("name", keys)])
    ids = {row.item.id for row in actors}
    found: dict[str, list[Span]] = defaultdict(list)
    # By report, not by id: an actor that others were merged into stands in the rows under their ids too.
    for row in view.rows("mentions", case=case, reports={row.head.report_id for row in actors}):
        if row.item.actor in ids:
            found[row.head.reading_id] += row.spans
    return found


def _statements(view: View, about: str, case: str | None, reports: Collection[str]) -> frozenset[str]:
    slug = _slug(about)
    rows = view.rows("positions", case=case, reports=reports, among={"issue": [slug, f"other:{slug}"]})
    return frozenset(row.item.statement for row in rows if row.item.statement)


def _slug(about: str) -> str:
    return "-".join(name_key(about).split())
