"""Issues in the words: where a report mentions an issue of the codebook, found in one pass over its tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from onrecord.scheme.codebook import Codebook
from onrecord.scheme.wording import SHORTEST_PREFIX, Place, Wording, parse_wording

# Other words that may stand at a gap of a wording.
GAP_WORDS = 6
# A word of an issue weighs as many as it has places; two hints together weigh less than two words side by side.
HINT_WEIGHT = 0.7
FURTHER_WEIGHT = 0.25
HEAD_WEIGHT = 0.8
AWAY_WEIGHT = 0.06
AWAY_MOST = 1.2
HYPHENS = frozenset("-–—/\"'“”‘’")


class Hit(NamedTuple):
    """Words of an issue: tokens `first` to `last`, both included."""

    first: int
    last: int
    slug: str
    weight: float
    hint: bool


@dataclass(frozen=True, slots=True)
class Index:
    """The wordings of a codebook by their first word or its first letters."""

    by_word: dict[str, list[tuple[Wording, str, bool]]]
    by_prefix: dict[str, list[tuple[Wording, str, bool]]]
    general: frozenset[str]
    joint: frozenset[str]


@cache
def compile_issues(codebook: Codebook) -> Index:
    """Compile a codebook's wordings, once each."""
    index = Index(
        {}, {}, frozenset(i.slug for i in codebook.issues if i.general), frozenset(i.slug for i in codebook.issues if i.joint)
    )
    for issue in codebook.issues:
        for patterns, hint in ((issue.words, False), (issue.hints, True)):
            for pattern in patterns:
                wording = parse_wording(pattern)
                for word in wording.places[0].words:
                    index.by_word.setdefault(word, []).append((wording, issue.slug, hint))
                for prefix in wording.places[0].prefixes:
                    index.by_prefix.setdefault(prefix[:SHORTEST_PREFIX], []).append((wording, issue.slug, hint))
    return index


def _fits(place: Place, forms: tuple[str, str]) -> bool:
    return bool(place.words & set(forms)) or any(form.startswith(place.prefixes) for form in forms if place.prefixes)


class Issues:
    """The issues that a document's words mark. Cost: linear in its tokens."""

    def __init__(self, doc: Doc, codebook: Codebook) -> None:
        self.index = compile_issues(codebook)
        self.general, self.joint = self.index.general, self.index.joint
        self._words = [token for token in doc if not (token.is_space or token.text in HYPHENS)]
        self._forms = [(token.lower_, token.lemma_.lower()) for token in self._words]
        self.hits = sorted(hit for at in range(len(self._words)) for hit in self._at(at))
        self._starts = [hit.first for hit in self.hits]

    def _at(self, at: int) -> Iterator[Hit]:
        seen: set[str] = set()
        for form in dict.fromkeys(self._forms[at]):
            entries = self.index.by_word.get(form, []) + self.index.by_prefix.get(form[:SHORTEST_PREFIX], [])
            for wording, slug, hint in entries:
                last = self._match(wording, at)
                if last is not None:
                    weight = HINT_WEIGHT if hint else float(len(wording.places))
                    key = f"{slug} {last} {weight}"
                    if key not in seen:
                        seen.add(key)
                        yield Hit(self._words[at].i, self._words[last].i, slug, weight, hint)

    def _match(self, wording: Wording, at: int) -> int | None:
        """Where the wording that begins at a word ends; None where it does not fit there."""
        if not _fits(wording.places[0], self._forms[at]):
            return None
        for place in wording.places[1:]:
            found = self._next(place, at)
            if found is None:
                return None
            at = found
        return at

    def _next(self, place: Place, at: int) -> int | None:
        for step in range(1, 2 + (GAP_WORDS if place.gap else 0)):
            if at + step >= len(self._words) or self._words[at + step].is_sent_start:
                return None
            if _fits(place, self._forms[at + step]):
                return at + step
        return None

    def within(self, first: int, last: int) -> list[Hit]:
        """The hits that begin and end between two tokens."""
        found = []
        for number in range(bisect_left(self._starts, first), len(self.hits)):
            hit = self.hits[number]
            if hit.first > last:
                break
            if hit.last <= last:
                found.append(hit)
        return found

    def best(self, first: int, last: int, head: Token | None = None, near: int | None = None) -> Hit | None:
        """The issue that the words between two tokens are about, by its heaviest hit; None where they mark none.

        A hit on `head` weighs more; the further a hit is from token `near`, the less it weighs.
        """
        by_slug: dict[str, list[Hit]] = {}
        for hit in self.within(first, last):
            by_slug.setdefault(hit.slug, []).append(hit)
        scored = [(self._score(hits, head, near), hits) for slug, hits in by_slug.items() if self._marks(hits)]
        if not scored:
            return None
        specific = [row for row in scored if row[1][0].slug not in self.general]
        hits = max(specific or scored, key=lambda row: row[0])[1]
        return max(hits, key=lambda hit: (not hit.hint, hit.weight))

    @staticmethod
    def _marks(hits: list[Hit]) -> bool:
        return any(not hit.hint for hit in hits) or len({hit.first for hit in hits}) > 1

    @staticmethod
    def _score(hits: list[Hit], head: Token | None, near: int | None) -> float:
        words = [hit for hit in hits if not hit.hint]
        away = 0 if near is None else min(abs(hit.first - near) for hit in hits)
        top = max((hit.weight for hit in words), default=2 * HINT_WEIGHT)
        at_head = head is not None and any(hit.first <= head.i <= hit.last for hit in words)
        return (
            top
            + FURTHER_WEIGHT * (len({hit.first for hit in hits}) - 1)
            + (HEAD_WEIGHT if at_head else 0.0)
            - min(away * AWAY_WEIGHT, AWAY_MOST)
        )
