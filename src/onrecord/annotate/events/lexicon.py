"""The words that name events, compiled from scheme/events.toml and scheme/status.toml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.errors import InvalidVocabulary
from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to name an event type: a lemma and what it needs around it.

    `particles` must stand by the verb, one of `prepositions` must follow it, its object must be of the class `wants` and not
    of the class `refuses`; `modifiers` of a noun must stand before it; `faces` asks for a recipient, `intransitive` for
    no object, `doer` for a class of those who do it, `infinitive` for a clause of a class of verbs (without a class, for somebody
    who is to do something). `turned` says that it is done to the subject ("came under fire"), `agentless` that nobody need be
    said to have done it ("was sworn in"), `mutual` that several do it to one another ("traded fire"). `rank` counts the needs,
    `order` is the type's place in the file.
    """

    type: str
    lemma: str
    order: int
    particles: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    wants: str | None = None
    refuses: str | None = None
    modifiers: frozenset[str] = frozenset()
    faces: bool = False
    intransitive: bool = False
    doer: str | None = None
    infinitive: str | None = None
    turned: bool = False
    agentless: bool = False
    mutual: bool = False

    @property
    def rank(self) -> int:
        """How much it needs: the entry that needs more wins."""
        return (
            2 * bool(self.particles)
            + bool(self.prepositions)
            + 2 * (self.wants is not None)
            + bool(self.modifiers)
            + bool(self.doer)
            + 2 * (self.infinitive is not None)
        )


# What a need's first character says: words of which one must stand there, a class, or a plain fact.
SETS = {"~": "particles", "/": "modifiers"}
CLASSES = {"+": "wants", "-": "refuses", "^": "doer", ">": "infinitive"}
FLAGS = {"!": "faces", "=": "intransitive", "<": "turned", "*": "agentless", "&": "mutual"}


def parse_entry(words: str, kind: str, order: int) -> Entry:
    """Parse one entry of the vocabulary, "hand ~over +captive". Raises: InvalidVocabulary, if it has no lemma."""
    lemma, *needs = words.split()
    if not lemma[0].isalpha():
        raise InvalidVocabulary(f"scheme/events.toml: the {kind} entry {words!r} must start with a lemma")
    fields: dict[str, Any] = {}
    for need in needs:
        mark, rest = need[0], need[1:]
        if mark in SETS:
            fields[SETS[mark]] = frozenset(rest.split("|"))
        elif mark in CLASSES:
            fields[CLASSES[mark]] = rest
        elif mark in FLAGS:
            fields[FLAGS[mark]] = True
        else:
            fields["prepositions"] = frozenset(need.split("|"))
    return Entry(type=kind, lemma=lemma, order=order, **fields)


def _by_lemma(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Entries by lemma, the one that needs most first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.lemma, []).append(entry)
    return {lemma: tuple(sorted(group, key=lambda e: (-e.rank, e.order))) for lemma, group in found.items()}


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """The vocabulary of events: triggers by lemma, classes of objects, who acts, which words change the status."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    modes: dict[str, str]
    quads: dict[str, str]
    actors: frozenset[str]
    parties: frozenset[str]
    apart: frozenset[str]
    forces: frozenset[str]
    media: frozenset[str]
    sides: frozenset[str]
    pronouns: frozenset[str]
    facing: frozenset[str]
    mutual: frozenset[str]
    spoken: frozenset[str]
    suffered: frozenset[str]
    undergone: frozenset[str]
    means: frozenset[str]
    clashing: frozenset[str]
    numbers: dict[str, int]
    status: dict[str, frozenset[str]] = field(default_factory=dict)


def _sets(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table.items()}


@cache
def load_events() -> EventLexicon:
    """Compile the vocabulary that comes with onrecord. Raises: InvalidVocabulary."""
    table = load_scheme("events")
    order = table["order"]
    verbs = [parse_entry(words, kind, rank) for rank, kind in enumerate(order) for words in table[kind]["verbs"]]
    nouns = [parse_entry(words, kind, rank) for rank, kind in enumerate(order) for words in table[kind]["nouns"]]
    people, roles = table["actors"], table["roles"]
    return EventLexicon(
        verbs=_by_lemma(verbs),
        nouns=_by_lemma(nouns),
        classes=_sets(table["classes"]),
        modes={word: mode for mode, words in table["modes"].items() for word in words},
        quads={kind: table[kind]["quad"] for kind in order},
        **{name: frozenset(people[name]) for name in ("forces", "media", "sides", "pronouns", "parties", "apart")},
        actors=frozenset(people["nouns"]),
        **{
            name: frozenset(roles[name])
            for name in ("facing", "mutual", "spoken", "suffered", "undergone", "means", "clashing")
        },
        numbers=roles["numbers"],
        status=_sets(load_scheme("status")),
    )
