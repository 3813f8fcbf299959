"""Position and commitment drafts -> positions and commitments of parties, told apart from those ascribed by others."""

from __future__ import annotations

from onrecord.model.draft import CommitmentDraft, PositionDraft
from onrecord.model.reading import Commitment, Position, SourceRef, Statement
from onrecord.model.span import Span
from onrecord.resolve.actors import Actors
from onrecord.resolve.events import date_of
from onrecord.resolve.holders import parties
from onrecord.resolve.ids import Ids


def _statement(index: int | None, statements: list[Statement]) -> Statement | None:
    return statements[index] if index is not None and index < len(statements) else None


def _party(source: SourceRef | None) -> str | None:
    return (source.speaks_for or source.name) if source else None


def _state(name: str, actors: Actors) -> str:
    """The state that its people stand for: "the Americans"."""
    entry = actors.scene.directory.state_of(name) if name.endswith("s") else None
    return entry.name if entry is not None and entry.kind == "country" else name


def _holders(spans: tuple[Span, ...], statement: Statement | None, actors: Actors) -> tuple[str, ...]:
    """The parties that hold a position: those named, else the party of the statement's source."""
    if spans:
        return tuple(dict.fromkeys(_state(name, actors) for name in parties(spans, actors)))
    speaker = _party(statement.source) if statement else None
    return (speaker,) if speaker else ()


def _ascriber(holder: str, draft: PositionDraft, statement: Statement | None) -> str | None:
    """Who says that the holder has the position, where that is not the holder's own side."""
    if not draft.holders or statement is None or statement.source is None:
        return None
    # The statement may itself be the taking of the stance ("the two sides agreed"), or its source be several holders.
    if any(cue.overlaps(draft.span) for cue in statement.cue_span):
        return None
    if any(span.overlaps(source) for span in draft.holders for source in statement.source_span):
        return None
    return None if holder in (_party(statement.source), statement.source.name) else statement.source.name


def positions_of(draft: PositionDraft, statements: list[Statement], actors: Actors, ids: Ids) -> list[Position]:
    """A draft as a position of each of its holders."""
    statement = _statement(draft.statement, statements)
    return [
        Position(
            id=ids.make("p", holder, draft.issue, draft.stance, draft.span),
            actor=holder,
            issue=draft.issue,
            stance=draft.stance,
            condition=actors.scene.words(draft.condition) or None,
            ascribed_by=_ascriber(holder, draft, statement),
            span=draft.span,
            statement=statement.id if statement else None,
            confidence=draft.confidence,
        )
        for holder in _holders(draft.holders, statement, actors)
    ]


def resolve_positions(statements: list[Statement], actors: Actors, ids: Ids) -> list[Position]:
    """Every position of every holder, once in a report; a draft whose holder nobody knows gives none."""
    drafts = actors.scene.annotations.positions
    found = [(draft, p) for draft in drafts for p in positions_of(draft, statements, actors, ids)]
    # What another says that somebody will do is a forecast.
    return _once([p for draft, p in found if not (draft.intended and p.ascribed_by)])


def _once(positions: list[Position]) -> list[Position]:
    """Each stance of a holder on an issue once: the first in the holder's own words, else the first ascribed one.

    One with a condition is another position than one without.
    """
    kept: dict[tuple[str, str, str, bool], Position] = {}
    for position in positions:
        key = (position.actor, position.issue, position.stance, position.condition is None)
        if key not in kept or (kept[key].ascribed_by is not None and position.ascribed_by is None):
            kept[key] = position
    return sorted(kept.values(), key=lambda position: position.span)


def _commitments(draft: CommitmentDraft, statements: list[Statement], actors: Actors, ids: Ids) -> list[Commitment]:
    statement = _statement(draft.statement, statements)
    return [
        Commitment(
            id=ids.make("c", holder, draft.span),
            actor=holder,
            what=actors.scene.words(draft.what),
            to=next(iter(parties((draft.to,), actors)), None) if draft.to else None,
            deadline=date_of(draft.deadline, actors),
            condition=actors.scene.words(draft.condition) or None,
            status=draft.status,
            span=draft.span,
            statement=statement.id if statement else None,
        )
        for holder in _promisors(draft, statement, actors)
    ]


def _promisors(draft: CommitmentDraft, statement: Statement | None, actors: Actors) -> tuple[str, ...]:
    """Who promises; of a draft that must be the speaker's own, only those who are the speaker or the speaker's party."""
    holders = _holders(draft.holders, statement, actors)
    if not draft.own:
        return holders
    source = statement.source if statement else None
    return tuple(holder for holder in holders if source is not None and holder in (_party(source), source.name))


def resolve_commitments(statements: list[Statement], actors: Actors, ids: Ids) -> list[Commitment]:
    """Every promise of every party that makes it."""
    return [c for draft in actors.scene.annotations.commitments for c in _commitments(draft, statements, actors, ids)]
