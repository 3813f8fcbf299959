"""The parts of a page of results: numbers and tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

Rows = list[tuple[str, ...]]


def percent(value: float) -> str:
    """A share of one as per cent with one decimal."""
    return f"{100 * value:.1f}"


def table(head: Iterable[str], rows: Rows) -> str:
    """Rows as a Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(tuple(head))}"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])
