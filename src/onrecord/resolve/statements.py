"""Statement drafts -> statements."""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile

from onrecord.model.draft import StatementDraft
from onrecord.model.reading import SourceRef, Statement
from onrecord.model.span import Span, cut
from onrecord.resolve.actors import Actors
from onrecord.resolve.ids import Ids
from onrecord.resolve.parties import speaks_for
from onrecord.resolve.referent import Referent
from onrecord.resolve.sources import Sources
from onrecord.scheme.actor_entry import ARTICLE, POSSESSIVE, name_key


def bare(words: str) -> str:
    """Words without an article before and a possessive after them."""
    return ARTICLE.sub("", POSSESSIVE.sub("", words.strip()))


def named(span: Span, actors: Actors) -> str:
    """The canonical name of whoever or whatever a span names: an outlet, a body, a document."""
    words = bare(actors.scene.words(span))
    entries = actors.scene.directory.find(words)
    if entries:
        return entries[0].name
    referent = actors.referent(span)
    return referent.name if referent is not None and f" {name_key(words)}".endswith(f" {name_key(referent.name)}") else words


# Time expressions under one span that are looked at.
AT_MOST = 20


def value_at(span: Span | None, actors: Actors) -> str | None:
    """The value of the time expression under a span."""
    if span is None:
        return None
    dates = actors.scene.annotations.dates
    first = bisect_right(dates, span.start, key=lambda timex: timex.span.end)
    under = takewhile(lambda timex: timex.span.start < span.end, dates[first : first + AT_MOST])
    return next((timex.value for timex in under if timex.type != "DURATION"), None)


def _source(draft: StatementDraft, referent: Referent | None, actors: Actors) -> SourceRef | None:
    if referent is None:
        return None
    party = speaks_for(referent, cut(actors.scene.text, (*draft.cue, *draft.content)))
    return SourceRef(name=referent.name, actor=referent.id, speaks_for=party)


def _carriers(draft: StatementDraft, referent: Referent | None, actors: Actors) -> tuple[str, ...]:
    """The outlets that carry a statement, from the speaker outward, without the speaker, each once."""
    names = dict.fromkeys(named(span, actors) for span in draft.via)
    speaker = referent.name if referent is not None else None
    return tuple(name for name in names if name != speaker)


def _statement(draft: StatementDraft, referent: Referent | None, actors: Actors, ids: Ids) -> Statement:
    scene = actors.scene
    return Statement(
        id=ids.make("s", draft.content, draft.cue),
        source=_source(draft, referent, actors),
        source_span=draft.source,
        cue=cut(scene.text, draft.cue),
        cue_span=draft.cue,
        content_span=draft.content,
        kind=draft.kind,
        via=_carriers(draft, referent, actors),
        based_on=tuple(dict.fromkeys(named(span, actors) for span in draft.based_on)),
        channel=bare(scene.words(draft.channel)) or None,
        hedged=draft.hedge is not None,
        hedge_span=draft.hedge,
        negated=draft.negated,
        addressee=named(draft.addressee, actors) if draft.addressee else None,
        said_on=value_at(draft.said_on, actors),
        said_by=scene.day,
        confidence=draft.confidence,
    )


def resolve_statements(actors: Actors, ids: Ids) -> list[Statement]:
    """Every statement draft as a statement, in the drafts' order, so that indexes still hold."""
    drafts = actors.scene.annotations.statements
    speakers = Sources(actors).all()
    return [_statement(draft, referent, actors, ids) for draft, referent in zip(drafts, speakers, strict=True)]
