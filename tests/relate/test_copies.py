"""Copies: the same wire under other names is found; follow-ups, quotations and round-ups do not make copies of each other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_readings import bare
from onrecord.record.open import open_record
from onrecord.record.view import View
from onrecord.record.writer import Writer
from onrecord.relate.copies import MAKER, Comparison, Sketch, find_copies, sketch_of
from onrecord.relate.derived import read
from onrecord.relate.refresh import refresh
from onrecord.relate.shingles import sample, share, shingles, words_of

ROOT = Path(__file__).parents[2]

DAM = (
    "The foreign minister of Tarn, Ilse Varga, said on Tuesday that her country would open the sluices of the Lund dam if Osmark "
    "withdrew its guards from the eastern bank. The offer, made in a letter that was read out in parliament, is the first since "
    "talks broke down in January. Osmark's ministry of water called the letter a step but said that it would not accept conditions "
    "on its own soil. Farmers downstream have lost a third of their harvest, the chamber of agriculture in Port Ledo said. Two "
    "mediators are expected in the capital on Thursday to hear both sides before a round of talks that has no date yet."
)
TOLL = (
    "Lorries queued for eleven kilometres at the Brenna crossing on Monday after Osmark doubled the toll for vehicles from Tarn. The "
    "hauliers' union called the charge unlawful and asked the arbitration court in Wyck to stop it. A spokeswoman for the customs "
    "service said the money would pay for a new bridge. Traders on both sides warned that fresh fruit would spoil within days, and a "
    "market in Port Ledo stayed closed for the first time in nine years. The court is to hear the union on the twelfth of March."
)
RAIL = (
    "Work on the railway between Lund and Port Ledo has stopped because the company that lays the rails has not been paid since "
    "autumn, its director said. The transport ministry answered that the bills had been wrong and would be examined. Nine hundred "
    "workers were sent home without wages, and their union spoke of a strike at every station of the line before Easter."
)


def lead(text, sentences):
    return ". ".join(text.split(". ")[:sentences]) + "."


def reworded(text, every=12):
    words = text.split()
    return " ".join("changed" if number % every == every - 1 else word for number, word in enumerate(words))


CASES = [
    ("the same words", DAM, DAM, True),
    (
        "a dateline and a credit",
        DAM,
        f"PORT LEDO, March 3 (Coast Wire) - {DAM} Reporting by Ana Kovac; editing by Pavel Doru.",
        True,
    ),
    ("other quotation marks, case and spaces", DAM, DAM.upper().replace("'", "’").replace(". ", ".\n\n"), True),
    ("the first half", DAM, lead(DAM, 3), True),
    ("one word in twelve changed", DAM, reworded(DAM), True),
    ("the sentences in another order", DAM, " ".join(reversed(DAM.split(". "))), True),
    ("the whole story in a round-up", DAM, f"{TOLL} {DAM} {RAIL}", True),
    ("another story", DAM, TOLL, False),
    ("a follow-up that quotes one sentence", DAM, f"{TOLL} As reported, {DAM.split('. ')[1]}.", False),
    ("one word in two changed", DAM, reworded(DAM, 2), False),
    ("a line of greeting in both", f"Good morning from Port Ledo. {DAM}", f"Good morning from Port Ledo. {TOLL}", False),
    ("nothing but marks", "...", "—", False),
    ("the same three words", "Talks have stopped", "Talks have stopped.", True),
    (
        "another alphabet",
        "Переговоры о плотине прерваны, сообщили в министерстве.",
        "ПЕРЕГОВОРЫ О ПЛОТИНЕ ПРЕРВАНЫ, сообщили в министерстве",
        True,
    ),
]


def clusters(*texts):
    return find_copies(Comparison([sketch_of(text) for text in texts], lambda number: texts[number])).clusters


@pytest.mark.parametrize(("one", "other", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_texts(one, other, expected):
    assert clusters(one, other) == ([[0, 1]] if expected else [])


def test_a_round_up_does_not_make_copies_of_the_stories_in_it():
    found = clusters(DAM, f"LUND - {DAM}", TOLL, f"WYCK - {TOLL}", f"{DAM} {TOLL}")
    assert found[0][:2] == [0, 1]
    assert not any({0, 2} <= set(cluster) for cluster in found)


def test_a_wire_printed_by_hundreds_is_one_cluster_and_costs_little():
    printed = [f"CITY {number} (Coast Wire) - {reworded(DAM, 20 + number % 30)}" for number in range(400)]
    compared = []
    comparison = Comparison([sketch_of(text) for text in printed], lambda number: compared.append(number) or printed[number])
    assert find_copies(comparison).clusters == [list(range(400))]
    assert len(comparison._shares) < 400 * 40


def test_a_set_phrase_in_all_texts_is_no_reason_to_compare_them():
    numbers = np.random.default_rng(1)
    texts = [
        " ".join(f"word{numbers.integers(5000)}" for _ in range(80)) + " said on condition of anonymity because talks go on"
        for _ in range(500)
    ]
    comparison = Comparison([sketch_of(text) for text in texts], lambda number: texts[number])
    assert find_copies(comparison).clusters == []
    assert len(comparison._shares) < 500 * 4


def test_a_sketch_survives_being_written_down():
    made = sketch_of(DAM)
    again = Sketch.from_bytes(made.to_bytes())
    assert again.whole == made.whole
    assert again.sample.tolist() == made.sample.tolist()


def test_the_sample_of_a_part_is_part_of_the_sample_of_the_whole():
    whole, part = sample(shingles(f"{DAM} {TOLL} {RAIL}")), sample(shingles(DAM))
    assert share(whole, part) > 0.8


def test_words_are_without_case_and_marks():
    assert words_of("“Ｔarn’s” 10,000") == ["tarn", "s", "10", "000"]
    assert len(shingles("")) == 0


@given(
    st.lists(
        st.sampled_from([DAM, f"LUND - {DAM}", lead(DAM, 3), TOLL, reworded(TOLL), RAIL, "Talks have stopped"]), max_size=8
    )
)
@settings(max_examples=30, deadline=None)
def test_the_order_of_texts_is_irrelevant(texts):
    one = {frozenset(texts[number] for number in cluster) for cluster in clusters(*texts)}
    turned = texts[::-1]
    assert one == {frozenset(turned[number] for number in cluster) for cluster in clusters(*turned)}


PRINTED = {
    "wire": ("Coast Wire", "2026-03-03", DAM),
    "post": ("Harbour Post", "2026-03-04", f"LUND (Coast Wire) - {DAM}"),
    "toll": ("Harbour Post", "2026-03-04", TOLL),
    "echo": ("Wyck Echo", "2026-03-05", lead(DAM, 3)),
    "rail": ("Wyck Echo", "2026-03-05", RAIL),
    "toll-2": ("Tarn Radio", "2026-03-06", reworded(TOLL)),
}


def add(record, names):
    for name in names:
        publisher, day, text = PRINTED[name]
        Writer(record).add(bare(name, text, publisher=publisher, published=day))


def found_in(record):
    return [(one.cluster, one.report_id, one.data["share"]) for one in read(View(record), "copies")]


def test_reports_are_clustered_under_the_first_of_them(record):
    add(record, PRINTED)
    refresh(record, [MAKER])
    assert [(cluster, report) for cluster, report, _ in found_in(record)] == [
        ("toll", "toll"),
        ("toll", "toll-2"),
        ("wire", "echo"),
        ("wire", "post"),
        ("wire", "wire"),
    ]
    assert dict(found[1:] for found in found_in(record))["echo"] == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("order", [list(PRINTED), list(PRINTED)[::-1], sorted(PRINTED)], ids=["by day", "backward", "by name"])
def test_adding_one_by_one_gives_what_making_all_gives(tmp_path, record, order):
    add(record, PRINTED)
    refresh(record, [MAKER])
    with open_record(tmp_path / "slow.sqlite") as slow:
        for name in order:
            add(slow, [name])
            refresh(slow, [MAKER])
        assert found_in(slow) == found_in(record)


@pytest.mark.parametrize(
    ("publisher", "day", "text", "expected"),
    [
        ("Line", "2026-03-02", reworded(RAIL), False),
        ("Line", "2026-03-02", RAIL, True),
        ("Line", "2026-03-01", reworded(RAIL), True),
        ("Echo", "2026-03-02", reworded(RAIL), True),
    ],
    ids=["a publisher's daily template", "the same words again", "an edition of the same day", "another publisher"],
)
def test_reports_of_one_publisher(record, publisher, day, text, expected):
    Writer(record).add(bare("first", RAIL, publisher="Line", published="2026-03-01"))
    Writer(record).add(bare("second", text, publisher=publisher, published=day))
    refresh(record, [MAKER])
    assert bool(found_in(record)) == expected


@pytest.mark.shared
def test_the_task_writes_what_the_scorer_reads(shared, tmp_path):
    gold, out = shared / "data" / "neardup" / "dev.jsonl", tmp_path / "out.jsonl"
    run = [sys.executable, "evaluation/run.py", "copies", str(gold), str(out)]
    subprocess.run(run, check=True, capture_output=True, cwd=ROOT)
    scored = subprocess.run(
        [sys.executable, str(shared / "bench" / "score_copies.py"), str(gold), str(out), "--json"],
        check=True,
        capture_output=True,
    )
    assert json.loads(scored.stdout)["f1"] >= 0.97
