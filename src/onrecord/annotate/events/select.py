"""Selection: which candidates are worth telling as events of the report."""

from __future__ import annotations

from onrecord.annotate.events.calendar import days_of
from onrecord.annotate.events.candidate import Candidate, Scene
from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.scope import denying, offering
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# What did not take place is worth telling of these: that talks were not held, that no deal was made.
DENIABLE = frozenset({"CONSULT", "AGREE"})
# Nouns of these types may be told without names, of a meeting or deal told before.
RECURRING = frozenset({"CONSULT", "AGREE"})

QUANTIFIERS = frozenset({"all", "any", "every", "such"})
# An act without an actor is news for so long.
RECENT_DAYS = 31

WORDS = frozenset({"REQUEST", "REJECT", "ACCUSE"})
DEEDS = frozenset({"ASSAULT", "RETREAT", "COERCE", "MOBILIZE", "PROTEST"})


def worth_telling(candidate: Candidate, scene: Scene) -> bool:
    """Whether enough people take part: a verb needs an actor, a noun two sides or a verb that carries it.

    A noun without anybody is kept where it has a day or a place: it may repeat what was told with names.
    """
    event, trigger = candidate.event, candidate.trigger
    if trigger.entry.faces and not event.recipients:
        return False
    if event.status == "denied" and event.type not in DENIABLE and denying(trigger) is None:
        return False
    if event.type == "CONSULT" and trigger.entry.prepositions and not event.recipients and len(event.actors) < 2:
        return False
    if _only_media(event.recipients, scene) and event.type in RECURRING:
        return False
    if _faced_threat(candidate) or _bare_opinion(candidate) or _idle_wish(candidate) or _lonely_deal(candidate, scene.lexicon):
        return False
    if candidate.agentless:
        return _known_without_actor(candidate) and not _long_past(event, scene)
    if trigger.token.pos_ == "VERB":
        return bool(event.actors)
    if event.type in RECURRING or (event.type == "ASSAULT" and candidate.bare):
        return _recurring(candidate) and not _long_ago(event, scene)
    if trigger.support is not None:
        return bool(event.actors)
    return bool(event.actors) and (event.type not in scene.lexicon.spoken or bool(event.recipients))


def _known_without_actor(candidate: Candidate) -> bool:
    """Whether an act without an actor says enough: a day or place, or that it was by a vote ("was ousted in a vote")."""
    event = candidate.event
    dated = event.date is not None or event.place is not None
    by_vote = candidate.trigger.entry.turned or event.type == "REJECT"
    return event.status not in ("proposed", "denied") and (dated or by_vote)


def _long_past(event: EventDraft, scene: Scene) -> bool:
    """Whether an act that nobody is said to have done lies more than a month back: it tells what went before the news."""
    published = scene.calendar.published
    days = days_of(scene.calendar.timex(event.date).value) if event.date is not None else None
    return days is not None and published is not None and (published - days[1]).days > RECENT_DAYS


def _long_ago(event: EventDraft, scene: Scene) -> bool:
    """Whether an attack without names is of another year: it repeats none that the report tells."""
    published = scene.calendar.published
    if event.type != "ASSAULT" or event.date is None or published is None:
        return False
    days = days_of(scene.calendar.timex(event.date).value)
    return days is not None and days[1].year < published.year


def _recurring(candidate: Candidate) -> bool:
    event = candidate.event
    if any(c.lower_ in QUANTIFIERS for c in candidate.trigger.token.lefts) and event.status == "happened":
        # "all attacks in the country" are none.
        return False
    sides = len(event.actors) + len(event.recipients)
    if not sides and event.type != "CONSULT" and any(c.lower_ in ("a", "an") for c in candidate.trigger.token.lefts):
        # "the deal" was told before, "a deal" was not.
        return False
    return (
        sides >= 2
        or (sides == 1 and candidate.trigger.support is not None)
        or event.date is not None
        or event.place is not None
    )


def _idle_wish(candidate: Candidate) -> bool:
    """Whether an act is only thought of, with no day named: words to come are none, deeds need a recipient."""
    event = candidate.event
    if event.status not in ("planned", "proposed") or event.date is not None or event.deadline is not None:
        return False
    if event.type == "SUPPORT":
        # "may only approve": what somebody could do is no news.
        return event.status == "proposed" or not event.recipients
    if event.type == "REJECT" and event.status == "planned" and candidate.trigger.entry.wants == "talks":
        # "will boycott the talks" is said now.
        return False
    if event.type == "RETREAT" and event.status == "planned" and _is_agreed(candidate):
        # "agreed to destroy its weapons"
        return False
    return event.type in WORDS or (
        event.type in DEEDS and not event.recipients and (event.place is None or event.status == "proposed")
    )


def _is_agreed(candidate: Candidate) -> bool:
    above = offering(candidate.trigger)
    return above is not None and above.lemma_ == "agree"


def _faced_threat(candidate: Candidate) -> bool:
    """Whether a threat is only faced: "faces the threat of floods" says of nobody that he threatens."""
    support = candidate.trigger.support
    return candidate.event.type == "THREATEN" and support is not None and support.lemma_ == "face"


def _bare_opinion(candidate: Candidate) -> bool:
    """Whether somebody only agrees, it is not said to what or with whom: "most members agree"."""
    verb = candidate.trigger.token
    if verb.pos_ != "VERB" or verb.lemma_ != "agree" or verb.tag_ not in ("VBP", "VBZ"):
        return False
    return not any(c.dep_ in ("xcomp", "ccomp", "dobj", "advcl") or c.lower_ in ("to", "on", "with") for c in verb.children)


def _lonely_deal(candidate: Candidate, lexicon: EventLexicon) -> bool:
    """Whether one alone is close to making a deal, nobody says with whom."""
    event, verb = candidate.event, candidate.trigger.verb
    nearing = verb is not None and verb.dep_ == "pcomp" and verb.head.head.lemma_ in lexicon.status["nearing"]
    return event.type == "AGREE" and nearing and len(event.actors) + len(event.recipients) < 2


def _only_media(spans: tuple[Span, ...], scene: Scene) -> bool:
    return bool(spans) and all(_is_media(s, scene) for s in spans)


def _is_media(span: Span, scene: Scene) -> bool:
    tokens = scene.document.tokens(span)
    return bool(len(tokens)) and tokens.root.lemma_.lower() in scene.lexicon.media
