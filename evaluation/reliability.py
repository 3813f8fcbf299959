"""The picture of calibration: mean confidence of a bin against the share of its rows that are right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.territory.drawing import LOST, altair, check_path, save

SIDE_PX = 220
TITLE = "Confidence and the share of rows that are right"
BELOW = "A dot is a tenth of the scale, as large as it has rows; on the line confidence is the chance of being right."


class Bin(NamedTuple):
    """Rows of like confidence: their mean confidence, the share of right ones, how many they are."""

    confidence: float
    right: float
    rows: int


def picture(found: Mapping[str, list[Bin]]) -> Any:
    """The chart, one square a kind that has bins. Raises: UsageError, if Altair is not installed."""
    alt = altair()
    squares = [_square(kind, bins) for kind, bins in found.items() if bins]
    return alt.hconcat(*squares, title=alt.Title(TITLE, subtitle=BELOW, anchor="start", offset=12))


def _square(kind: str, bins: list[Bin]) -> Any:
    alt = altair()
    scale = alt.Scale(domain=[0, 1])
    x, y = alt.X("confidence:Q", title="confidence", scale=scale), alt.Y("right:Q", title="share right", scale=scale)
    ideal = [{"confidence": end, "right": end} for end in (0, 1)]
    line = alt.Chart(alt.Data(values=ideal)).mark_line(color="#999999", strokeDash=[4, 3]).encode(x=x, y=y)
    size = alt.Size("rows:Q", legend=None, scale=alt.Scale(range=[30, 400]))
    values = [b._asdict() for b in bins]
    dots = alt.Chart(alt.Data(values=values)).mark_circle(color=LOST, opacity=0.8).encode(x=x, y=y, size=size)
    name = f"{kind.replace('_', ' ')} ({sum(b.rows for b in bins)} rows)"
    return alt.layer(line, dots).properties(width=SIDE_PX, height=SIDE_PX, title=name)


def draw(found: Mapping[str, list[Bin]], path: Path) -> None:
    """Write the picture as SVG or PNG. Raises: UsageError, if it cannot be drawn or written."""
    check_path(path)
    save(picture(found), path)
