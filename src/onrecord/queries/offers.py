"""What was offered, and who answered: an offer nobody has taken a position on since waits for an answer."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.queries.positions import PositionRow, position_rows, spellings
from onrecord.record.layers import name_key
from onrecord.record.view import View

# Statements of other parties on the issue, after the offer, that a row takes as answers; the matrix has the others.
MOST_ANSWERS = 5
# On the day of the offer itself only these can be meant as an answer; a demand may have come first.
SAME_DAY = frozenset({"support", "oppose"})


class OfferRow(Frozen):
    """A party's latest offer on an issue, made `times` times since `first_on`. `answers` are empty while nobody has spoken to it."""

    party: str
    issue: str
    offer: PositionRow
    times: int
    first_on: str
    answers: tuple[PositionRow, ...]


def offers(
    view: View,
    *,
    issue: str | None = None,
    party: str | None = None,
    at: str | None = None,
    case: str | None = None,
    unanswered: bool = False,
) -> list[OfferRow]:
    """Return the latest offer of each party on each issue, the oldest first.

    An answer is what another party itself says on the same issue after the offer, whatever its stance.

    Args:
        view: the record as of now, or by its clocks.
        issue: only this issue, by its slug.
        party: only offers of this party; any name the record knows for it.
        at: as of the end of this day.
        case: only reports of this case.
        unanswered: only those without an answer.
    """
    case = checked(view, case)
    rows = [row for row in position_rows(view, issue=issue, party=None, case=case) if row.own and row.day]
    rows = [row for row in reversed(rows) if at is None or row.day <= at]
    wanted = view.canonical_names(party) if party else None
    found = [row for row in _offers(rows) if wanted is None or name_key(row.party) in wanted]
    kept = [row for row in found if not (unanswered and row.answers)]
    return sorted(kept, key=lambda row: (row.offer.day, row.party, row.issue))


def _offers(rows: Sequence[PositionRow]) -> Iterator[OfferRow]:
    names = spellings(list(rows))
    by_issue: dict[str, list[PositionRow]] = defaultdict(list)
    offered: dict[tuple[str, str], list[PositionRow]] = defaultdict(list)
    for row in rows:
        by_issue[row.issue].append(row)
        if row.stance == "offer":
            offered[name_key(row.actor), row.issue].append(row)
    for (party, issue), made in offered.items():
        answers = islice(_answers(made[-1], party, by_issue[issue]), MOST_ANSWERS)
        yield OfferRow(
            party=names[party], issue=issue, offer=made[-1], times=len(made), first_on=made[0].day, answers=tuple(answers)
        )


def _answers(offer: PositionRow, party: str, rows: Sequence[PositionRow]) -> Iterator[PositionRow]:
    """Yield what others said on the issue from the offer on; `rows` are by day."""
    for row in rows[bisect_left(rows, offer.day, key=lambda row: row.day) :]:
        if name_key(row.actor) != party and (row.day > offer.day or row.stance in SAME_DAY):
            yield row
