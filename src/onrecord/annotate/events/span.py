"""The span of an event: the words of its clause that name it, short."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.events.lexicon import EventLexicon
from onrecord.annotate.events.triggers import Trigger, top_of
from onrecord.model.span import Span

# The longest span of an event, in tokens: the gold's are 4 to 15 words.
MAX_TOKENS = 16
LINKED = frozenset(
    {"aux", "auxpass", "neg", "prt", "dobj", "prep", "dative", "agent", "advmod", "xcomp", "acomp", "npadvmod", "oprd"}
)


def span_of_event(trigger: Trigger, lexicon: EventLexicon) -> Span:
    """From the verb (with its auxiliaries) or the noun's first modifier to the end of its near complements."""
    top = top_of(trigger.token, lexicon)
    first, last = _edges(trigger.verb) if trigger.verb is not None else (top.left_edge, _last(top))
    first_index, last_index = min(first.i, top.left_edge.i, trigger.token.i), max(last.i, trigger.token.i)
    if trigger.token.pos_ != "VERB" and trigger.verb is None:
        last_index = min(last_index, trigger.token.i + 8)
    first_index = max(first_index, trigger.token.i - MAX_TOKENS // 2)
    last_index = min(last_index, first_index + MAX_TOKENS)
    last_index = max(last_index, trigger.token.i)
    doc = trigger.token.doc
    sentence = trigger.token.sent
    first_index, last_index = max(first_index, sentence.start), min(last_index, sentence.end - 1)
    while last_index > trigger.token.i and (doc[last_index].is_punct or doc[last_index].is_space):
        last_index -= 1
    while first_index < trigger.token.i and (doc[first_index].is_punct or doc[first_index].is_space):
        first_index += 1
    end = doc[last_index]
    return Span(doc[first_index].idx, end.idx + len(end))


def _edges(verb: Token) -> tuple[Token, Token]:
    last = verb
    first = min((c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")), key=lambda c: c.i, default=verb)
    for child in verb.rights:
        if child.dep_ in ("punct", "parataxis", "cc", "advcl") and last != verb:
            break
        if child.dep_ in LINKED:
            last = _last(child)
    return first, last


def _last(token: Token) -> Token:
    """The end of a complement, without the clauses that hang on it."""
    last = token
    for child in token.rights:
        if child.dep_ in ("relcl", "advcl", "ccomp", "punct", "appos", "parataxis"):
            break
        last = _last(child) if child.i > last.i else last
    return last
