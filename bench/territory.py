"""How long the territory engine takes: adding maps, a day, a year of months.

    python -m bench.territory FOLDER_OF_DATED_GEOJSON [--json]

The year of months is measured on the months that the maps cover, and reckoned for twelve.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.territory.series import daily, denominator, monthly
from onrecord.territory.store import add, open_maps


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for adding 770 maps and for twelve months, milliseconds for a day's overlay and areas."""

    maps: int
    adding_770_maps_s: float
    day_ms: float
    year_of_months_s: float


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """How many things some work did, and the seconds for each."""
    start = time.perf_counter()
    count = work()
    return count, (time.perf_counter() - start) / max(count, 1)


def measure(folder: Path) -> Times:
    """Add the maps of a folder to a new data set and read it by day and by month."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        count, for_each = timed(lambda: len(add(root, "bench", folder).added))
        maps = open_maps(root, "bench")
        since, until = maps.days[0], maps.days[-1]
        _, for_day = timed(lambda: len(daily(maps, since, until, denominator()).rows))
        maps = open_maps(root, "bench")
        _, for_month = timed(lambda: len(monthly(maps, since, until, "first-to-first", denominator()).rows))
    return Times(count, round(770 * for_each, 2), round(1000 * for_day, 1), round(12 * for_month, 2))


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    times = measure(options.folder)
    print(json.dumps(asdict(times)) if options.json else times)


if __name__ == "__main__":
    main()
