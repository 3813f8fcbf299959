"""Mentions -> actors: who each name, description and pronoun of a report denotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.model.draft import MentionDraft
from onrecord.model.reading import Actor, Mention
from onrecord.model.span import Span
from onrecord.resolve.belonging import belonging
from onrecord.resolve.descriptions import Describer
from onrecord.resolve.names import Register
from onrecord.resolve.pronouns import Pronouns, first_person
from onrecord.resolve.referent import Office, Referent
from onrecord.resolve.scene import Scene
from onrecord.scheme.actor_entry import name_key
from onrecord.scheme.nouns import actor_nouns
from onrecord.scheme.roles import role_key

# How many sentences ahead the name of somebody may come who is described or meant by a pronoun first.
AHEAD = 12
LONGEST_ARTICLE = 4
# How many sentences after "an official" the quote stands that names him.
NEXT_SENTENCES = 3


@dataclass(slots=True)
class Actors:
    """The actors of one report: for each mention its referent, and the referent of any span."""

    scene: Scene
    register: Register = field(init=False)
    describer: Describer = field(init=False)
    pronouns: Pronouns = field(init=False)
    referents: list[Referent | None] = field(init=False)
    starts: list[int] = field(init=False)
    sources: list[Span] = field(init=False)
    source_starts: list[int] = field(init=False)
    first: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.register = Register(self.scene)
        self.describer = Describer(self.scene, self.register)
        self.pronouns = Pronouns(self.scene)
        self.referents = [None] * len(self.scene.drafts)
        self.starts = [draft.span.start for draft in self.scene.drafts]
        self.sources = sorted({span for statement in self.scene.annotations.statements for span in statement.source})
        self.source_starts = [span.start for span in self.sources]
        # Names of several words first, with what titles and appositions say of them, so that a surname finds its owner.
        for several in (True, False):
            self._names(several=several)
            self._teach(several=several)
        self._rest()
        self._later()
        self._through_people()

    def _several(self, draft: MentionDraft) -> bool:
        return " " in self.scene.words(draft.name)

    def _names(self, *, several: bool) -> None:
        for number, draft in enumerate(self.scene.drafts):
            if draft.form == "name" and draft.name and self._several(draft) is several:
                self.referents[number] = self.register.resolve(draft, speaks=self.speaker(draft.span))

    def _teach(self, *, several: bool) -> None:
        """Let titles and appositions say what the named are, before any description or pronoun looks for them."""
        for number, draft in enumerate(self.scene.drafts):
            target = draft.same_as if draft.same_as is not None else number
            if self.scene.drafts[target].form != "name" or self._several(self.scene.drafts[target]) is not several:
                continue
            if draft.form == "description" or draft.role is not None:
                self._teach_one(number, target, draft)
            elif (office := self._beside(number)) is not None:
                self._teach_office(number, office)

    def _beside(self, number: int) -> Office | None:
        """What a body beside the name of somebody unknown tells of them."""
        named = self.referents[number]
        known = named is not None and (not named.human or named.entry is not None or bool(named.offices))
        return None if known or named is None else belonging(self.scene, number)

    def _teach_one(self, number: int, target: int, draft: MentionDraft) -> None:
        office = self.describer.offices.of(draft)
        named = self.referents[target] or self._person(target, office)
        if named is None:
            return
        if office is not None and actor_nouns().people(office.head) and not self.register.called_body(named):
            self.register.make_person(named)
        self.describer.teach(named, office)
        if draft.same_as is not None:
            self.referents[number] = named
            if draft.gender in ("m", "f") and not named.gender:
                named.gender = draft.gender

    def _teach_office(self, number: int, office: Office) -> None:
        named = self.referents[number] or self._person(number, office)
        if named is not None:
            self.register.make_person(named)
            self.describer.teach(named, office)

    def _person(self, number: int, office: Office | None) -> Referent | None:
        """A person whom a title or an apposition shows behind a name that was taken for a place's."""
        draft = self.scene.drafts[number]
        words = self.scene.words(draft.name)
        if office is None or not actor_nouns().people(office.head) or self.scene.directory.find(words):
            return None
        named = self.register.known_or_person(words, draft)
        self.referents[number] = named
        return named

    def speaker(self, span: Span) -> bool:
        """Whether a span is (in) the source of a statement."""
        at = bisect_right(self.source_starts, span.start) - 1
        return any(source.overlaps(span) for source in self.sources[max(at - 1, 0) : at + 2])

    def _rest(self) -> None:
        for number, draft in enumerate(self.scene.drafts):
            referent = self.referents[number]
            if referent is None:
                referent = self.referents[number] = self._other(draft)
            elif draft.form == "name" and self.register.is_place(draft) and not self.speaker(draft.span):
                referent = self.referents[number] = None
            if referent is not None:
                self.describer.know(referent, draft)
                self.pronouns.note(draft, referent, speaker=self.speaker(draft.span))

    def _later(self) -> None:
        """Find those whose name comes only after them: "the state's deputy minister said ... Deputy Minister X told"; "he"."""
        for number in range(len(self.referents) - 1, -1, -1):
            known = self.referents[number]
            if known is not None:
                self.first[known.id] = number
        for number, draft in enumerate(self.scene.drafts):
            referent = self.referents[number]
            if draft.form == "description" and referent is not None and referent.described:
                named = (
                    self._named_later(number, draft, referent)
                    or self._holder_later(number, draft, referent)
                    or self._named_next(draft, referent)
                )
                self.referents[number] = named or referent
            elif draft.form == "pronoun" and referent is None and draft.gender in ("m", "f") and not draft.quoted:
                self.referents[number] = self._pronoun_ahead(number, draft)

    def _through_people(self) -> None:
        """Let those who belong to a person, a spokesman or a government, speak for whom that person does."""
        for referent in self.register.by_id.values():
            owner = self.register.by_key.get(name_key(referent.party or ""))
            if owner is not None and owner.human and owner is not referent:
                referent.party = owner.party

    def _ahead(self, number: int) -> list[tuple[int, Referent]]:
        """The people named for the first time in the sentences that follow a mention."""
        found = []
        here = self.scene.drafts[number].span
        sentence = self.scene.sentence(here.start)
        for later in range(number + 1, len(self.scene.drafts)):
            draft, referent = self.scene.drafts[later], self.referents[later]
            if self.scene.sentence(draft.span.start) - sentence > AHEAD:
                break
            if referent is None or self.first.get(referent.id, 0) <= number or here.covers(draft.span):
                continue
            if referent.human and not referent.described and draft.form == "name":
                found.append((later, referent))
        return found

    def _named_later(self, number: int, draft: MentionDraft, described: Referent) -> Referent | None:
        """Who a definite person in office is: the first one named after it who has a title, speaks, and for that party."""
        office = described.offices[-1] if described.offices else None
        definite = not self.describer.indefinite(draft) and (self.scene.definite(draft.span) or self.describer.possessed(draft))
        if not described.human or office is None or not definite or office.of is None:
            return None
        party = self.scene.directory.party_of(office.of)
        for later, referent in self._ahead(number):
            titled = self.scene.drafts[later].role is not None or bool(referent.offices)
            if not titled or not self.speaker(self.scene.drafts[later].span):
                continue
            if referent.party == party:
                return referent
            if referent.entry is None and all(held.guessed and held.head == office.head for held in referent.offices):
                self.describer.teach(referent, office)
                return referent
        return None

    def _holder_later(self, number: int, draft: MentionDraft, described: Referent) -> Referent | None:
        """Who "the prime minister" is that begins a report: the one named after it who holds that office on the day."""
        office = described.offices[-1] if described.offices else None
        if (
            office is None
            or (office.of is not None and not office.guessed)
            or office.former
            or not self.scene.definite(draft.span)
        ):
            return None
        for _, referent in self._ahead(number):
            roles = referent.entry.roles if referent.entry is not None else ()
            if any(role.held_on(self.scene.day) and role_key(role.words) == role_key(office.words) for role in roles):
                return referent
        return None

    def _named_next(self, draft: MentionDraft, described: Referent) -> Referent | None:
        """Who "an official of the Front" is whose name the quote right after brings: the next speaker, of whom nothing else is said."""
        office = described.offices[-1] if described.offices else None
        if office is None or not described.human or not self.speaker(draft.span):
            return None
        after = bisect_left(self.source_starts, draft.span.end)
        number = self.head(self.sources[after]) if after < len(self.sources) else None
        named = self.referents[number] if number is not None else None
        if number is None or named is None or self.scene.drafts[number].form != "name" or self.first.get(named.id) != number:
            return None
        start = self.scene.drafts[number].span.start
        near = self.scene.sentence(start) - self.scene.sentence(draft.span.start) <= NEXT_SENTENCES
        if not near or not named.human or not self._may_be(named, office, described):
            return None
        if named.entry is None:
            self.describer.teach(named, office)
        return named

    def _may_be(self, named: Referent, office: Office, described: Referent) -> bool:
        """Whether somebody whom the report has just named may be the one it described: of whom it says nothing else, or the same."""
        if described.gender and named.gender not in ("", described.gender):
            return False
        if named.party is not None and described.party is not None and named.party != described.party:
            return False
        if named.entry is not None:
            held = [role.words for role in named.entry.roles if role.held_on(self.scene.day)]
            return named.party == described.party and any(name_key(words).split()[-1] == office.head for words in held)
        same = [held for held in named.offices if held.head == office.head and held.former == office.former]
        return bool(same) or (not named.offices and office.head in actor_nouns().officeholders)

    def _pronoun_ahead(self, number: int, draft: MentionDraft) -> Referent | None:
        ahead = self._ahead(number)
        return next((r for later, r in ahead if r.gender in ("", draft.gender) and self.scene.drafts[later].subject), None)

    def _other(self, draft: MentionDraft) -> Referent | None:
        if draft.form == "description":
            described = self.describer.resolve(draft)
            if described is None:
                return None
            return self._epithet(draft, described) or self._in_office(draft, described) or described
        if draft.form == "pronoun" and not first_person(draft, self.scene) and draft.number:
            return self.pronouns.resolve(draft, speaks=self.speaker(draft.span))
        return None

    def _epithet(self, draft: MentionDraft, described: Referent) -> Referent | None:
        """Whom "the cleric" or "the 57-year-old" means that speaks and was not brought in before: the named one who spoke last."""
        office = described.offices[-1] if described.offices else None
        new = described.described and described.human and len(described.offices) == 1
        if not new or office is None or office.of is not None or office.head not in actor_nouns().private or draft.quoted:
            return None
        if not self.scene.before(draft.span, 5).endswith("the ") or not self.speaker(draft.span):
            return None
        last = self.pronouns.last_speaker(draft.span.start)
        fits = last is not None and last.human and not last.described and last.gender in ("", described.gender or last.gender)
        return last if fits else None

    def _in_office(self, draft: MentionDraft, described: Referent) -> Referent | None:
        """Whom "the Velmoran president" means whom the report has only named: the last one who may hold the office, and is told by it."""
        office = described.offices[-1] if described.offices else None
        new = described.described and described.human and len(described.offices) == 1
        if not new or office is None or office.former or draft.quoted:
            return None
        state = self.scene.directory.state_of(self.scene.words(draft.of)) if draft.of is not None else None
        nouns = actor_nouns()
        ownerless = draft.of is None and office.of is None
        if office.head not in (nouns.state_roles if ownerless else nouns.officeholders - {"counterpart"}):
            return None
        definite = self.scene.before(draft.span, 5).endswith("the ") or self.describer.possessed(draft)
        if not definite or not (ownerless or (state is not None and state.kind == "country")):
            return None
        named = self.pronouns.unattached(draft, office.head)
        if named is not None:
            if ownerless and not named.offices:
                office.of, office.guessed = self.register.bodies.near(draft), True
            self.describer.teach(named, office)
        return named

    def at(self, span: Span) -> list[int]:
        """The numbers of the mentions that overlap a span."""
        last = bisect_left(self.starts, span.end)
        first = max(bisect_left(self.starts, span.start) - 8, 0)
        return [n for n in range(first, last) if self.scene.drafts[n].span.overlaps(span)]

    def head(self, span: Span) -> int | None:
        """The mention that a span is about: of those that begin it the longest, else the one it shares most with.

        A possessor ("Putin" in "Putin's aide") is not what the span is about, unless nothing else is there.
        """
        numbers = self.at(span)
        numbers = [n for n in numbers if not self.owner(n, span)] or numbers
        first = span.start + LONGEST_ARTICLE
        best, most = None, 0.0
        starting = [n for n in numbers if self.scene.drafts[n].span.start <= first]
        # "Velmoran Chief" of "Velmoran Chief of Intelligence Olen Prask" is the chief, not Velmora.
        starting = [n for n in starting if self.scene.drafts[n].span.covers(span)] or starting
        for number in starting or [n for n in numbers if self.scene.drafts[n].span.end == span.end] or numbers:
            draft = self.scene.drafts[number].span
            shared = min(draft.end, span.end) - max(draft.start, span.start)
            share = shared / (draft.end - draft.start + span.end - span.start - shared)
            if share > most:
                best, most = number, share
        return best

    def owner(self, number: int, span: Span) -> bool:
        """Whether a mention is a possessor of something else in a span."""
        end = self.scene.drafts[number].span.end
        return end + 2 < span.end and self.scene.text[end : end + 2] in ("'s", "’s")

    def referent(self, span: Span) -> Referent | None:
        """Whom a span denotes, if a mention covers it or its main part."""
        number = self.head(span)
        return self.named(number) if number is not None else None

    def named(self, number: int) -> Referent | None:
        """Whom a mention denotes that surely denotes somebody: also where its name was taken for a place."""
        draft = self.scene.drafts[number]
        if self.referents[number] is not None or draft.form != "name":
            return self.referents[number]
        found = self.register.resolve(draft)
        if not self.register.is_place(draft):
            self.referents[number] = found
        return found

    def mentions(self) -> list[Mention]:
        """Every mention that was resolved."""
        return [
            Mention(span=draft.span, actor=referent.id, candidates=referent.candidates())
            for draft, referent in zip(self.scene.drafts, self.referents, strict=True)
            if referent is not None
        ]

    def actors(self) -> list[Actor]:
        """The actors, in the order in which the report brings them in."""
        seen = {referent.id: referent for referent in self.referents if referent is not None}
        return [referent.actor() for referent in {**seen, **self.register.by_id}.values()]
