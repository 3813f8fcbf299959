"""The next steps layer: what is to come, with who takes part and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacy.tokens import Token

from onrecord.annotate.document import Document
from onrecord.annotate.events.calendar import Calendar, DatedToken, days_of
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.events.phrases import Phrases
from onrecord.annotate.events.subjects import subject_tokens
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
# Words that announce an infinitive as settled: due to, set to, expected to.
ANNOUNCED = frozenset({"due", "set", "expect", "schedule", "slate", "plan", "likely"})


def find_next_steps(document: Document, vocabulary: Vocabulary) -> list[NextStepDraft]:
    """Find what the report says is to come: planned events, deadlines, and other clauses in the future with a date."""
    phrases = Phrases(document, load_events(), vocabulary.directory)
    calendar = Calendar(document)
    steps = [
        step
        for number, event in enumerate(document.annotations.events)
        if (step := _of_event(number, event, document, calendar))
    ]
    taken = [step.span for step in steps]
    for token in document.doc:
        if token.pos_ in ("VERB", "AUX") and not any(span.start <= token.idx < span.end for span in taken):
            step = _of_clause(token, document, phrases, calendar)
            if step is not None:
                steps.append(step)
    return _distinct(steps, phrases, document)


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


def _of_clause(verb: Token, document: Document, phrases: Phrases, calendar: Calendar) -> NextStepDraft | None:
    """A clause in the future that no event names: "will take office on 22 November"."""
    if not _in_future(verb):
        return None
    dated = _date_under(verb, calendar)
    if dated is None:
        return None
    who = tuple(dict.fromkeys(s for t in subject_tokens(verb, phrases.lexicon) for s in phrases.actors(t)))
    who = who or _parties_of_subject(verb, document, phrases)
    span = _clause_span(verb)
    return NextStepDraft(span=span, what=_what(span, document.text), who=who, date=dated.index)


def _parties_of_subject(verb: Token, document: Document, phrases: Phrases) -> tuple[Span, ...]:
    """Who takes part in what is to be done: of "the merger is to be completed by March" those who merge, as told last before."""
    at = verb if verb.dep_ != "xcomp" else verb.head
    subjects = [c for v in (verb, at) for c in v.children if c.dep_ in ("nsubj", "nsubjpass")]
    if at.dep_ == "acl":
        subjects.append(at.head)
    subjects = [s for s in subjects if not any(c.lower_ == "next" for c in s.lefts)]
    kinds = {e.type for s in subjects for e in phrases.lexicon.nouns.get(s.lemma_.lower(), ())}
    told = [e for e in document.annotations.events if e.type in kinds and len(e.actors) + len(e.recipients) > 1]
    before = [e for e in told if e.span.start <= verb.idx] or told[:1]
    return tuple(dict.fromkeys(before[-1].actors + before[-1].recipients)) if before else ()


def _in_future(verb: Token) -> bool:
    lowers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if lowers & {"will", "shall", "'ll", "’ll"}:
        return True
    return "to" in lowers and verb.head.lemma_.lower() in ANNOUNCED | {"be"} and verb.dep_ == "xcomp"


def _date_under(verb: Token, calendar: Calendar) -> DatedToken | None:
    """The first time to come within the clause."""
    for dated in calendar.of_sentence(verb):
        if (
            dated.timex.type == "DATE"
            and calendar.is_future(dated.timex)
            and verb.left_edge.i <= dated.head.i <= verb.right_edge.i
        ):
            return dated
    return None


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
