"""The bodies that common nouns take up: "the company", "the union", "both sides", "the two countries"."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice

from onrecord.resolve.names import Register
from onrecord.resolve.referent import Referent
from onrecord.resolve.scene import Scene
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.nouns import actor_nouns
from onrecord.scheme.toml import load_scheme

# Of which kind the bodies are that the plural of a word takes up: "the companies" are firms, "both sides" may be states.
FIRMS, STATES = "organisation", "country"
SIDES = {
    **dict.fromkeys(("company", "firm", "retailer", "bank", "giant"), (FIRMS,)),
    **dict.fromkeys(("country", "nation", "neighbour", "neighbor", "state", "government"), (STATES,)),
    **dict.fromkeys(("group", "side", "party"), (FIRMS, STATES)),
}
# How many bodies back a noun may point.
RECENT = 50


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_scheme("roles")[kind])


def _name_words(referent: Referent) -> frozenset[str]:
    names = referent.entry.names() if referent.entry is not None else (referent.name,)
    return frozenset(word for name in names for word in name_key(name).split())


def may_be_firm(referent: Referent) -> bool:
    """Whether a body may be a company: nothing in its name says that it is a union, a party, an authority or the like."""
    return not _name_words(referent) & _words("no_firms")


def is_firm(referent: Referent) -> bool:
    """Whether a body surely is a company: the directory knows it and no party of it, or its name says so."""
    by_name = bool(_name_words(referent) & _words("firm_words"))
    return may_be_firm(referent) and (by_name or (referent.entry is not None and referent.entry.party is None))


def fits(noun: str, referent: Referent) -> bool:
    """Whether a noun in the singular ("company", "union") may denote a body."""
    if noun in _words("firms"):
        party = referent.entry.party if referent.entry is not None else None
        return may_be_firm(referent) and (party is None or is_firm(referent))
    return noun not in _words("members") or not is_firm(referent)


def called(noun: str, referent: Referent) -> bool:
    """Whether a noun is part of a body's name: "council" of "Halm Council"."""
    return noun in _name_words(referent)


class TakenUp:
    """The bodies of a report, in the order in which it names them."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene, self.register = scene, register
        self.named: dict[Referent, None] = {}
        self.pairs: dict[tuple[str, ...], list[Referent]] = {}

    def note(self, body: Referent) -> None:
        """Remember that a body is named here."""
        self.named.pop(body, None)
        self.named[body] = None

    def last(self, noun: str) -> Referent | None:
        """The body that a generic noun takes up: the last one so called, else the last that it may denote."""
        if noun not in actor_nouns().generic:
            return None
        recent = [body for body in islice(reversed(self.named), RECENT) if fits(noun, body)]
        called = [body for body in recent if noun in _name_words(body)] if noun in _words("members") else []
        return next(iter(called or recent), None)

    def pair(self, noun: str) -> list[Referent]:
        """The two bodies that the plural of a noun takes up: those that the report names most."""
        kinds = SIDES.get(noun)
        if kinds is None:
            return []
        if kinds not in self.pairs:
            self.pairs[kinds] = self._named_most(kinds)
        return self.pairs[kinds]

    def _named_most(self, kinds: tuple[str, ...]) -> list[Referent]:
        """The two bodies or the two states that the report names most, whichever of the pairs it names more.

        Where only firms are asked for, a union or a party is none.
        """
        drafts = self.scene.drafts
        counts = Counter(name_key(self.scene.words(draft.name)) for draft in drafts if draft.name)
        pairs = []
        for kind in kinds:
            totals: Counter[str] = Counter()
            for key, count in counts.items():
                known = self.register.by_key.get(key)
                if known is not None and known.kind == kind and (kinds != (FIRMS,) or may_be_firm(known)):
                    totals[known.id] += count
            ranked = totals.most_common(2)
            if len(ranked) == 2:
                pairs.append((ranked[1][1], [self.register.by_id[actor] for actor, _ in ranked]))
        return max(pairs, key=lambda pair: pair[0])[1] if pairs else []
