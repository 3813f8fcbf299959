"""What stands around the verb of a promise: tense, denial, doubt, and whether anybody asserts it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.clauses import Clause, clauses_of
from onrecord.annotate.clauses.near import first_of_several
from onrecord.annotate.commitments.lexicon import Promises

UNREAL_MARKS = frozenset({"if", "whether", "unless"})
VERBS = frozenset({"VERB", "AUX"})
MAX_CLIMB = 5
# What one who promises may not be: willing, able, told to or asked whether.
UNSETTLED = ("possible", "necessary")


def clause_of(verb: Token) -> Clause | None:
    """The clause whose verb a token is."""
    return clauses_of(verb.doc).at(verb.i)


def negated(verb: Token) -> bool:
    """Whether a verb is denied: "did not", "never", "nobody promised"."""
    return clauses_of(verb.doc).is_negated(verb.i)


def governors(verb: Token) -> Iterator[Token]:
    """The words over a clause, from the nearest outward, as far as the clause is their content."""
    clauses = clauses_of(verb.doc)
    clause = clauses.at(verb.i)
    for _ in range(MAX_CLIMB):
        if clause is None or clause.place.governor is None or clause.kind in ("main", "relative"):
            return
        if not clause.place.adjunct:
            yield verb.doc[clause.place.governor]
        clause = clauses.of_token(clause.place.governor)


def asserted(verb: Token, words: Promises) -> bool:
    """Whether a promise is made by its verb: not denied, wished, asked for, or left to a condition of its own."""
    clause = clause_of(verb)
    if clause is None or clause.negated or clause.modality in UNSETTLED or clause.mark in UNREAL_MARKS:
        return False
    return not any(words.has("wanting", at) or words.has("supposing", at) for at in governors(verb))


def in_future(verb: Token) -> bool:
    """Whether a verb has an auxiliary of the future ("will", "would", "is going to") and none of the past."""
    clause = clause_of(verb)
    return clause is not None and clause.verb.prospective


def subjects(verb: Token) -> list[Token]:
    """The subject of a verb, also of the first of several and of "going to"."""
    clause = clause_of(verb)
    if clause is None:
        return []
    allowed = ("own", "shared", "controlled") if clause.kind == "infinitive" and clause.verb.prospective else ("own", "shared")
    return [verb.doc[each.head] for each in clause.subjects if each.how in allowed]


def asked(verb: Token) -> bool:
    """Whether a clause is an indirect question ("what they would take"), or hangs on a relative pronoun."""
    clause = clause_of(verb)
    return clause is not None and (clause.question or verb.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$"))


def promisable(verb: Token, words: Promises) -> bool:
    """Whether a verb names an act that one can promise."""
    clause = clause_of(verb)
    if clause is None or any(words.holds("unsure", c) for c in verb.children):
        return False
    if any(verb.doc[each.head].pos_ in ("ADJ", "ADV") for each in clause.arguments.complements):
        return False
    if verb.lemma_.lower() == "take" and any(words.has("befalling", c) for c in verb.rights):
        return False
    if words.has("no_acts", verb):
        return any(words.holds("acts_with", c) for c in verb.children)
    if any(words.holds("unsure", c) for c in first_of_several(verb).children):
        return False
    return not (negated(verb) and words.has("refusals", verb))
