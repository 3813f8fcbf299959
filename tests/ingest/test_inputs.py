import io
import json
import sys
from types import SimpleNamespace

import pytest

from onrecord.ingest import Failure, Incoming, Overrides, find_inputs

STORY = "The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said, but they did not agree on the bridge."


def read(tmp_path, name, content, **overrides):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(find_inputs([str(path)], Overrides(**overrides)))


def test_text_file_is_kept_whole(tmp_path):
    [found] = read(tmp_path, "a.txt", f"Talks begin in Arden\n\n{STORY}\nArden.News\n")
    assert found.report.text == f"Talks begin in Arden\n\n{STORY}\nArden.News\n"
    assert (found.report.title, found.report.publisher, found.report.language) == ("Talks begin in Arden", "Arden.News", "en")
    assert found.report.published is None


def test_id_is_the_given_one_else_of_the_address_else_of_the_text(tmp_path):
    same = [read(tmp_path, f"{n}.json", json.dumps({"text": STORY}))[0].report.id for n in "ab"]
    assert same[0] == same[1]
    by_url = [
        read(tmp_path, "c.json", json.dumps({"text": t, "url": "https://a.example/1"}))[0].report.id for t in (STORY, STORY * 2)
    ]
    assert by_url[0] == by_url[1] != same[0]
    assert read(tmp_path, "d.json", json.dumps({"text": STORY, "id": 7}))[0].report.id == "7"


def test_options_override_the_file(tmp_path):
    [found] = read(
        tmp_path, "a.json", json.dumps({"text": STORY, "published": "2025-01-01"}), published="2025-02-02", publisher="X"
    )
    assert (found.report.published, found.report.publisher) == ("2025-02-02", "X")


def test_a_bad_line_does_not_stop_the_others(tmp_path):
    good = json.dumps({"text": STORY})
    found = read(tmp_path, "a.jsonl", f'{good}\n{{"text": "cut\n\n{{"title": "no text"}}\n{good}\n')
    assert [type(item) for item in found] == [Incoming, Failure, Failure, Incoming]
    assert "line 2" in found[1].error.message
    assert "cut short" in found[1].error.message
    assert "line 4" in found[2].error.message
    assert "text" in found[2].error.message


@pytest.mark.parametrize(
    ("published", "day"),
    [("2025-03-04", "2025-03-04"), ("2025-03-04T23:30:00+00:00", "2025-03-04"), ("March 4", None), ("2025-02-31", None)],
)
def test_published_is_a_day_or_an_error(tmp_path, published, day):
    [found] = read(tmp_path, "a.json", json.dumps({"text": STORY, "published": published}))
    if day is None:
        assert "YYYY-MM-DD" in found.error.message
    else:
        assert found.report.published == day


def test_half_a_surrogate_pair_is_refused(tmp_path):
    [found] = read(tmp_path, "a.json", '{"text": "The minister \\ud83d spoke for a while on Monday."}')
    assert "surrogate" in found.error.message


def test_folder_is_read_in_order_and_an_empty_one_is_named(tmp_path):
    inside = tmp_path / "reports"
    inside.mkdir()
    [empty] = find_inputs([str(inside)])
    assert "holds no report" in empty.error.message
    (inside / "b.txt").write_text(STORY)
    (inside / "a.txt").write_text(STORY + " Again.")
    (inside / "c.png").write_text("not looked at")
    assert [item.report.text for item in find_inputs([str(inside)])] == [STORY + " Again.", STORY]


def test_missing_file_is_named(tmp_path):
    [found] = find_inputs([str(tmp_path / "nothing.txt")])
    assert found.error.message.endswith("nothing.txt: no such file or folder")


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    [found] = find_inputs(["-"])
    assert found.report.text == STORY


def test_other_languages_are_named(tmp_path):
    [found] = read(tmp_path, "a.txt", "Le ministre a déclaré que les négociations étaient terminées depuis lundi à Genève.")
    assert found.report.language == "fr"


PAGE = f"""<!doctype html><html><head><title>Talks begin | Arden News</title>
<meta property="og:site_name" content="Arden News"><meta property="article:published_time" content="2025-03-04T08:00:00Z">
<link rel="canonical" href="https://arden.example/talks"></head><body><nav>Home Sport</nav>
<article><h1>Talks begin</h1><p>{STORY}</p><p>{STORY} They will meet again.</p></article></body></html>"""


def test_page_gives_text_title_date_publisher(tmp_path):
    [found] = read(tmp_path, "a.html", PAGE)
    report = found.report
    assert STORY in report.text
    assert "Sport" not in report.text
    assert (report.published, report.publisher, report.url) == ("2025-03-04", "Arden News", "https://arden.example/talks")
    assert report.title.startswith("Talks begin")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body><nav>Home</nav></body></html>", "no main text"),
        ("<html><body>" + "<div>" * 300_000, "too large"),
    ],
    ids=["menu only", "bomb"],
)
def test_page_without_an_article_is_named(tmp_path, page, message):
    [found] = read(tmp_path, "a.html", page)
    assert message in found.error.message


def test_bracket_that_opens_a_plain_text(tmp_path):
    [found] = read(tmp_path, "a.txt", f"[Updated] {STORY}")
    assert found.report.text.startswith("[Updated]")
