"""The next steps layer: what is to come, with who takes part and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar, days_of
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.next_steps.announced import announced, words_of
from onrecord.annotate.next_steps.taking_part import Participants
from onrecord.model.draft import EventDraft, NextStepDraft
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.annotate.vocabulary import Vocabulary

# Words of `what`: enough to know the step by, short enough for one line.
MAX_WORDS = 14
TO_COME = frozenset({"planned", "moved", "proposed"})
# Proposed or planned events of these types are steps even without a date; the rest need one.
UNDATED_TYPES = frozenset({"CONSULT", "CONCEDE", "RETREAT", "ASSAULT"})
PROMISED_TYPES = UNDATED_TYPES | {"AGREE"}
# A paper of the morning still announces what was due the day before.
GRACE = timedelta(days=1)


def find_next_steps(document: Document, vocabulary: Vocabulary) -> list[NextStepDraft]:
    """Find what the report says is to come: planned events, deadlines, and other clauses in the future with a date."""
    phrases = Phrases(document, load_events(), vocabulary.directory)
    calendar = Calendar(document)
    participants = Participants(document, phrases)
    steps = [
        step
        for number, event in enumerate(document.annotations.events)
        if (step := _of_event(number, event, document, calendar))
    ]
    taken = [step.span for step in steps]
    for token in document.doc:
        if token.pos_ in ("VERB", "AUX") and not any(span.start <= token.idx < span.end for span in taken):
            step = _of_clause(token, document, participants, calendar)
            if step is not None:
                steps.append(step)
    return _distinct(_without_echoes(steps, document), phrases, document)


def _without_echoes(steps: list[NextStepDraft], document: Document) -> list[NextStepDraft]:
    """The steps without deeds that have no day, where the same deed is told with its day ("will vote ... will vote on Thursday")."""
    dated = {t.lemma_ for step in steps if step.date is not None for t in document.tokens(step.span) if t.pos_ == "VERB"}
    return [s for s in steps if s.date is not None or s.event is not None or not _deeds(s, document) & dated]


def _deeds(step: NextStepDraft, document: Document) -> set[str]:
    return {t.lemma_ for t in document.tokens(step.span) if t.pos_ == "VERB" and t.lemma_ in words_of("deeds")}


def _of_event(number: int, event: EventDraft, document: Document, calendar: Calendar) -> NextStepDraft | None:
    dates = document.annotations.dates
    date = event.deadline if event.deadline is not None else event.date
    future = date is not None and calendar.is_future(dates[date])
    due = event.deadline is not None and future
    undated = PROMISED_TYPES if event.status == "planned" else UNDATED_TYPES
    coming = event.status in TO_COME and (future or event.type in undated)
    if not (due or coming) or (event.date is not None and not future and event.deadline is None and _is_past(event, calendar)):
        return None
    # A deadline binds those to whom it is set.
    who = event.recipients if due and event.type == "REQUEST" and event.recipients else event.actors + event.recipients
    return NextStepDraft(
        span=event.span, what=_what(event.span, document.text), who=tuple(dict.fromkeys(who)), date=date, event=number
    )


def _is_past(event: EventDraft, calendar: Calendar) -> bool:
    days = days_of(calendar.timex(event.date).value) if event.date is not None else None
    return days is not None and calendar.published is not None and days[1] < calendar.published - GRACE


def _of_clause(verb: Token, document: Document, participants: Participants, calendar: Calendar) -> NextStepDraft | None:
    """A clause that announces something for a time to come, and that no event names: "will take office on 22 November"."""
    step = announced(verb, calendar)
    if step is None:
        return None
    span = _clause_span(step.verb)
    who = participants.of(step)
    if step.dated is None and not who:
        return None
    return NextStepDraft(span=span, what=_what(span, document.text), who=who, date=step.dated.index if step.dated else None)


def _clause_span(verb: Token) -> Span:
    first, last = verb.left_edge, verb.right_edge
    if last.i - verb.i > 2 * MAX_WORDS:
        last = verb.doc[verb.i + 2 * MAX_WORDS]
    while last.i > verb.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    while first.i < verb.i and (first.is_punct or first.is_space):
        first = first.nbor()
    return Span(first.idx, last.idx + len(last))


def _what(span: Span, text: str) -> str:
    """The words of the step on one line, cut at MAX_WORDS."""
    words = text[span.start : span.end].split()
    return " ".join(words[:MAX_WORDS])


def _distinct(steps: list[NextStepDraft], phrases: Phrases, document: Document) -> list[NextStepDraft]:
    """Each step once: the same day and a shared actor make one."""
    kept: list[NextStepDraft] = []
    seen: list[tuple[str | None, set[str]]] = []
    for step in steps:
        value = document.annotations.dates[step.date].value if step.date is not None else None
        who = {phrases.identity(s) for s in step.who}
        if any(value == v and (who & w or not who or not w) for v, w in seen):
            continue
        kept.append(step)
        seen.append((value, who))
    return sorted(kept, key=lambda s: s.span)
