"""Stories are read by the reader that never saw them, and scored one by one."""

import json
from collections import Counter

import pytest

from evaluation import stories
from evaluation.scorer import Totals, bench_of, load_scorer, total
from evaluation.stories import ALL, BLIND, Readers, load_readers, score_stories, story_rows, story_section

SCORER = """
from collections import Counter

def score_report(gold, reading):
    hit = gold["word"] in reading["report"]["text"]
    return {"statements": Counter(tp=hit, fn=not hit)}, Counter(party_of=1, party_ok=hit), []
"""


@pytest.fixture
def made(monkeypatch):
    """Which weights readers were made with, by what stands for them."""
    folders = []
    monkeypatch.setattr(stories, "load_reader", lambda weights: folders.append(weights) or f"reader {len(folders)}")
    return folders


def test_a_story_is_read_with_the_weights_that_never_saw_it(tmp_path, made):
    (tmp_path / "folds.json").write_text(json.dumps({"strait": "no-strait", "ferry": "no-strait"}), encoding="utf-8")
    readers = load_readers(tmp_path)
    assert readers.reader_for("strait") == readers.reader_for("ferry") == "reader 1"
    assert readers.reader_for("strike") == readers.reader_for(None) == "reader 2"
    assert made == [tmp_path / "no-strait", None]


def test_without_folds_every_story_is_read_alike(made):
    readers = load_readers()
    assert readers.reader_for("strait") == readers.reader_for(None)
    assert made == [None]


def test_the_page_says_which_weights_were_used():
    assert Readers().said_of(["strait"]) == "Read with the weights that come with onrecord."
    apart = Readers(folds={"strait": "no-strait"})
    assert "never saw the story (strait); strike with those" in apart.said_of(["strike", "strait"])


def test_counts_are_summed_and_taken_away():
    one = Totals(1, {"events": Counter(tp=1, fp=1)}, Counter(party_of=2, party_ok=1))
    two = Totals(1, {"events": Counter(fn=1)}, Counter())
    both = total([one, two])
    assert both.section("events") == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 2}
    assert (both.accuracy("party"), both.accuracy("via")) == (0.5, None)
    both.add(two, -1)
    assert (both.reports, both.section("events")["recall"]) == (1, 1.0)


def test_rows_are_empty_where_the_gold_has_nothing():
    [row] = story_rows({"strait": Totals(2, {"statements": Counter(tp=1)}, Counter())})
    assert row[:3] == ("strait", "2", "100.0")
    assert set(row[3:]) == {""}


def test_an_absent_set_is_named_as_such(tmp_path):
    assert "absent" in story_section(BLIND, Readers(), tmp_path, tmp_path)


class Echo:
    """A reader that reads nothing but the text."""

    def read(self, _):
        return self

    def model_dump_json(self):
        return json.dumps({"report": {"text": "a truce"}})


def test_stories_are_scored_one_by_one(tmp_path):
    folder = tmp_path / "data" / "stories"
    for name in ("gold", "reports"):
        (folder / name).mkdir(parents=True)
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "score_reading.py").write_text(SCORER, encoding="utf-8")
    for number, (story, word) in enumerate([("strike", "wages"), ("strait", "truce"), ("strike", "truce")]):
        (folder / "gold" / f"{number}.json").write_text(json.dumps({"story": story, "word": word}), encoding="utf-8")
        (folder / "reports" / f"{number}.json").write_text(json.dumps({"text": "They said so."}), encoding="utf-8")
    readers = Readers()
    readers._made[None] = Echo()
    found = score_stories(readers, folder, tmp_path / "out")
    assert list(found) == ["strait", "strike", ALL]
    assert [found[story].section("statements")["recall"] for story in found] == [1.0, 0.5, 2 / 3]
    assert found[ALL].reports == 3


def test_a_missing_scorer_is_named(tmp_path):
    with pytest.raises(ImportError, match=r"score_reading\.py is missing"):
        load_scorer(tmp_path)


def test_the_scorers_stand_beside_the_data(tmp_path):
    (tmp_path / "bench").mkdir()
    assert bench_of(tmp_path / "data" / "stories" / "gold") == (tmp_path / "bench").resolve()
