"""Ministries, parliaments and armies: one of each state, under whichever words name it."""

from __future__ import annotations

from collections import Counter

from onrecord.model.draft import MentionDraft
from onrecord.model.reading import ActorKind
from onrecord.resolve.referent import Referent
from onrecord.resolve.scene import Scene
from onrecord.scheme.actor_entry import ActorEntry, name_key, slug
from onrecord.scheme.nouns import actor_nouns, state_head

# How many characters back in its paragraph a state is looked for.
FAR = 1000
# How much a state counts that is named some sentences back, that is a subject, that the whole report names.
BACK, DECAY, SUBJECT, MOST = 3, 0.5, 1.5, 1.0
SPELLINGS = {"defense": "defence", "affairs": "", "national": "", "labor": "labour", "state": ""}
LINKS = {"of", "for", "the", "and"}


def body_key(words: str, state: ActorEntry | None) -> str:
    """What a body is called in whichever words: "Ministry of Defence of Velmora", "Velmoran Defense Ministry"."""
    key = name_key(words)
    for name in (*state.demonyms, *state.names()) if state is not None else ():
        key = f" {key} ".replace(f" {name_key(name)} ", " ").strip()
    front, _, back = key.partition(" of ")
    order = [*back.split(), *front.split()]
    return " ".join(word for w in order if (word := SPELLINGS.get(w, w)) and word not in LINKS)


class StateBodies:
    """The bodies of states that a report names."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.directory = scene, scene.directory
        self.known: dict[tuple[str, str], Referent | ActorEntry] = {}
        self.latest: dict[str, Referent | ActorEntry] = {}
        self.counts: Counter[str] | None = None

    def named(self, draft: MentionDraft, words: str) -> Referent | ActorEntry | None:
        """The body of a state that a name denotes; None where it names none, or the directory has the very name."""
        head = state_head(words)
        if head is None:
            return None
        state = self._owner(draft) or self.directory.state_within(words)
        bare = state is None and draft.of is None
        if state is not None and self._own(state, words):
            return None
        if bare:
            return self.bare(draft, words)
        return self.of(state, words) if state is not None else None

    def _own(self, state: ActorEntry, words: str) -> bool:
        """Whether the directory has a body of this very name that is the state's."""
        return any(entry.party == (state.party or state.name) for entry in self.directory.find(words))

    def _owner(self, draft: MentionDraft) -> ActorEntry | None:
        entry = self.directory.state_of(self.scene.words(draft.of)) if draft.of is not None else None
        return entry if entry is not None and entry.kind == "country" else None

    def bare(self, draft: MentionDraft, words: str) -> Referent | ActorEntry | None:
        """Whose "the Defence Ministry" is: the last one of that name, else the directory's, else that of the nearest state."""
        key = body_key(words, None)
        if key in self.latest:
            return self.latest[key]
        if self.directory.find(words):
            return None
        near = self.near(draft)
        state = self.directory.state_of(near) if near else None
        return self.of(state, words) if state is not None else None

    def of(self, state: ActorEntry, words: str) -> Referent | ActorEntry:
        """The body of a state: the directory's, or one already known here, or a new one."""
        key = body_key(words, state)
        body = self.known.get((state.name, key))
        if body is None:
            name = self._name(state, words)
            body = next(iter(self.directory.find(name)), None) or self._new(state, key, name)
            self.known[state.name, key] = body
        self.latest.pop(key, None)
        self.latest[key] = body
        return body

    def _name(self, state: ActorEntry, words: str) -> str:
        """A body's name with its state in it: "Velmoran Defence Ministry"."""
        for name in state.names():
            words = words.removeprefix(f"{name}'s ").removeprefix(f"{name}’s ")
        front, of, back = words.rpartition(" of ")
        if of and self.directory.state_of(back) is state:
            words = front if " of " not in front else words
        named = any(f" {name_key(name)} " in f" {name_key(words)} " for name in state.names())
        if (
            named
            or self.directory.state_within(words) is not None
            or any(self.directory.state_of(w) is state for w in words.split())
        ):
            return words
        return f"{state.demonyms[0]} {words}" if state.demonyms else f"{state.name}'s {words}"

    def _new(self, state: ActorEntry, key: str, name: str) -> Referent:
        kind: ActorKind = "government" if key == "government" else "office"
        referent = Referent(slug(name), name, kind, gender="n", score=0.7, body=key)
        referent.party = self.directory.party(state, self.scene.day) or state.name
        return referent

    def state_with(self, head: str, draft: MentionDraft) -> str | None:
        """The state whose ministry or army was named last, else for a body that every state has the nearest state."""
        for key, body in reversed(self.latest.items()):
            if key.endswith(head) and body.party is not None:
                return body.party
        return self.near(draft) if head in actor_nouns().of_the_state else None

    def near(self, draft: MentionDraft) -> str | None:
        """The state that an office without one belongs to: of those named in its sentence and just before, and most.

        A state that is the subject of its clause counts for more than a possessor or an object.
        """
        sentence = self.scene.sentence(draft.span.start)
        weights = {name: MOST * count / self.states().total() for name, count in self.states().items()}
        for other in self.scene.mentions_in(max(draft.span.start - FAR, 0), draft.span.start):
            back = sentence - self.scene.sentence(other.span.start)
            name = self.state(other) if back <= BACK else None
            if name is not None:
                weights[name] = weights.get(name, 0.0) + DECAY**back * (SUBJECT if other.subject else 1.0)
        return max(weights, key=lambda name: weights[name], default=None)

    def states(self) -> Counter[str]:
        """How often the report names each state."""
        if self.counts is None:
            self.counts = Counter(name for draft in self.scene.drafts if (name := self.state(draft)) is not None)
        return self.counts

    def state(self, draft: MentionDraft) -> str | None:
        """The state that a name or demonym points to."""
        words = self.scene.words(draft.name)
        entry = self.directory.state_of(words) if words and draft.label in ("GPE", "NORP", "ORG") else None
        if entry is not None and entry.kind != "country" and entry.party is not None:
            entry = self.directory.state_of(entry.party)
        return entry.name if entry is not None and entry.kind == "country" else None
