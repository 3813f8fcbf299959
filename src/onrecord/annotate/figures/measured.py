"""What a figure measures, and the time it is about."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from onrecord.annotate.clauses import near
from onrecord.annotate.document import Document, span_of
from onrecord.annotate.figures.amounts import Amount
from onrecord.model.reading import Timex
from onrecord.model.span import Span
from onrecord.scheme.toml import load_scheme

VERBS = {"VERB", "AUX"}
NOUNS = {"NOUN", "PROPN"}
MODIFIERS = {"nummod", "compound", "amod", "nmod"}
# Dependents that end the phrase of what is measured: a clause, an apposition, another conjunct.
CLAUSES = {"relcl", "appos", "conj", "cc", "punct", "advcl", "acl", "parataxis", "dep"}
ARTICLES = {"the", "a", "an"}
# Steps from a word to the verb above it; deeper nesting than this does not occur in a readable sentence.
MAX_STEPS = 12


def _phrase(head: Token, without: Span) -> Span:
    """The noun phrase of a head, without article, clauses and the amount itself: "prisoners of war"."""
    left, right = head.i, head.i
    for child in head.children:
        edges = Span(child.left_edge.idx, child.right_edge.idx + 1)
        if child.dep_ in CLAUSES or child.is_punct or edges.overlaps(without):
            continue
        if child.i < head.i and child.dep_ not in ("nummod", "quantmod", "det", "predet"):
            left = min(left, child.left_edge.i)
        elif child.i > head.i and child.dep_ == "prep" and child.lower_ == "of":
            right = max(right, child.right_edge.i)
    tokens = head.doc[left : right + 1]
    while len(tokens) > 1 and (tokens[0].lower_ in ARTICLES or tokens[0].idx < without.end <= tokens[-1].idx):
        tokens = tokens[1:]
    return span_of(tokens)


def _verb_above(word: Token) -> Token | None:
    for _ in range(MAX_STEPS):
        if word.pos_ in VERBS or word.head == word:
            return word if word.pos_ in VERBS else None
        word = word.head
    return None


def _holder(root: Token) -> Token | None:
    """The noun that has the amount: "revenues of (around) $7 billion"."""
    head = root.head
    if head.pos_ == "ADP" and head.head.lower_ == "of":
        head = head.head
    return head.head if head.lower_ == "of" and head.head.pos_ in NOUNS else None


def _of_amount(root: Token, inside: Span) -> Span | None:
    """What a measure or a sum of money is of: its "of", the noun it modifies, the noun it hangs on, what is changed by it."""
    of = next(near.behind(root, "of", "in", gerund=True), None)
    if of is not None and of.ent_type_ != "DATE":
        return _phrase(of, inside)
    head = root.head
    if root.dep_ in MODIFIERS and head.pos_ in NOUNS and head.idx >= inside.end:
        return _phrase(head, inside)
    holder = _holder(root) or _changed(root)
    return None if holder is None else _phrase(holder, inside)


def _changed(root: Token) -> Token | None:
    """What rises, falls or stands at the amount: the object of a verb of change, else the subject of a measuring verb."""
    verb = _verb_above(root)
    verbs = load_scheme("units")["measuring"]
    if verb is None or verb.lemma_.casefold() not in (*verbs["change"], *verbs["stand"]):
        return None
    changed = next((child for child in near.objects(verb) if root not in (child, *child.subtree)), None)
    if changed is None or verb.lemma_.casefold() not in verbs["change"]:
        changed = near.subject(verb)
    return changed if changed is not None and changed.pos_ in NOUNS else None


def _counted(amount: Amount, root: Token) -> Span | None:
    """The counted noun's phrase; nothing for a bare number, whose noun stands elsewhere."""
    if root.pos_ in NOUNS and amount.span.end > amount.words.end:
        return _phrase(root, amount.words)
    return None


def find_measured(doc: Doc, amount: Amount) -> Span | None:
    """The words for what is measured: the counted noun's phrase, or what the measure is of; None where they are not clear."""
    tokens = doc.char_span(amount.span.start, amount.span.end, alignment_mode="expand")
    if tokens is None or not tokens:
        return None
    if amount.kind == "count":
        return _counted(amount, tokens.root)
    found = _of_amount(tokens.root, amount.span)
    return None if found is None or found.overlaps(amount.span) else found


def _clause(document: Document, span: Span) -> Token | None:
    tokens = document.tokens(span)
    return _verb_above(tokens.root) if len(tokens) else None


def find_period(document: Document, amount: Amount, candidates: Iterable[tuple[int, Timex]]) -> int | None:
    """The index of the date that a figure is about: of those in its sentence, one under the same verb, else the only one."""
    dates = [(index, date) for index, date in candidates if date.type == "DATE" and date.value is not None]
    if not dates:
        return None
    verb = _clause(document, amount.span)
    same = [index for index, date in dates if verb is not None and _clause(document, date.span) == verb]
    if same:
        return min(same, key=lambda index: abs(document.annotations.dates[index].span.start - amount.span.start))
    return dates[0][0] if len(dates) == 1 else None
