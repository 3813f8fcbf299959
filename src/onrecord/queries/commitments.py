"""Who promised what, by when, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model.days import days_of
from onrecord.model.reading import CommitmentStatus
from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.promise_signs import find_signs
from onrecord.queries.row import Row, basis, fields_of
from onrecord.queries.statements import StatementRow, to_statement
from onrecord.queries.timeline import EventRow, to_event
from onrecord.record.layers import name_key
from onrecord.record.rows import StoredRow
from onrecord.record.view import View
from onrecord.relate.commitments import (
    CommitmentState,
    Evidence,
    Match,
    Promise,
    Verdict,
    deed_words,
    find_evidence,
    is_overdue,
    is_past,
    state_of,
)


class CommitmentRow(Row):
    """A promise as one report has it. `status` is what that report, or a person, says became of it; `on` the day it was made."""

    actor: str
    what: str
    to: str | None
    deadline: str | None
    condition: str | None
    status: CommitmentStatus
    statement: str | None
    source: str | None
    on: str | None

    @property
    def day(self) -> str:
        """The first day on which it may have been made; empty where none is known."""
        days = days_of(self.on)
        return days.first if days else ""

    @property
    def due(self) -> str | None:
        """The last day of its deadline."""
        days = days_of(self.deadline)
        return days.last if days else None


class EvidenceRow(Frozen):
    """A later event or statement that tells of keeping or breaking. `told_by` says it, None where the report itself does.

    `late`: kept after the last day. `by`: found by the word for the deed, or by the type of an event that this word names.
    The promiser's own word that it was kept is evidence like another's: see `told_by`.
    """

    verdict: Verdict
    on: str
    late: bool
    by: Match
    told_by: str | None
    row: EventRow | StatementRow


class FollowedRow(Frozen):
    """A promise and what became of it. `told` are all reports of it, the earliest first.

    `state`: promised, kept, broken, disputed (some tell it as kept, some as broken) or unknown (its last day has passed, and nothing
    tells of it). `overdue`: its last day has passed,
    and nothing tells that it was kept; where it has a condition, nobody may owe it.
    """

    actor: str
    what: str
    to: str | None
    due: str | None
    condition: str | None
    state: CommitmentState
    overdue: bool
    told: tuple[CommitmentRow, ...]
    evidence: tuple[EvidenceRow, ...]


class Commitments(Frozen):
    """Promises by the day on which they were made. `at` is the day that they are told as of, None where no report has a date."""

    case: str | None
    at: str | None
    promises: tuple[FollowedRow, ...]


def commitments(
    view: View, *, party: str | None = None, overdue: bool = False, at: str | None = None, case: str | None = None
) -> Commitments:
    """Return promises with what later reports tell of their keeping, the earliest first.

    Args:
        view: the record as of now, or by its clocks.
        party: only promises of this actor; any name the record knows for it.
        overdue: only those that are overdue.
        at: as of the end of this day; by default the day of the latest report in view.
        case: only reports of this case.
    """
    case = checked(view, case)
    at = at or view.known_on or max((head.published for head in view.reports(case) if head.published), default=None)
    named = [view.named("by", view.canonical_names(party))] if party else []
    stored = view.rows("commitments", case=case, named=named)
    promises = [row for row in _promise_rows(view, stored, case) if at is None or row.day <= at]
    events, statements = _rows_by_id(view, "events", case), _rows_by_id(view, "statements", case)
    signs = find_signs(view, events.values(), statements.values(), promises, case)
    found = find_evidence(
        (Promise(row.id, name_key(row.actor), row.what, row.day, row.due) for row in promises if row.day),
        (sign for sign in signs if at is None or sign.day <= at),
    )
    followed = [_follow(told, found, events, statements, at) for told in _told(promises)]
    kept = sorted((row for row in followed if row.overdue or not overdue), key=lambda row: (row.told[0].day, row.told[0].id))
    return Commitments(case=case, at=at, promises=tuple(kept))


def _rows_by_id(view: View, layer: str, case: str | None) -> dict[str, StoredRow]:
    return {row.id: row for row in view.rows(layer, case=case)}


def _promise_rows(view: View, stored: Sequence[StoredRow], case: str | None) -> list[CommitmentRow]:
    reports = {row.head.report_id for row in stored if row.item.statement}
    carriers = {row.id: row.item for row in view.rows("statements", case=case, reports=reports)}
    return [_to_commitment(row, carriers.get(row.item.statement)) for row in stored]


def _to_commitment(row: StoredRow, said: object) -> CommitmentRow:
    source = getattr(said, "source", None)
    on = getattr(said, "said_on", None) or getattr(said, "said_by", None) or row.head.published
    return CommitmentRow(**basis(row), **fields_of(row), source=source.name if source else None, on=on)


def _told(promises: Iterable[CommitmentRow]) -> list[list[CommitmentRow]]:
    """Put together the reports of one promise: the same actor, words and deadline."""
    found: dict[tuple[object, ...], list[CommitmentRow]] = defaultdict(list)
    for row in promises:
        words = frozenset(deed_words(row.what)) or row.what.casefold()
        found[name_key(row.actor), words, row.deadline].append(row)
    return [sorted(told, key=lambda row: (row.day, row.id)) for told in found.values()]


def _follow(
    told: Sequence[CommitmentRow],
    found: Mapping[str, Sequence[Evidence]],
    events: Mapping[str, StoredRow],
    statements: Mapping[str, StoredRow],
    at: str | None,
) -> FollowedRow:
    first = told[0]
    by_sign = {one.sign: one for row in told for one in found.get(row.id, ())}
    evidence = sorted(by_sign.values(), key=lambda one: (one.day, one.sign))
    stated = next((row.status for row in reversed(told) if row.status in ("kept", "broken")), first.status)
    state = state_of(stated, evidence, passed=is_past(first.due, at))
    return FollowedRow(
        actor=first.actor,
        what=first.what,
        to=next((row.to for row in told if row.to), None),
        due=first.due,
        condition=next((row.condition for row in told if row.condition), None),
        state=state,
        overdue=is_overdue(state, first.due, at),
        told=tuple(told),
        evidence=tuple(_to_evidence(one, events, statements) for one in evidence),
    )


def _to_evidence(one: Evidence, events: Mapping[str, StoredRow], statements: Mapping[str, StoredRow]) -> EvidenceRow:
    values = {"verdict": one.verdict, "on": one.day, "late": one.late, "by": one.by}
    if one.sign in events:
        return EvidenceRow(**values, told_by=None, row=to_event(events[one.sign]))
    said = to_statement(statements[one.sign])
    return EvidenceRow(**values, told_by=said.source, row=said)
