"""Positions as heads and rules propose them: the words of a stance, who holds it, its condition, and the likeliest issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.annotate.document import Document
from onrecord.annotate.encoder.candidates import mention_candidates
from onrecord.annotate.encoder.encoded import Encoded, Tagged, tag_spans
from onrecord.annotate.encoder.heads import Floats, pooled
from onrecord.annotate.encoder.linking import LIKELY, best_chance, likely_spans, link
from onrecord.annotate.encoder.types import POSITION_TAGS
from onrecord.annotate.judge.setting import mentioned, setting
from onrecord.annotate.positions.choosing import Asked, choose
from onrecord.annotate.positions.find import find_positions
from onrecord.annotate.positions.issues import Issues
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import PositionDraft, StatementDraft
from onrecord.model.reading import Stance
from onrecord.model.span import Span

EAGERNESS = 1.5
STANCES: tuple[Stance, ...] = ("support", "oppose", "demand", "offer")
# Chance from which the words of a condition count beside a stance of its own.
CONDITION = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A position with the evidence for it: chances of its stances, of its likeliest holder and issue; the draft of the rules, if any.

    `asked` is what its issue was chosen by.
    """

    draft: PositionDraft
    stances: Floats
    holder: float
    asked: Asked
    issue: float
    tagged: bool
    rules: PositionDraft | None


def propose_positions(document: Document, encoded: Encoded, vocabulary: Vocabulary) -> list[Proposal]:
    """Find what may be a position of a party, by the heads and by the rules, in reading order."""
    notes, issues = document.annotations, Issues(document.doc, vocabulary.codebook)
    tagged = tag_spans(encoded, encoded.model.heads.positions, EAGERNESS)
    anchors = _anchors(encoded, tagged, find_positions(document, vocabulary))
    if not anchors:
        return []
    ranges = np.array([anchor.range for anchor in anchors], dtype=np.int64)
    terms = tag_spans(encoded, encoded.model.heads.conditions, 1.0)
    conditions = [
        (encoded.span(a, b), float(c[0])) for (a, b), c in zip(terms.ranges.tolist(), terms.chances(terms.ranges), strict=True)
    ]
    holders = link(
        encoded, "holder", ranges, pooled(encoded.hidden, ranges), mention_candidates(notes.mentions, encoded.pieces)
    )
    asked = [asked_of(encoded.span(*a.range), a.rules, document, issues) for a in anchors]
    chosen = choose(asked, document, issues, vocabulary.codebook)
    found = []
    for row, (anchor, chances) in enumerate(zip(anchors, tagged.chances(ranges), strict=True)):
        span, rules = encoded.span(*anchor.range), anchor.rules
        slug, issue_chance = chosen[row]
        condition = _condition(span, conditions, document)
        conditional = anchor.tag == "conditional" or (condition is not None and condition[1] >= CONDITION)
        draft = PositionDraft(
            span=span,
            issue=slug or own_issue(span, document),
            stance=rules.stance if rules is not None else STANCES[int(np.argmax(chances[: len(STANCES)]))],
            holders=_holders(holders[row], rules, document),
            condition=(condition[0] if condition else span) if conditional else rules.condition if rules is not None else None,
            statement=rules.statement
            if rules is not None and rules.statement is not None
            else _statement(span, notes.statements),
            intended=rules is not None and rules.intended,
        )
        found.append(Proposal(draft, chances, best_chance(holders[row]), asked[row], issue_chance, anchor.tagged, rules))
    return found


@dataclass(frozen=True, slots=True)
class _Anchor:
    range: tuple[int, int]
    tag: str
    tagged: bool
    rules: PositionDraft | None


def _anchors(encoded: Encoded, tagged: Tagged, rules: Sequence[PositionDraft]) -> list[_Anchor]:
    """The anchors of heads and rules; one of both where they agree on stance and place in the text."""
    found = [
        _Anchor((a, b), POSITION_TAGS[k], True, None)
        for (a, b), k in zip(tagged.ranges.tolist(), tagged.kinds.tolist(), strict=True)
    ]
    for draft in rules:
        own = encoded.range_of(draft.span)
        if own is None:
            continue
        fits = (n for n, a in enumerate(found) if a.rules is None and _agree(a, own, draft))
        same = next(fits, None)
        if same is None:
            found.append(_Anchor(own, draft.stance, False, draft))
        else:
            found[same] = replace(found[same], rules=draft)
    return sorted(found, key=lambda anchor: anchor.range)


