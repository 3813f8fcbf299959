"""Next steps as heads and rules propose them: sentences that tell what is to come, who takes part, and when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.candidates import date_candidates, mention_candidates
from onrecord.annotate.encoder.encoded import Encoded
from onrecord.annotate.encoder.heads import pooled
from onrecord.annotate.encoder.linking import best_chance, choose, likely_spans, link
from onrecord.annotate.events.calendar import Calendar
from onrecord.annotate.judge.setting import setting
from onrecord.annotate.next_steps.rules import find_next_steps
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import EventDraft, NextStepDraft
from onrecord.model.span import Span

# Words of `what`: enough to know the step by, short enough for one line.
MAX_WORDS = 14
# Chance from which a sentence is proposed; the judge drops most of those that are not likely.
LEAST = 0.08


@dataclass(frozen=True, slots=True)
class Proposal:
    """A next step with the evidence for it; the draft of the rules, if any."""

    draft: NextStepDraft
    chance: float
    who: float
    date: float
    rules: NextStepDraft | None


def propose_next_steps(document: Document, encoded: Encoded, vocabulary: Vocabulary) -> list[Proposal]:
    """Find the sentences that may tell a next step, by the heads and by the rules, in reading order."""
    notes, heads = document.annotations, encoded.model.heads
    sentences = [(s, r) for s in notes.sentences if (r := encoded.range_of(s)) is not None]
    if not sentences:
        return []
    ranges = np.array([r for _, r in sentences], dtype=np.int64)
    states = pooled(encoded.hidden, ranges)
    chances = 1 / (1 + np.exp(-heads.step(states)[:, 0]))
    by_rules = _by_sentence(find_next_steps(document, vocabulary), [s for s, _ in sentences])
    told = [n for n in range(len(sentences)) if chances[n] >= LEAST or n in by_rules]
    people = link(encoded, "step_who", ranges[told], states[told], mention_candidates(notes.mentions, encoded.pieces))
    dates = date_candidates(notes.dates, notes.report.published, encoded.pieces)
    days = choose(encoded, "step_date", ranges[told], states[told], dates)
    found = []
    for row, number in enumerate(told):
        evidence = (float(chances[number]), best_chance(people[row]), days[row][1])
        who = likely_spans(people[row], notes.mentions)
        own = _draft(sentences[number][0], who, days[row][0], document)
        several = by_rules.get(number)
        found += (
            [Proposal(_filled(rules, own), *evidence, rules) for rules in several]
            if several
            else [Proposal(own, *evidence, None)]
        )
    return found


def _by_sentence(drafts: Sequence[NextStepDraft], sentences: Sequence[Span]) -> dict[int, list[NextStepDraft]]:
    """The drafts of the rules by the number of their sentence."""
    starts = [s.start for s in sentences]
    found: dict[int, list[NextStepDraft]] = {}
    for draft in drafts:
        found.setdefault(max(bisect_right(starts, draft.span.start) - 1, 0), []).append(draft)
    return found


def _draft(sentence: Span, who: tuple[Span, ...], date: int | None, document: Document) -> NextStepDraft:
    events = document.annotations.events
    event = _event_in(sentence, events)
    span = events[event].span if event is not None else sentence
    return NextStepDraft(span=span, what=_what(span, document.text), who=who, date=date, event=event)


def _filled(rules: NextStepDraft, own: NextStepDraft) -> NextStepDraft:
    """What the rules found, and from the heads what the rules did not find."""
    date = rules.date if rules.date is not None else own.date
    return replace(rules, who=tuple(dict.fromkeys((*rules.who, *own.who))), date=date)


def _event_in(sentence: Span, events: Sequence[EventDraft]) -> int | None:
    """The event to come in a sentence."""
    inside = [n for n, e in enumerate(events) if e.status in ("planned", "proposed", "moved") and sentence.covers(e.span)]
    return max(inside, key=lambda n: events[n].confidence, default=None)


def _what(span: Span, text: str) -> str:
    """The words of the step on one line, cut at MAX_WORDS."""
    return " ".join(text[span.start : span.end].split()[:MAX_WORDS])


def features(proposals: Sequence[Proposal], document: Document) -> list[dict[str, float]]:
    """What the judge is told of each proposal."""
    calendar, events = Calendar(document), document.annotations.events
    rows = []
    for proposal in proposals:
        draft = proposal.draft
        timex = calendar.timex(draft.date) if draft.date is not None else None
        event = events[draft.event] if draft.event is not None else None
        rows.append(
            {
                "by_rules": float(proposal.rules is not None),
                "rules_dated": float(proposal.rules is not None and proposal.rules.date is not None),
                "chance": proposal.chance,
                "who": proposal.who,
                "date": proposal.date,
                "people": float(len(draft.who)),
                "dated": float(timex is not None),
                "future": float(timex is not None and calendar.is_future(timex)),
                "past": float(timex is not None and calendar.is_past(timex)),
                "current": float(timex is not None and calendar.is_current(timex)),
                "has_event": float(event is not None),
                "event_chance": event.confidence if event else 0.0,
                "planned": float(event is not None and event.status == "planned"),
                "consult": float(event is not None and event.type == "CONSULT"),
                "steps": float(len(proposals)),
                **{f"at_{name}": value for name, value in setting(draft.span, document).items()},
            }
        )
    return rows
