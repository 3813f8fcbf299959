"""Names -> referents: the directory's actors, those named earlier in the report, and new ones local to it."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from onrecord.model.draft import MentionDraft
from onrecord.model.reading import ActorKind
from onrecord.model.span import Span
from onrecord.resolve.referent import Referent
from onrecord.resolve.scene import Scene
from onrecord.resolve.state_bodies import StateBodies
from onrecord.scheme.actor_entry import ActorEntry, name_key
from onrecord.scheme.nouns import actor_nouns, gender_of, is_public_body
from onrecord.scheme.roles import role_key
from onrecord.scheme.toml import load_scheme

# How like two spellings of one full name are ("Araqchi", "Araghchi"), in per cent, and how many letters apart surnames may be.
ALIKE = 88
APART = 2
# How many people of the same initials are looked at, so that a list of thousands of names is read in linear time.
RECENT = 50
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
LABEL_KINDS: dict[str, ActorKind] = {"PERSON": "person", "GPE": "country", "LOC": "country", "NORP": "group"}
PLACE_WORDS = (
    "in",
    "at",
    "to",
    "from",
    "near",
    "into",
    "around",
    "outside",
    "inside",
    "across",
    "on",
    "through",
    "towards",
    "toward",
)

INSIDE = ("in", "near", "outside", "into", "across", "around")


def plain(name: str) -> str:
    """A person's name without middle initials and "Jr": "Joseph R. Biden Jr." -> "Joseph Biden"."""
    words = [word for word in name.split() if word.strip(".,").casefold() not in SUFFIXES]
    return " ".join(word for n, word in enumerate(words) if n in (0, len(words) - 1) or len(word.strip(".")) > 1)


def is_short_form(short: str, name: str) -> bool:
    """Whether a word has letters of a name, in their order, from its first on: "harpa" of "harbour pilots association"."""
    letters = iter(name)
    return short[:1] == name[:1] and all(letter in letters for letter in short)


