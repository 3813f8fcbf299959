import pytest

from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.heading import find_headline

DATELINES = [
    ("label", " date 2025-12-04 Talks set for Thursday\n\nThe envoys met.", "2025-12-04", "Talks set for Thursday"),
    ("label with colon", "Published: 4 December 2025\nThe envoys met.", "2025-12-04", None),
    ("wire opening", "ARDEN, March 3, 2025 (Valley Post) - Talks began.", "2025-03-03", None),
    ("wire opening, long dash", "ARDEN, Velmora, 3 Mar 2025 — Talks began.", "2025-03-03", None),
    ("line of its own below the headline", "Talks begin\nMonday, March 3, 2025\nThe envoys met.", "2025-03-03", None),
    ("day, then outlet", "Talks begin\n14 October 2004, Valley Post\n\nThe envoys met.", "2004-10-14", None),
    (
        "author, outlet, day and hour",
        "Talks begin\nBy Ada Berg | Valley Post | March 3, 2025 10:15 GMT\nThey met.",
        "2025-03-03",
        None,
    ),
    (
        "headline on the same line",
        "Talks begin in the valley ARDEN, Velmora, March 3, 2025 (Valley Post) - Talks began.",
        "2025-03-03",
        "Talks begin in the valley",
    ),
    ("iso alone", "2025-03-03\nThe envoys met.", "2025-03-03", None),
]


@pytest.mark.parametrize(("text", "day", "title"), [row[1:] for row in DATELINES], ids=[row[0] for row in DATELINES])
def test_dateline_is_found(text, day, title):
    found = find_dateline(text)
    assert (found.day, found.title) == (day, title)


NONE = [
    ("a date in the story", "They met on March 3, 2025 in Arden."),
    ("a story's first line", "On March 3, 2025, they met in Arden and talked.\nThey went on."),
    ("a date at a sentence's end", "The envoys of both states met in Arden, as agreed, on March 3, 2025"),
    ("no year", "ARDEN, March 3 (Valley Post) - Talks began."),
    ("a day that is none", "date 2025-02-31 Talks"),
    ("far down", "a.\n" * 8 + "date 2025-02-03 Talks"),
    ("empty", ""),
]


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_no_dateline(text):
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Talks begin in the valley ARDEN, Velmora (Valley Post) - Talks began.", "Talks begin in the valley"),
        ("Talks begin in the valley\n\nTalks began.", "Talks begin in the valley"),
        ("ARDEN, Velmora (Valley Post) - Talks began.", None),
        ("Talks began. They met in ARDEN, Velmora (Valley Post) - and left.", None),
    ],
)
def test_headline_stands_above_the_story_or_before_its_dateline(text, headline):
    assert find_headline(text) == headline
