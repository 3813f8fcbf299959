"""Territory: what is claimed of ground taken and held, against control maps and tables of areas that the user added.

A claimant whose figures are known to be a certain sum of certain data is held to that sum; other data may differ by definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.checks.claims import Claim, find_claims
from onrecord.checks.finding import Finding, Number, Recipe, Verdict
from onrecord.checks.ground import GroundData, Measured
from onrecord.checks.precision import Interval
from onrecord.checks.subject import Subject
from onrecord.checks.units import unit_of
from onrecord.model import Figure
from onrecord.scheme.toml import load_scheme
from onrecord.territory.series import Row

RULE = "territory"
# Notes of one finding: a year of tables has a jump a week.
MAX_NOTES = 5
# What a claim is compared with, for each kind: the names are those of a row's fields.
MEASURES = {"gained": ("net", "gain"), "lost": ("net", "gain"), "retaken": ("loss",), "held": ("held",)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a claimant's figures mean: whose data, and which sum by which days. None: not known."""

    source: str
    definition: str | None
    days: str | None
    room_km2: float


def territory_rule(grounds: Iterable[GroundData]) -> Callable[[Subject], Iterator[Finding]]:
    """The rule for some data sets; one finding for each claim and data set. They are opened when the first claim is found."""
    known: list[tuple[GroundData, ...]] = []

    def check_territory(subject: Subject) -> Iterator[Finding]:
        for claim in find_claims(subject):
            if not known:
                known.append(tuple(grounds))
            meaning = _meaning(claim)
            yield from _weighed([_check(subject, claim, ground, meaning) for ground in known[0]])

    return check_territory


def _weighed(findings: list[Finding]) -> Iterator[Finding]:
    """The findings on one claim: where some data agree with it, the others count something else."""
    agreed = any(finding.verdict == "agrees" for finding in findings)
    for finding in findings:
        by_definition = agreed and finding.verdict == "differs"
        yield finding.model_copy(update={"verdict": "differs by definition"}) if by_definition else finding


def _meaning(claim: Claim) -> Meaning | None:
    """What the claimant is known to mean; the first entry of the scheme that fits."""
    figure = claim.kept.item
    for entry in load_scheme("claims")["claimants"]:
        if claim.kind in entry["kinds"] and _is_claimant(figure, entry):
            return Meaning(entry["source"], entry.get("definition"), entry.get("days"), float(entry.get("room_km2", 0.0)))
    return None


def _is_claimant(figure: Figure, entry: dict[str, Any]) -> bool:
    said = f"{figure.claimed_by or ''} {' '.join(figure.via)}".casefold().split()
    rests_on = f"{figure.claimed_by or ''} {' '.join(figure.based_on)}".casefold().split()
    return _has(said, entry["by"]) and _has(rests_on, entry["on"])


