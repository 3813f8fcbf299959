"""Pictures by Altair and vl-convert, which are not installed with onrecord: one place that loads them and writes files."""

from __future__ import annotations

import importlib
import importlib.util
import textwrap
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.territory.dataset import DataSet

ENDINGS = (".svg", ".png")
# Pixels of a picture's plot, and of a PNG for each of them, so that it prints.
WIDTH_PX, HEIGHT_PX, SCALE = 760, 520, 2
# Characters of a line under the title that fit the width.
LINE_CHARS = 110
# Colours that people who see no red and green tell apart (Okabe and Ito 2008).
GAINED, LOST, HELD, LAND = "#d55e00", "#0072b2", "#c9b7ac", "#f4f1ec"


def check_path(path: Path) -> None:
    """Check that a picture can be written there. Raises: UsageError, naming the path and what would do."""
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{path}: a picture ends in {' or '.join(ENDINGS)}")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}")
    altair()


def altair() -> Any:
    """Altair. Raises: UsageError, if it or vl-convert is not installed."""
    missing = [name for name in ("altair", "vl_convert") if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError('pictures need Altair and vl-convert; install them (`pip install "onrecord[charts]"`)')
    return importlib.import_module("altair")


def attribution(data: DataSet) -> str:
    """Whose data it is, and under which licence, as the user stated it."""
    return f"{data.origin or data.name}; licence: {data.licence or 'not stated'}"


def titled(chart: Any, title: str, lines: list[str], data: DataSet) -> Any:
    """A chart with its title, what is to be said under it, and whose data it is under which licence."""
    wrapped = [part for line in (*lines, f"Data: {attribution(data)}") for part in textwrap.wrap(line, LINE_CHARS)]
    heading = altair().Title(title, subtitle=wrapped, anchor="start", offset=12)
    return chart.properties(title=heading)


def save(chart: Any, path: Path) -> None:
    """Write a chart as SVG or PNG, by the path's ending. Raises: UsageError, if it cannot be written."""
    kind = path.suffix.lower().removeprefix(".")
    try:
        chart.save(str(path), format=kind, **({"scale_factor": SCALE} if kind == "png" else {}))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
