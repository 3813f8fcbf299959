"""Which tokens are predicates: verbs, what has a subject, and nouns of acts."""

from __future__ import annotations

from onrecord.annotate.clauses.tree import MAX_ROW, VERBAL, Tree
from onrecord.annotate.clauses.words import GrammarWords

SUBJECTS = ("nsubj", "nsubjpass")
# Words of the form of a verb that are none: auxiliaries, "planned talks", "including", "given that".
NO_PREDICATES = frozenset(
    {"aux", "auxpass", "amod", "compound", "prep", "mark", "det", "case", "prt", "advmod", "nmod", "quantmod", "cc"}
)
NO_NOMINALS = frozenset({"compound", "nmod", "amod", "npadvmod"})


def is_verbal(tree: Tree, token: int) -> bool:
    """Whether a token heads a clause with a verb, or a clause that the parser gave a subject."""
    if tree.pos[token] in VERBAL:
        return tree.deps[token] not in NO_PREDICATES
    return bool(tree.of(token, *SUBJECTS))


def is_nominal(tree: Tree, token: int, words: GrammarWords) -> bool:
    """Whether a token is the noun of an act, not the name of one before another noun ("attack helicopters")."""
    return tree.pos[token] == "NOUN" and tree.lemmas[token] in words.nominals and tree.deps[token] not in NO_NOMINALS


def first_of_verbs(tree: Tree, verb: int) -> int:
    """The first of coordinated verbs whose auxiliaries and denial go for this one: "did not attack or invade"."""
    at = verb
    for _ in range(MAX_ROW):
        own = tree.deps[at] != "conj" or tree.of(at, "aux", "auxpass", *SUBJECTS)
        if own or not _alike(tree, at, tree.heads[at]):
            break
        at = tree.heads[at]
    return at


def _alike(tree: Tree, verb: int, first: int) -> bool:
    return tree.pos[first] in VERBAL and tree.tags[verb] == tree.tags[first] and tree.tags[verb] in ("VB", "VBN", "VBG")


def is_denied(tree: Tree, token: int, words: GrammarWords) -> bool:
    """Whether "not", "never" or "no longer" stands at a token, and no "only" behind it."""
    for child in tree.children[token]:
        lower = tree.lowers[child]
        if tree.deps[child] == "neg" or lower in words.sets["denying_adverbs"]:
            if child + 1 >= len(tree.lowers) or tree.lowers[child + 1] not in words.sets["only"]:
                return True
        elif (lower == "longer" and child and tree.lowers[child - 1] == "no") or _is_yet_to(tree, child):
            return True
    return False


def _is_yet_to(tree: Tree, word: int) -> bool:
    """Whether a word is the "yet" of "has yet to decide"."""
    return tree.lowers[word] == "yet" and word + 1 < len(tree.lowers) and tree.lowers[word + 1] == "to"


def is_no(tree: Tree, noun: int, words: GrammarWords) -> bool:
    """Whether a noun stands for nobody or nothing: "nobody", "no party"."""
    if tree.lowers[noun] in words.sets["denying_nouns"]:
        return True
    return any(tree.lowers[child] in words.sets["denying_determiners"] for child in tree.children[noun] if child < noun)
