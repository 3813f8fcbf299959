"""What the form of a verb says: tense, mood, voice, denial."""

from __future__ import annotations

from onrecord.annotate.clauses.clause import Arguments, Clause, Modality, Place, Tense, Verb
from onrecord.annotate.clauses.places import is_infinitive
from onrecord.annotate.clauses.predicates import first_of_verbs, is_denied, is_no
from onrecord.annotate.clauses.tree import Tree
from onrecord.annotate.clauses.words import GrammarWords

BARE = ("acl", "advcl", "relcl", "ROOT")


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb suffers it, also that of a participle: "prisoners held in the camp"."""
    first = first_of_verbs(tree, verb)
    if tree.of(verb, "nsubjpass", "auxpass", "agent") or (first != verb and tree.of(first, "auxpass", "nsubjpass")):
        return True
    return tree.tags[verb] == "VBN" and tree.deps[first] in BARE and not tree.of(first, "aux") and not tree.of(first, "nsubj")


def form_of(tree: Tree, verb: int, place: Place, arguments: Arguments, above: Clause | None, words: GrammarWords) -> Verb:
    """Read the form of a verb. Args: `above`, the clause around it, whose tense one without its own takes."""
    first = first_of_verbs(tree, verb)
    auxiliaries = tree.of(first, "aux", "auxpass") + (tree.of(verb, "aux", "auxpass") if first != verb else [])
    forms = {tree.lowers[child] for child in auxiliaries}
    lemmas = {tree.lemmas[child] for child in auxiliaries}
    perfect = "have" in lemmas or "'ve" in forms
    governor = tree.lemmas[place.governor] if place.governor is not None else ""
    modality = _modality(tree, first, place, forms, governor, words)
    return Verb(
        tense=_tense(tree, first, auxiliaries, perfect, modality, governor, above, words),
        modality=modality,
        passive=is_passive(tree, verb),
        perfect=perfect,
        progressive=tree.tags[verb] == "VBG" and "be" in lemmas,
        prospective=not perfect
        and (_going(tree, first) or any(words.modals.get(form) in ("future", "conditional") for form in forms)),
        negated=_negated(tree, verb, first, place, arguments, words),
        implied=governor in words.sets["negative_implicatives"] and place.kind in ("infinitive", "participle"),
    )


def _negated(tree: Tree, verb: int, first: int, place: Place, arguments: Arguments, words: GrammarWords) -> bool:
    if is_denied(tree, verb, words) or (first != verb and is_denied(tree, first, words)):
        return True
    nor = tree.deps[verb] == "conj" and tree.lowers[tree.edges[verb][0] - 1] == "nor"
    if nor or place.mark in words.sets["denying_marks"]:
        return True
    parts = (*arguments.subjects, *arguments.objects, *arguments.complements, *arguments.agents)
    return any(part.how in ("own", "shared", "agent") and is_no(tree, part.head, words) for part in parts)


def _modality(tree: Tree, first: int, place: Place, forms: set[str], governor: str, words: GrammarWords) -> Modality:
    modals = {words.modals[form] for form in forms if form in words.modals}
    if "possible" in modals:
        return "possible"
    if "necessary" in modals:
        return "necessary"
    if "conditional" in modals or place.mark in words.sets["conditions"]:
        return "conditional"
    if place.kind != "infinitive":
        return "none"
    if governor in words.sets["desiring"]:
        return "desired"
    if governor in words.sets["necessitating"]:
        return "necessary"
    return "purpose" if tree.deps[first] == "advcl" else "none"


def _going(tree: Tree, verb: int) -> bool:
    """Whether a verb stands under "is going to"."""
    head = tree.heads[verb]
    return tree.lowers[head] == "going" and is_infinitive(tree, verb) and bool(tree.of(head, "aux"))


def _tense(
    tree: Tree,
    first: int,
    auxiliaries: list[int],
    perfect: bool,
    modality: Modality,
    governor: str,
    above: Clause | None,
    words: GrammarWords,
) -> Tense:
    """The tense of a verb by its auxiliaries and its form; without one, what its governor makes of the tense above."""
    if any(words.modals.get(tree.lowers[child]) == "future" for child in auxiliaries):
        return "future"
    if perfect or any(tree.tags[child] == "VBD" for child in auxiliaries):
        return "past"
    if any(tree.tags[child] in ("VBZ", "VBP") for child in auxiliaries) or modality in ("possible", "necessary", "conditional"):
        return "present"
    if tree.tags[first] in ("VBD", "VBZ", "VBP"):
        return "past" if tree.tags[first] == "VBD" else "present"
    if _going(tree, first):
        return "past" if above is not None and above.verb.tense == "past" else "future"
    if is_infinitive(tree, first):
        carried = (
            above is not None and words.governors.get(governor) == "real" and tree.deps[first] == "xcomp" and governor != "be"
        )
        return above.verb.tense if above is not None and carried else "future"
    if tree.tags[first] == "VBN":
        return "past"
    return above.verb.tense if above is not None else "present"
