"""The brief: where a case stands, every line linked to its words."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.queries.brief import Brief, brief
from onrecord.record.view import View
from onrecord.web.page import Page

TEMPLATE = "brief.html"


@dataclass(frozen=True, slots=True)
class BriefPage(Page):
    """The brief of one case, or of the whole record."""

    brief: Brief


def brief_page(view: View, case: str | None, at: str | None) -> BriefPage:
    """Select what the page shows. Raises: NotInRecord, for an unknown case; UsageError, for a day that is none."""
    found = brief(view, case=case, at=at)
    return BriefPage(case or "All reports", view.record.name, tuple(one.name for one in view.cases()), found)