def _has(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one of some names stands among the words; no names: anything does."""
    return not names or any(set(name.casefold().split()) <= set(words) for name in names)


def _check(subject: Subject, claim: Claim, ground: GroundData, meaning: Meaning | None) -> Finding:
    if claim.first is None or claim.last is None:
        return _cannot(subject, claim, ground, "the words name no period that could be looked up")
    region = ground.region(claim.where)
    if claim.is_share and claim.where and region is None:
        return _cannot(subject, claim, ground, f"{ground.data.name} cannot tell {' or '.join(claim.where)} apart")
    held = claim.kind == "held"
    rows = ground.on(claim.first, claim.last, region=region) if held else ground.over(claim.first, claim.last, region)
    if not rows:
        begins, ends = ground.extent()
        about = f"{claim.first} to {claim.last}" if claim.first != claim.last else f"{claim.last}"
        return _cannot(subject, claim, ground, f"the figure is about {about}; {ground.data.name} runs from {begins} to {ends}")
    return _compare(subject, claim, ground, meaning, rows)


def _cannot(subject: Subject, claim: Claim, ground: GroundData, why: str) -> Finding:
    recipe = Recipe(method="not measured", formula="none", data=ground.data.name)
    return subject.finding(RULE, "cannot tell", (claim.kept,), why, (), recipe)


def _value(row: Row, measure: str, claim: Claim) -> float | None:
    if measure == "held":
        return row.end_share_pct if claim.is_share else row.end_area_km2
    return {"net": row.net_km2, "gain": row.gain_km2, "loss": row.loss_km2}[measure]


def _range(rows: Sequence[Measured], measure: str, claim: Claim) -> Interval | None:
    values = [value for one in rows if (value := _value(one.row, measure, claim)) is not None]
    return Interval(min(values), max(values)) if values else None


def _claimed(subject: Subject, claim: Claim) -> Interval:
    """The figure's own numbers, in square kilometres or per cent."""
    unit = unit_of(claim.kept.item.unit)
    said = subject.meant(claim.kept)
    return said if claim.is_share else said.map(unit.scale)


def _own(rows: Sequence[Measured], meaning: Meaning) -> list[Measured]:
    """The rows by the sum and days that the claimant means."""
    return [
        one
        for one in rows
        if meaning.definition in (None, one.definition.name) and (not one.days or meaning.days in (None, one.days))
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """What the data have by one measure: `span` over the rows that are compared with the claim."""

    measure: str
    definition: str | None
    span: Interval

    def number(self, unit: str) -> Number:
        """The span as it is shown."""
        name = self.measure if self.definition is None else f"{self.measure} by {self.definition}"
        return Number(name=name, low=self.span.low, high=self.span.high, unit=unit)


def _found(rows: Sequence[Measured], claim: Claim, *, whole: bool) -> list[Found]:
    """What rows have by each measure: one span over all of them (`whole`), else one for each sum."""
    names = dict.fromkeys(one.definition.name for one in rows)
    groups = (
        [(None, rows)] if whole or len(names) < 2 else [(n, [one for one in rows if one.definition.name == n]) for n in names]
    )
    return [
        Found(measure, name, span)
        for name, group in groups
        for measure in MEASURES[claim.kind]
        if (span := _range(group, measure, claim)) is not None
    ]


def _compare(subject: Subject, claim: Claim, ground: GroundData, meaning: Meaning | None, rows: Sequence[Measured]) -> Finding:
    """The verdict, by the claimant's own sum where this data has it, else by every sum there is.

    Sums of what is held lie close and bracket what is meant; those of a change do not, so each is compared by itself.
    """
    claimed = _claimed(subject, claim)
    own = _own(rows, meaning) if meaning is not None and meaning.source == ground.origin else []
    primary = own or rows
    found = _found(primary, claim, whole=claim.kind == "held")
    if not found:
        return _cannot(
            subject, claim, ground, f"{ground.data.name} has areas only, and tells no {' or '.join(MEASURES[claim.kind])}"
        )
    room = meaning.room_km2 if own and meaning is not None and not claim.is_share else 0.0
    agreeing = [one for one in found if one.span.widened(room).overlaps(claimed)]
    if claim.where and not rows[0].row.period and claimed.low <= max(one.span.high for one in found):
        return _cannot(subject, claim, ground, "the figure is about a part of the country, the data are of the whole")
    by_another = any(one.span.overlaps(claimed) for one in _found(rows, claim, whole=False))
    verdict: Verdict = "agrees"
    if not agreeing:
        verdict = "differs by definition" if by_another or (meaning is not None and not own) else "differs"
    unit = "percent" if claim.is_share else "km2"
    numbers = [one.number(unit) for one in (*found, *_others(rows, primary, claim))]
    return subject.finding(
        RULE,
        verdict,
        (claim.kept,),
        f"{ground.data.name} has {' and '.join(one.number(unit).words() for one in agreeing or found)}{_of(claim, rows[0].row)}",
        numbers,
        _recipe(claim, ground, primary),
    ).model_copy(update={"notes": _notes(primary)})


def _others(rows: Sequence[Measured], primary: Sequence[Measured], claim: Claim) -> list[Found]:
    """What the data set's other sums, and other days of the same sum, have."""
    names = {one.definition.name for one in primary}
    rest = [one for one in rows if one not in primary]
    groups: dict[str, list[Measured]] = {}
    for one in rest:
        groups.setdefault("other days" if one.definition.name in names else one.definition.name, []).append(one)
    return [replace(found, definition=name) for name, group in groups.items() for found in _found(group, claim, whole=True)]


def _notes(rows: Sequence[Measured]) -> tuple[str, ...]:
    """What is to be said of the maps: days without one, jumps; the first few of many."""
    notes = list(dict.fromkeys(note for one in rows for note in one.row.notes))
    return tuple(notes[:MAX_NOTES]) + ((f"and {len(notes) - MAX_NOTES} more",) if len(notes) > MAX_NOTES else ())


def _of(claim: Claim, row: Row) -> str:
    """What the numbers are of: the region, or for a share the country's area by name."""
    if row.period:
        return f" of {row.period}" if claim.is_share else f" in {row.period}"
    share_of = load_scheme("territory")["share_of"]
    return f" of {share_of['km2']:,} km2, {share_of['name']}" if claim.is_share else ""


def _recipe(claim: Claim, ground: GroundData, rows: Sequence[Measured]) -> Recipe:
    says = "; or ".join(dict.fromkeys(one.definition.says for one in rows))
    maps = sorted({day for one in rows for day in (one.row.first_map, one.row.last_map)})
    if claim.kind == "held":
        days, formula = f"on {' and '.join(dict.fromkeys(str(one.row.last_map) for one in rows))}", "area on the day"
        if claim.is_share:
            whole = (
                f"area of {rows[0].row.period}"
                if rows[0].row.period
                else f"{load_scheme('territory')['share_of']['km2']:,} km2"
            )
            formula = f"100 × area / {whole}"
    else:
        days = "; ".join(dict.fromkeys(f"{one.days} ({one.row.first_map} to {one.row.last_map})" for one in rows))
        formula = "net = area at the end - area at the start; gain: held at the end, not at the start"
    data = ground.data
    return Recipe(
        method=f"{says}, {days}",
        formula=formula,
        data=data.name,
        version=ground.version(*maps),
        licence=data.licence,
        origin=data.origin,
    )
