"""The lexicon of cues, as `scheme/cues.toml` has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.scheme.toml import load_scheme


@dataclass(frozen=True, slots=True)
class Phrasal:
    """A verb's preposition or particle: whether the content begins with it."""

    cue_class: str
    in_content: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue verbs by lemma with the frames they allow, phrasal verbs by (verb, word), light verbs, nouns of speech, documents."""

    frames: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]
    phrasal: dict[tuple[str, str], Phrasal]
    light_verbs: frozenset[str]
    light_nouns: frozenset[str]
    feelings: frozenset[str]
    light_words: frozenset[str]
    feeling_words: frozenset[str]
    opposing: frozenset[str]
    nouns: frozenset[str]
    documents: frozenset[str]
    sourcing: tuple[tuple[str, ...], ...]
    raising: frozenset[str]
    refusing: frozenset[str]
    unsaid: frozenset[str]
    carrying: frozenset[str]
    conditional: frozenset[str]
    hardly_any: frozenset[str]

    def frames_of(self, lemma: str) -> frozenset[str]:
        """The frames of a verb; empty where it is no cue."""
        return self.frames.get(lemma, frozenset())

    def evidence_only(self, lemma: str) -> bool:
        """Whether the verb is a cue of documents and data only ("the survey shows")."""
        return self.classes.get(lemma, frozenset()) == {"evidence"}

    def begins_cue(self, lemma: str) -> bool:
        """Whether a verb may be the head of a cue of any sort."""
        return lemma in self.frames or lemma in self.light_verbs or lemma in _phrasal_verbs()


def _grouped(groups: list[dict[str, Any]], key: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for lemma in group["lemmas"]:
            found[lemma].update([group[key]] if isinstance(group[key], str) else group[key])
    return {lemma: frozenset(values) for lemma, values in found.items()}


def _phrasal(groups: list[dict[str, Any]]) -> dict[tuple[str, str], Phrasal]:
    return {
        (verb, word): Phrasal(group["class"], group["in_content"])
        for group in groups
        for verb in group["verb"]
        for word in group["word"]
    }


@cache
def _phrasal_verbs() -> frozenset[str]:
    return frozenset(verb for verb, _ in load_lexicon().phrasal)


@cache
def load_lexicon() -> Lexicon:
    """Load the lexicon that comes with onrecord."""
    data = load_scheme("cues")
    return Lexicon(
        frames=_grouped(data["verbs"], "frames"),
        classes=_grouped(data["verbs"], "class"),
        phrasal=_phrasal(data["phrasal"]),
        light_verbs=frozenset(data["light"]["verbs"]),
        light_nouns=frozenset(data["light"]["nouns"]),
        feelings=frozenset(data["light"]["feeling"]),
        light_words=frozenset(data["light"]["prepositions"]),
        feeling_words=frozenset(data["light"]["feeling_prepositions"]),
        opposing=frozenset(data["light"]["opposing"]),
        nouns=frozenset(data["nouns"]["speech"]),
        documents=frozenset(data["documents"]["nouns"]),
        sourcing=tuple(tuple(words.split()) for words in data["prepositions"]["sourcing"]),
        raising=frozenset(data["auxiliary"]["raising"]),
        refusing=frozenset(data["auxiliary"]["refusing"]),
        unsaid=frozenset(data["auxiliary"]["unsaid"]),
        carrying=frozenset(data["auxiliary"]["carrying"]),
        conditional=frozenset(data["auxiliary"]["conditional"]),
        hardly_any=frozenset(data["sources"]["hardly_any"]),
    )
