"""Statements of invented sentences: one table for who is credited with what, others for what the words say about it."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.model


def said(statements, text, publisher=None):
    return [(s.source, s.cue, s.content) for s in statements(text, publisher)]


# {source} <cue> [content]
ONE = {
    "clause": "{The mayor} <said> [the dam was safe].",
    "date before that": "{The mayor} <said> on Monday [that the dam was safe].",
    "clause before": "[The dam is safe], {the mayor} <said>.",
    "inserted": "[The dam], {the mayor} <said>, [is safe].",
    "inverted": "“[The dam is safe],” <said> {the mayor}.",
    "split quote": "“[The dam is safe],” {the mayor} <said>. “[It will hold.]”",
    "quote split within a sentence": "“[The dam],” {the mayor} <said>, “[is safe.]”",
    "content on both sides": "[The union wants a rise], {its leader} <said>, [and will strike without one].",
    "denied": "{The mayor} <denied> [that the dam had burst].",
    "quote resumed by a conjunction": "“[The dam is safe],” {the mayor} <said>, but “[it needs repair.]”",
    "colon": "{The mayor} <told> reporters: “[The dam is safe.]”",
    "mixed": "{The mayor} <said> [the dam was “perfectly safe]”.",
    "subordinate clause first": "{The mayor} <said> [that while the dam is old, it is safe].",
    "accused": "{The mayor} <accused> [the company of hiding the cracks].",
    "called on": "{The mayor} <called on> [both sides to stop shooting].",
    "called on a day for": "{The union} <called> on Monday for [a strike].",
    "urged": "{The mayor} <urged> [the council to act].",
    "called for": "{The mayor} <called for> [new talks].",
    "described as": "{The mayor} <described> [the talks as useful].",
    "called a name": "{The mayor} <called> [the vote “a farce]”.",
    "rejected": "{The mayor} <has firmly rejected> [the plan].",
    "gerund": "{The mayor} <proposed> [holding a vote].",
    "refused": "{The mayor} <refused> [to resign].",
    "insisted on": "{The mayor} <insisted> [on a full inquiry].",
    "particle": "{The mayor} <has ruled out> [a new vote].",
    "feeling": "{The mayor} <expressed> [concern over the delay].",
    "noun of speech": "{The mayor} <issued> a warning [that the dam could burst].",
    "occasion is no content": "{The mayor} <called for> [new talks] in a statement on Monday.",
    "according to": "[The dam is safe], <according to> {the mayor}.",
    "according to, first": "<According to> {the mayor}, [the dam is safe].",
    "document": "{The survey} <shows> [that the dam is safe].",
    "quote before quoted as saying": "“[No dam, no deal],” {the mayor} <was quoted as saying> by the Harbour Herald.",
    "quoted as saying": "{The mayor} <was quoted as saying> [the dam was safe].",
    "dateline": "OSTVAR, Feb 3 (Delta Wire) - {The mayor} <said> [the dam was safe].",
    "source with an apposition": "{The head of the council, Ada Marn}, <said> [the dam was safe].",
    "name with an explanation": "{Ada Marn}, who heads the council, <said> [the dam was safe].",
    "report's own relative clause": "{The mayor} <said> [the talks would be held in Ostvar], which lies on the river.",
    "report's own concession": "{The mayor} <said> [the dam was safe], though nobody had seen it.",
}


def unmarked(marked: str) -> tuple[str, str, str, tuple[str, ...]]:
    text = re.sub(r"[{}<>\[\]]", "", marked)
    return text, re.findall(r"{(.*?)}", marked)[0], re.findall(r"<(.*?)>", marked)[0], tuple(re.findall(r"\[(.*?)\]", marked))


@pytest.mark.parametrize("marked", ONE.values(), ids=ONE.keys())
def test_one_statement(statements, marked):
    text, *expected = unmarked(marked)
    assert said(statements, text) == [tuple(expected)]


TWO = [
    pytest.param("The mayor said the dam was safe, adding that it would hold.",
                 [("The mayor", "said"), ("The mayor", "adding")], id="participle shares the speaker"),
    pytest.param("The mayor said the gates must stay shut, adding: “We will guard them.”",
                 [("The mayor", "said"), ("The mayor", "adding")], id="participle with a quote"),
    pytest.param("The mayor denied that the dam had burst, calling the report “fiction”.",
                 [("The mayor", "denied"), ("The mayor", "calling")], id="participle with a name"),
    pytest.param("The mayor said the dam was safe but stressed that it was old.",
                 [("The mayor", "said"), ("The mayor", "stressed")], id="coordinate cues"),
    pytest.param("The mayor said the dam was safe, but the engineer said it had cracks.",
                 [("The mayor", "said"), ("the engineer", "said")], id="two speakers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TWO)
def test_one_statement_for_each_cue(statements, text, expected):
    assert [(s.source, s.cue) for s in statements(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The dam was built in 1962 and holds three million tonnes.", id="background"),
        pytest.param("If the mayor says the dam is safe, the market will open.", id="condition"),
        pytest.param("The mayor may ask for more money.", id="modal"),
        pytest.param("The so-called “Iron Gate” stands near Ostvar.", id="name in quotation marks"),
        pytest.param("When she arrived, the mayor complained.", id="adverbial clause"),
        pytest.param("", id="empty"),
        pytest.param("🙂 Ж́ ́", id="no words"),
    ],
)
def test_nothing_is_attributed_by_guess(statements, text):
    assert statements(text) == []


def test_quote_of_a_paragraph_of_its_own_has_the_speaker_before(statements):
    text = "The mayor said the dam was old.\n“We have known it for years. Nobody listened.”"
    assert [(s.source, s.cue, s.content) for s in statements(text)][1:] == [
        ("The mayor", "", ("We have known it for years. Nobody listened.",))
    ]


def test_quote_running_into_a_new_paragraph_is_one_statement(statements):
    text = "“We have known it for years,” the mayor said.\n“Nobody listened to us.”"
    assert [s.content for s in statements(text)] == [("We have known it for years", "Nobody listened to us.")]


def test_quote_announced_at_the_end_of_a_paragraph(statements):
    text = "The mayor wrote:\n“The dam is safe.”"
    assert said(statements, text) == [("The mayor", "wrote", ("The dam is safe.",))]


def attributes(statements, text, publisher=None):
    return statements(text, publisher)[0]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The mayor reportedly said the dam was safe.", "reportedly"),
        ("The mayor allegedly threatened to resign.", "allegedly"),
        ("The mayor appeared to suggest that the dam was safe.", "appeared"),
        ("The mayor said the dam was reportedly safe.", None),
    ],
)
def test_hedge_stands_at_the_cue(statements, text, hedge):
    found = attributes(statements, text)
    assert found.words(found.draft.hedge) == hedge


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The mayor did not say whether the dam was safe.", True),
        ("The mayor never said that the dam was safe.", True),
        ("Nobody said that the dam was safe.", True),
        ("The mayor said the dam was not safe.", False),
    ],
)
def test_negation_is_of_the_cue(statements, text, negated):
    assert attributes(statements, text).draft.negated is negated


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Few people expect the dam to hold.", []),
        ("Few engineers believe that the dam will hold.", []),
        ("A few engineers said that the dam would hold.", ["A few engineers"]),
    ],
)
def test_what_hardly_anybody_holds_is_nobodys(statements, text, sources):
    assert [source for source, _, _ in said(statements, text)] == sources


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("“The dam is safe,” the mayor said in a joint statement.", "joint statement"),
        ("The mayor wrote on Telegram that the dam was safe.", "Telegram"),
        ("“The dam is safe,” the mayor wrote in a post on X.", "X"),
        ("“The dam is safe,” the mayor told a news briefing.", "news briefing"),
        ("“The dam is safe,” the statement said.", "statement"),
        ("The mayor said the dam was safe.", None),
    ],
)
def test_channel(statements, text, channel):
    found = attributes(statements, text)
    assert found.words(found.draft.channel) == channel


VIA = {
    "told an outlet": "The mayor told the Harbour Herald that the dam was safe.",
    "reported by an outlet": "The mayor said the dam was safe, the Harbour Herald reported.",
    "reported by an outlet, first": "The Harbour Herald reported that the mayor said the dam was safe.",
    "according to an outlet": "The mayor said the dam was safe, according to the Harbour Herald.",
    "interview": "The mayor said in an interview with the Harbour Herald that the dam was safe.",
    "quoted by an outlet": "The Harbour Herald quoted the mayor as saying the dam was safe.",
}


@pytest.mark.parametrize("text", VIA.values(), ids=VIA.keys())
def test_carrier(statements, text):
    (found,) = statements(text)
    assert (found.source.lower(), found.words(found.draft.via)) == ("the mayor", ["Harbour Herald"])


def test_unknown_outlet_is_known_by_its_noun(statements):
    (found,) = statements("The mayor told Zarya state news agency that the dam was safe.")
    assert found.words(found.draft.via) == ["Zarya"]


def test_who_is_told_is_the_addressee(statements):
    (found,) = statements("The mayor told reporters that the dam was safe.")
    assert (found.words(found.draft.via), found.words(found.draft.addressee)) == ([], "reporters")


def test_publisher_is_no_carrier(statements):
    (found,) = statements("The mayor told the Harbour Herald that the dam was safe.", "Harbour Herald")
    assert (found.words(found.draft.via), found.words(found.draft.addressee)) == ([], "Harbour Herald")


def test_the_one_cited_by_an_outlet_is_the_source(statements):
    (found,) = statements("The dam burst on Monday, the Ostvar Courier reports, citing Delta Wire.")
    assert (found.source, found.words(found.draft.via)) == ("Delta Wire", ["Ostvar Courier"])


def test_analysis_rests_on_its_data(statements):
    (found,) = statements("The lake lost a third of its water, according to a Delta Wire analysis of Hydromet data.")
    assert (found.source, found.words(found.draft.based_on)) == ("Delta Wire", ["Hydromet"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor said on Monday that the dam was safe.", "Monday"),
        ("On Monday, the mayor said the dam was safe.", "Monday"),
        ("The mayor told reporters on Monday that the dam was safe.", "Monday"),
        ("“The dam is safe,” the mayor said in remarks published on Monday.", "Monday"),
        ("“The dam is safe,” the mayor said, speaking to reporters on Monday.", "Monday"),
        ("The mayor said the dam burst on Monday.", None),
        ("OSTVAR, March 2 (Delta Wire) - The mayor said the dam was safe.", None),
        ("The mayor, who took office on Monday, said the dam was safe.", None),
    ],
)
def test_day_of_speaking_is_the_date_of_the_cue(dated_statements, text, day):
    (found,) = dated_statements(text)
    assert found.words(found.draft.said_on) == day
