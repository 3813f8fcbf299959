"""What stands around the verb of a promise: tense, denial, doubt, and whether anybody asserts it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.annotate.commitments.lexicon import Promises

MODALS = frozenset({"must", "should", "could", "might", "may", "can", "ought", "ca"})
UNREAL_MARKS = frozenset({"if", "whether", "unless"})
MAX_CLIMB = 5
# Verbs in a row that share a subject; of a longer row, which is a list or a misparse, those after these stand alone.
MAX_ROW = 12
CLAUSE_DEPS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "conj", "advcl", "prep"})
VERBS = frozenset({"VERB", "AUX"})


def negated(verb: Token) -> bool:
    """Whether a verb is denied: "did not", "never"."""
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def auxiliaries(verb: Token) -> set[str]:
    """The auxiliaries of a verb as they stand, in small letters."""
    return {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def first_of_several(verb: Token) -> Token:
    """The first of coordinated verbs without a subject of their own, whose auxiliaries go for all."""
    for _ in range(MAX_ROW):
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBS or _own_subjects(verb):
            break
        verb = verb.head
    return verb


def _own_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]


def governors(verb: Token) -> Iterator[Token]:
    """The words over a clause, from the nearest outward, as far as the clause is their content."""
    at = verb
    for _ in range(MAX_CLIMB):
        if at.head == at or at.dep_ not in CLAUSE_DEPS:
            return
        below, at = at, at.head
        # "x and urged y": what is coordinated before does not govern; an adverbial clause is no content.
        if below.dep_ in ("advcl", "conj") or (below.dep_ == "acl" and at.pos_ == "NOUN" and below.tag_ == "VBG"):
            continue
        # "He pledged to stay and cast doubt on it, suggested that": one of a row, which the parser takes for content of the next.
        if below.dep_ == "ccomp" and below.i < at.i and not any(c.dep_ == "nsubj" for c in at.children):
            continue
        yield at


def asserted(verb: Token, words: Promises) -> bool:
    """Whether a promise is made by its verb: not denied, wished, asked for, or left to a condition of its own."""
    if negated(verb) or auxiliaries(first_of_several(verb)) & MODALS:
        return False
    if any(c.dep_ == "mark" and c.lower_ in UNREAL_MARKS for c in verb.children):
        return False
    return not any(words.has("wanting", at) or words.has("supposing", at) for at in governors(verb))


def in_future(verb: Token, words: Promises) -> bool:
    """Whether a verb has an auxiliary of the future ("will", "would", "is going to") and none of the past."""
    first = first_of_several(verb)
    own = auxiliaries(first)
    if "have" in auxiliaries(verb) | own:
        return False
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lower_ == "going":
        return bool(auxiliaries(verb.head))
    return bool(own & words.words["wills"])


def subjects(verb: Token) -> list[Token]:
    """The subject of a verb, also of the first of several and of "going to"."""
    first = first_of_several(verb)
    if not _own_subjects(first) and first.dep_ == "xcomp" and first.head.lower_ == "going":
        first = first_of_several(first.head)
    return _own_subjects(first)


def asked(verb: Token) -> bool:
    """Whether a clause is an indirect question: "what they would take", "how it will pay"."""
    return verb.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$") and verb.dep_ in ("ccomp", "pcomp", "xcomp", "relcl")


def promisable(verb: Token, words: Promises) -> bool:
    """Whether a verb names an act that one can promise."""
    if verb.pos_ not in VERBS or any(words.holds("unsure", c) or c.dep_ in ("acomp", "oprd") for c in verb.children):
        return False
    if verb.lemma_.lower() == "take" and any(
        words.has("befalling", c) for c in verb.children if c.dep_ in ("dobj", "npadvmod", "advmod")
    ):
        return False
    if words.has("no_acts", verb):
        return any(words.holds("acts_with", c) for c in verb.children)
    if any(words.holds("unsure", c) for c in first_of_several(verb).children):
        return False
    return not (negated(verb) and words.has("refusals", verb))
