"""Where the parties stand: the matrix of standing positions, how they moved, who fell silent; every cell linked to its words."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.queries.matrix import Matrix, StandingCell, matrix
from onrecord.queries.moves import MoveRow, moves
from onrecord.queries.offers import OfferRow, offers
from onrecord.queries.silence import Silence, silence
from onrecord.record.clock import day
from onrecord.record.view import View
from onrecord.web.page import Page

TEMPLATE = "positions.html"


@dataclass(frozen=True, slots=True)
class PositionsPage(Page):
    """Positions of one case, or of the whole record. `moves` are the latest first, those that repeat something left out."""

    matrix: Matrix
    cells: dict[tuple[str, str], StandingCell]
    moves: tuple[MoveRow, ...]
    silence: Silence | None
    offers: tuple[OfferRow, ...]


def positions_page(view: View, case: str | None, at: str | None) -> PositionsPage:
    """Select what the page shows. Raises: NotInRecord, for an unknown case; UsageError, for a day that is none."""
    at = day(at, "at") if at else None
    with view.steady():
        found = matrix(view, at=at, case=case)
        moved = [row for row in moves(view, until=at, case=case).moves if row.move != "repeated"]
        return PositionsPage(
            case or "All reports",
            view.record.name,
            tuple(one.name for one in view.cases()),
            found,
            found.by_place(),
            tuple(reversed(moved)),
            silence(view, at=at, case=case),
            tuple(offers(view, at=at, case=case, unanswered=True)),
        )
