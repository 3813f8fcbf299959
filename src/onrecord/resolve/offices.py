"""What a title or a description says its bearer is, and whose: "its spokesman", "Army spokesman", "Chief Executive"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import dropwhile

from onrecord.model.draft import MentionDraft
from onrecord.resolve.names import Register
from onrecord.resolve.parties import FIGHTERS
from onrecord.resolve.referent import Office, Referent
from onrecord.resolve.scene import Scene
from onrecord.resolve.state_bodies import body_key
from onrecord.resolve.taken_up import called, fits
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.nouns import actor_nouns, state_head
from onrecord.scheme.toml import load_scheme

PLURALS = {"men": "man", "women": "woman", "people": "people", "children": "child", "forces": "forces", "troops": "troops"}
PLURALS |= {"spokesmen": "spokesman", "spokeswomen": "spokeswoman", "congressmen": "congressman"}
# Whom a possessive may take up.
POSSESSIVES: dict[str, Callable[[Referent], bool]] = {
    "his": lambda r: r.human and r.gender != "f",
    "her": lambda r: r.human and r.gender != "m",
    "its": lambda r: r.kind != "person",
    "their": lambda r: r.kind != "person",
}
# How many characters back an owner is looked for.
FAR = 1000


def singular(word: str) -> str:
    """The singular of a noun that denotes people or bodies."""
    word = word.casefold()
    nouns = actor_nouns()
    if word in PLURALS or nouns.any(word):
        return PLURALS.get(word, word)
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and (nouns.any(stem) or ending == "s"):
            return stem
    return word


def _head(key: str) -> str:
    """The head of role words: "chief" of "chief of staff"."""
    before = key.partition(" of ")[0].partition(" for ")[0].split()
    return (before or key.split())[-1]


class Offices:
    """Reads offices out of the words of mentions."""

    def __init__(self, scene: Scene, register: Register) -> None:
        self.scene, self.register = scene, register

    def of(self, draft: MentionDraft) -> Office | None:
        """What a description or title says its bearer is."""
        words = self.scene.words(draft.role)
        if not words:
            return None
        of, guessed = self.body(draft), False
        key = self._bare(words, draft)
        # A form of address says what nobody is.
        if not key or (key in actor_nouns().titles and not actor_nouns().any(key)):
            return None
        if of is None and (draft.form == "name" or draft.same_as is not None):
            of = self._unsaid(key, draft)
            guessed = of is not None
        of = of or self._fighters(key)
        past = actor_nouns().former
        former = bool(past & set(key.split()))
        bare = " ".join(word for word in key.split() if word not in past)
        return Office(bare, singular(_head(key)), of, former, guessed, self._of_people(draft))

    def _of_people(self, draft: MentionDraft) -> bool:
        """Whether what somebody belongs to is a people: "Arab leaders"."""
        of = draft.of
        return of is not None and any(
            other.label == "NORP" and other.span == of for other in self.scene.mentions_in(of.start, of.start + 1)
        )

    def _fighters(self, key: str) -> str | None:
        """The group of a "rebel spokesman": the one whose rebels the report names, else "rebels"."""
        first, _, head = key.partition(" ")
        if first not in FIGHTERS or singular(_head(head or first)) not in actor_nouns().officeholders - FIGHTERS:
            return None
        for draft in self.scene.drafts:
            words = self.scene.words(draft.role).casefold() if draft.form == "description" and draft.of else ""
            known = self.register.named(self.scene.words(draft.of)) if f"{first}s" in words.split() else None
            if known is not None and known.kind == "organisation":
                return known.name
        return f"{first}s"

    def _unsaid(self, key: str, draft: MentionDraft) -> str | None:
        """Whose an office is that the words do not say: a minister's state, a chief executive's company, "ministry spokesman"."""
        body = state_head(" ".join(key.split()[:-1]))
        if body is not None:
            return self.register.bodies.state_with(body, draft)
        if singular(_head(key)) in actor_nouns().state_roles and not actor_nouns().houses & set(key.split()):
            return self.register.bodies.near(draft)
        return self._company(draft) if key in actor_nouns().of_the_company else None

    def _bare(self, words: str, draft: MentionDraft) -> str:
        """Role words without the state or body in them, and without numbers."""
        of = self.scene.words(draft.of)
        if of and draft.of != draft.role and draft.role and draft.of and draft.role.covers(draft.of):
            words = words.replace(f"{of}'s", "").replace(f"{of}’s", "").replace(of, "", 1)
        counts = actor_nouns().quantity_words
        kept = list(dropwhile(lambda word: word in counts or word.isdigit(), name_key(words).split()))
        ranks = actor_nouns().titles - actor_nouns().officeholders
        while len(kept) > 1 and kept[-1] in ranks:
            kept.pop()
        return " ".join(kept)

    def body(self, draft: MentionDraft) -> str | None:
        """The canonical name of the state or body that a description belongs to."""
        words = self.scene.words(draft.of)
        if not words:
            return self._default_body(draft)
        if words.islower() or words.casefold() in POSSESSIVES:
            return self._common(words.casefold(), draft) or self._default_body(draft)
        entry = self.scene.directory.state_of(words)
        if entry is not None:
            return entry.name
        if (agency := self._agency(words)) is not None:
            return agency
        known = self.register.named(words) or self._state_body(draft, words)
        if known is None:
            return words
        return (known.party or known.name) if known.kind == "person" else known.name

    def _common(self, words: str, draft: MentionDraft) -> str | None:
        """Whose somebody is by a common noun: "its", "the rebels", "the foreign ministry", "the prime minister", "the council"."""
        first, last = words.split()[0], words.split()[-1]
        if first.removesuffix("s") in FIGHTERS:
            return self._fighters(f"{first.removesuffix('s')} leader")
        if state_head(words) in actor_nouns().of_the_state:
            body = self._state_body(draft, words)
            return (body.party or body.name) if body is not None else None
        if singular(last) in actor_nouns().state_roles:
            return self.register.bodies.near(draft)
        known = self._owner(last, draft)
        return ((known.party or known.name) if known.human else known.name) if known is not None else None

    def _agency(self, words: str) -> str | None:
        """The state of what is no more than its field of government: "Velmoran National Security" official."""
        state = self.scene.directory.state_within(words)
        fields = body_key(words, state).split() if state is not None else []
        return state.name if state is not None and fields and actor_nouns().portfolios.issuperset(fields) else None

    def of_person(self, draft: MentionDraft) -> bool:
        """Whether a description belongs to one person by "his" or "her"."""
        return self.scene.words(draft.of).casefold() in ("his", "her")

    def _state_body(self, draft: MentionDraft, words: str) -> Referent | None:
        """The body of a state that "Army" means in "Army spokesman"."""
        found = self.register.bodies.bare(draft, words) if state_head(words) is not None else None
        return self.register.of_entry(found) if isinstance(found, ActorEntry) else found

    def _named_before(self, draft: MentionDraft) -> list[tuple[int, Referent]]:
        """The numbers and bearers of the names that stand before a mention, as far back as an owner is looked for."""
        numbers = self.scene.numbers_in(max(draft.span.start - FAR, 0), draft.span.start)
        names = [n for n in numbers if self.scene.drafts[n].form == "name"]
        found = ((n, self.register.named(self.scene.words(self.scene.drafts[n].name))) for n in names)
        return [(n, referent) for n, referent in found if referent is not None]

    def _owner(self, words: str, draft: MentionDraft) -> Referent | None:
        """Who "its", "her" or "the company's" takes up before a description: the last that fits of those named before it."""
        if words in POSSESSIVES:
            near = self.scene.sentence(draft.span.start) - 1
            fitting = [(n, referent) for n, referent in self._named_before(draft) if POSSESSIVES[words](referent)]
            return self._likeliest(fitting, lambda start: self.scene.sentence(start) >= near)
        known = self.register.by_first_word.get(words) or self.register.by_last_word.get(words)
        if known is not None or singular(words) not in actor_nouns().generic:
            return known
        noun = singular(words)
        bodies = [r for _, r in reversed(self._named_before(draft)) if r.kind == "organisation" and fits(noun, r)]
        return next(
            (body for body in bodies if called(noun, body)), next((body for body in bodies if body.entry is not None), None)
        )

    def _company(self, draft: MentionDraft) -> str | None:
        """The company that a chief executive without one belongs to, by preference one of the same paragraph."""
        here = self.scene.paragraph(draft.span.start)
        firms = [(n, referent) for n, referent in self._named_before(draft) if referent.kind == "organisation"]
        found = self._likeliest(firms, lambda start: self.scene.paragraph(start) == here)
        return found.name if found is not None else None

    def _likeliest(self, named: list[tuple[int, Referent]], near: Callable[[int], bool]) -> Referent | None:
        """Of some named before: one near rather than far, a subject rather than not, the last."""
        drafts = self.scene.drafts
        best = max(named, key=lambda row: (near(drafts[row[0]].span.start), drafts[row[0]].subject, row[0]), default=None)
        return best[1] if best is not None else None

    def _default_body(self, draft: MentionDraft) -> str | None:
        """Whose an office is that one state alone calls so: "a senior administration official", "the treasury secretary"."""
        words = f" {name_key(self.scene.words(draft.role or draft.span))} "
        return next((str(state) for said, state in load_scheme("roles")["default_of"].items() if f" {said} " in words), None)
