"""Which place a name means: ranked by population, by what stands beside it, by the states of the report and by nearness.

A name means one place in a report, unless its neighbours say otherwise ("Lunet, Ohio"). A state is the state where nothing
speaks for another place of its name. A small town is taken only where the report gives a reason: else it stays unknown.
Reference: Leidner 2007 (one referent per discourse, spatial minimality); Gritta et al. 2018 (the 161 km measure).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model.reading import Place
from onrecord.model.span import Span
from onrecord.resolve.gazetteer import Entry, Gazetteer
from onrecord.resolve.place_names import Named, container_of, names_of
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.directory import Directory
from onrecord.scheme.toml import load_scheme

# Scores add to the decimal logarithm of the population (0 to 8). Set by what must win, and not fitted to any set:
# a state before a town of any size; what stands beside the name before all else.
KIND = {"country": 6.0, "wide": 12.0, "region": 0.0, "town": 0.0}
CAPITAL = 2.0
OWN_NAME = 0.5
SAID_KIND = 4.0
WITHIN_SAID = 12.0
STATE_OF_REPORT = 1.2
REGION_OF_REPORT = 1.0
NEAR = 1.5
# A town and the region that has its name and holds it: the town, unless a word says "province"; and such a town before others.
NAMESAKE = 2.0
SEAT = 1.0
# Kilometres: at this distance from another place of the report, nearness counts a third.
NEAR_KM = 150.0
# Below this population a town needs the report's own states, regions or a word beside it; more so under an alternate name.
UNKNOWN_BELOW = {True: 5_000, False: 50_000}
# Words of so few capitals are acronyms (those that are places stand in scheme/places.toml: "NSW") or, in a dateline, a city of note.
ACRONYM_CHARS = 4
ACRONYM_POPULATION = 200_000
# A state whose name is also another state's region ("Georgia") is less sure of it.
CONTESTED = 3.0
# The share of the people of one place that another must have to be a rival.
RIVAL = 0.1
EARTH_KM = 6371.0


def distance_km(a: Entry, b: Entry) -> float:
    """The great-circle distance of two places."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    d, e = q - p, math.radians(b.lon - a.lon)
    h = math.sin(d / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(e / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@dataclass(slots=True)
class _Context:
    """What a report says of where it plays: how often each state and region, and which places for certain."""

    states: Counter[str] = field(default_factory=Counter)
    regions: set[tuple[str | None, str | None]] = field(default_factory=set)
    sure: dict[str, Entry] = field(default_factory=dict)

    def share(self, country: str | None) -> float:
        """How much of the report is about a state, in [0, 1]."""
        return self.states[country or ""] / max(self.states.values(), default=1) if country else 0.0

    def nearness(self, entry: Entry, key: str) -> float:
        """How near the nearest other place is, in [0, 1]."""
        others = [other for name, other in self.sure.items() if name != key and other.kind in ("town", "region")]
        return max((math.exp(-distance_km(entry, other) / NEAR_KM) for other in others), default=0.0)

    def speaks_for(self, entry: Entry) -> bool:
        """Whether anything but its size speaks for a place."""
        return bool(self.states[entry.country or ""]) or (entry.country, entry.admin1) in self.regions


@dataclass(slots=True)
class _Asked:
    """A name with all its places and all that stands beside its mentions."""

    named: Named
    entries: tuple[Entry, ...]
    within: list[Entry] = field(default_factory=list)


class PlaceResolver:
    """Resolves the place names of reports with one gazetteer and one directory of actors."""

    def __init__(self, gazetteer: Gazetteer, directory: Directory) -> None:
        self.gazetteer = gazetteer
        self._short = load_scheme("places")["short"]
        states = {entry.id: _land(gazetteer, entry.name) for entry in directory.entries if entry.kind == "country"}
        # Names and demonyms of states and lands; None for one of a user's that no gazetteer has.
        self._states = {
            name_key(name): states[entry.id]
            for entry in directory.entries
            if entry.kind == "country"
            for name in (*entry.names(), *entry.demonyms)
        }
        named = ((states[entry.id], entry.name) for entry in directory.entries if entry.kind == "country")
        self._by_code: dict[str, dict[str, bool]] = {}
        for land, name in named:
            if land is not None and land.country is not None:
                self._by_code.setdefault(land.country, {})[name] = land.kind == "country"
        self._invented = {
            name_key(name)
            for entry in directory.entries
            if entry.kind == "country" and states[entry.id] is None
            for name in entry.capitals
        }

    def states_of(self, places: Iterable[Place]) -> dict[Span, str]:
        """The state in which each place lies, by the place's span; a place that no state is known of is left out."""
        codes = ((place.span, self._by_code.get(place.country or "", {})) for place in places)
        states = ((span, next((name for name, whole in names.items() if whole), None)) for span, names in codes)
        return {span: name for span, name in states if name is not None}

    def resolve(self, text: str, spans: Sequence[Span]) -> list[Entry | None]:
        """Find the place under each span of a text; None where there is none, or none can be told from others."""
        asked = [self._ask(text, span) for span in spans]
        self._place_within(text, spans, asked)
        context = self._context(asked)
        chosen: dict[str, Entry] = {}
        # Where something beside a mention says which place it is, that holds for all mentions of the name.
        for one in sorted(asked, key=lambda one: not one.within):
            found = self._choose(one, context)
            if found is not None:
                chosen.setdefault(one.named.key, found)
        return [self._choose(one, context) if one.within else chosen.get(one.named.key) for one in asked]

    def _ask(self, text: str, span: Span) -> _Asked:
        """Look a name up as it stands, then without the words around its core: the first form that has a place."""
        named = None
        for named in names_of(text, span):
            entries = self._find(named.words)
            if entries:
                return _Asked(named, entries)
        return _Asked(named or Named("", ""), ())

    def _find(self, words: str) -> tuple[Entry, ...]:
        key = name_key(words)
        if words in self._short:
            return self.gazetteer.find(self._short[words])
        if key in self._invented:
            return ()
        if key in self._states:
            state = self._states[key]
            others = tuple(entry for entry in self.gazetteer.find(words) if entry.kind != "country" and entry != state)
            return (state, *others) if state is not None else ()
        found = self.gazetteer.find(words)
        if words.isupper() and len(words) <= ACRONYM_CHARS:
            return tuple(entry for entry in found if entry.main and entry.population >= ACRONYM_POPULATION)
        return found

    def _place_within(self, text: str, spans: Sequence[Span], asked: list[_Asked]) -> None:
        """Keep of each name what lies in the place named right after it: "Lunet, Ohio"."""
        for number, (span, one) in enumerate(zip(spans, asked, strict=True)):
            last = number + 1 == len(spans)
            words = container_of(text, span, None if last else spans[number + 1])
            named = self._find(words) if words else () if words is None or last else asked[number + 1].entries
            holders = [holder for holder in named if holder.kind in ("country", "region")]
            one.within = [entry for entry in one.entries if any(entry.within(holder) for holder in holders)]

    def _context(self, asked: Iterable[_Asked]) -> _Context:
        context = _Context()
        for one in asked:
            best = self._choose(one, context)
            if best is None:
                continue
            if (best.kind == "country" and not _is_contested(one)) or _is_sure(best, one):
                context.states[best.country or ""] += 2 if best.kind == "country" else 1
                context.sure[one.named.key] = best
            if best.kind == "region":
                context.regions.add((best.country, best.admin1))
        return context

    def _choose(self, one: _Asked, context: _Context) -> Entry | None:
        if not one.entries:
            return None
        best = max(one.entries, key=lambda entry: (_score(entry, one, context), -entry.number))
        small = best.kind == "town" and best.population < UNKNOWN_BELOW[best.main]
        return None if small and not one.within and not context.speaks_for(best) else best


def _land(gazetteer: Gazetteer, name: str) -> Entry | None:
    """The state of a name, or the region that the directory counts among the states ("Scotland")."""
    found = [entry for entry in gazetteer.find(name) if entry.kind != "town"]
    return min(found, key=lambda entry: entry.kind != "country", default=None)


def _is_contested(one: _Asked) -> bool:
    """Whether the name is a state's and another state's region's."""
    states = [entry for entry in one.entries if entry.kind == "country"]
    regions = [entry for entry in one.entries if entry.kind == "region"]
    return any(r.country != s.country and r.population > RIVAL * s.population for s in states for r in regions)


def _is_namesake(town: Entry, region: Entry) -> bool:
    """Whether a town in a region has its name and is a good part of it."""
    return town.kind == "town" and town.within(region) and town.population > RIVAL * region.population


def _is_sure(best: Entry, one: _Asked) -> bool:
    """Whether the place hardly needs the context: it is said where it lies, or its name is hardly another's."""
    rivals = [entry.population for entry in one.entries if entry.country != best.country and entry.main]
    return bool(one.within) or best.population > 10 * max(rivals, default=0)


def _score(entry: Entry, one: _Asked, context: _Context) -> float:
    score = math.log10(entry.population + 1) + KIND[entry.kind] + CAPITAL * entry.capital + OWN_NAME * entry.main
    score -= CONTESTED * (entry.kind == "country" and _is_contested(one))
    score += SAID_KIND * (one.named.kind == entry.kind) - SAID_KIND * (one.named.kind == "region" and entry.kind == "country")
    score += WITHIN_SAID * (entry in one.within)
    if entry.kind == "region" and one.named.kind != "region":
        score -= NAMESAKE * any(_is_namesake(other, entry) for other in one.entries)
    if entry.kind == "town":
        score += SEAT * any(_is_namesake(entry, other) for other in one.entries if other.kind == "region")
    if entry.kind in ("town", "region") or _is_contested(one):
        score += STATE_OF_REPORT * context.share(entry.country) + NEAR * context.nearness(entry, one.named.key)
        score += REGION_OF_REPORT * ((entry.country, entry.admin1) in context.regions)
    return score
