"""Readings of real length made by a script: invented parties, people, outlets and words, in the numbers that real reports have.

Counts are means over real reports of 2,300 characters: 10 statements, 8 events, 8 dates, 12 places, 4 figures, 5 positions, 59
mentions, 26 actors. Parties and issues are as uneven as in the news: the first has a hundred times what the hundredth has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.model import (
    Actor,
    Commitment,
    Event,
    Figure,
    Mention,
    NextStep,
    OpenIssue,
    Place,
    Position,
    ReaderVersion,
    Reading,
    Report,
    SourceRef,
    Span,
    Statement,
    Timex,
)

READER = ReaderVersion(reader="made 1", weights="none", codebook="none")
BEGUN, DAYS = date(2023, 1, 1), 1000
SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fin",
    "ga",
    "hul",
    "is",
    "ko",
    "lam",
    "mur",
    "nes",
    "or",
    "pel",
    "ras",
    "sol",
    "tan",
    "ul",
    "vik",
)
ISSUES = tuple(f"other:issue-{number}" for number in range(40))
STANCES, STATUSES = ("support", "oppose", "demand", "offer"), ("happened", "planned", "proposed", "denied")
TYPES = ("CONSULT", "ASSAULT", "AID", "AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN")
UNITS = ("people", "km2", "percent", "drones", "EUR")
# Share of the reports that are copies of an earlier one's text.
COPIES = 0.1


class Maker:
    """Makes the readings of one seed, always the same."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 (nothing secret is made)
        self._words = [self._word() for _ in range(4000)]
        self._parties = [self._word().title() for _ in range(120)]
        self._people = [f"{self._word().title()} {self._word().title()}" for _ in range(2000)]
        self._outlets = [f"{self._word().title()} Post" for _ in range(150)]
        self._places = [self._word().title() for _ in range(500)]
        self._texts: list[str] = []

    def _word(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 4)))

    def _of(self, names: list[str] | tuple[str, ...]) -> str:
        """One of some, the earlier the likelier (Zipf)."""
        return names[min(int(len(names) ** self._random.random()) - 1, len(names) - 1)]

    def readings(self, count: int) -> Iterator[Reading]:
        """Yield so many."""
        for number in range(count):
            yield self.reading(number)

    def reading(self, number: int) -> Reading:
        """Make one."""
        pick = self._random
        if self._texts and pick.random() < COPIES:
            text = pick.choice(self._texts)
        else:
            text = f"{number} " + " ".join(pick.choice(self._words) for _ in range(370))
            self._texts = [*self._texts[-2000:], text]
        day = (BEGUN + timedelta(days=pick.randrange(DAYS))).isoformat()
        report = Report(
            id=f"r{number:07}", title=" ".join(text.split()[1:8]), publisher=self._of(self._outlets), published=day,
            language="en", url=f"https://made.example/{number}", text=text,
        )  # fmt: skip
        return self._read(report, day)

    def _read(self, report: Report, day: str) -> Reading:
        pick, text = self._random, report.text

        def span(words: int) -> Span:
            start = text.index(" ", pick.randrange(len(text) - 40 * words - 80)) + 1
            return Span(start, text.index(" ", start + 7 * words))

        def near(days: int) -> str:
            return (date.fromisoformat(day) + timedelta(days=pick.randint(-3, days))).isoformat()

        parties = [self._of(self._parties) for _ in range(5)]
        people = [self._of(self._people) for _ in range(10)]
        actors = [Actor(id=name.lower(), name=name, kind="country", party=name) for name in dict.fromkeys(parties)]
        actors += [
            Actor(
                id=f"p-{name.lower().replace(' ', '-')}",
                name=name,
                kind="person",
                party=parties[number % 5],
                aliases=(name.split()[1],),
            )
            for number, name in enumerate(dict.fromkeys(people))
        ]
        actors += [Actor(id=f"{report.id}:{n}", name=f"a {pick.choice(self._words)} guard", kind="group") for n in range(11)]

        def statement(number: int) -> Statement:
            who, cue = actors[pick.randrange(15) % len(actors)], span(1)
            source = SourceRef(name=who.name, actor=who.id, speaks_for=who.party)
            via = (self._of(self._outlets),) if pick.random() < 0.3 else ()
            return Statement(
                id=f"s{number}", source=source, source_span=(span(2),), cue=text[cue.start : cue.end], cue_span=(cue,),
                content_span=(span(14),), kind="indirect", via=via, said_on=near(0) if pick.random() < 0.5 else None,
                said_by=day, confidence=pick.random(),
            )  # fmt: skip

        def event(number: int) -> Event:
            return Event(
                id=f"e{number}", type=pick.choice(TYPES), status=pick.choice(STATUSES), actors=(pick.choice(parties),),
                recipients=(pick.choice(parties),), date=near(20), place=self._of(self._places), span=span(8),
                confidence=pick.random(),
            )  # fmt: skip

        def position(number: int) -> Position:
            return Position(
                id=f"p{number}", actor=pick.choice(parties), issue=self._of(ISSUES), stance=pick.choice(STANCES), span=span(9),
                statement=f"s{pick.randrange(10)}", confidence=pick.random(),
                ascribed_by=self._of(self._outlets) if pick.random() < 0.2 else None,
            )  # fmt: skip

        figures = tuple(
            Figure(
                id=f"f{n}",
                span=span(2),
                value=float(pick.randrange(1, 5000)),
                unit=self._of(UNITS),
                of=pick.choice(self._words),
            )
            for n in range(4)
        )
        return Reading(
            reading=READER, report=report, actors=tuple(actors),
            mentions=tuple(Mention(span=span(1), actor=pick.choice(actors).id) for _ in range(59)),
            statements=tuple(map(statement, range(10))), events=tuple(map(event, range(8))),
            dates=tuple(Timex(span=span(1), value=near(20), type="DATE") for _ in range(8)),
            places=tuple(Place(span=span(1), name=self._of(self._places), lat=1.0, lon=2.0, country="ZZ") for _ in range(12)),
            figures=figures, positions=tuple(map(position, range(5))),
            commitments=(
                Commitment(
                    id="c0", actor=pick.choice(parties), what="open the sluices", deadline=near(60), status="promised",
                    span=span(6), statement="s1",
                ),
            ),
            open_issues=(OpenIssue(issue=self._of(ISSUES), span=span(5)),) if pick.random() < 0.1 else (),
            next_steps=tuple(
                NextStep(
                    what=" ".join(pick.choices(self._words, k=4)), who=(pick.choice(parties),), date=near(40), span=span(6),
                    event=f"e{n}", confidence=pick.random(),
                )
                for n in range(2)
            ),
        )  # fmt: skip
