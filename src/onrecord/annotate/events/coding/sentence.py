"""Event coding of single sentences: who does what to whom, by PLOVER type, as event data sets have it.

The same triggers, roles and statuses as the events layer reads, weighed by a small linear model; the data sets' conventions
differ from READING.md's (an act promised is AGREE there, one threatened THREATEN), which the model learns.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.annotate.document import Document
from onrecord.annotate.events.candidate import Scene
from onrecord.annotate.events.coding.features import Told, buckets_of, event_features, features_of
from onrecord.annotate.events.coding.model import CodingModel, load_coding
from onrecord.annotate.events.coding.pairs import Pair, find_pairs, pair_features
from onrecord.annotate.events.coding.told import told_in
from onrecord.annotate.events.find import scene_of
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.span import Span

PAIR_BUCKETS = 1 << 14
# A second and a third event of a sentence are given only where they are nearly as likely as the first (chosen on plv_dev by
# cross-validation, for the F1 of full matches).
WITHIN = 0.5
MAX_EVENTS = 3


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of a sentence: its type, with the spans of who did it to whom."""

    type: str
    source: Span
    target: Span
    score: float


def code_type(document: Document, vocabulary: Vocabulary, source: Span, target: Span) -> str:
    """Tell the type of what `source` does to `target` in the document's words."""
    scene, model = scene_of(document, vocabulary), load_coding()
    scores = model.type_scores(type_rows(document.doc, source, target, told_in(scene), scene))
    return model.types[int(scores.argmax())]


def code_events(document: Document, vocabulary: Vocabulary) -> list[CodedEvent]:
    """Find the events of a sentence or two, best first, at most MAX_EVENTS."""
    scene, model = scene_of(document, vocabulary), load_coding()
    told = told_in(scene)
    ranked = sorted(
        ((model.pair_score(pair_rows(pair, told)), pair) for pair in find_pairs(document.doc)),
        key=lambda scored: -scored[0],
    )
    found: list[CodedEvent] = []
    for score, pair in ranked:
        if len(found) == MAX_EVENTS or (found and score < found[0].score - WITHIN):
            break
        found.append(_coded(pair, score, document.doc, told, scene, model))
    return found


def _coded(pair: Pair, score: float, doc: Doc, told: list[Told], scene: Scene, model: CodingModel) -> CodedEvent:
    scores = model.type_scores(type_rows(doc, pair.source, pair.target, told, scene))
    return CodedEvent(model.types[int(scores.argmax())], pair.source, pair.target, score)


def type_rows(doc: Doc, source: Span, target: Span, told: list[Told], scene: Scene) -> list[int]:
    """The rows of the type model for a pair."""
    return buckets_of([*features_of(doc, source, target, scene.lexicon), *event_features(told, source, target)])


def pair_rows(pair: Pair, told: list[Told]) -> list[int]:
    """The rows of the pair model for a pair."""
    return buckets_of(pair_features(pair, told), PAIR_BUCKETS)
