"""Groups of figures about the same thing, over reports: repeated, compatible, updated or in conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from onrecord.checks.precision import Interval
from onrecord.checks.same_figure import Told, same_thing
from onrecord.scheme.toml import load_scheme

Relation = Literal["repeated", "compatible", "updated", "in conflict"]
# Members of a group that a further figure is compared with: the latest of a story that goes on for weeks.
COMPARED = 12
# From the least to the most that there is to say of a group.
ORDER: tuple[Relation, ...] = ("repeated", "compatible", "updated", "in conflict")


@dataclass(slots=True)
class Group:
    """Figures about the same thing, by date of publication."""

    members: list[Told] = field(default_factory=list)

    @property
    def reports(self) -> frozenset[str]:
        """The ids of the reports that give it."""
        return frozenset(one.subject.report.id for one in self.members)

    @property
    def origins(self) -> tuple[str, ...]:
        """Whose counts there are, in the order in which they came: not outlets, but what they rest on."""
        return tuple(dict.fromkeys(origin for one in self.members for origin in one.origins))

    def relations(self) -> list[Relation | None]:
        """How each member stands to those before it, None for the first: to its claimant's last one, and to everybody else's."""
        latest: dict[str, Told] = {}
        found: list[Relation | None] = []
        for one in self.members:
            told = [relation_of(before, one) for before in latest.values()]
            found.append(max(told, key=ORDER.index) if told else None)
            latest[_key(one)] = one
        return found

    @property
    def relation(self) -> Relation:
        """How the group stands: conflicts count only between what each claimant says last."""
        latest = list({_key(one): one for one in self.members}.values())
        found = [relation_of(*sorted((one, other), key=_day)) for n, one in enumerate(latest) for other in latest[:n]]
        history = [one for one in self.relations() if one is not None and one != "in conflict"]
        return max([*found, *history], key=ORDER.index, default="repeated")


def _key(one: Told) -> str:
    """A claimant's figure in one scope: 314 in all does not take the place of 157 a side."""
    return f"{one.claimant.casefold()} {one.kept.item.scope or ''}"


def _day(one: Told) -> tuple[str, str, int]:
    report = one.subject.report
    return report.published or "", report.id, one.kept.span.start


def relation_of(before: Told, after: Told) -> Relation:
    """How a figure stands to an earlier one about the same thing: scope is compared first, then the number."""
    if not _comparable(before, after):
        return "compatible"
    if not agree(before, after):
        return "updated" if _updates(before, after) else "in conflict"
    same_scope = before.kept.item.scope == after.kept.item.scope
    return "repeated" if same_scope and before.meant == after.meant else "compatible"


def _comparable(one: Told, other: Told) -> bool:
    """Whether the scopes allow a comparison: net and gross are two things."""
    return {one.kept.item.scope, other.kept.item.scope} != {"net", "gross"}


def agree(one: Told, other: Told) -> bool:
    """Whether two figures may both be right: 314 in all and 157 from each side do."""
    if one.meant.overlaps(other.meant):
        return True
    return any(
        _may_be_share(side, total) and _together(side).overlaps(total.meant) for side, total in ((one, other), (other, one))
    )


def _may_be_share(side: Told, total: Told) -> bool:
    """Whether a figure is each side's share where the other is none; of an exchange, what has no scope may be one's share too."""
    scopes = side.kept.item.scope, total.kept.item.scope
    if scopes == (None, "total"):
        return side.aspect is not None and bool(load_scheme("aspects")["aspects"][side.aspect].get("two_sided"))
    return scopes[0] == "each-side" and scopes[1] != "each-side"


def _together(side: Told) -> Interval:
    return side.meant.map(load_scheme("aspects")["window"]["sides"])


def _updates(before: Told, after: Told) -> bool:
    """Whether a later number takes the earlier one's place: the claimant's own, or a higher count of what only grows."""
    if _day(before)[0] >= _day(after)[0]:
        return False
    if before.claimant.casefold() == after.claimant.casefold():
        return True
    grows = after.aspect is not None and load_scheme("aspects")["aspects"][after.aspect]["grows"]
    return bool(grows) and after.kept.item.value > before.kept.item.value


def group_figures(figures: Iterable[Told]) -> list[Group]:
    """Put figures about the same thing together; a figure joins a group if it is about the same as each of its latest members.

    Cost: each figure is compared with the groups that share its unit and its thing or aspect and are near in time.
    """
    groups: list[Group] = []
    index: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for one in sorted(figures, key=_day):
        joined = next((group for group in _candidates(index, one) if _belongs(group, one)), None)
        if joined is None:
            joined = Group()
            groups.append(joined)
        joined.members.append(one)
        for key in _keys(one):
            if not any(group is joined for group in index[key][-COMPARED:]):
                index[key].append(joined)
    return groups


def _keys(one: Told) -> Iterator[tuple[str, str]]:
    """Under what a figure is looked for."""
    for word in one.of:
        yield one.base, word
    if one.aspect is not None:
        yield one.base, f"aspect {one.aspect}"


def _candidates(index: dict[tuple[str, str], list[Group]], one: Told) -> Iterator[Group]:
    """The groups that share a word or the aspect, the latest first, each once."""
    seen: set[int] = set()
    for key in _keys(one):
        for group in reversed(index[key][-MAX_CANDIDATES:]):
            if id(group) not in seen:
                seen.add(id(group))
                yield group


# Groups of one word that are looked at: in the order of publication, those much further back are of another time.
MAX_CANDIDATES = 200


def _belongs(group: Group, one: Told) -> bool:
    return all(same_thing(member, one) for member in group.members[-COMPARED:])
