"""Choosing an issue in invented sentences, with a codebook written here that no judge was fitted on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.annotate.encoder import load_model
from onrecord.annotate.language import load_language
from onrecord.annotate.pipeline import annotate_document
from onrecord.annotate.positions.choosing import FEATURES, Asked, choose, weigh
from onrecord.annotate.positions.issues import Issues
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook, Issue
from onrecord.scheme.directory import load_directory

CODEBOOK = Codebook(
    "harbour",
    (
        Issue(
            "fees", "Harbour fees", "What ships pay to use the harbour.", words=("fee|fees", "harbour due*"), hints=("toll",)
        ),
        Issue("dredging", "Dredging", "Who digs the channel deeper for large vessels, and when."),
        Issue("deal", "The agreement", "The treaty as a whole.", words=("agreement", "treaty"), general=True),
    ),
)
TEXT = "Ostvar wants lower fees in the treaty. Velmora refused to make the shipping channel deeper for big vessels."
WORDS = {"fees": "lower fees", "dredging": "refused to make the shipping channel deeper"}


@pytest.fixture(scope="module")
def document():
    vocabulary = Vocabulary(load_directory(), CODEBOOK, model=load_model())
    report = Report(id="r", text=TEXT, published="2026-03-04", language="en")
    return annotate_document(report, load_language(), vocabulary)


def asked(words: str, told: str = "other:x", rules: str | None = None) -> Asked:
    start = TEXT.index(words)
    return Asked(Span(start, start + len(words)), told, rules)


def weighed(document, one: Asked) -> dict[str, list[float]]:
    rows = weigh([one], document, Issues(document.doc, CODEBOOK), CODEBOOK)
    return {name: rows[0, :, n].tolist() for n, name in enumerate(FEATURES)}


def test_marks_are_told_by_where_they_stand(document):
    found = weighed(document, asked(WORDS["fees"]))
    assert found["words_marks"] == [1, 0, 0]
    assert found["sentence_marks"] == [1, 0, 1]
    assert found["report_marks"] == [1, 0, 1]
    assert found["sentence_marks_lead"] == [0, -1, 0]
    assert found["words_marks_lead"] == [1, -1, -1]
    assert found["general"] == [0, 0, 1]


def test_what_rules_and_marks_say_is_told(document):
    found = weighed(document, asked(WORDS["fees"], told="fees", rules="deal"))
    assert (found["told"], found["rules"], found["rules_other"]) == ([1, 0, 0], [0, 0, 1], [1, 1, 0])


def test_words_without_a_mark_are_nearest_to_what_describes_them(document):
    found = weighed(document, asked(WORDS["dredging"]))
    assert found["sentence_marks"] == [0, 0, 0]
    assert all(int(np.argmax(found[name])) == 1 for name in ("words_like_0", "words_like_1", "sentence_like_0"))


def test_the_issue_that_words_mark_is_chosen(document):
    [(slug, chance)] = choose([asked(WORDS["fees"], told="fees")], document, Issues(document.doc, CODEBOOK), CODEBOOK)
    assert (slug, 0.2 <= chance <= 1) == ("fees", True)


def test_words_that_no_issue_is_like_have_none(document):
    [(slug, chance)] = choose([asked("Velmora")], document, Issues(document.doc, CODEBOOK), CODEBOOK)
    assert (slug, chance < 0.2) == (None, True)


def test_without_a_judge_rules_and_marks_decide(document):
    bare = replace(document, encoded=None)
    issues = Issues(document.doc, CODEBOOK)
    several = [asked(WORDS["fees"], "fees"), asked(WORDS["fees"], "fees", "deal")]
    assert [slug for slug, _ in choose(several, bare, issues, CODEBOOK)] == ["fees", "deal"]


def test_a_codebook_without_issues_has_none_to_choose(document):
    empty = Codebook("empty", ())
    assert choose([asked(WORDS["fees"])], document, Issues(document.doc, empty), empty) == [("other:x", 1.0)]
    assert choose([], document, Issues(document.doc, CODEBOOK), CODEBOOK) == []


def test_the_issue_that_rules_found_is_taken(document):
    issues = Issues(document.doc, CODEBOOK)
    [(slug, chance)] = choose([asked(WORDS["fees"], told="fees", rules="deal")], document, issues, CODEBOOK)
    assert slug == "deal"
    assert 0 < chance <= 1
    assert choose([asked(WORDS["fees"], told="fees", rules="other:y")], document, issues, CODEBOOK)[0][0] != "other:y"
