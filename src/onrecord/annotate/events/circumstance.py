"""Circumstances: when an event took place, until when it is due, how long it lasted, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.annotate.events.calendar import Calendar, DatedToken
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.triggers import Trigger, dealt_in, top_of
from onrecord.model.reading import EventStatus

MAX_CLIMB = 6
# Steps from a time expression up to what it dates: "ordered tariffs against goods coming from Oslo on Saturday" takes seven.
MAX_REACH = 7
# Tokens between a noun and a time expression that dates it.
MAX_BETWEEN = 12
# A clause of its own: a time expression above it does not date it.
CLAUSE_DEPS = frozenset({"ccomp", "relcl", "advcl", "parataxis", "ROOT"})


@dataclass(frozen=True, slots=True)
class When:
    """Indices into `annotations.dates`, and an ISO 8601 duration."""

    date: int | None = None
    deadline: int | None = None
    duration: str | None = None

    def told_in(self, trigger: Trigger, calendar: Calendar) -> When:
        """Without a day to come that dates only what is threatened or the like: "threatened to strike from 1 June"."""
        verb = trigger.verb
        if self.date is None or verb is None or trigger.entry.type != "THREATEN":
            return self
        return replace(self, date=None) if is_past(verb) and calendar.is_future(calendar.timex(self.date)) else self

    def status_of(self, status: EventStatus, trigger: Trigger, calendar: Calendar) -> EventStatus:
        """The status as the day makes it: what is told of a day to come is planned; "is sending an envoy this week" too."""
        if status != "happened" or self.date is None:
            return status
        timex = calendar.timex(self.date)
        if (calendar.is_future(timex) and not is_past(trigger.verb)) or (
            is_progressive(trigger.verb) and calendar.is_current(timex)
        ):
            return "planned"
        return status


def is_progressive(verb: Token | None) -> bool:
    """Whether the verb stands in the present progressive ("is sending")."""
    return (
        verb is not None
        and verb.tag_ == "VBG"
        and any(c.lower_ in ("is", "are", "'s", "’s", "'re", "’re") for c in verb.children)
    )


def is_past(verb: Token | None) -> bool:
    """Whether the verb is told as done: a past tense, or a perfect."""
    if verb is None:
        return False
    return verb.tag_ == "VBD" or any(
        c.lower_ in ("has", "have", "had", "was", "were") for c in verb.children if c.dep_ in ("aux", "auxpass")
    )


def when_of(trigger: Trigger, calendar: Calendar, lexicon: EventLexicon) -> When:
    """Attach the time expressions of the trigger's own clause."""
    dates = calendar.of_sentence(trigger.token)
    if not dates:
        return When()
    anchors = anchors_of(trigger, lexicon)
    ranked = sorted(
        (distance, abs(d.head.i - trigger.token.i), n)
        for n, d in enumerate(dates)
        if (distance := _distance(d.head, anchors, lexicon)) is not None
    )
    if not ranked and trigger.verb is None:
        ranked = [(MAX_CLIMB, 0, n) for n, d in enumerate(dates) if _follows(d.head, trigger.token)][:1]
    day = deadline = None
    duration: str | None = None
    for _, _, number in ranked:
        dated = dates[number]
        if dated.timex.type == "DURATION" or (dated.timex.value or "").startswith("P"):
            duration = duration or _length(dated.timex.value)
        elif _names_no_day(dated) or (_foretells(trigger) and calendar.is_past(dated.timex)):
            continue
        elif dated.deadline and deadline is None:
            deadline = dated.index
        elif not dated.deadline and (day is None or _foretold(trigger, calendar, day, dated)):
            day = dated.index
    return When(day, deadline, duration)


def _foretold(trigger: Trigger, calendar: Calendar, day: int, other: DatedToken) -> bool:
    """Whether a day to come dates what somebody "would" do rather than the day of saying so that the parser hangs on it."""
    return _foretells(trigger) and not calendar.is_future(calendar.timex(day)) and calendar.is_future(other.timex)


def _foretells(trigger: Trigger) -> bool:
    """Whether the verb says what somebody will or would do: a day that is over was that of saying so."""
    verb = trigger.verb
    return verb is not None and any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall") for c in verb.children)


