"""Shares: per cent of a stated whole, where part, whole and share stand together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.checks.finding import Finding, Number, Recipe
from onrecord.checks.phrases import between
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Kept, Subject, by_sentence
from onrecord.model import Figure

RULE = "share"
SHARE = "percent"


@dataclass(frozen=True, slots=True)
class Triple:
    """A part, the whole it is of, and the share that it is said to be."""

    part: Kept[Figure]
    whole: Kept[Figure]
    share: Kept[Figure]


def check_shares(subject: Subject) -> Iterator[Finding]:
    """Say of every share that stands with its part and whole whether it is theirs."""
    for figures in by_sentence(subject):
        for three in zip(figures, figures[1:], figures[2:], strict=False):
            triple = _triple(subject, *three)
            if triple is not None and triple.part.item.unit == triple.whole.item.unit and triple.whole.item.value:
                yield _check(subject, triple)


def _triple(subject: Subject, one: Kept[Figure], two: Kept[Figure], three: Kept[Figure]) -> Triple | None:
    """Which of three neighbours is what, by the words between them."""
    gaps = subject.gap(one, two), subject.gap(two, three)

    def joined(first: str, second: str) -> bool:
        return bool(between(first).fullmatch(gaps[0]) and between(second).fullmatch(gaps[1]))

    shares = [figure.item.unit == SHARE for figure in (one, two, three)]
    if shares == [False, False, True] and joined("part_of", "share_after"):
        return Triple(part=one, whole=two, share=three)
    if shares == [True, False, False] and joined("percent_of", "share_after"):
        return Triple(part=three, whole=two, share=one)
    if shares == [False, True, False] and joined("share_after", "percent_of"):
        return Triple(part=one, whole=three, share=two)
    return None


def _check(subject: Subject, triple: Triple) -> Finding:
    part, whole = subject.stated(triple.part), subject.stated(triple.whole)
    value = 100 * triple.part.item.value / triple.whole.item.value
    found = Interval(100 * part.low / whole.high, 100 * part.high / max(whole.low, 1e-12))
    agrees = found.overlaps(subject.meant(triple.share))
    says = f"{triple.part.item.value:,.10g} of {triple.whole.item.value:,.10g} {'is' if agrees else 'would be'} {value:.3g} percent"
    return subject.finding(
        RULE,
        agrees,
        (triple.part, triple.whole, triple.share),
        says,
        (Number(name="share", low=value, high=value, unit=SHARE),),
        Recipe(method="a part of a stated whole", formula="100 × part / whole"),
    )
