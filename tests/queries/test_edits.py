"""Edits: slips of the pen told from changes of what is said. Every row is a sentence before and after."""

from __future__ import annotations

import pytest

from made_readings import bare
from onrecord.errors import NotInRecord
from onrecord.queries.edits import edits
from onrecord.queries.versions import versions
from onrecord.record.view import View
from onrecord.record.writer import Writer

CASES = [
    ("a letter too few", "The goverment of Tarn agreed.", "The government of Tarn agreed.", "typo"),
    ("letters changed places", "The minsiter agreed.", "The minister agreed.", "typo"),
    ("British and American", "The harbour was closed.", "The harbor was closed.", "typo"),
    ("a name spelled otherwise", "Then Ilse Vargaa spoke.", "Then Ilse Varga spoke.", "typo"),
    ("a slip in a quotation", "She said: “We will retrun.”", "She said: “We will return.”", "typo"),
    ("curly quotation marks", 'She said: "We will return."', "She said: “We will return.”", None),
    ("other apostrophes", "The dam’s gates opened.", "The dam's gates opened.", None),
    ("spaces", "The dam  opened.\n", "The dam opened.", None),
    ("a comma", "On the bank guards stood.", "On the bank, guards stood.", "layout"),
    ("capitals", "The TALKS ended.", "The talks ended.", "layout"),
    ("separators of thousands", "Some 10,000 left.", "Some 10 000 left.", None),
    ("a synonym", "The talks collapsed.", "The talks failed.", "negation"),
    ("another verb", "The guards walked away.", "The guards ran away.", "wording"),
    ("a sentence of colour", "The dam opened.", "The dam opened. It was a quiet and sunny place.", "wording"),
    ("a digit", "Some 40 prisoners remain.", "Some 41 prisoners remain.", "number"),
    ("a number word", "They killed two guards.", "They killed three guards.", "number"),
    ("word to digits of one value", "They held two guards.", "They held 2 guards.", "wording"),
    ("a scale", "It cost 5 million.", "It cost 5 billion.", "number"),
    ("a decimal", "It rose by 3.5 percent.", "It rose by 35 percent.", "number"),
    ("another person", "Then Ilse Varga spoke.", "Then Pavel Doru spoke.", "name"),
    ("a near name of another state", "Troops entered Iran at dawn.", "Troops entered Iraq at dawn.", "name"),
    ("a far state of near letters", "He flew to Austria in secret.", "He flew to Australia in secret.", "name"),
    ("a not added", "The minister did agree.", "The minister did not agree.", "negation"),
    ("a contraction", "They will go.", "They won't go.", "negation"),
    ("one negation for another", "They did not speak.", "They never spoke.", "wording"),
    ("a denial", "The ministry confirmed the strike.", "The ministry denied the strike.", "negation"),
    ("a weekday", "The talks begin on Monday.", "The talks begin on Tuesday.", "date"),
    ("a day", "The talks begin on 3 March.", "The talks begin on 5 March.", "number"),
    ("a month", "The talks begin in March.", "The talks begin in May.", "date"),
    ("may and might", "It may rain.", "It might rain.", "wording"),
    ("yesterday", "It happened today.", "It happened yesterday.", "date"),
    ("words of a quotation", "She said: “We will return.”", "She said: “We will stay.”", "quote"),
    ("words beside a quotation", "She said softly: “We will return.”", "She said loudly: “We will return.”", "wording"),
    ("a sentence with a number", "The dam opened.", "The dam opened. Some 300 people were there.", "number"),
    ("nothing", "The dam opened.", "The dam opened.", None),
]


@pytest.mark.parametrize(("before", "after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_edit(before, after, expected):
    found = edits(before, after)
    kinds = {edit.kind for edit in found}
    whys = {why for edit in found for why in edit.reasons}
    if expected is None:
        assert found == []
    elif expected in {"typo", "layout", "wording"}:
        assert (kinds, whys) == ({expected}, set())
    else:
        assert "fact" in kinds
        assert expected in whys


def test_spans_cut_the_words_of_both_texts():
    before = "The dam opened on Monday.\n\nSome 40 guards left, and it rained."
    after = "The old dam opened on Monday.\n\nSome 45 guards left."
    for edit in edits(before, after):
        assert before[slice(*edit.before_span)] == edit.before
        assert after[slice(*edit.after_span)] == edit.after
    assert [(edit.before, edit.after) for edit in edits(before, after)] == [("", "old"), ("40", "45"), (", and it rained", "")]


def test_a_sentence_that_moved_is_no_change_of_fact():
    one, two, three = "Some 40 guards left Lund.", "The dam opened on Monday.", "It rained in Wyck."
    assert {edit.kind for edit in edits(f"{one} {two} {three}", f"{two} {three} {one}")} == {"moved"}


def test_texts_without_words():
    assert edits("", "") == []
    assert [(edit.before, edit.after, edit.kind) for edit in edits("", "The dam opened.")] == [
        ("", "The dam opened.", "wording")
    ]
    assert edits("The dam opened.", "")[0].after_span == (0, 0)


def test_versions_come_with_what_changed(record):
    for text, title in (
        ("Some 40 guards left.", "Guards leave"),
        ("Some 45 guards left.", "Guards leave"),
        ("Some 45 guards left.", "Gone"),
    ):
        Writer(record).add(bare("one", text, title=title, published="2026-03-03"))
    first, second, third = versions(View(record), "one")
    assert (first.edits, first.fields, first.current) == ((), (), False)
    assert [(edit.kind, edit.reasons, edit.before, edit.after) for edit in second.edits] == [("fact", ("number",), "40", "45")]
    assert (second.of_fact, third.of_fact, third.current) == (1, 0, True)
    assert [(one.field, one.before, one.after) for one in third.fields] == [("title", "Guards leave", "Gone")]


def test_a_report_that_is_not_there_is_named(record):
    with pytest.raises(NotInRecord, match="report nobody"):
        versions(View(record), "nobody")