class Register:
    """The referents of a report, by what names them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.directory = scene.directory
        self.by_id: dict[str, Referent] = {}
        self.by_key: dict[str, Referent] = {}
        self.by_surname: dict[str, list[Referent]] = {}
        self.by_middle: dict[str, Referent] = {}
        self.by_initials: dict[str, list[Referent]] = {}
        self.acronyms: dict[str, Referent] = {}
        self.by_first_word: dict[str, Referent] = {}
        self.by_last_word: dict[str, Referent] = {}
        self.by_end: dict[int, Referent] = {}
        self.bodies = StateBodies(scene)
        self.toponyms = set(scene.annotations.toponyms)

    def add(self, referent: Referent) -> Referent:
        """Keep a referent under its id, its name and its surname; one of the same id stays the one."""
        kept = self.by_id.setdefault(referent.id, referent)
        if kept is referent and referent.kind == "person" and not referent.described:
            self._call(referent)
        return kept

    def _call(self, person: Referent) -> None:
        for surname in person.surnames:
            self.by_surname.setdefault(surname, []).append(person)
        words = name_key(person.name).split()
        for middle in words[:-1]:
            self.by_middle.setdefault(middle, person)
        if words:
            self.by_initials.setdefault(words[0][0] + words[-1][0], []).append(person)

    def of_entry(self, entry: ActorEntry, rivals: tuple[ActorEntry, ...] = (), score: float = 0.95) -> Referent:
        """The referent of a directory entry."""
        known = self.by_id.get(entry.id)
        if known is not None:
            return known
        person = entry.kind == "person"
        gender = (entry.gender or "m") if person else "n"
        party = self.directory.party(entry, self.scene.day)
        rivals = tuple(rivals) if len(rivals) > 1 else ()
        return self.add(Referent(entry.id, entry.name, entry.kind, entry, party, gender, rivals=rivals, score=score))

    def local(
        self, name: str, kind: ActorKind, at: Span, gender: str = "", *, number: str = "sing", score: float = 0.6
    ) -> Referent:
        """A new referent that only this report knows; its id holds report and place."""
        actor_id = f"{self.scene.annotations.report.id}:{at.start}-{at.end}"
        if kind == "person" and number == "sing":
            gender = gender or gender_of(name)
        return self.add(Referent(actor_id, name, kind, gender=gender, number=number, score=score))

    def resolve(self, draft: MentionDraft, *, speaks: bool = False) -> Referent | None:
        """The referent of a name; None for what is a place here or no actor at all. `speaks`: it is a statement's source."""
        words = self.scene.words(draft.name)
        key = name_key(words)
        if not key or key.isdigit():
            return None
        body = self.state_body(draft, words)
        if body is not None:
            return body
        # "Mrs X" and "Mr X" are two people of one surname.
        titled = f"{key} {draft.gender}" if draft.gender and " " not in key else key
        referent = self.by_key.get(titled) or self._in_brackets(draft, key) or self._new(draft, words, key, speaks=speaks)
        if referent is not None:
            self.by_end[draft.span.end] = referent
            self.by_key.setdefault(key, referent)
            self.by_key[titled] = referent
            if referent.kind == "organisation":
                self.by_first_word[key.split()[0]] = referent
                if actor_nouns().any(key.split()[-1]):
                    self.by_last_word[key.split()[-1]] = referent
            referent.aliases[words] = None
            if draft.gender and not referent.gender:
                referent.gender = draft.gender
        return referent

    def _in_brackets(self, draft: MentionDraft, key: str) -> Referent | None:
        """The body whose short form stands in brackets after its name: "the Harbour Pilots Association (Harpa)"."""
        text, span = self.scene.text, draft.span
        if " " in key or text[span.start - 2 : span.start] != " (" or text[span.end : span.end + 1] != ")":
            return None
        body = self.by_end.get(span.start - 2)
        if body is None or body.kind == "person" or not is_short_form(key, name_key(body.name)):
            return None
        return body

    def state_body(self, draft: MentionDraft, words: str) -> Referent | None:
        """The ministry, parliament or army of a state that a name denotes."""
        found = self.bodies.named(draft, words)
        if found is None:
            return None
        referent = self.of_entry(found) if isinstance(found, ActorEntry) else self.add(found)
        referent.aliases[words] = None
        return referent

    def _new(self, draft: MentionDraft, words: str, key: str, *, speaks: bool) -> Referent | None:
        found = self.directory.by_demonym.get(key, ()) if draft.label == "NORP" else ()
        found = found or self.directory.find(words) or self.directory.find(plain(words))
        people = self.by_surname.get(key, ()) if draft.subject or draft.role is not None or draft.gender else ()
        if found and people and (found[0].kind != "person" or not any(entry.id in self.by_id for entry in found)):
            # Somebody in the report is called like a city or a state, and this is no place; or like somebody known elsewhere.
            return self._of_surname(list(people), draft)
        if found:
            return self.of_entry(self._choose(found, draft), found, 0.95 if len(found) == 1 else 0.7)
        if len(key.split()) == 1:
            return self._short(draft, words, key, speaks=speaks)
        return self._full(draft, words, speaks=speaks)

    def _choose(self, entries: tuple[ActorEntry, ...], draft: MentionDraft) -> ActorEntry:
        """Of several entries of one name: one already in the report, one with the title in the words, one in office."""
        role = role_key(self.scene.words(draft.role))
        for entry in entries:
            if entry.id in self.by_id:
                return entry
        for entry in entries:
            if role and any(role_key(held.words) in role for held in entry.roles):
                return entry
        return next((e for e in entries if self.directory.party(e, self.scene.day)), entries[0])

    def _short(self, draft: MentionDraft, words: str, key: str, *, speaks: bool) -> Referent | None:
        """A single word: the surname of somebody in the report, an acronym or short form, somebody known to all, else new."""
        people = self.by_surname.get(key, ())
        if people:
            return self._of_surname(list(people), draft)
        if key in self.acronyms and words.isupper():
            return self.acronyms[key]
        regal = role_key(self.scene.words(draft.role)) in actor_nouns().regal
        named = (draft.label in ("PERSON", "ORG", "") or draft.gender or draft.role) and not regal
        entries = self.directory.by_surname.get(key, ()) if named else ()
        known = [e for e in entries if self.directory.party(e, self.scene.day)]
        if draft.of is not None and len(known) > 1:
            state = self.directory.state_of(self.scene.words(draft.of))
            known = [e for e in known if state and self.directory.party(e, self.scene.day) == state.name] or known
        if len(known) == 1 or (known and draft.role is not None):
            return self.of_entry(self._choose(tuple(known), draft), tuple(entries), 0.6)
        short = self._shortened(key) or self.by_last_word.get(key) or self.by_middle.get(key)
        return short or self._unknown(draft, words, speaks=speaks)

    def _of_surname(self, people: list[Referent], draft: MentionDraft) -> Referent:
        """Of several people of one surname, the one whose gender or title the words fit; else the one named last."""
        role = role_key(self.scene.words(draft.role))
        fitting = [p for p in people if not draft.gender or p.gender in ("", draft.gender)] or people
        titled = [
            p for p in fitting if role and any(role_key(held.words) in role for held in (p.entry.roles if p.entry else ()))
        ]
        return (titled or fitting)[-1]

    def _shortened(self, key: str) -> Referent | None:
        """A longer name of a body in this report that begins with the word: "Kovalska" for the Kovalska Group."""
        return self.by_first_word.get(key) if len(key) > 3 else None

    def _full(self, draft: MentionDraft, words: str, *, speaks: bool) -> Referent | None:
        people = self.by_surname.get(name_key(words), ())
        if people:
            return self._of_surname(list(people), draft)
        variant = self._variant(words) if draft.label in ("PERSON", "") else None
        return variant or self._unknown(draft, words, speaks=speaks)

    def _variant(self, words: str) -> Referent | None:
        """Another spelling of a person of the directory, or of somebody in this report."""
        key = name_key(words)
        surname, first = key.split()[-1], key[:1]
        for same in self.by_surname.get(surname, [])[-RECENT:]:
            if fuzz.ratio(key, name_key(same.name)) >= ALIKE:
                return same
        for known in self.by_initials.get(first + surname[:1], [])[-RECENT:]:
            if known.entry is None and self._alike(key, surname, known.name):
                return known
        entries = self.directory.people_like(first, surname)
        best = max(entries, key=lambda e: fuzz.ratio(key, name_key(e.name)), default=None)
        return self.of_entry(best, score=0.8) if best is not None and self._alike(key, surname, best.name) else None

    @staticmethod
    def _alike(key: str, surname: str, name: str) -> bool:
        """Whether a full name and its surname are spelled almost like another name of two words or more."""
        other = name_key(name)
        near = len(other.split()) > 1 and other[:1] == key[:1] and fuzz.ratio(key, other) >= ALIKE
        return near and DamerauLevenshtein.distance(surname, other.split()[-1]) <= APART

    def _kind(self, draft: MentionDraft, words: str, last: str, *, speaks: bool) -> ActorKind:
        """What an unknown name is of: a body by its last word, else as spaCy says, else a person who has a title or speaks."""
        nouns = actor_nouns()
        called = name_key(self.scene.words(draft.role)).split()
        firm = " " in words and last in load_scheme("roles")["firm_words"] and not draft.role
        if firm or (nouns.any(last) and not nouns.people(last)) or (called and called[-1] in nouns.bodies):
            return "organisation"
        if draft.label in LABEL_KINDS:
            return LABEL_KINDS[draft.label]
        titled = bool(called) or bool(draft.gender)
        alone = not draft.label and 2 <= len(words.split()) <= 3 and not self.scene.definite(draft.span)
        return "person" if titled or (speaks and alone and not self._like_body(words)) else "organisation"

    def _like_body(self, words: str) -> bool:
        """Whether the words of a name are ordinary ones of the report, or its first word alone stands for it: "Relief Watch"."""
        text, parts = self.scene.text, words.split()
        ordinary = any(f" {word.lower()} " in text for word in parts)
        return ordinary or text.count(parts[0]) > text.count(words) == text.count(parts[-1]) > 1

    def _unknown(self, draft: MentionDraft, words: str, *, speaks: bool) -> Referent | None:
        """A new local actor, where label or words say that the name denotes one."""
        last = name_key(words).split()[-1]
        kind = self._kind(draft, words, last, speaks=speaks)
        if kind == "country" or draft.name is None:
            return None if not draft.subject else self.local(words, "country", draft.span, "n")
        referent = self.local(words, kind, draft.name, draft.gender if kind == "person" else "n")
        if kind == "organisation":
            state = self.directory.state_within(words)
            referent.party = self.directory.party_of(state.name) if state is not None and is_public_body(words) else None
            initials = "".join(word[0] for word in words.split() if word[0].isupper()).casefold()
            self.acronyms.setdefault(initials, referent)
        return referent

    def named(self, words: str) -> Referent | None:
        """Who in the report, or in the directory, has this name or surname."""
        key = name_key(words)
        known = self.by_key.get(key) or next(iter(self.by_surname.get(key, ())), None) or self._shortened(key)
        known = known or (self.acronyms.get(key) if words.isupper() else None)
        if known is not None:
            return known
        found = self.directory.find(words) or tuple(
            entry for entry in self.directory.by_surname.get(key, ()) if self.directory.party(entry, self.scene.day)
        )
        return self.of_entry(found[0]) if found else None

    def known_or_person(self, words: str, draft: MentionDraft) -> Referent:
        """The referent of a name, or a new person of that name."""
        key = name_key(words)
        known = self.by_key.get(key)
        if known is None:
            known = self.by_key[key] = self.local(words, "person", draft.name or draft.span, draft.gender)
        known.aliases[words] = None
        return known

    def called_body(self, referent: Referent) -> bool:
        """Whether a name says that it is a body's: "the rebel Halm Council" is no rebel."""
        last = name_key(referent.name).split(" ")[-1]
        return actor_nouns().any(last) and not actor_nouns().people(last)

    def make_person(self, referent: Referent) -> None:
        """Let a local name that was taken for a body's be a person's, as a title or an apposition says."""
        if referent.entry is None and referent.kind != "person":
            referent.kind = "person"
            referent.gender = gender_of(referent.name)
            self._call(referent)

    def is_place(self, draft: MentionDraft) -> bool:
        """Whether a name that is also a place stands for the place here: "in Moscow", "the Kremlin talks"."""
        if draft.name is None:
            return False
        name = self.scene.words(draft.name)
        if not self.directory.is_place(name):
            return self._unknown_place(draft, name)
        words = self.scene.before(draft.span).replace("the ", "").split()
        return bool(words) and words[-1] in PLACE_WORDS and not draft.subject

    def stands_as_place(self, draft: MentionDraft) -> bool:
        """Whether a new name stands where places do, and is no body that somebody means by "the company": "near Halm Bridge"."""
        words = self.scene.before(draft.span).split()
        known = draft.name is None or bool(self.directory.find(self.scene.words(draft.name)))
        return not known and not draft.subject and bool(words) and words[-1] in INSIDE

    def _unknown_place(self, draft: MentionDraft, name: str) -> bool:
        """Whether one new word stands where only a town does: "in Halm"."""
        if " " in name or draft.subject or draft.role or draft.gender or self.directory.find(name):
            return False
        if draft.name in self.toponyms:
            return all(person.name == name for person in self.by_surname.get(name_key(name), ()))
        words = self.scene.before(draft.span).split()
        return bool(words) and words[-1] in INSIDE and draft.label != "ORG" and not self.by_surname.get(name_key(name))
