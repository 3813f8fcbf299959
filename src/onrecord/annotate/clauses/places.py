"""How a clause stands to the one around it: its kind, the word that opens it, what governs it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate.clauses.clause import Kind, Place
from onrecord.annotate.clauses.tree import FINITE, VERBAL, Tree

COMPLEMENTS = frozenset({"ccomp", "csubj", "csubjpass", "xcomp", "acomp", "attr", "oprd", "dobj", "nsubj", "pobj", "pcomp"})
# How many marks and spaces may follow a question mark.
CLOSING = 2
ASKING = frozenset({"WDT", "WP", "WRB", "WP$"})


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb, or an auxiliary at it, has a tense."""
    return tree.tags[verb] in FINITE or any(tree.tags[child] in FINITE for child in tree.of(verb, "aux", "auxpass"))


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether "to" stands at a verb."""
    return any(tree.lowers[child] == "to" for child in tree.of(verb, "aux"))


def is_bare_acl(tree: Tree, verb: int) -> bool:
    """Whether the parser hung the verb of a sentence on its subject: a verb with a tense and nothing that opens its clause."""
    opens = tree.of(verb, "mark", "nsubj", "nsubjpass", "aux", "auxpass", "expl")
    return tree.deps[verb] == "acl" and tree.tags[verb] in FINITE and not opens


def place_of(tree: Tree, predicate: int, holding: Sequence[int | None]) -> Place:
    """Where a clause with a verb stands; one that is coordinated stands where the first does.

    Args: `holding`, for the tokens over it the predicates of the clauses that they are in.
    """
    first = tree.first_of_row(predicate)
    governor, by = tree.over(first)
    governor = _said_of(tree, governor, first)
    kind = _kind(tree, first if holding[first] == first else predicate, predicate)
    mark = _mark(tree, predicate) or (_mark(tree, first) if first != predicate else "") or by
    return Place(kind, mark, None if governor is None else holding[governor], governor, _is_adjunct(tree, first, kind))


def place_of_noun(tree: Tree, noun: int, holding: Sequence[int | None]) -> Place:
    """Where the noun of an act stands. Its mark is the preposition before it."""
    governor, by = tree.over(noun)
    return Place("nominal", by, None if governor is None else holding[governor], governor)


def _is_adjunct(tree: Tree, clause: int, kind: Kind) -> bool:
    return tree.deps[clause] in ("advcl", "relcl") or (tree.deps[clause] == "acl" and kind == "participle")


def _said_of(tree: Tree, governor: int | None, clause: int) -> int | None:
    """At "be", the word that bears on the clause: "it is possible that", "the plan was to"."""
    if governor is None or tree.lemmas[governor] != "be":
        return governor
    told = tree.of(governor, "acomp", "attr")
    if tree.deps[clause] == "xcomp" and not told:
        told = tree.of(governor, "nsubj") if tree.tags[governor] != "VBG" else []
    told = [word for word in told if word != clause and tree.pos[word] in ("ADJ", "NOUN", "VERB")]
    return told[0] if told else governor


def _kind(tree: Tree, first: int, predicate: int) -> Kind:
    dep = tree.deps[first]
    if dep == "relcl":
        # "calls to release them"
        return "infinitive" if is_infinitive(tree, first) and not is_finite(tree, first) else "relative"
    if is_bare_acl(tree, first) and tree.deps[tree.heads[first]] == "ROOT":
        return "main"
    if dep not in COMPLEMENTS and dep not in ("acl", "advcl"):
        return "main"
    if is_finite(tree, predicate) or is_finite(tree, first):
        return "adverbial" if dep == "advcl" else "complement"
    if is_infinitive(tree, first):
        return "infinitive"
    if tree.tags[first] in ("VBG", "VBN"):
        return "participle"
    if dep == "advcl":
        return "adverbial"
    return "infinitive" if tree.tags[first] == "VB" and dep != "ccomp" else "complement"


def _mark(tree: Tree, predicate: int) -> str:
    """The word that opens a clause: a conjunction, or "when" and the like; of several the last ("that if")."""
    found = ""
    for child in tree.children[predicate]:
        if child > predicate:
            break
        if tree.deps[child] == "mark" or (tree.deps[child] == "advmod" and tree.tags[child] == "WRB"):
            found = tree.lowers[child]
    return found


def is_question(tree: Tree, predicate: int, place: Place) -> bool:
    """Whether a clause asks: it ends in a question mark, or is an indirect question ("what they would take")."""
    if place.kind in ("complement", "infinitive") and place.governor is not None:
        left = [child for child in tree.children[predicate] if child < predicate]
        edge = min(left, default=predicate)
        return place.mark == "whether" or tree.tags[edge] in ASKING or any(tree.tags[c] in ASKING for c in tree.children[edge])
    if place.kind != "main":
        return False
    last = tree.last_of_sentence[predicate]
    return any(tree.lowers[index] == "?" for index in range(max(predicate, last - CLOSING), last + 1))


def is_imperative(tree: Tree, predicate: int, place: Place, subjects: bool) -> bool:
    """Whether a clause tells somebody to act: a bare verb without a subject, "do not" before it or not."""
    if place.kind != "main" or subjects or tree.tags[predicate] != "VB" or tree.pos[predicate] not in VERBAL:
        return False
    first = tree.first_of_row(predicate)
    return all(tree.lowers[child] in ("do", "please") for child in tree.of(first, "aux", "auxpass"))
