"""A chart of a series: gain, loss and net by month or region; what is held by day."""

from __future__ import annotations

from typing import Any

from onrecord.errors import InvalidMap
from onrecord.territory.dataset import DataSet
from onrecord.territory.drawing import GAINED, HEIGHT_PX, LOST, WIDTH_PX, altair, titled
from onrecord.territory.series import Row, Series
from onrecord.territory.table import Definition

COLOURS = {"gain": GAINED, "loss": LOST, "net": "#222222"}
# Pixels of a bar at most, and its share of the room for it.
MAX_BAR_PX, BAR_SHARE = 60.0, 0.7


def series_chart(data: DataSet, definition: Definition, series: Series) -> Any:
    """The chart of a series, as Altair's. Raises: InvalidMap, if it has no rows; UsageError, if Altair is not installed."""
    if not series.rows:
        raise InvalidMap(f"{data.name}: no row can be drawn" + "".join(f"; {note}" for note in series.notes[:2]))
    chart = _held(series) if series.by == "day" else _changes(series)
    title = (
        f"{data.name}: {series.rows[0].period} to {series.rows[-1].period}"
        if series.by != "region"
        else f"{data.name}: {series.days}"
    )
    words = [f"{definition.says}; {series.days}; shares are of {series.share_of_km2:,.0f} km²"]
    return titled(chart.properties(width=WIDTH_PX, height=HEIGHT_PX), title, words, data)


def _changes(series: Series) -> Any:
    """Bars of gain above and loss below the line with a point for the net change; bars of the net where only that is known."""
    alt = altair()
    bars = [_bar(row, "gain", row.gain_km2) for row in series.rows if row.gain_km2 is not None]
    bars += [_bar(row, "loss", -row.loss_km2) for row in series.rows if row.loss_km2 is not None]
    nets = [_bar(row, "net", row.net_km2) for row in series.rows]
    shown = ["gain", "loss", "net"] if bars else ["net"]
    colour = alt.Color("what:N", title=None, scale=alt.Scale(domain=shown, range=[COLOURS[what] for what in shown]))
    encoded = {"x": alt.X("period:N", title=series.by, sort=None), "y": alt.Y("km2:Q", title="km²"), "color": colour}
    wide = min(MAX_BAR_PX, BAR_SHARE * WIDTH_PX / len(series.rows))
    drawn = alt.Chart(alt.Data(values=bars or nets)).mark_bar(size=wide).encode(**encoded)
    if not bars:
        return drawn
    return alt.layer(drawn, alt.Chart(alt.Data(values=nets)).mark_point(filled=True, size=60, opacity=1).encode(**encoded))


def _bar(row: Row, what: str, km2: float) -> dict[str, Any]:
    return {"period": row.period, "what": what, "km2": km2}


def _held(series: Series) -> Any:
    """A line of what is held; days without a map are gaps of the line, not points."""
    alt = altair()
    values = [{"day": row.last_day.isoformat(), "km2": row.end_area_km2} for row in series.rows]
    chart = alt.Chart(alt.Data(values=values)).mark_line(color=GAINED, point={"size": 12, "color": GAINED})
    return chart.encode(x=alt.X("day:T", title=None), y=alt.Y("km2:Q", title="km² held", scale=alt.Scale(zero=False)))
