"""Which cases there are, and which one a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import NotInRecord
from onrecord.record.rows import Case
from onrecord.record.view import View


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case, with how many of its reports are in view."""

    name: str
    codebook: str | None
    parties: tuple[str, ...]
    feeds: tuple[str, ...]
    reports: int


def list_cases(view: View) -> list[CaseRow]:
    """Return every case, by name."""
    sizes = view.case_sizes()
    return [CaseRow(case.name, case.codebook, case.parties, case.feeds, sizes[case.name]) for case in view.cases()]


def find_case(view: View, name: str) -> Case:
    """Return a case. Raises: NotInRecord, naming those that there are."""
    cases = {case.name: case for case in view.cases()}
    if name not in cases:
        known = ", ".join(cases) or "none yet"
        raise NotInRecord(f"there is no case {name!r} in record {view.record.name}; it has: {known}")
    return cases[name]


def checked(view: View, name: str | None) -> str | None:
    """Return the name of a case that exists, or None for all of them. Raises: NotInRecord."""
    return None if name is None else find_case(view, name).name
