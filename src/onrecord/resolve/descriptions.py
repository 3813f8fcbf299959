"""Descriptions -> referents: "Russia's foreign minister", "the minister", "a US official", "the companies"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from onrecord.model.draft import MentionDraft
from onrecord.resolve.held import LEADERS, holds_such, leader_of, once_was
from onrecord.resolve.names import Register
from onrecord.resolve.offices import Offices, singular
from onrecord.resolve.parties import is_against, party_by_office
from onrecord.resolve.referent import Office, Referent
from onrecord.resolve.scene import Scene
from onrecord.resolve.several import listed_states
from onrecord.resolve.taken_up import SIDES, TakenUp, fits
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.nouns import actor_nouns, state_head
from onrecord.scheme.roles import role_key

# What must stand before such a plural, or begin it.
BOTH = re.compile(r"\b(?:the|these|those|both|two)(?: (?:two|rival|warring))?\s*$")

# Before "the parties" these words mean a part of them.
ABOUT = re.compile(
    r"^(?:at (?:least|most)|(?:more|fewer|less) than|over|about|around|nearly|almost|up to|some) (?=\d|[a-z]+ )", re.IGNORECASE
)
PARTITIVE = re.compile(r"\b(?:one|some|any|most|several|many|none|neither|either) of (?:the |its |their )?$")
# What may stand before officials that are some state's.
WITHIN = {
    "senior",
    "government",
    "security",
    "military",
    "defence",
    "defense",
    "intelligence",
    "public",
    "national",
    "unnamed",
    "top",
}
# How many earlier actors of one description are looked at.
RECENT = 50


@cache
def _body_nouns(entry: ActorEntry) -> frozenset[str]:
    """The words for bodies in the names of one: "ministry" of "Ministry of Commerce"."""
    nouns = actor_nouns()
    words = {word for name in entry.names() for word in name_key(name).split()}
    return frozenset(words & (nouns.bodies | nouns.state_bodies)) if entry.kind != "country" else frozenset()


def uncounted(words: str) -> str:
    """Words without the number before them: "aid workers" of "six aid workers"."""
    counts, parts = actor_nouns().quantity_words | {"%", "hundreds", "dozens"}, ABOUT.sub("", words).split()
    while len(parts) > 1 and (parts[0].casefold().strip(",") in counts or parts[0].replace(",", "").replace(".", "").isdigit()):
        parts = parts[1:]
    return " ".join(parts)


class Describer:
    """Finds whom a description denotes. Unnamed actors keep the description and stay local to the report."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene, self.register, self.offices = scene, register, Offices(scene, register)
        self.by_head: dict[tuple[str, str], dict[Referent, None]] = {}
        self.last_state: Referent | None = None
        self.last_seen: dict[Referent, int] = {}
        self.taken_up = TakenUp(scene, register)

    def teach(self, referent: Referent, office: Office | None) -> None:
        """Let the report's words say what somebody is; where the directory knows no party, they give it."""
        if office is None:
            return
        only_guessed = referent.entry is None and bool(referent.offices) and all(held.guessed for held in referent.offices)
        referent.offices.append(office)
        self._file(referent, office)
        if office.former or referent.kind != "person":
            return
        if referent.party is None or (only_guessed and not office.guessed):
            referent.party = party_by_office(office, self.scene.directory, self.scene.day) or referent.party

    def _file(self, referent: Referent, office: Office) -> None:
        for key in {
            (office.head, office.of or ""),
            (office.head, ""),
            (role_key(office.words), office.of or ""),
            (role_key(office.words), ""),
        }:
            rows = self.by_head.setdefault(key, {})
            rows.pop(referent, None)
            rows[referent] = None

    def know(self, referent: Referent, draft: MentionDraft) -> None:
        """File a directory person under the roles held on the report's day, so that "the president" finds them."""
        self.last_seen[referent] = draft.span.start
        body = referent.kind == "organisation" and referent.number == "sing" and not self.register.stands_as_place(draft)
        if body and not (referent.described and any(o.head in actor_nouns().state_bodies for o in referent.offices)):
            self.taken_up.note(referent)
        if referent.kind == "country":
            self.last_state = referent
        if referent.body:
            self._file(referent, Office(referent.body, state_head(referent.body) or referent.body, referent.party))
        if referent.entry is None or referent.number == "plur":
            return
        if referent.kind != "person":
            for head in _body_nouns(referent.entry):
                self._file(referent, Office(head, head, None))
            return
        for role in referent.entry.roles:
            if role.held_on(self.scene.day):
                words = name_key(role.words)
                self._file(referent, Office(role_key(words), singular(words.split()[-1]), role.of))

    def resolve(self, draft: MentionDraft) -> Referent | None:
        """The referent of a description."""
        office = self.offices.of(draft)
        if office is None:
            return None
        if listed_states(self.scene, draft):
            return self._unnamed(office, draft)
        definite = self.scene.definite(draft.span) or self.possessed(draft)
        seek = self._one if draft.number == "sing" else self._many
        return seek(office, draft, definite=definite) or self._unnamed(office, draft)

    def possessed(self, draft: MentionDraft) -> bool:
        """Whether the description belongs to somebody by a possessive or a demonym, and is no "a" among others."""
        if draft.of is None or draft.role is None or self.indefinite(draft):
            return False
        return draft.of.start < draft.role.end and draft.of.end <= draft.span.end

    def indefinite(self, draft: MentionDraft) -> bool:
        """Whether "a" or "an" stands before a description."""
        return self.scene.before(draft.span, 4).split()[-1:] in (["a"], ["an"])

    def _one(self, office: Office, draft: MentionDraft, *, definite: bool) -> Referent | None:
        if self.indefinite(draft):
            return None
        if office.former:
            once = self._filed(office.head, Office("", office.head, None)) if definite else ()
            return next((referent for referent in once if once_was(referent, office)), None)
        holder = self._holder(office) if office.of else None
        if holder is not None:
            return holder
        if office.head in actor_nouns().state_bodies | actor_nouns().bodies | actor_nouns().documents:
            return self._body_of(office, draft)
        if not definite and office.head not in actor_nouns().officeholders:
            return None
        return self._earlier(office, draft)

    def _filed(self, key: str, office: Office) -> Iterator[Referent]:
        """The last ones of a role or head, of the same body, latest first."""
        return islice(reversed(self.by_head.get((key, office.of or ""), {})), RECENT)

    def _holder(self, office: Office) -> Referent | None:
        keys = LEADERS if office.words == "leader" else (office.words,)
        for key in keys:
            for referent in self._filed(role_key(key), office):
                return referent
        of = office.of or ""
        found = {key: entry for key in keys if (entry := self.scene.directory.holder(key, of, self.scene.day)) is not None}
        entry = next(iter(found.values()), None) if len(found) < 2 else leader_of(found, of)
        return self.register.of_entry(entry, score=0.8) if entry is not None else None

    def _earlier(self, office: Office, draft: MentionDraft) -> Referent | None:
        """Somebody of that role or description before: the whole words first, then the head alone."""
        for key in (role_key(office.words), office.head):
            fitting = [
                referent
                for referent in self._filed(key, office)
                if referent.number == "sing"
                and (not draft.gender or referent.gender in ("", draft.gender))
                and not once_was(referent, office)
                and (key != office.head or holds_such(referent, office, self.scene.day))
            ]
            if fitting:
                # Those who come only later in the report after those named before, the last of these first.
                return max(reversed(fitting), key=lambda referent: self.last_seen.get(referent, -1))
        return None

    def _body_of(self, office: Office, draft: MentionDraft) -> Referent | None:
        """A ministry, army or government of a state: an office of the directory, or one made from the words."""
        nouns = actor_nouns()
        if office.head in nouns.documents:
            return None
        if office.of is not None and self.offices.of_person(draft):
            return self._own(office, draft)
        if office.of is None and office.head in nouns.lands and self.scene.definite(draft.span):
            return self.last_state or self._earlier(office, draft)
        if office.of is None or state_head(office.words) is None:
            generic = office.of is None and self.scene.definite(draft.span)
            return self._earlier(office, draft) or (self.taken_up.last(office.head) if generic else None)
        entry = self.scene.directory.state_of(self.scene.words(draft.of))
        if entry is None or is_against(office, self.scene.directory):
            return None
        if office.words == office.head and office.head in ("side", "state"):
            return self.register.of_entry(entry, score=0.7)
        return self._office(entry, draft)

    def _own(self, office: Office, draft: MentionDraft) -> Referent | None:
        """What somebody's own country, government or group is, by whom that person speaks for: "her country"."""
        body = office.of or ""
        state = self.scene.directory.state_of(body)
        if state is None or state.kind != "country":
            known = self.register.named(body) if office.head in actor_nouns().generic else None
            return known if known is not None and not known.human and fits(office.head, known) else None
        if office.head in actor_nouns().lands:
            return self.register.of_entry(state, score=0.8)
        return self._office(state, draft) if state_head(office.words) is not None else None

    def _office(self, entry: ActorEntry, draft: MentionDraft) -> Referent:
        """The body of a state that a description names, of the directory or of this report."""
        name = self._name(draft)
        for found in self.scene.directory.find(name):
            return self.register.of_entry(found)
        body = self.register.bodies.of(entry, self.scene.words(draft.role) if draft.role != draft.of else name)
        return self.register.of_entry(body) if isinstance(body, ActorEntry) else self.register.add(body)

    def _many(self, office: Office, draft: MentionDraft, *, definite: bool) -> Referent | None:
        if PARTITIVE.search(self.scene.before(draft.span)):
            return None
        before = (
            draft.of is not None
            and draft.role is not None
            and draft.of.end < draft.role.end
            and draft.of.start <= draft.role.start
        )
        if office.head in actor_nouns().state_bodies and (before or (definite and draft.of is None)):
            body = self._body_of(office, draft)
            if body is not None:
                return body
        if not definite:
            return None
        for key in (office.words, office.head):
            for referent in self._filed(key, office):
                if referent.number == "plur":
                    return referent
        if office.of is not None:
            return None
        return self._sides(office, draft) if office.head in SIDES else None

    def _of_officials(self, office: Office, draft: MentionDraft) -> str | None:
        """Whose officials those are of whom nothing is said: of whom the last ones were, else of the nearest state."""
        last = next((known.party for known in self._filed(office.head, Office("", office.head, None)) if known.party), None)
        return last or self.register.bodies.near(draft)

    def _sides(self, office: Office, draft: MentionDraft) -> Referent | None:
        """The two bodies that "the companies" or "both sides" takes up: those that the report names most."""
        if not BOTH.search(self.scene.before(draft.span)) and not self._two(draft):
            return None
        pair = self.taken_up.pair(office.head)
        return self.joined(pair, draft) if pair else None

    def _two(self, draft: MentionDraft) -> bool:
        return self.scene.words(draft.span).split()[0].casefold() in ("two", "both")

    def joined(self, members: list[Referent], draft: MentionDraft) -> Referent:
        """Several actors who speak as one: "Kmart and Sears"."""
        name = " and ".join(member.name for member in members)
        known = self.register.by_key.get(name_key(name))
        if known is not None:
            return known
        referent = self.register.local(name, "group", draft.span, number="plur", score=0.5)
        parties = {member.party for member in members}
        referent.party = parties.pop() if len(parties) == 1 else None
        self.register.by_key[name_key(name)] = referent
        return referent

    def _name(self, draft: MentionDraft) -> str:
        """A description's words without article, number and relative clause."""
        return uncounted(self.scene.words(draft.span))

    def _unnamed(self, office: Office, draft: MentionDraft) -> Referent | None:
        nouns = actor_nouns()
        if office.head in nouns.documents:
            return None
        people = self.scene.directory.state_of(office.words) if draft.label == "NORP" and draft.of == draft.role else None
        if people is not None and people.kind == "country" and self.scene.definite(draft.span):
            return self.register.of_entry(people, score=0.5)
        human = nouns.people(office.head) or draft.label == "NORP"
        kind = ("person" if draft.number == "sing" else "group") if human else "organisation"
        gender = (draft.gender if draft.gender != "n" else "") if human else "n"
        name = self._name(draft)
        referent = self.register.local(name, kind, draft.span, gender, number=draft.number, score=0.6)  # type: ignore[arg-type]
        referent.described = True
        if draft.label != "NORP":
            self.teach(referent, office)
            if office.of is None and office.head in actor_nouns().of_the_state and self.scene.definite(draft.span):
                office.of = self.register.bodies.near(draft)
            if office.of is None and office.head in actor_nouns().officials and set(office.words.split()[:-1]) <= WITHIN:
                office.of, office.guessed = self._of_officials(office, draft), True
            referent.party = None if office.former else party_by_office(office, self.scene.directory, self.scene.day)
        if listed_states(self.scene, draft):
            # Of several states: they are named, and they are of no one party.
            referent.described, referent.party = False, None
        return referent
