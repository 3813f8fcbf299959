"""Reports made of positions, events and promises alone, for tests of what happens over the record. Nobody in them exists."""

from __future__ import annotations

from collections.abc import Iterable

from made_readings import READER
from onrecord.model import Position, Reading, Report, SourceRef, Span, Statement


def said(party: str, issue: str, stance: str, words: str, *, source: str | None = None, **fields) -> dict:
    """A position, as `positions_report` takes it. Fields are those of a position, or `hedged` and `said_on` of its statement."""
    return {"actor": party, "issue": issue, "stance": stance, "words": words, "source": source or party, **fields}


def positions_report(
    report_id: str, published: str | None, positions: Iterable[dict], publisher: str = "Harbour Post"
) -> Reading:
    """A report whose sentences are positions, each carried by a statement."""
    text, statements, own = "", [], []
    for number, given in enumerate(positions):
        values = dict(given)
        source, words = values.pop("source"), values.pop("words")
        head = f"{source} said "
        start = len(text) + len(head)
        text += f"{head}{words}.\n"
        span, by = Span(start, start + len(words)), Span(start - len(head), start - 6)
        statements.append(
            Statement(
                id=f"s{number}", source=SourceRef(name=source, speaks_for=values["actor"]), source_span=(by,),
                cue="said", cue_span=(Span(start - 5, start - 1),), content_span=(span,), kind="indirect",
                hedged=values.pop("hedged", False), said_on=values.pop("said_on", None), said_by=published,
                confidence=0.9,
            )
        )  # fmt: skip
        own.append(Position(id=f"p{number}", span=span, statement=f"s{number}", **{"confidence": 0.9, **values}))
    report = Report(id=report_id, publisher=publisher, published=published, language="en", text=text or "Nothing was said.")
    return Reading(reading=READER, report=report, statements=tuple(statements), positions=tuple(own))
