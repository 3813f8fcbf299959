"""Who speaks and acts in the record: one line an actor, over all reports, as people decided."""

from __future__ import annotations

from collections import Counter, defaultdict

from onrecord.model.reading import ActorKind
from onrecord.model.report import Frozen
from onrecord.queries.cases import checked
from onrecord.record.known_actors import KnownActor, KnownActors
from onrecord.record.layers import name_key
from onrecord.record.personas import Key
from onrecord.record.view import View


class ActorRow(Frozen):
    """An actor. `id` is what commands take: the directory's, one made by a split, or that of the first report that has it.

    `party` is the one that most reports have it speak for; `decision` the last decision about it, if there is one.
    """

    id: str
    name: str
    kind: ActorKind
    party: str | None
    aliases: tuple[str, ...]
    mentions: int
    statements: int
    reports: tuple[str, ...]
    decision: str | None


def actors(view: View, *, case: str | None = None, name: str | None = None, unnamed: bool = False) -> list[ActorRow]:
    """Return actors, those in most reports first, then those mentioned most.

    Args:
        view: the record as of now, or by its clocks.
        case: only reports of this case.
        name: only those who are called so, or have it as an alias or former name.
        unnamed: with those whom a single report describes but does not name ("a senior guard").
    """
    case = checked(view, case)
    groups: dict[Key, list[KnownActor]] = defaultdict(list)
    for one in KnownActors(view).all(case):
        if one.persona is None or not one.persona.rejected:
            groups[one.key].append(one)
    mentions, statements = _mentions(view, case), _statements(view, case)
    rows = [_row(key, found, mentions, statements) for key, found in groups.items() if unnamed or key[0] != "in"]
    kept = [row for row in rows if name is None or name_key(name) in map(name_key, (row.name, *row.aliases))]
    return sorted(kept, key=lambda row: (-len(row.reports), -row.mentions, row.name))


def _mentions(view: View, case: str | None) -> Counter[tuple[str, str]]:
    """Count mentions by reading and the actor's id as it was read."""
    return Counter((row.head.reading_id, row.item.actor) for row in view.rows("mentions", case=case, as_read=True))


def _statements(view: View, case: str | None) -> Counter[tuple[str, str]]:
    """Count statements by report and the name of their source as it is now."""
    rows = view.rows("statements", case=case)
    return Counter((row.head.report_id, name_key(row.item.source.name)) for row in rows if row.item.source)


def _row(
    key: Key, found: list[KnownActor], mentions: Counter[tuple[str, str]], statements: Counter[tuple[str, str]]
) -> ActorRow:
    first = found[0]
    own = next((one for one in found if name_key(one.row.item.name) == name_key(one.name)), first)
    reports = tuple(dict.fromkeys(one.row.head.report_id for one in found))
    parties = Counter(one.party for one in found)
    names = dict.fromkeys(alias for one in found for alias in (one.row.item.name, *one.row.item.aliases))
    return ActorRow(
        id=key[1] if key[0] == "id" else own.row.item.id,
        name=first.name,
        kind=own.kind,
        party=max(parties, key=lambda party: (parties[party], party is not None, party or "")),
        aliases=tuple(sorted(name for name in names if name_key(name) != name_key(first.name))),
        mentions=sum(mentions[one.row.head.reading_id, one.row.item.id] for one in found),
        statements=sum(statements[report, name_key(first.name)] for report in reports),
        reports=reports,
        decision=next((one.persona.decision for one in found if one.persona), None),
    )
