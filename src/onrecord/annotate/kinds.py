"""The kinds of rows that are proposed and judged: what proposes them, what the judge is told, how the likely ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.annotate.document import Document
from onrecord.annotate.events import propose as events
from onrecord.annotate.events.find import find_events
from onrecord.annotate.next_steps import propose as steps
from onrecord.annotate.next_steps.rules import find_next_steps
from onrecord.annotate.positions import propose as positions
from onrecord.annotate.positions.find import find_positions
from onrecord.annotate.statements import propose as statements
from onrecord.annotate.statements.checks import without_hardly_anyones
from onrecord.annotate.statements.drafts import draft_statements
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.span import Span

# What is likelier wrong than this is not kept for anybody to review.
LEAST = 0.12
# Only what a person decided is certain.
SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row. `keep` writes the likely proposals into the document's annotations."""

    name: str
    propose: Callable[[Document, Vocabulary], list[Any]]
    features: Callable[[Sequence[Any], Document], list[dict[str, float]]]
    keep: Callable[[Document, Vocabulary, Sequence[Any], Sequence[float]], None]
    rules: Callable[[Document, Vocabulary], list[Any]] | None = None
    """What finds them where no weights are loaded; None: `propose` does."""

    def find(self, document: Document, vocabulary: Vocabulary) -> list[Any]:
        """The layer: propose, judge, keep; without weights the rules alone."""
        if document.encoded is None and self.rules is not None:
            return self.rules(document, vocabulary)
        proposals = self.propose(document, vocabulary)
        judge = document.encoded.model.judges.get(self.name) if document.encoded else None
        chances = judge.chances(self.features(proposals, document)).tolist() if judge else [1.0] * len(proposals)
        self.keep(document, vocabulary, proposals, chances)
        found: list[Any] = getattr(document.annotations, self.name)
        return found


def stated(chance: float) -> float:
    """A chance as the confidence of a row."""
    return round(min(chance, SUREST), 4)


def _keep_statements(
    document: Document, vocabulary: Vocabulary, proposals: Sequence[statements.Proposal], chances: Sequence[float]
) -> None:
    likely = [(p, c) for p, c in zip(proposals, chances, strict=True) if c >= LEAST]
    chosen = statements.compete([p for p, _ in likely], [c for _, c in likely])
    chance_of = {id(p): c for p, c in likely}
    found = [replace(p.found, confidence=stated(chance_of[id(p)])) for p in chosen]
    document.annotations.statements = draft_statements(without_hardly_anyones(found, document), document, vocabulary)


# Drafts that share so much of the shorter one's words are rivals: the likelier one is kept.
SHARED = 0.6


def _rivals(a: Span, b: Span) -> bool:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both > 0 and both >= SHARED * min(a.end - a.start, b.end - b.start)


def _keep_drafts(name: str) -> Callable[[Document, Vocabulary, Sequence[Any], Sequence[float]], None]:
    def keep(document: Document, _: Vocabulary, proposals: Sequence[Any], chances: Sequence[float]) -> None:
        likely = sorted(((c, p.draft) for p, c in zip(proposals, chances, strict=True) if c >= LEAST), key=lambda one: -one[0])
        kept: list[Any] = []
        for chance, draft in likely:
            if not any(_rivals(draft.span, other.span) for other in kept):
                kept.append(replace(draft, confidence=stated(chance)))
        setattr(document.annotations, name, sorted(kept, key=lambda draft: draft.span))

    return keep


def _heads_only(propose: Callable[..., list[Any]]) -> Callable[[Document, Vocabulary], list[Any]]:
    def found(document: Document, vocabulary: Vocabulary) -> list[Any]:
        return propose(document, document.encoded, vocabulary) if document.encoded is not None else []

    return found


STATEMENTS = Kind("statements", statements.propose_statements, statements.features, _keep_statements)
EVENTS = Kind("events", _heads_only(events.propose_events), events.features, _keep_drafts("events"), find_events)
POSITIONS = Kind(
    "positions", _heads_only(positions.propose_positions), positions.features, _keep_drafts("positions"), find_positions
)
NEXT_STEPS = Kind(
    "next_steps", _heads_only(steps.propose_next_steps), steps.features, _keep_drafts("next_steps"), find_next_steps
)
KINDS = {kind.name: kind for kind in (STATEMENTS, EVENTS, POSITIONS, NEXT_STEPS)}
