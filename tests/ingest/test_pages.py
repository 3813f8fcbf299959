"""Pages as outlets lay them out: ten layouts written for the project, and pages that mislead."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.errors import InvalidReport, NoMainText
from onrecord.ingest import find_inputs
from onrecord.ingest.pages import parse_page
from onrecord.ingest.written_days import parse_day

LAYOUTS = Path(__file__).parent / "layouts"
TODAY = datetime.now(UTC).date().isoformat()
BRIDGE, FISH = "Velmora and Tessaly will resume talks", "Fishermen on both banks"
# Layout, title, author, publisher, day, how the day was found, a word of the first and the last line, number of lines.
PAGES = [
    ("01-wire-json-ld", "Velmora and Tessaly to resume talks on Sarn bridge", "Ada Berg; Jon Lisk", "Sarn Wire", "2025-03-03",
     "JSON-LD datePublished", BRIDGE, "two diplomats", 6),
    ("02-newspaper-meta", "Fishermen return to the Sarn", "Lena Okun", "The Valley Post", "2025-04-08",
     "meta article:published_time", FISH, "until 30 June", 5),
    ("03-broadcaster-data-blocks", "Sarn bridge: Velmora and Tessaly agree to talk", "Piet Sandar", "Tessaly Radio News",
     "2025-03-04", "JSON-LD datePublished", "agree to talk", "two diplomats", 6),
    ("04-one-line", "Talks on the Sarn bridge to resume", None, "Arden Gazette", "2025-03-03", "meta date",
     "Talks on the Sarn bridge to resume", "two diplomats", 2),
    ("05-line-for-each-sentence", "Velmora, Tessaly to meet in Arden", None, "Nesk Agency", "2025-03-03",
     "mark-up of the date", BRIDGE, "two diplomats", 8),
    ("06-agency-microdata", "River Commission lets fishermen return", "Marit Oss", None, "2025-04-08",
     "meta datepublished", FISH, "until 30 June", 5),
    ("07-live-site-app", "Envoys to return to Arden", "Ines Calder", "Harbour Herald", "2025-03-03", "meta parsely-pub-date",
     "Envoys to return", "two diplomats", 7),
    ("08-list-of-items", "Fishing resumes on divided river", "Sarn Today", "Sarn Today", "2025-04-08",
     "JSON-LD datePublished", "Fishing resumes", "until 30 June", 7),
    ("09-old-tables", "Fishermen back on the river", None, "Nesk Courier", "2005-04-08", "line below the heading", FISH,
     "until 30 June", 5),
    ("10-ministry-readout", "Readout of the call between Minister Dunn and Envoy Vasch", None,
     "Ministry of Agriculture of Velmora", "2025-04-10", "meta dcterms.issued", "Readout", "engines would stay forbidden", 4),
]  # fmt: skip
BESIDE = ("read next", "read more", "sign up", "subscribe", "follow us", "image", "photo", "karim dole", "mila orr", "summary",
    "recommended", "list of", "how the sarn came", "storm damages", "patrol ship", "reporting by", "standards", "comments",
    "front page", "share", "explained")  # fmt: skip


def from_layout(name):
    [item] = find_inputs([str(LAYOUTS / f"{name}.html")])
    return item


@pytest.mark.parametrize("row", PAGES, ids=[row[0] for row in PAGES])
def test_layout_gives_its_fields_with_how_they_were_found(row):
    name, title, author, publisher, day, how, *_ = row
    item = from_layout(name)
    report = item.report
    assert (report.title, report.author, report.publisher, report.published) == (title, author, publisher, day)
    assert item.how["published"] == how
    assert {field for field in ("title", "author", "publisher", "published") if getattr(report, field)} <= set(item.how)


@pytest.mark.parametrize("row", PAGES, ids=[row[0] for row in PAGES])
def test_layout_gives_the_report_and_nothing_beside_it(row):
    *_, first, last, count = row
    lines = from_layout(row[0]).report.text.split("\n")
    assert first in lines[0]
    assert last in lines[-1]
    assert len(lines) == count
    assert [line for line in lines for words in BESIDE if line.lower().startswith(words)] == []


def test_every_layout_is_in_the_table():
    assert sorted(path.stem for path in LAYOUTS.glob("*.html")) == [row[0] for row in PAGES]


BODY = (
    "<article><h1>Talks begin in Arden</h1><p>The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said.</p>"
    "<p>They did not agree on the bridge, and will meet again when the river has fallen, he said.</p></article>"
)


def page(head="", before="", after="", **options):
    return parse_page(f"<!doctype html><html><head>{head}</head><body>{before}{BODY}{after}</body></html>", "a page", **options)


@pytest.mark.parametrize(
    "where",
    [
        {"before": f"<div class='today'>{datetime.now(UTC):%A, %d %B %Y}</div>"},
        {"after": f"<footer>Page made on {TODAY}</footer>"},
        {"before": f"<time datetime='{TODAY}'>Today</time>"},
        {"after": f"<p class='weather'>Weather for {datetime.now(UTC):%d %B %Y}: rain on both banks of the river.</p>"},
        {"head": "<meta name='last-modified' content='" + TODAY + "'>"},
    ],
    ids=["masthead", "footer", "clock", "weather", "modified"],
)
def test_the_day_of_the_run_is_never_the_reports(where):
    assert page(**where).fields.get("published") is None


def test_the_day_of_the_archive_is_never_the_reports():
    shown = "<time datetime='2025-11-20'>Thursday, 20 November 2025</time>"
    assert page(before=shown, seen_on="2025-11-20").fields.get("published") is None
    dated = page(before=shown, seen_on="2025-11-20", url="https://arden.example/2025/11/20/talks")
    assert dated.fields["published"] == "2025-11-20"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-03",}</script>', "2025-03-03"),
        ('<script type="application/ld+json"><!-- {"@type":["NewsArticle"],"datePublished":"2025-03-03"} --></script>', "2025-03-03"),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", None),
        ('<meta property="article:published_time" content="13/04/2025">', "2025-04-13"),
        ('<meta property="article:published_time" content="2999-01-01">', None),
        ('<meta property="article:published_time" content="1741012800">', "2025-03-03"),
    ],
    ids=["broken JSON", "commented JSON", "bomb of brackets", "day first", "future", "seconds"],
)  # fmt: skip
def test_days_in_mark_up(head, day):
    assert page(head).fields.get("published") == day


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="03/04/2025">',
        '<meta property="article:modified_time" content="2025-03-09">',
    ],
    ids=["two ways to read it", "modified only"],
)
def test_what_is_not_stated_is_marked_as_guessed(head):
    assert page(head).how["published"] == "htmldate"


def test_the_address_of_a_site_is_not_that_of_its_pages():
    assert "url" not in page('<link rel="canonical" href="https://arden.example/">').fields
    tracked = page(url="https://arden.example/talks?id=7&utm_source=mail#top").fields
    assert tracked["url"] == "https://arden.example/talks?id=7"


def test_a_wall_is_no_report():
    wall = (
        "<p>We and our partners use cookies and similar methods to recognize visitors and remember their preferences. "
        "To learn more, read our cookie policy. Click below to accept all or manage preferences.</p>"
    )
    with pytest.raises(NoMainText, match="wall"):
        parse_page(f"<html><body><main>{wall}</main></body></html>", "a page")


def test_a_page_that_is_marked_as_a_teaser_throughout_is_read():
    assert "did not agree" in parse_page(f"<html><body><div class='teaser'>{BODY}</div></body></html>", "a page").fields["text"]


def test_a_report_about_cookies_is_no_wall():
    text = "".join(
        f"<p>The minister said on day {n} that sites which use cookies must ask first, and many do not.</p>" for n in range(30)
    )
    assert "must ask first" in parse_page(f"<html><body><article>{text}</article></body></html>", "a page").fields["text"]


@pytest.mark.parametrize("bomb", ["<div>" * 300_000, "<p>x" * 3_000_000], ids=["nested", "long"])
def test_bombs_are_refused(bomb):
    with pytest.raises(InvalidReport, match="too large"):
        parse_page(f"<html><body>{bomb}", "a page")


@pytest.mark.parametrize(
    "bomb",
    [
        "<h1>Talks on the bridge</h1>" * 30_000,
        "<div class='" + "aB-" * 500_000 + "'>",
        "<title>" + " | x" * 300_000 + "</title>",
    ],
    ids=["headings", "class", "title"],
)
def test_a_page_made_to_be_slow_is_read_in_seconds(bomb):
    started = time.process_time()
    parse_page(f"<html><body>{bomb}{BODY}</body></html>", "a page")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-04", "2025-03-04"),
        ("20250304T101010Z", "2025-03-04"),
        ("4 March 2025 at 10:15", "2025-03-04"),
        ("Tue, 04 Mar 2025 23:59:00 +0200", "2025-03-04"),
        ("March 2025", None),
        ("Tuesday", None),
        ("10:15", None),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("9" * 90, None),
        ("", None),
    ],
)
def test_written_days(written, day):
    assert parse_day(written) == day
