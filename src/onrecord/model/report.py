"""A report: what was published, by whom, when, in which words."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from onrecord.model.span import Span

Scope = Literal["sentence", "paragraph", "report"]


class Frozen(BaseModel):
    """The base of every value that crosses a stage: immutable, and strict about its field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Relay(Frozen):
    """One hop: `by` passes on what `of` said or measured (News.Az relays BBC; AFP rests on ISW).

    `span` is null where the hop comes from the report's metadata (a feed's source) and not from its words.
    `verb` is the words that say so ("citing"). `scope` is how much of the report the hop covers.
    """

    by: str
    of: str
    span: Span | None
    verb: str | None
    scope: Scope


class Report(Frozen):
    """A published report as it came in.

    `text` is the input's text unchanged, code point for code point; all offsets count into it.
    `published` is an ISO day, or None where neither the input nor a dateline gives one (never the day of fetching).
    `language` is an ISO 639-1 code.
    """

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    text: str
    relays: tuple[Relay, ...] = ()
