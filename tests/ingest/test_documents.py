"""PDF, Word and mail: documents made by the tests themselves."""

import io
import mailbox
import zipfile
import zlib
from email.message import EmailMessage

import docx
import pytest

from onrecord.errors import UsageError
from onrecord.ingest import Failure, find_inputs, pdf
from onrecord.ingest.pdf import without_running_lines
from onrecord.model.pages import page_of

STORY = "The envoys of Velmora and Tessaly met in Arden on Monday, a spokesman said, but they did not agree on the bridge."


def made_pdf(pages, title="Talks in Arden"):
    """A PDF by hand: a page of lines each."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for content in pages:
        stream = (
            zlib.compress(content)
            if isinstance(content, bytes)
            else zlib.compress(
                "\n".join(f"BT /F1 10 Tf 40 {780 - 14 * n} Td ({line}) Tj ET" for n, line in enumerate(content)).encode(
                    "latin-1"
                )
            )
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(f"<< /Title ({title}) >>".encode())
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


def read(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return list(find_inputs([str(tmp_path / name)]))


def test_pdf_keeps_its_pages(tmp_path):
    pages = [["River Commission 2025", f"Page {n} says what was agreed.", "It goes on here.", str(n)] for n in (1, 2, 3)]
    [item] = read(tmp_path, "a.pdf", made_pdf(pages))
    text = item.report.text
    assert item.report.title == "Talks in Arden"
    assert [page_of(text, text.index(f"Page {n} says")) for n in (1, 2, 3)] == [1, 2, 3]
    assert "River Commission" not in text
    assert item.report.published is None
    assert item.original.startswith(b"%PDF")


def test_running_lines_of_few_pages_stay():
    assert without_running_lines(["Head\na", "Head\nb"]) == ["Head\na", "Head\nb"]
    assert without_running_lines(["Head\na\n1", "Head\nb\n2", "c\nd\n3"]) == ["a", "b", "c\nd"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made_pdf([["x"]])[:200], "damaged"),
        (made_pdf([[]]), "has no text"),
        (b"%PDF-1.4 nothing", "damaged"),
        (b"not a PDF", "ends like a PDF file but is none"),
    ],
    ids=["cut short", "scanned", "empty", "other"],
)
def test_pdf_that_cannot_be_read_is_named(tmp_path, data, reason):
    [failure] = read(tmp_path, "a.pdf", data)
    assert reason in failure.error.message


def test_pdf_bomb_dies_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_MEMORY_BYTES", 600_000_000)
    bomb = made_pdf([b"BT /F1 10 Tf (x) Tj ET\n" + b" " * 700_000_000])
    assert len(bomb) < 1_000_000
    [failure] = read(tmp_path, "a.pdf", bomb)
    assert isinstance(failure, Failure)
    assert "memory" in failure.error.message or "has no text" in failure.error.message


def test_pdf_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.01)
    [failure] = read(tmp_path, "a.pdf", made_pdf([["x"]]))
    assert "could not be read in 0.01 seconds" in failure.error.message


def test_missing_extra_is_named_with_its_command(tmp_path, monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("onrecord.ingest.extras.import_module", absent)
    [failure] = read(tmp_path, "a.pdf", made_pdf([["x"]]))
    assert isinstance(failure.error, UsageError)
    assert "pip install 'onrecord[documents]'" in failure.error.message


def made_docx():
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Readout", "Press office"
    document.add_paragraph("The ministers met in Arden.")
    document.add_page_break()
    document.add_paragraph(STORY)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Boats a day", "40"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_document_keeps_its_pages_and_tables(tmp_path):
    [item] = read(tmp_path, "a.docx", made_docx())
    text = item.report.text
    assert (item.report.title, item.report.author) == ("Readout", "Press office")
    assert page_of(text, text.index("The ministers")) == 1
    assert page_of(text, text.index("The envoys")) == 2
    assert "Boats a day | 40" in text


def bomb_docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * 200_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"PK\x03\x04 broken", "damaged"), (made_docx()[:3000], "damaged"), (bomb_docx(), "unpacks to")],
    ids=["broken", "cut short", "bomb"],
)
def test_word_document_that_cannot_be_read_is_named(tmp_path, data, reason):
    [failure] = read(tmp_path, "a.docx", data)
    assert reason in failure.error.message


def mail(subject="The Sarn Briefing", plain=None, marked=None):
    message = EmailMessage()
    message["From"], message["Subject"] = "Valley Post <letters@valleypost.example>", subject
    message["Date"], message["Message-ID"] = "Tue, 04 Mar 2025 06:00:00 +0100", f"<{subject.split()[0]}@valleypost.example>"
    if plain:
        message.set_content(plain)
    if marked:
        message.add_alternative(marked, subtype="html") if plain else message.set_content(marked, subtype="html")
    return message


def test_newsletter_is_a_report_of_its_sender(tmp_path):
    [item] = read(tmp_path, "a.eml", mail(plain=STORY, marked=f"<p>{STORY}</p>").as_bytes())
    report = item.report
    assert (report.title, report.publisher, report.published) == ("The Sarn Briefing", "Valley Post", "2025-03-04")
    assert report.text == STORY
    assert item.how["published"] == "mail date"


def test_newsletter_in_mark_up_alone(tmp_path):
    body = f"<html><body><table><tr><td><p>{STORY}</p><p>They left on Tuesday.</p></td></tr></table><p>Sign up for more</p></body></html>"
    [item] = read(tmp_path, "a.eml", mail(marked=body).as_bytes())
    assert STORY in item.report.text
    assert "Sign up" not in item.report.text


def test_mbox_gives_each_mail_and_names_the_bad(tmp_path):
    box = mailbox.mbox(tmp_path / "letters.mbox")
    for message in (mail("One letter", STORY), mail("Two", None, None), mail("Three letters", STORY + " Again.")):
        box.add(message)
    box.close()
    found = list(find_inputs([str(tmp_path / "letters.mbox")]))
    assert [type(item) is Failure for item in found] == [False, True, False]
    assert "mail 2" in found[1].error.message
    assert len({item.report.id for item in (found[0], found[2])}) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=no-such\r\n\r\n" + STORY.encode(),
        b"From: =?x?q?=\r\nDate: \xff\xfe\r\nMIME-Version: 1.0\r\n\r\n" + STORY.encode(),
        b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n" + STORY.encode(),
    ],
    ids=["unknown encoding", "broken headers", "unclosed part"],
)
def test_mails_made_to_break_the_parser(tmp_path, data):
    [item] = read(tmp_path, "a.eml", data)
    assert STORY in item.report.text


def test_a_text_that_only_looks_like_a_mail_is_a_text(tmp_path):
    text = f"From: the river\nTo: the sea\n\n{STORY}"
    [item] = read(tmp_path, "a.txt", text.encode())
    assert item.report.text == text
