"""What somebody holds: whether an office of the words may be theirs, and who leads a state."""

from __future__ import annotations

from onrecord.resolve.offices import singular
from onrecord.resolve.referent import Office, Referent
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.nouns import actor_nouns
from onrecord.scheme.roles import role_key
from onrecord.scheme.toml import load_scheme

# Who the leader of a state is: whoever of these the report names.
LEADERS = ("leader", "president", "prime minister", "chancellor", "supreme leader")


def once_was(referent: Referent, office: Office) -> bool:
    """Whether the report says that somebody once held such an office."""
    return referent.number == "sing" and any(held.former and held.head == office.head for held in referent.offices)


def _portfolio(words: str) -> frozenset[str]:
    return frozenset(words.split()[:-1]) & (actor_nouns().portfolios - {"senior", "former"})


def holds_such(referent: Referent, office: Office, day: str | None) -> bool:
    """Whether somebody may be meant by an office of which only the head agrees: "the minister", not "the prime minister"."""
    asked = _portfolio(role_key(office.words))
    roles = referent.entry.roles if referent.entry is not None else ()
    held = [held.words for held in referent.offices] + [name_key(role.words) for role in roles if role.held_on(day)]
    portfolios = [_portfolio(role_key(words)) for words in held if singular(words.split()[-1]) == office.head]
    return not asked or any(asked <= other or not other for other in portfolios)


def leader_of(found: dict[str, ActorEntry], state: str) -> ActorEntry | None:
    """Who the leader of a state is that has a president and another head: the one who governs; None where that is open."""
    heads = [entry for key, entry in found.items() if key != "president"]
    if "supreme leader" in found or "president" not in found:
        return None
    return heads[0] if state in load_scheme("roles")["ceremonial_presidents"] else found["president"]
