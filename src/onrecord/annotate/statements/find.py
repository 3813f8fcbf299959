"""The statement layer: find attributions, check them, and make drafts of statements of them."""

from __future__ import annotations

from onrecord.annotate.document import Document
from onrecord.annotate.statements.checks import check_attributions
from onrecord.annotate.statements.drafts import draft_statements
from onrecord.annotate.statements.rules import find_attributions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import StatementDraft


def find_statements(document: Document, vocabulary: Vocabulary) -> list[StatementDraft]:
    """Find the attributed statements of a report."""
    attributions = find_attributions(document, vocabulary.directory)
    return draft_statements(check_attributions(attributions, document), document, vocabulary)
