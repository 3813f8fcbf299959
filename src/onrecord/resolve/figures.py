"""Figure drafts -> figures, each with whoever claims it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.model.draft import FigureDraft
from onrecord.model.reading import Figure, Statement
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import date_of
from onrecord.resolve.ids import Ids

# How many contents that begin before a figure are looked at: they nest a few deep at most.
NESTED = 8


class Cover:
    """Finds the shortest of some numbered spans that covers another."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self.rows = sorted(spans)
        self.starts = [span.start for span, _ in self.rows]

    def over(self, span: Span) -> int | None:
        """The number of the shortest span over this one."""
        last = bisect_right(self.starts, span.start)
        covering = [row for row in self.rows[max(last - NESTED, 0) : last] if row[0].covers(span)]
        best = min(covering, key=lambda row: row[0].end - row[0].start, default=None)
        return best[1] if best else None


class Claims:
    """Who claims a figure: the source of the innermost statement over it; of a poll, the one who asked."""

    def __init__(self, statements: list[Statement], figures: Sequence[FigureDraft]) -> None:
        self.statements = statements
        self.contents = Cover((span, number) for number, s in enumerate(statements) for span in s.content_span)
        self.sources = Cover((span, number) for number, s in enumerate(statements) for span in s.source_span)
        self.askers = self._askers(figures)

    def _askers(self, figures: Sequence[FigureDraft]) -> dict[int, str]:
        """By number of the statement: who counted the shares that are its source ("54 per cent told the institute").

        "Two-thirds said" with no carrier of their own are those of the poll before.
        """
        found: dict[int, str] = {}
        asker: str | None = None
        for figure in figures:
            number = self.sources.over(figure.span) if figure.unit == "percent" else None
            if number is None:
                continue
            asker = next(iter(self.statements[number].via), asker)
            if asker is not None:
                found[number] = asker
        return found

    def of(self, span: Span) -> tuple[Statement | None, str | None]:
        """The statement that a figure stands in, content or source, and who claims the figure."""
        number = self.contents.over(span)
        if number is None:
            counted = self.sources.over(span)
            return None, self.askers.get(counted) if counted is not None else None
        statement = self.statements[number]
        named = statement.source.name if statement.source else None
        return statement, self.askers.get(number, named)


def _figure(draft: FigureDraft, claims: Claims, actors: Actors, ids: Ids) -> Figure:
    statement, claimant = claims.of(draft.span)
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
        claimed_by=claimant,
        via=statement.via if statement else (),
        based_on=statement.based_on if statement else (),
    )


def resolve_figures(statements: list[Statement], actors: Actors, ids: Ids) -> list[Figure]:
    """Every figure draft as a figure, in the drafts' order."""
    drafts = actors.scene.annotations.figures
    claims = Claims(statements, drafts)
    return [_figure(draft, claims, actors, ids) for draft in drafts]
