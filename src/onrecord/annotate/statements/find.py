"""The statement layer: find attributions, check them, and make drafts of statements of them."""

from __future__ import annotations

from onrecord.annotate.document import Document
from onrecord.annotate.encoder import find_attributions as find_in_text
from onrecord.annotate.statements.checks import check_attributions, without_hardly_anyones
from onrecord.annotate.statements.combine import combine
from onrecord.annotate.statements.drafts import draft_statements
from onrecord.annotate.statements.rules import find_attributions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Attribution, StatementDraft


def find_by_model(document: Document, vocabulary: Vocabulary) -> list[Attribution]:
    """Find attributions by the trained model, checked, in the conventions of its corpus; none where no model is loaded."""
    if vocabulary.attribution is None:
        return []
    found = find_in_text(document.text, document.annotations.paragraphs, vocabulary.attribution)
    return check_attributions(found, document)


def find_statements(document: Document, vocabulary: Vocabulary) -> list[StatementDraft]:
    """Find the attributed statements of a report: by rule, and by the trained model too where one is loaded."""
    found = check_attributions(find_attributions(document, vocabulary.directory), document)
    if vocabulary.attribution is not None:
        found = combine(found, find_by_model(document, vocabulary), document)
    return draft_statements(without_hardly_anyones(found, document), document, vocabulary)
