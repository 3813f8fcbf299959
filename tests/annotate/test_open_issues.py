"""What a report calls unresolved."""

from __future__ import annotations

import pytest

from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.open_issues import find_open_issues
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.report import Report
from onrecord.scheme.codebook import Codebook, load_codebook
from onrecord.scheme.directory import Directory

pytestmark = pytest.mark.model

CASES = {
    "a list": (
        "Two major issues remain unresolved:\n\nthe future of the occupied territories\n\nsecurity guarantees for Velmora\n\nTalks go on.",
        [("territory", "the future of the occupied territories"), ("security-guarantees", "security guarantees for Velmora")],
    ),
    "after the words": (
        "The main sticking points are sanctions and prisoners.",
        [("sanctions", "sanctions"), ("prisoners", "prisoners")],
    ),
    "no agreement": ("There was no agreement on tariffs.", [("trade-tariffs", "tariffs")]),
    "before the words": ("Elections remain the main stumbling block in the talks.", [("elections", "Elections")]),
    "settled": ("Sanctions are no longer a sticking point.", []),
    "no such words": ("They talked about sanctions and prisoners.", []),
    "a list of something else": ("He named two reasons:\n\nsanctions\n\nwages\n", []),
}


def found(text: str, codebook: Codebook) -> list[tuple[str, str]]:
    document = parse_document(Report(id="r", text=text), load_language())
    drafts = find_open_issues(document, Vocabulary(Directory(), codebook))
    return [(draft.issue, text[draft.span.start : draft.span.end]) for draft in drafts]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_open_issues_are_found(text, expected):
    assert found(text, load_codebook()) == expected


def test_a_codebook_without_issues_gives_none():
    assert found("There was no agreement on tariffs.", Codebook("none", ())) == []
