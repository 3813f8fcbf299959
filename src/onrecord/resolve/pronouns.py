"""Pronouns -> referents, by gender, number, distance, subject and who spoke last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model.draft import MentionDraft
from onrecord.resolve.referent import Referent
from onrecord.resolve.scene import Scene

# How much a mention counts: less with each sentence back, more as subject, as speaker, when named rather than described.
FAR = 14
# How many sentences back somebody may be named whom an office takes up.
NEAR = 2
DECAY = 0.6
SUBJECT = 1.6
SPEAKER = 1.5
NAMED = 1.15
PLURAL = 1.5
# The power to which the number of mentions so far is raised. With the others chosen by the speakers of seven stories.
OFTEN = 0.15
PERSONS = {"i", "me", "we", "us"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention already resolved."""

    draft: MentionDraft
    referent: Referent
    sentence: int
    speaker: bool


def _agrees(draft: MentionDraft, referent: Referent) -> bool:
    if draft.number == "plur":
        return referent.number == "plur" or referent.kind in ("organisation", "group", "government", "country")
    if draft.gender == "n":
        return referent.kind != "person" and referent.number == "sing"
    return referent.human and referent.gender in ("", draft.gender)


class Pronouns:
    """Remembers the last mentions of a report and finds whom a pronoun takes up. Looks back a bounded number of mentions."""

    LOOKBACK = 40

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.seen: list[Seen] = []
        self.counts: Counter[Referent] = Counter()

    def note(self, draft: MentionDraft, referent: Referent, *, speaker: bool) -> None:
        """Remember a mention."""
        self.counts[referent] += 1
        self.seen.append(Seen(draft, referent, self.scene.narrated(draft.span.start), speaker))

    def last_speaker(self, before: int) -> Referent | None:
        """Who spoke last before an offset."""
        return next((s.referent for s in reversed(self.seen) if s.speaker and s.draft.span.start < before), None)

    def resolve(self, draft: MentionDraft, *, speaks: bool = False) -> Referent | None:
        """Whom a pronoun denotes; None where nobody fits. `speaks`: it is the source of a statement."""
        last = self.last_speaker(draft.span.start) if speaks else None
        sentence = self.scene.narrated(draft.span.start)
        # Who is credited with words stands outside them, wherever a lost quotation mark puts it.
        quoted = draft.quoted and not speaks
        best: tuple[float, Referent] | None = None
        for seen in reversed(self.seen[-self.LOOKBACK :]):
            if sentence - seen.sentence > FAR:
                break
            if seen.draft.quoted != quoted or not _agrees(draft, seen.referent):
                continue
            score = self._score(seen, draft, sentence)
            if best is None or score > best[0]:
                best = (score, seen.referent)
        if best is None and last is not None and not draft.quoted and _agrees(draft, last):
            return last
        return best[1] if best else None

    def unattached(self, draft: MentionDraft, head: str) -> Referent | None:
        """The person named last before a description of whom no more is known than, at most, an office of that head."""
        here = self.scene.narrated(draft.span.start)
        for seen in reversed(self.seen[-self.LOOKBACK :]):
            person = seen.referent
            if here - seen.sentence > NEAR or not person.human or person.described:
                continue
            known = person.entry is not None or any(not held.guessed or held.head != head for held in person.offices)
            if not known and person.gender in ("", draft.gender or person.gender):
                return person
        return None

    def _score(self, seen: Seen, draft: MentionDraft, sentence: int) -> float:
        score = DECAY ** (sentence - seen.sentence)
        score *= PLURAL if draft.number == "plur" and seen.referent.number == "plur" else 1.0
        score *= SUBJECT if seen.draft.subject else 1.0
        score *= SPEAKER if seen.speaker else 1.0
        score *= NAMED if seen.draft.form == "name" else 1.0
        score *= float(self.counts[seen.referent] ** OFTEN)
        return score * (1.1 if seen.referent.gender == draft.gender else 1.0)


def first_person(draft: MentionDraft, scene: Scene) -> bool:
    """Whether a pronoun is of the first person."""
    return scene.words(draft.span).casefold() in PERSONS