def _agree(anchor: _Anchor, own: tuple[int, int], draft: PositionDraft) -> bool:
    touch = anchor.range[0] < own[1] and own[0] < anchor.range[1]
    return touch and (anchor.tag == draft.stance or (anchor.tag == "conditional" and draft.condition is not None))


def _holders(linked: list[tuple[int, float]], rules: PositionDraft | None, document: Document) -> tuple[Span, ...]:
    """Who holds it: those whom the heads are sure of, else those of the rules, else whom the heads take for the likeliest."""
    if rules is not None and best_chance(linked) < LIKELY:
        return rules.holders
    return likely_spans(linked, document.annotations.mentions)


def _condition(span: Span, conditions: list[tuple[Span, float]], document: Document) -> tuple[Span, float] | None:
    """The condition of the same sentence that is nearest to a position."""
    sentence = next((s for s in document.annotations.sentences if s.start <= span.start < s.end), span)
    near = [c for c in conditions if c[0].overlaps(sentence)]
    return min(near, key=lambda c: max(c[0].start - span.end, span.start - c[0].end), default=None)


def _statement(span: Span, statements: list[StatementDraft]) -> int | None:
    """The statement in whose content, or whose cue and content, the words stand."""
    inside = [n for n, s in enumerate(statements) if any(c.overlaps(span) for c in (*s.content, *s.cue))]
    return min(inside, key=lambda n: sum(c.end - c.start for c in statements[n].content), default=None)


def asked_of(span: Span, rules: PositionDraft | None, document: Document, issues: Issues) -> Asked:
    """What the issue of some words is chosen by."""
    found = rules.issue if rules is not None else None
    return Asked(span, issue_of(span, document, issues) or own_issue(span, document), found)


def issue_of(span: Span, document: Document, issues: Issues) -> str | None:
    """The issue that a position's words mark, else its sentence's."""
    tokens = document.tokens(span)
    if len(tokens):
        for first, last in ((tokens[0].i, tokens[-1].i), (tokens[0].sent.start, tokens[0].sent.end - 1)):
            hit = issues.best(first, last)
            if hit is not None:
                return hit.slug
    return None


def own_issue(span: Span, document: Document) -> str:
    """An issue that no codebook has, named by the words themselves."""
    kept = ["".join(c for c in word.lower() if c.isalnum()) for word in document.text[span.start : span.end].split()]
    return "other:" + ("-".join([word for word in kept if word][:5]) or "unnamed")


def features(proposals: Sequence[Proposal], document: Document) -> list[dict[str, float]]:
    """What the judge is told of each proposal."""
    mentions = {mention.span: mention for mention in document.annotations.mentions}
    same = Counter((_first_holder(p.draft, document), p.draft.issue, p.draft.stance) for p in proposals)
    rows = []
    for proposal in proposals:
        draft = proposal.draft
        holding = mentions.get(draft.holders[0]) if draft.holders else None
        rows.append(
            {
                **_features(proposal),
                **setting(draft.span, document),
                "told": float(len(proposals)),
                "same": float(same[_first_holder(draft, document), draft.issue, draft.stance]),
                "holder_speaks": float(_speaks(draft, document.annotations.statements)),
                **mentioned("holder", holding),
            }
        )
    return rows


def _first_holder(draft: PositionDraft, document: Document) -> str:
    return document.text[draft.holders[0].start : draft.holders[0].end].casefold() if draft.holders else ""


def _speaks(draft: PositionDraft, statements: Sequence[StatementDraft]) -> bool:
    """Whether whoever holds it says it."""
    sources = statements[draft.statement].source if draft.statement is not None else ()
    return any(source.overlaps(holder) for source in sources for holder in draft.holders)


def _features(proposal: Proposal) -> dict[str, float]:
    draft, rules = proposal.draft, proposal.rules
    chances = np.sort(proposal.stances)
    return {
        **{f"stance_{name}": float(chance) for name, chance in zip(POSITION_TAGS, proposal.stances, strict=True)},
        "by_heads": float(proposal.tagged),
        "by_rules": float(proposal.rules is not None),
        "own_stance": float(proposal.stances[STANCES.index(draft.stance)]),
        "chance": float(chances[-1]),
        "chance_any": float(proposal.stances.sum()),
        "chance_next": float(chances[-2]),
        "holder": proposal.holder,
        "rules_holder": float(rules is not None and bool(set(rules.holders) & set(draft.holders))),
        "rules_issue": float(rules is not None and rules.issue == draft.issue),
        "issue": proposal.issue,
        "holders": float(len(draft.holders)),
        "in_statement": float(draft.statement is not None),
        "condition": float(draft.condition is not None),
        "listed": float(not draft.issue.startswith("other:")),
    }
