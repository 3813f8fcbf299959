from __future__ import annotations

import asyncio
import re
from dataclasses import fields
from html import unescape

import httpx
import pytest
from lxml import html

from made_positions import positions_report, said
from onrecord.errors import UsageError
from onrecord.model import Figure, ReaderVersion, Reading, Report, SourceRef, Statement
from onrecord.record.rows import Case
from onrecord.record.writer import Writer
from onrecord.web import brief_page, error_page, positions_page, report_page
from onrecord.web.app import create_app
from onrecord.web.page import TEMPLATES, Page
from onrecord.web.serve import serve

TEXT = "🙂 <b>Velmora</b> is ready, the minister said.\nAbout 40 people fled."


def made(**changes):
    content, source, cue = (TEXT.index(words) for words in ("<b>", "the minister", "said"))
    figure = TEXT.index("40 people")
    statement = Statement(
        id="s1", source=SourceRef(name="Ann <i>Dahl</i>", speaks_for="Velmora"), source_span=[source, source + 12], cue="said",
        cue_span=[cue, cue + 4], content_span=[content, TEXT.index(", the")], kind="indirect", said_by="2025-03-03",
    )  # fmt: skip
    fields_ = {
        "id": "r-1",
        "title": "Talks <script>alert(1)</script>",
        "publisher": "Post",
        "published": "2025-03-03",
        "text": TEXT,
    }
    return Reading(
        reading=ReaderVersion(reader="test", weights="", codebook=""),
        report=Report(**fields_ | changes),
        statements=(statement,),
        figures=(Figure(id="f1", span=(figure, figure + 9), value=40, unit="people"),),
    )


@pytest.fixture
def get(record):
    """Ask the application for an address, without a server."""

    def ask(path, token=None, **options):
        async def answer():
            transport = httpx.ASGITransport(app=create_app(record, token))
            async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
                return await client.get(path, **options)

        return asyncio.run(answer())

    return ask


@pytest.fixture
def filled(record):
    Writer(record).put_case(Case("river & dam"))
    Writer(record).add(made(), "river & dam")
    return record


def test_an_empty_record_says_how_to_begin(get):
    assert "onrecord add" in get("/").text


@pytest.mark.usefixtures("filled")
def test_every_line_of_the_brief_leads_to_its_words(get):
    page = html.fromstring(get("/").text)
    links = [link for link in page.xpath("//main//a/@href") if "#" in link]
    assert len(links) == 2
    for link in links:
        path, fragment = link.split("#")
        report = html.fromstring(get(path).text)
        assert report.xpath("//*[@id=$id]", id=fragment)


@pytest.mark.usefixtures("filled")
def test_the_report_shows_its_text_with_marks_at_code_points(get):
    page = html.fromstring(get("/report/r-1").text)
    [section] = page.xpath("//section[contains(@class, 'text')]")
    assert section.text_content() == TEXT
    assert [mark.text_content() for mark in section.xpath(".//mark[@class='statements']")] == ["<b>Velmora</b> is ready"]
    assert [mark.text_content() for mark in section.xpath(".//mark[@class='figures']")] == ["40 people"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("path", ["/", "/report/r-1", "/case/river%20%26%20dam"])
def test_words_of_a_report_are_never_mark_up(get, path):
    answer = get(path)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "<i>Dahl" not in answer.text
    assert "Ann <i>Dahl</i>" in unescape(answer.text)
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("path", "status"), [("/report/r-9", 404), ("/case/none", 404), ("/?at=soon", 400)])
def test_what_is_not_there_is_named_on_a_page_and_in_json(get, path, status):
    answer = get(path)
    assert (answer.status_code, "<h1>Not shown</h1>" in answer.text) == (status, True)


def test_errors_of_the_api_have_one_shape(get):
    answer = get("/api/report/r-9")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"kind", "message"}


