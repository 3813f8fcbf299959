"""Open a record: a SQLite file by path, another database by URL, made and migrated when needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from onrecord.errors import RecordError, RecordTooNew, RecordUnavailable, UsageError
from onrecord.record.hashes import canonical
from onrecord.record.migrations import known_revisions, upgrade
from onrecord.record.schema import REVISION
from onrecord.record.search import SearchIndex, search_index

# Seconds that a writer waits for another one. A commit takes milliseconds; only `forget` holds the record longer.
BUSY_TIMEOUT_S = 10
# KiB of pages kept in memory; ids are hashes, so that inserts touch pages all over an index.
CACHE_KIB = 65_536

# What the database says -> what it means. The first that fits counts.
MEANINGS = (
    ("readonly database", "is read-only; make the file and its folder writable, or name another record with --db"),
    ("disk is full", "cannot grow: the disk is full; free some space and run the command again, nothing added so far is lost"),
    ("locked", "is in use by another process; wait until it is done and try again"),
    ("not a database", "is not a database; name another file with --db"),
    ("malformed", "is damaged; restore a copy of the file"),
    ("unable to open", "cannot be opened; check that the folder exists and may be written"),
)


@dataclass(frozen=True)
class Record:
    """An open record. `read` and `write` give connections; Writer and View are built on them."""

    engine: Engine
    name: str
    search: SearchIndex
    read_only: bool = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the record."""
        with explained(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all or nothing. Raises: RecordUnavailable, if the record cannot be written."""
        if self.read_only:
            raise RecordUnavailable(f"record {self.name} was opened to be read only")
        with explained(self.name), self.engine.connect() as connection:
            connection = connection.execution_options(onrecord_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the database's refusals into RecordUnavailable that names the record and what to do."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        for words, meaning in MEANINGS:
            if words in said:
                raise RecordUnavailable(f"record {name} {meaning}") from error
        raise RecordError(f"record {name}: {said}") from error


def open_record(where: str | Path, *, create: bool = True, read_only: bool = False) -> Record:
    """Open the record at a path or database URL, making or migrating its tables where needed.

    Raises: RecordUnavailable, if it cannot be opened; RecordTooNew, if a newer onrecord made it.
    """
    url, name = _locate(where)
    search = search_index(url.get_backend_name())
    if _is_file(url):
        _check_file(Path(str(url.database)), name, create=create, read_only=read_only)
    engine = _engine(url, read_only=read_only)
    try:
        with explained(name):
            _bring_up(engine, name, create=create, read_only=read_only)
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, name, search, read_only)


def _locate(where: str | Path) -> tuple[URL, str]:
    """Return the URL and the name for messages: a path as given, a URL without its password."""
    given = str(where)
    if "://" not in given:
        return URL.create("sqlite", database=str(Path(given).expanduser())), given
    url = make_url(given)
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise UsageError(f"record {given!r}: give a path, or a URL that begins with sqlite:/// or postgresql+psycopg://")
    return url, url.database or given if url.get_backend_name() == "sqlite" else url.render_as_string()


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and bool(url.database) and url.database != ":memory:"


def _check_file(path: Path, name: str, *, create: bool, read_only: bool) -> None:
    """Say early what SQLite would say unclearly."""
    if path.is_dir():
        raise RecordUnavailable(f"record {name} is a folder; name a file in it")
    if not path.exists():
        if not create or read_only:
            raise RecordUnavailable(f"there is no record at {name}; add a report to make one, or name another with --db")
        _make_folder(path.parent, name)
    elif not read_only and not os.access(path, os.W_OK):
        raise RecordUnavailable(f"record {name} {MEANINGS[0][1]}")


def _make_folder(folder: Path, name: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordUnavailable(f"record {name}: folder {folder} cannot be made ({error.strerror})") from error


def _engine(url: URL, *, read_only: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, json_serializer=_to_json)
    if not _is_file(url):
        shared = {"check_same_thread": False}
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=shared, json_serializer=_to_json)
    else:
        mode = "ro" if read_only else "rwc"
        path = Path(str(url.database)).absolute().as_uri()
        address = f"sqlite:///{path}?mode={mode}&uri=true"
        engine = create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_S}, json_serializer=_to_json)
    _prepare_sqlite(engine, read_only=read_only)
    return engine


def _to_json(value: Any) -> str:
    return canonical(value).decode("utf-8")


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    """Set what SQLite leaves off, and let SQLAlchemy, not the driver, begin transactions."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            # A report that was reported as added outlives a power cut, not only a killed process.
            connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that reads first and writes later cannot wait for another.
        writes = connection.get_execution_options().get("onrecord_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up(engine: Engine, name: str, *, create: bool, read_only: bool) -> None:
    revision = _revision(engine, name)
    if revision == REVISION:
        return
    if revision is not None and revision not in known_revisions():
        raise RecordTooNew(
            f"record {name} was made by a newer onrecord (schema {revision}, this one knows {REVISION}); update onrecord"
        )
    if read_only or (revision is None and not create):
        what = "is empty" if revision is None else f"has the older schema {revision}; run any command that writes to migrate it"
        raise RecordUnavailable(f"record {name} {what}")
    with engine.connect().execution_options(onrecord_write=True) as connection, connection.begin():
        if _revision_of(connection) != REVISION:  # another process may have been quicker
            upgrade(connection)


def _revision(engine: Engine, name: str) -> str | None:
    """Return the schema's revision, None for an empty database. Raises: RecordUnavailable, for somebody else's tables."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if tables and "alembic_version" not in tables:
            raise RecordUnavailable(
                f"record {name} is a database, but not of onrecord (it has {tables[0]!r}); name another with --db"
            )
        return _revision_of(connection) if tables else None


def _revision_of(connection: Connection) -> str | None:
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)
