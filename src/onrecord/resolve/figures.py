"""Figure drafts -> figures, each with whoever claims it."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.model.draft import FigureDraft
from onrecord.model.reading import Figure, Statement
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import date_of
from onrecord.resolve.ids import Ids

# How many contents that begin before a figure are looked at: they nest a few deep at most.
NESTED = 8


class Claims:
    """Finds the statement whose content covers a span: the innermost one."""

    def __init__(self, statements: list[Statement]) -> None:
        self.contents = sorted((span, number) for number, s in enumerate(statements) for span in s.content_span)
        self.starts = [span.start for span, _ in self.contents]
        self.statements = statements

    def over(self, span: Span) -> Statement | None:
        """The statement with the shortest content over a span."""
        last = bisect_right(self.starts, span.start)
        covering = [row for row in self.contents[max(last - NESTED, 0) : last] if row[0].covers(span)]
        best = min(covering, key=lambda row: row[0].end - row[0].start, default=None)
        return self.statements[best[1]] if best else None


def _figure(draft: FigureDraft, claims: Claims, actors: Actors, ids: Ids) -> Figure:
    statement = claims.over(draft.span)
    return Figure(
        id=ids.make("f", draft.span, draft.unit),
        span=draft.span,
        value=draft.value,
        low=draft.low,
        high=draft.high,
        bound=draft.bound,
        unit=draft.unit,
        of=actors.scene.words(draft.of) or None,
        scope=draft.scope,
        period=date_of(draft.period, actors),
        claimed_by=statement.source.name if statement and statement.source else None,
        via=statement.via if statement else (),
        based_on=statement.based_on if statement else (),
    )


def resolve_figures(statements: list[Statement], actors: Actors, ids: Ids) -> list[Figure]:
    """Every figure draft as a figure, in the drafts' order."""
    claims = Claims(statements)
    return [_figure(draft, claims, actors, ids) for draft in actors.scene.annotations.figures]