def _names_no_day(dated: DatedToken) -> bool:
    """Whether an expression is vague, or only opens a stretch of time: "every week", "now", "the first since 1962"."""
    vague = dated.timex.type == "SET" or dated.timex.value in (None, "PRESENT_REF", "PAST_REF", "FUTURE_REF")
    return vague or (dated.head.dep_ == "pobj" and dated.head.head.lower_ == "since")


def _follows(head: Token, noun: Token) -> bool:
    """Whether a time expression ends the phrase of a noun, though the parser hangs it on the verb.

    As in "ahead of a summit in Riga on Friday": it comes after the noun, and no verb or comma between them.
    """
    between = noun.doc[noun.i + 1 : head.i] if head.i > noun.i else None
    if between is None or len(between) > MAX_BETWEEN or noun.dep_ not in ("pobj", "conj"):
        return False
    return not any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in between)


def _length(value: str | None) -> str | None:
    return value if value and len(value) > 2 and value[1:].strip("T")[:1].isdigit() else None


def anchors_of(trigger: Trigger, lexicon: EventLexicon) -> dict[int, int]:
    """Tokens that a circumstance of the event may hang on, with how far each is from the trigger."""
    top = top_of(trigger.token, lexicon)
    found = {trigger.token.i: 0, top.i: 0}
    at = trigger.verb
    if at is None and top.dep_ in ("nsubj", "nsubjpass", "dobj") and top.head.pos_ in ("VERB", "AUX"):
        at = top.head
    if at is not None and trigger.verb is None and at.lemma_ in lexicon.status["staged"]:
        # "the talks took place in Oslo": the place hangs on the object.
        found.update((c.i, 2) for c in at.children if c.dep_ == "dobj" and c != top)
    if trigger.token.dep_ == "relcl" and any(c.lower_ == "when" for c in trigger.token.children):
        # "in 2022, when the army invaded"
        found[trigger.token.head.i] = 3
    for noun in {trigger.token, top} if trigger.token.pos_ != "VERB" else set(dealt_in(trigger.token, lexicon)):
        # "a deal reached last month", "the talks, which began on Monday".
        found.update((c.i, 2) for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN")
        found.update((c.i, 2) for c in noun.children if c.dep_ == "relcl" and _staged(c, lexicon))
    step = 1
    while at is not None and step <= MAX_CLIMB:
        found.setdefault(at.i, step)
        # "is due in Oslo on Friday", "are due to begin in Oslo": place and day hang on the adjective, or on what follows it.
        for child in at.children:
            if child.dep_ in ("acomp", "oprd") or (child.dep_ == "prep" and child.lower_ == "due"):
                found.setdefault(child.i, step)
                found.update((c.i, step + 1) for c in child.children if c.dep_ == "xcomp" and c.i not in found)
            elif child.dep_ == "xcomp" and trigger.verb is None:
                found.setdefault(child.i, step + 1)
        step += 1
        at = at.head if _told_above(at) and at.head != at else None
    return found


def _told_above(verb: Token) -> bool:
    """Whether what stands over a verb tells its day and place: "expected to", "in Oslo we saw troops leaving", "when it left"."""
    finite = any(c.dep_ == "aux" for c in verb.children)
    if verb.dep_ in ("xcomp", "acomp") or (verb.dep_ == "ccomp" and verb.tag_ == "VBG" and not finite):
        return True
    return verb.dep_ == "advcl" and any(c.lower_ == "when" for c in verb.children)


def _staged(verb: Token, lexicon: EventLexicon) -> bool:
    """Whether a relative clause tells that its noun took place ("which began on Monday")."""
    wh = any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children)
    return wh and verb.lemma_ in lexicon.status["staged"]


def _dates_itself(over: Token, head: Token, lexicon: EventLexicon) -> bool:
    """Whether a word between a time expression and the event is what it dates: "for quitting last week", "after June's attack"."""
    if over == head:
        return False
    noun = over.pos_ == "NOUN" and over.dep_ == "pobj" and over.lemma_.lower() in lexicon.nouns
    return noun or (over.pos_ == "VERB" and over.dep_ == "pcomp")


def _distance(head: Token, anchors: dict[int, int], lexicon: EventLexicon) -> int | None:
    """How many steps lead from a time expression up to an anchor without entering another clause; None if none does."""
    at = head
    for step in range(MAX_REACH):
        if at.i in anchors:
            return step + anchors[at.i]
        if at.head == at or at.dep_ in CLAUSE_DEPS or _dates_itself(at, head, lexicon):
            return None
        at = at.head
    return None
