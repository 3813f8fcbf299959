"""Tables of reports and of addresses."""

import csv
import io
import re
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.server import say
from onrecord.errors import UsageError
from onrecord.ingest import find_inputs
from onrecord.ingest.tables import parse_columns

STORY = "The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said, but they did not agree on the bridge."
ROWS = [
    {"Headline": "Talks begin", "Body Text": STORY, "Outlet": "Valley Post", "Publish Date": "2025-03-04 10:00", "Nr": "1"},
    {"Headline": "Talks end", "Body Text": f"{STORY}\n\nThey left.", "Outlet": "Valley Post", "Publish Date": "5 March 2025", "Nr": "2"},
]  # fmt: skip
COLUMNS = {"text": "Body Text"}


def as_csv(path, delimiter=","):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELS = "application/vnd.openxmlformats-package.relationships+xml"


def pointing(kind, target):
    return f'<Relationships xmlns="{PACK}/relationships"><Relationship Id="r1" Type="{REL}/{kind}" Target="{target}"/></Relationships>'


def as_sheet(path):
    """A spreadsheet by hand: the suite needs no library that writes them."""

    def cell(value):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'

    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in [list(ROWS[0]), *(list(row.values()) for row in ROWS)])
    types = (
        f'<Types xmlns="{PACK}/content-types"><Default Extension="rels" ContentType="{RELS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
    )
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("_rels/.rels", pointing("officeDocument", "xl/workbook.xml"))
        made.writestr("xl/_rels/workbook.xml.rels", pointing("worksheet", "worksheets/sheet1.xml"))
        made.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{sheets}</workbook>')
        made.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')


def as_parquet(path):
    pq.write_table(pa.Table.from_pylist(ROWS), path)


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.csv", as_csv), ("a.tsv", lambda path: as_csv(path, "\t")), ("semicolons.csv", lambda path: as_csv(path, ";")),
     ("a.xlsx", as_sheet), ("a.parquet", as_parquet)],
)  # fmt: skip
def test_rows_are_reports(tmp_path, name, write):
    write(tmp_path / name)
    found = list(find_inputs([str(tmp_path / name)], columns=COLUMNS))
    assert [item.report.text for item in found] == [row["Body Text"] for row in ROWS]
    assert [item.report.title for item in found] == ["Talks begin", "Talks end"]
    assert {item.report.publisher for item in found} == {"Valley Post"}
    assert [item.report.published for item in found] == ["2025-03-04", "2025-03-05"]
    assert found[1].origin.endswith("row 2")


def test_a_bad_row_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.csv").write_text(f'text,date\n"{STORY}",yesterday\n"{STORY}",2025-03-04\n,2025-03-04\n')
    found = list(find_inputs([str(tmp_path / "a.csv")]))
    assert "not a day" in found[0].error.message
    assert found[1].report.published == "2025-03-04"
    assert "neither a text nor an address" in found[2].error.message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "no column holds texts"),
        (b'text\n"' + b"x" * 2_100_000 + b'"\n', "field larger"),
        (b"PK\x03\x04 not a sheet", "no column|not a table"),
    ],
    ids=["empty", "other columns", "huge cell", "binary"],
)
def test_tables_that_cannot_be_used_are_named(tmp_path, content, reason):
    (tmp_path / "a.csv").write_bytes(content)
    [failure] = find_inputs([str(tmp_path / "a.csv")])
    assert re.search(reason, failure.error.message)


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_damaged_file_is_named(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 damaged" * 20)
    [failure] = find_inputs([str(tmp_path / name)])
    assert "damaged" in failure.error.message or "cannot be read" in failure.error.message


def test_column_that_is_not_there_is_named(tmp_path):
    as_csv(tmp_path / "a.csv")
    [failure] = find_inputs([str(tmp_path / "a.csv")], columns={"text": "Story"})
    assert "no column 'Story'" in failure.error.message
    assert "Body Text" in failure.error.message


@pytest.mark.parametrize("given", ["text", "words=Body", "=Body"])
def test_column_map_is_checked(given):
    with pytest.raises(UsageError, match="FIELD=COLUMN"):
        parse_columns([given])


def test_column_map_reads_foreign_json(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"maintext": "' + STORY + '", "date_publish": "2025-03-04"}\n')
    [item] = find_inputs([str(tmp_path / "a.jsonl")], columns={"text": "maintext", "published": "date_publish"})
    assert (item.report.text, item.report.published) == (STORY, "2025-03-04")


BODY = f"<article><p>{STORY}</p><p>{STORY} They left.</p></article>"
PAGE = f"<html><head><title>Talks begin in Arden town</title></head><body>{BODY}</body></html>"


def test_list_of_addresses_is_fetched_and_fills_what_pages_do_not_say(site, tmp_path):
    site["/a"], site["/b"] = say(PAGE), say(status=404)
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["stories_id", "title", "url", "publish_date", "media_name"])
    writer.writerow(["1", "Another title", site.url("/a"), "2025-03-04", "Valley Post"])
    writer.writerow(["2", "", site.url("/b"), "", ""])
    (tmp_path / "stories.csv").write_text(made.getvalue())
    good, bad = find_inputs([str(tmp_path / "stories.csv")], allow_private=True)
    assert (good.report.title, good.report.publisher) == ("Talks begin in Arden town", "Valley Post")
    assert (good.report.published, good.how["published"]) == ("2025-03-04", "list of addresses")
    assert good.fetched is not None
    assert (bad.origin, "404" in bad.error.message) == (site.url("/b"), True)


def test_addresses_are_found_in_a_table_without_a_header_and_in_a_plain_list(site, tmp_path):
    site["/a"] = say(PAGE)
    (tmp_path / "export.tsv").write_text("\t".join(["841", "20250304", "VEL", "1", site.url("/a")]) + "\n")
    (tmp_path / "list.txt").write_text(site.url("/a") + "\n")
    for name in ("export.tsv", "list.txt"):
        [item] = find_inputs([str(tmp_path / name)], allow_private=True)
        assert item.report.url == site.url("/a")