@pytest.mark.usefixtures("filled")
def test_the_api_gives_the_rows_of_the_page(get):
    assert get("/api/brief").json()["speakers"][0]["said"][0]["words"] == "<b>Velmora</b> is ready"
    assert get("/api/report/r-1").json()["text"] == TEXT


@pytest.mark.usefixtures("filled")
def test_a_row_leads_to_its_words(get):
    row = get("/api/brief").json()["speakers"][0]["said"][0]["id"]
    assert get(f"/row/{row}").headers["location"] == f"/report/r-1#r{row}"


def test_every_cell_and_move_leads_to_its_words(record, get):
    Writer(record).put_case(Case("dam"))
    for number, stance in enumerate(("offer", "demand", "support")):
        words = [said("Tarn", "dam", stance, f"words <b>{stance}</b>", condition="if <i>paid</i>")]
        words += [said("Tarn", "dam", "oppose", "so they say", source="Osmark", ascribed_by="Osmark")]
        words += [said("Osmark", "aid", "offer", "Osmark offers aid")] if number == 0 else []
        Writer(record).add(positions_report(f"p{number}", f"2025-03-0{number + 1}", words), "dam")
    page = html.fromstring(get("/case/dam/positions").text)
    assert page.xpath("//h2[@id='moves']/following::table[1]//tr/td[4]/span/text()") == ["softened", "hardened", "new", "new"]
    waiting = page.xpath("//h2[starts-with(., 'Offers')]/following::ul[1]/li//a")
    assert [row.text_content() for row in waiting] == ["Osmark offers aid", "words <b>offer</b>"]
    links = page.xpath("//main//a[@class='words']/@href")
    assert len(links) > 10
    for link in set(links):
        path, fragment = link.split("#")
        assert html.fromstring(get(path).text).xpath("//*[@id=$id]", id=fragment)
    assert "<b>offer" not in get("/case/dam/positions").text
    earlier = html.fromstring(get("/positions?at=2025-03-01").text)
    assert earlier.xpath("//h2[@id='moves']/following::table[1]//tr/td[4]/span/text()") == ["new", "new"]


@pytest.mark.parametrize("path", ["/positions?at=soon", "/case/none/positions", "/api/positions?at=32", "/api/moves?until=32"])
def test_positions_asked_for_wrongly_are_refused(get, path):
    assert get(path).status_code in (400, 404)


def test_the_api_gives_matrix_and_moves(record, get):
    Writer(record).add(positions_report("p", "2025-03-01", [said("Tarn", "dam", "offer", "Tarn offers water")]))
    assert get("/api/positions").json()["cells"][0]["standing"][0]["said"][0]["words"] == "Tarn offers water"
    assert [row["move"] for row in get("/api/moves").json()["moves"]] == ["new"]


def test_with_a_token_nothing_is_shown_without_it(get):
    assert get("/", token="s3cret").status_code == 403
    assert get("/?token=wrong", token="s3cret").status_code == 403
    shown = get("/?token=s3cret", token="s3cret")
    assert shown.status_code == 200
    assert "HttpOnly" in shown.headers["set-cookie"]
    assert get("/", token="s3cret", headers={"Authorization": "Bearer s3cret"}).status_code == 200


def test_other_machines_need_a_token(record):
    with pytest.raises(UsageError, match="--token"):
        serve(record, host="0.0.0.0")  # noqa: S104 - refused, which is what is tested


PAGES = [
    (brief_page.TEMPLATE, brief_page.BriefPage),
    (report_page.TEMPLATE, report_page.ReportPage),
    (positions_page.TEMPLATE, positions_page.PositionsPage),
    (error_page.TEMPLATE, error_page.ErrorPage),
]


@pytest.mark.parametrize(("template", "page"), PAGES, ids=[row[0] for row in PAGES])
def test_a_page_uses_every_field_of_its_context(template, page):
    source = "".join(TEMPLATES.loader.get_source(TEMPLATES, name)[0] for name in ("base.html", template))
    assert [field.name for field in fields(page) if not re.search(rf"\b{field.name}\b", source)] == []
    assert issubclass(page, Page)
