"""Events as heads and rules propose them: anchors, and who, when, where and how far for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.candidates import date_candidates, mention_candidates, place_candidates
from onrecord.annotate.encoder.encoded import Encoded, Tagged, tag_spans
from onrecord.annotate.encoder.heads import Floats, pooled
from onrecord.annotate.encoder.linking import LIKELY, best_chance, choose, likely_spans, link, softmax
from onrecord.annotate.encoder.types import STATUSES, TYPES
from onrecord.annotate.events.find import find_events
from onrecord.annotate.events.lexicon import load_events
from onrecord.annotate.judge.setting import mentioned, setting
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import EventDraft
from onrecord.model.span import Span

# Nats. More anchors are proposed than are likely right: the judge drops them. Set before anything was measured; others were not tried.
EAGERNESS = 1.5


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may tell an event: their pieces, the type, and the draft of the rules where they found it too."""

    range: tuple[int, int]
    type: str
    tagged: bool
    rules: EventDraft | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event with the evidence for it: chances of types and statuses, and of the likeliest actor, recipient, day and place."""

    draft: EventDraft
    anchor: Anchor
    types: Floats
    statuses: Floats
    actor: float
    recipient: float
    date: float
    place: float


def propose_events(document: Document, encoded: Encoded, vocabulary: Vocabulary) -> list[Proposal]:
    """Find what may be an event of the report, by the heads and by the rules, in reading order."""
    heads, notes = encoded.model.heads, document.annotations
    tagged = tag_spans(encoded, heads.events, EAGERNESS)
    anchors = find_anchors(encoded, tagged, find_events(document, vocabulary))
    if not anchors:
        return []
    ranges = np.array([anchor.range for anchor in anchors], dtype=np.int64)
    states, types = pooled(encoded.hidden, ranges), tagged.chances(ranges)
    mentions = mention_candidates(notes.mentions, encoded.pieces)
    dates = date_candidates(notes.dates, notes.report.published, encoded.pieces)
    named = [vocabulary.is_state(document.text[s.start : s.end]) for s in notes.toponyms]
    places = place_candidates(notes.toponyms, named, encoded.pieces)
    statuses = softmax(heads.status(states))
    actors, recipients = (link(encoded, name, ranges, states, mentions) for name in ("actor", "recipient"))
    days, spots = (choose(encoded, name, ranges, states, c) for name, c in (("date", dates), ("place", places)))
    found = []
    for row, anchor in enumerate(anchors):
        (date, date_chance), (place, place_chance) = days[row], spots[row]
        draft = EventDraft(
            span=encoded.span(*anchor.range),
            type=anchor.type,
            mode=None,
            actors=likely_spans(actors[row], notes.mentions),
            recipients=likely_spans(recipients[row], notes.mentions),
            status=STATUSES[int(statuses[row].argmax())],
            date=date,
            place=notes.toponyms[place] if place is not None else None,
        )
        evidence = (best_chance(actors[row]), best_chance(recipients[row]), date_chance, place_chance)
        filled = _filled(draft, anchor.rules, evidence) if anchor.rules is not None else draft
        found.append(Proposal(filled, anchor, types[row], statuses[row], *evidence))
    return found


def find_anchors(encoded: Encoded, tagged: Tagged, rules: Sequence[EventDraft]) -> list[Anchor]:
    """The anchors of heads and rules; one of both where they agree on type and place in the text. Cost: linear but for rivals."""
    found = [
        Anchor((a, b), TYPES[k], True, None) for (a, b), k in zip(tagged.ranges.tolist(), tagged.kinds.tolist(), strict=True)
    ]
    for draft in rules:
        own = encoded.range_of(draft.span)
        if own is None or draft.type not in TYPES:
            continue
        same = next((n for n, a in enumerate(found) if a.type == draft.type and _touch(a.range, own) and a.rules is None), None)
        if same is None:
            found.append(Anchor(own, draft.type, False, draft))
        else:
            found[same] = replace(found[same], rules=draft)
    return sorted(found, key=lambda anchor: anchor.range)


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _filled(draft: EventDraft, rules: EventDraft, evidence: tuple[float, float, float, float]) -> EventDraft:
    """What the heads are sure of, else what the rules found, else what the heads take for possible."""
    actor, recipient, date, place = (chance >= LIKELY for chance in evidence)
    days, places = (draft.date, rules.date), (draft.place, rules.place)
    return replace(
        draft,
        mode=rules.mode,
        status=rules.status,
        actors=(draft.actors if actor else rules.actors) or draft.actors,
        recipients=(draft.recipients if recipient else rules.recipients) or draft.recipients,
        date=next((d for d in (days if date else days[::-1]) if d is not None), None),
        place=next((p for p in (places if place else places[::-1]) if p is not None), None),
        deadline=rules.deadline,
        duration=rules.duration,
        inferred=not recipient and rules.inferred,
    )


def features(proposals: Sequence[Proposal], document: Document) -> list[dict[str, float]]:
    """What the judge is told of each proposal."""
    told: dict[str, list[Proposal]] = {}
    mentions = {mention.span: mention for mention in document.annotations.mentions}
    rows = []
    for proposal in proposals:
        earlier = told.setdefault(proposal.draft.type, [])
        rows.append(_features(proposal, earlier, document))
        earlier.append(proposal)
    for row, proposal in zip(rows, proposals, strict=True):
        own = proposal.anchor.range
        beside = [p for p in proposals if p is not proposal and _touch(p.anchor.range, own)]
        row["rival_rules"] = float(any(p.anchor.rules is not None for p in beside))
        row["rival_heads"] = max((float(p.types.max()) for p in beside if p.anchor.tagged), default=0.0)
        row["same_type"] = float(len(told[proposal.draft.type]))
        row["told"] = float(len(proposals))
        draft = proposal.draft
        row |= mentioned("actor", mentions.get(draft.actors[0]) if draft.actors else None)
        row |= mentioned("recipient", mentions.get(draft.recipients[0]) if draft.recipients else None)
    return rows


def _features(proposal: Proposal, earlier: Sequence[Proposal], document: Document) -> dict[str, float]:
    draft = proposal.draft
    names = {document.text[s.start : s.end].lower() for s in (*draft.actors, *draft.recipients)}
    again = [names & {document.text[s.start : s.end].lower() for s in (*e.draft.actors, *e.draft.recipients)} for e in earlier]
    kind = TYPES.index(draft.type)
    chances = np.sort(proposal.types)
    return {
        **{f"type_{name}": float(draft.type == name) for name in TYPES},
        **{f"status_{name}": float(chance) for name, chance in zip(STATUSES, proposal.statuses, strict=True)},
        "by_heads": float(proposal.anchor.tagged),
        "by_rules": float(proposal.anchor.rules is not None),
        "rules_status": float(proposal.anchor.rules is not None and proposal.anchor.rules.status == draft.status),
        "rules_actors": float(len(proposal.anchor.rules.actors)) if proposal.anchor.rules is not None else 0.0,
        "rules_agree": float(proposal.anchor.rules is not None and bool(set(proposal.anchor.rules.actors) & set(draft.actors))),
        "chance": float(proposal.types[kind]),
        "chance_any": float(proposal.types.sum()),
        "chance_next": float(chances[-2]),
        "actor": proposal.actor,
        "recipient": proposal.recipient,
        "date": proposal.date,
        "place": proposal.place,
        "dated": float(draft.date is not None),
        "placed": float(draft.place is not None),
        "actors": float(len(draft.actors)),
        "recipients": float(len(draft.recipients)),
        "inferred": float(draft.inferred),
        "earlier": float(len(earlier)),
        "earlier_same": float(max((len(names_) for names_ in again), default=0)),
        "known": float(draft.type in known_types(document, draft.span)),
        "known_other": float(bool(known_types(document, draft.span) - {draft.type})),
        **setting(draft.span, document),
    }


def known_types(document: Document, span: Span) -> set[str]:
    """The types that the vocabulary knows the words of a span for."""
    lexicon, found = load_events(), set()
    for token in document.tokens(span):
        entries = lexicon.verbs if token.pos_ == "VERB" else lexicon.nouns if token.pos_ == "NOUN" else {}
        found |= {entry.type for entry in entries.get(token.lemma_.lower(), ())}
    return found
