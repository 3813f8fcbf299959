"""Opening: each way in which it fails says what is wrong and what to do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from made_readings import bare, reading
from onrecord.errors import RecordTooNew, RecordUnavailable, UsageError
from onrecord.record.migrations import known_revisions
from onrecord.record.open import open_record
from onrecord.record.schema import REVISION, metadata
from onrecord.record.verify import verify
from onrecord.record.view import View
from onrecord.record.writer import Writer


def test_folders_are_made(tmp_path):
    with open_record(tmp_path / "a" / "b" / "record.sqlite") as record:
        assert View(record).reports() == []


def test_a_url_opens_the_same_record(path, record):
    Writer(record).add(reading())
    with open_record(f"sqlite:///{path}") as again:
        assert len(View(again).reports()) == 1


def test_a_record_in_memory_is_a_record():
    with open_record("sqlite://") as record:
        Writer(record).add(reading())
        assert View(record).reading("dam-1") == reading()


@pytest.mark.parametrize("name", ["100% of it?.sqlite", "two words#1.sqlite", "Österreich.sqlite"])
def test_any_file_name_will_do(tmp_path, name):
    for _ in range(2):
        with open_record(tmp_path / name) as record:
            Writer(record).add(reading())
    assert (tmp_path / name).exists()


def test_no_record_is_not_made_unless_asked(path):
    with pytest.raises(RecordUnavailable, match=r"there is no record at .*add a report"):
        open_record(path, create=False)
    assert not path.exists()


def test_a_folder_is_not_a_record(tmp_path):
    with pytest.raises(RecordUnavailable, match="is a folder"):
        open_record(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RecordUnavailable, match="cannot be made"):
        open_record(tmp_path / "file" / "deeper" / "record.sqlite")


def test_a_file_that_is_no_database_is_named(path):
    path.write_text("This is a shopping list, long enough to be looked at. " * 100)
    with pytest.raises(RecordUnavailable, match=r"record.sqlite is not a database"):
        open_record(path)


def test_somebody_elses_database_is_left_alone(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(RecordUnavailable, match=r"not of onrecord .it has 'recipes'"):
        open_record(path)


def test_a_newer_schema_is_refused(path, record):
    record.close()
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(RecordTooNew, match=rf"schema 9999, this one knows {REVISION}.*update onrecord"):
        open_record(path)


@pytest.mark.parametrize("url", ["mysql://host/db", "postgresql+psycopg://host/db"])
def test_a_database_without_support_is_refused(url):
    with pytest.raises(UsageError, match=url.split(":")[0].split("+")[0]):
        open_record(url)


def test_processes_that_make_one_record_at_once_agree(path):
    making = "import sys; from onrecord.record.open import open_record; open_record(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", making, str(path)], stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in started] == [b""] * 4
    with open_record(path) as record:
        assert list(verify(record)) == []


def test_a_record_opened_to_be_read_is_not_written(path, record):
    Writer(record).add(reading())
    with open_record(path, read_only=True) as again:
        assert len(View(again).reports()) == 1
        with pytest.raises(RecordUnavailable, match="read only"):
            Writer(again).add(bare("other"))


def test_a_file_that_became_read_only_is_explained(record):
    with record.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA query_only=ON")
    with pytest.raises(RecordUnavailable, match="is read-only; make the file"):
        Writer(record).add(reading())


def test_a_full_disk_is_explained_and_loses_nothing(record):
    writer = Writer(record)
    writer.add(reading())
    with record.engine.connect() as connection:
        raw = connection.connection.driver_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(RecordUnavailable, match="the disk is full"):
        writer.add(bare("large", "word " * 100_000))
    assert [head.report_id for head in View(record).reports()] == ["dam-1"]
    assert list(verify(record)) == []


@pytest.mark.usefixtures("record")
def test_a_record_in_use_is_explained(path, monkeypatch):
    monkeypatch.setattr("onrecord.record.open.BUSY_TIMEOUT_S", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_record(path) as waiting, pytest.raises(RecordUnavailable, match="in use by another process"):
        Writer(waiting).add(reading())
    other.close()


def test_the_migrations_make_the_tables_of_the_schema(record):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_, name, kind, *__):
        return not (kind == "table" and name.startswith("search"))

    with record.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_the_one_that_is_looked_for():
    assert REVISION in known_revisions()
    assert max(known_revisions()) == REVISION


def test_every_table_is_in_the_docs():
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    missing = [table.name for table in metadata.sorted_tables if f"`{table.name}`" not in page]
    assert missing == []
