"""Full-text search behind one small interface, so that another database can bring its own.

SQLite: FTS5 over an external content view, so that the words stand in `texts` alone; the index holds tokens.
Reference: https://www.sqlite.org/fts5.html, sections 4.4.3 (external content) and 6 (special INSERT commands).
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnClause, Connection, Select, column, func, literal_column, select, table, text
from sqlalchemy.exc import DatabaseError

from onrecord.errors import UsageError

# Marks that no report has in earnest; should one have them, its hits come without spans.
OPEN, CLOSE = "\ue000\ue000", "\ue001\ue001"
SNIPPET_TOKENS = 24

TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class Hit(NamedTuple):
    """A version that has the words: its number, a snippet and the text, both with marks around each hit; lower is better."""

    number: int
    snippet: str
    marked: str
    rank: float


class SearchIndex(Protocol):
    """What a database must do to be searched. All calls run in the caller's transaction."""

    def make(self, connection: Connection) -> None:
        """Make the index of an empty record."""

    def add(self, connection: Connection, number: int) -> None:
        """Take a version's title and text in."""

    def find(self, connection: Connection, query: str, numbers: Select[Any], limit: int) -> list[Hit]:
        """Find versions, best first. `numbers` selects the numbers that may be shown."""

    def having(self, query: str) -> Select[Any]:
        """Select the numbers of the versions that a query of the index's own language matches."""

    def compact(self, connection: Connection) -> None:
        """Index what is left after versions were deleted, and leave no trace of them."""

    def problem(self, connection: Connection, *, thorough: bool) -> str | None:
        """Say how index and texts differ, None if they agree. Thorough is token by token, and may need to write."""


def fts_query(words: str) -> str:
    """Turn what a person types into an FTS5 query that cannot be malformed.

    Words must all occur, "quoted words" stand together, a trailing * matches beginnings, -word must not occur.
    Raises: UsageError, if no word is left to look for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in TERM.finditer(words):
        term = match["phrase"] if match["word"] is None else match["word"]
        star = "*" if match["word"] and term.endswith("*") else ""
        term = term.rstrip("*")
        if any(character.isalnum() for character in term):
            (unwanted if match["no"] else wanted).append(f'"{term.replace(chr(34), "")}"{star}')
    if not wanted:
        raise UsageError(f"search {words!r} has no word to look for")
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


class SqliteSearch:
    """FTS5: words without diacritics, English stems."""

    def make(self, connection: Connection) -> None:
        """Make the view and the index over it."""
        connection.execute(
            text(
                "CREATE VIEW searchable AS SELECT v.number AS number, v.title AS title, t.text AS text"
                " FROM versions v JOIN texts t ON t.sha = v.text_sha"
            )
        )
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE search USING fts5(title, text, content='searchable', content_rowid='number',"
                " tokenize='porter unicode61 remove_diacritics 2')"
            )
        )

    def add(self, connection: Connection, number: int) -> None:
        """Index a version."""
        connection.execute(
            text("INSERT INTO search(rowid, title, text) SELECT number, title, text FROM searchable WHERE number = :number"),
            {"number": number},
        )

    def find(self, connection: Connection, query: str, numbers: Select[Any], limit: int) -> list[Hit]:
        """Find versions, best first by BM25, the title counting four times."""
        index, wanted = table("search"), fts_query(query)
        search: ColumnClause[str] = literal_column("search")
        number: ColumnClause[int] = column("rowid")
        rank = func.bm25(search, 4.0, 1.0).label("score")
        matching = select(number, rank).select_from(index).where(search.op("MATCH")(wanted), number.in_(numbers))
        best = [row[0] for row in connection.execute(matching.order_by(rank, number).limit(limit))]
        # Marking is slow, and SQLite would mark every match before it sorts: so only the best are asked for again.
        snippet = func.snippet(search, 1, OPEN, CLOSE, "…", SNIPPET_TOKENS)
        asked = select(number, snippet, func.highlight(search, 1, OPEN, CLOSE), rank).select_from(index)
        marked = asked.where(search.op("MATCH")(wanted), number.in_(best)).order_by(rank, number)
        return [Hit(*row) for row in connection.execute(marked)]

    def having(self, query: str) -> Select[Any]:
        """Select the numbers of the versions that an FTS5 query matches."""
        index = table("search")
        search: ColumnClause[str] = literal_column("search")
        number: ColumnClause[int] = column("rowid")
        return select(number).select_from(index).where(search.op("MATCH")(query))

    def compact(self, connection: Connection) -> None:
        """Build the index anew: tokens taken out one by one would linger in its segments until those are merged."""
        connection.execute(text("INSERT INTO search(search) VALUES ('rebuild')"))
        connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))

    def problem(self, connection: Connection, *, thorough: bool) -> str | None:
        """Compare index and texts token by token, or only which versions are indexed."""
        if thorough:
            try:
                connection.execute(text("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"))
            except DatabaseError as error:
                if "malformed" not in str(error.orig):
                    raise
                return "the search index differs from the texts"
        indexed = connection.execute(text("SELECT id FROM search_docsize ORDER BY id")).scalars().all()
        stored = connection.execute(text("SELECT number FROM versions ORDER BY number")).scalars().all()
        return None if indexed == stored else "the search index has other versions than the record"


def search_index(dialect: str) -> SearchIndex:
    """Return the search of a database. Raises: UsageError, where there is none yet."""
    if dialect == "sqlite":
        return SqliteSearch()
    raise UsageError(f"records on {dialect} are not supported by this version; use a SQLite file")
