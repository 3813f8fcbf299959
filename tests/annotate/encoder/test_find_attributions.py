"""The trained model on invented reports, on bad input, and on the development set."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.encoder import attribute, cut_pieces, encode_pieces, find_attributions, load_model
from onrecord.annotate.encoder.links import ROLES
from onrecord.annotate.encoder.weights import DEFAULT_FOLDER
from onrecord.annotate.paragraphs import find_paragraphs

pytestmark = pytest.mark.model

MAX_WEIGHTS_BYTES = 45_000_000
HOSTILE = [
    "“",
    "”",
    '"',
    "said ",
    "Ana Kovac ",
    "—",
    "\n",
    "😀",
    "e\u0301",
    "\ud800",
    "\x00",
    "İ",
    "ﬁ",
    "THE ",
    "漢字",
    ": ",
    "'",
]


@pytest.fixture(scope="module")
def model():
    return load_model()


def read(text, model):
    return find_attributions(text, find_paragraphs(text), model)


def words(spans, text):
    return " ... ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "The talks will go on next week, Foreign Minister Ana Kovac said on Monday.",
            "Ana Kovac",
            "said",
            "The talks will go on next week",
            id="speaker-after-the-content",
        ),
        pytest.param(
            "“We will not give up the northern bank,” said Pavel Doru, the mayor of the town.",
            "Pavel Doru",
            "said",
            "We will not give up the northern bank",
            id="direct",
        ),
        pytest.param(
            "A spokesman for the water board said that the dam would be closed by the end of May.",
            "A spokesman for the water board",
            "said",
            "the dam would be closed by the end of May",
            id="unnamed-source",
        ),
    ],
)
def test_plain_statements_are_found(text, source, cue, content, model):
    (found,) = read(text, model)
    assert source in words(found.source, text)
    assert cue in words(found.cue, text)
    assert content in words(found.content, text)
    assert found.confidence > 0.5


def test_text_without_a_cue_gives_nothing(model):
    assert read("The river is 214 kilometres long. Two bridges cross it.", model) == []


@pytest.mark.parametrize("text", ["", "\n\n", " \t ", "\u200b", "\x00", "\ud800"], ids=repr)
def test_text_without_words_gives_nothing(text, model):
    assert read(text, model) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=40).map("".join))
def test_hostile_text_gives_spans_inside_it(text):
    for found in read(text, load_model()):
        assert found.cue
        assert found.content
        assert 0 <= found.confidence <= 1
        for span in (*found.source, *found.cue, *found.content):
            assert 0 <= span.start < span.end <= len(text)


def test_offsets_count_code_points_after_emoji(model):
    text = "😀😀 🇺🇳 The dam will be closed, Ana Kovac said."
    (found,) = read(text, model)
    assert words(found.cue, text) == "said"


def test_an_encoded_text_can_be_shared_with_other_heads(model):
    text = "The dam will be closed, Ana Kovac said."
    pieces = cut_pieces(text, find_paragraphs(text), model.tokenizer)
    hidden = encode_pieces(pieces, model)
    assert hidden.shape == (len(pieces), 384)
    assert attribute(pieces, hidden, model.heads.corpus, model.calibration) == read(text, model)


def test_reading_twice_gives_the_same(model):
    text = "Ana Kovac said the dam would be closed. Pavel Doru denied that there had been talks.\n\n“Never,” he added."
    assert read(text, model) == read(text, model)


def test_weights_are_loaded_once(model):
    assert load_model() is model
    assert load_model(DEFAULT_FOLDER) is model


def test_weights_are_small():
    assert sum(path.stat().st_size for path in DEFAULT_FOLDER.iterdir()) < MAX_WEIGHTS_BYTES


# A fixed part of the development set, so that the check takes seconds: the first 24 of 84 articles. The floors lie two
# points below what the committed weights reach there; a floor moves down only in a commit that says why.
FLOOR_ARTICLES = 24
# They came down when the encoder was trained for events and positions as well, which took five points of the corpus's own conventions
# and gave eight to statements on stories left out (training/encoder/runs.md).
FLOORS = {"match": 0.753, "joint": 0.669, "source": 0.755, "cue": 0.677, "content": 0.629}


@pytest.mark.shared
def test_development_scores_stay_above_their_floors(model, shared, tmp_path):
    articles = [json.loads(line) for line in islice(open_lines(shared / "data/polnear/dev.jsonl.gz"), FLOOR_ARTICLES)]
    write_lines(tmp_path / "gold.jsonl", articles)
    write_lines(tmp_path / "found.jsonl", [predicted(article, model) for article in articles])
    scorer = shared / "bench/score_attribution.py"
    command = [sys.executable, str(scorer), str(tmp_path / "gold.jsonl"), str(tmp_path / "found.jsonl"), "--json"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    scores = {name: report["attributions"][name]["f1"] for name in ("match", "joint")}
    scores |= {role: report["spans_exact"][role]["f1"] for role in ROLES}
    below = {name: (scores[name], floor) for name, floor in FLOORS.items() if scores[name] < floor}
    assert not below, f"below the floor: {below}"


def predicted(article, model):
    found = read(article["text"], model)
    items = [{"id": str(i)} | {role: getattr(item, role) for role in ROLES} for i, item in enumerate(found)]
    return {"id": article["id"], "attributions": items}


def open_lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
