"""Statements: who said what. `find` is the layer; `rules` finds spans, `drafts` reads what they say about the statement."""

from onrecord.annotate.statements.checks import check_attributions
from onrecord.annotate.statements.drafts import draft_statements
from onrecord.annotate.statements.find import find_by_model, find_statements
from onrecord.annotate.statements.rules import find_attributions

__all__ = ["check_attributions", "draft_statements", "find_attributions", "find_by_model", "find_statements"]
