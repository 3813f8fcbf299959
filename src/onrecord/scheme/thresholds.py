"""From which confidence on a row is shown, by kind of row; what lies below waits in the review queue."""

from __future__ import annotations

from functools import cache

from onrecord.scheme.toml import load_scheme


@cache
def default_thresholds() -> dict[str, float]:
    """The thresholds that come with onrecord (scheme/thresholds.toml), by section of a reading."""
    return {kind: float(least) for kind, least in load_scheme("thresholds").items()}


def thresholds(confidence: float | None = None) -> dict[str, float]:
    """The default thresholds, or one for every kind."""
    known = default_thresholds()
    return known if confidence is None else dict.fromkeys(known, confidence)
