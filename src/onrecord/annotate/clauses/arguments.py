"""Who and what stands in a clause with a verb, also where it is left out: shared, controlled, or before "which"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.annotate.clauses.clause import Argument, Arguments, Clause, How, Place
from onrecord.annotate.clauses.places import is_bare_acl, is_infinitive
from onrecord.annotate.clauses.predicates import SUBJECTS
from onrecord.annotate.clauses.tree import Tree
from onrecord.annotate.clauses.words import GrammarWords

RELATIVE = frozenset({"WDT", "WP"})
# How deep under its clause a relative pronoun may stand.
MAX_CLIMB = 12
COMPLEMENTS = ("attr", "acomp", "oprd")


def argument(tree: Tree, head: int, preposition: str = "", how: How = "own") -> Argument:
    """The phrase around a noun."""
    return Argument(head, *tree.phrase(head), preposition, how)


def _named(tree: Tree, heads: list[int], preposition: str = "", how: How = "own") -> tuple[Argument, ...]:
    """Phrases of some nouns and of all that is coordinated with them, relative pronouns by what they mean."""
    found = []
    for head in heads:
        meant = _antecedent(tree, head)
        if meant is not None:
            found += [argument(tree, each, preposition, "antecedent") for each in tree.row(meant)]
        else:
            found += [argument(tree, each, preposition, how) for each in tree.row(head)]
    return tuple(found)


def _antecedent(tree: Tree, pronoun: int) -> int | None:
    """What a relative pronoun means: the noun that the clause around it hangs on."""
    if tree.tags[pronoun] not in RELATIVE:
        return None
    at = pronoun
    for _ in range(MAX_CLIMB):
        if tree.deps[at] == "relcl":
            return tree.heads[at]
        if tree.deps[at] in ("ROOT", "advcl", "acl"):
            return None
        at = tree.heads[at]
    return None


def behind(tree: Tree, token: int, *deps: str) -> Iterator[Argument]:
    """What stands behind the prepositions at a token, with them: "out of the city" is behind "of"."""
    waiting = list(reversed(tree.of(token, *deps)))
    while waiting:
        preposition = waiting.pop()
        lower = tree.lowers[preposition]
        yield from _named(tree, tree.of(preposition, "pobj"), lower)
        inner = tree.of(preposition, "prep")
        waiting += [child for child in inner if not tree.of(preposition, "pobj")]


def arguments_of(tree: Tree, verb: int, place: Place, done: Mapping[int, Clause], words: GrammarWords) -> Arguments:
    """The phrases of a verb. Args: `done`, the clauses over it."""
    indirect = [child for child in tree.of(verb, "dative") if tree.pos[child] != "ADP"]
    agents = [child for by in tree.of(verb, "agent") for child in tree.of(by, "pobj")]
    subjects = _named(tree, tree.of(verb, *SUBJECTS)) or tuple(_left_out(tree, verb, place, done, words))
    objects = _named(tree, tree.of(verb, "dobj"))
    return Arguments(
        subjects=subjects,
        objects=objects or tuple(_gap(tree, verb)),
        indirect=_named(tree, indirect),
        obliques=tuple(behind(tree, verb, "prep", "dative")),
        agents=_named(tree, agents, "by", "agent"),
        complements=_named(tree, [child for child in tree.of(verb, *COMPLEMENTS) if child not in done]),
    )


def _gap(tree: Tree, verb: int) -> Iterator[Argument]:
    """What a relative clause without a pronoun is about: "the deal they signed"."""
    if tree.deps[verb] != "relcl" or not tree.of(verb, "nsubj") or tree.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN", "VB"):
        return
    relative = any(tree.tags[child] in RELATIVE or tree.tags[child] == "WRB" for child in tree.children[verb] if child < verb)
    relative = relative or is_infinitive(tree, verb)
    if not relative and not tree.of(verb, "ccomp", "xcomp", "acomp", "attr", "nsubjpass"):
        yield argument(tree, tree.heads[verb], how="antecedent")


def _as(found: tuple[Argument, ...], how: How) -> Iterator[Argument]:
    return (each._replace(how=how) for each in found)


def _left_out(tree: Tree, verb: int, place: Place, done: Mapping[int, Clause], words: GrammarWords) -> Iterator[Argument]:
    """The subjects of a clause that names none."""
    dep, head = tree.deps[verb], tree.heads[verb]
    if dep == "conj":
        first = done.get(head)
        yield from _as(first.arguments.subjects, "shared") if first is not None else ()
    elif dep == "acl" or (dep == "relcl" and place.kind == "infinitive"):
        yield from _of_noun(tree, verb, head, done)
    elif dep in ("xcomp", "ccomp", "advcl", "pcomp", "oprd", "acomp", "csubj") and place.kind != "adverbial":
        yield from _controlled(tree, verb, place, done, words)


def _controlled(tree: Tree, verb: int, place: Place, done: Mapping[int, Clause], words: GrammarWords) -> Iterator[Argument]:
    """The subject that the word above gives: its object where it asks somebody to act, else its own subject."""
    if place.governor is None or place.parent is None:
        return
    above = done[place.parent]
    objects = [each for each in (*above.arguments.objects, *above.arguments.indirect) if each.head < verb]
    asks = place.kind == "infinitive" and tree.deps[verb] != "advcl" and above.lemma not in words.sets["subject_control"]
    blames = tree.deps[verb] == "pcomp" and place.mark in words.sets["object_prepositions"] and place.governor == place.parent
    if objects and (asks or blames):
        yield from _as(tuple(objects), "controlled")
    elif asks and tree.deps[verb] == "xcomp" and above.lemma == "call":
        yield from _as(tuple(each for each in above.arguments.obliques if each.preposition in ("on", "upon")), "controlled")
    else:
        yield from _as(above.arguments.subjects, "controlled")


def _of_noun(tree: Tree, verb: int, noun: int, done: Mapping[int, Clause]) -> Iterator[Argument]:
    """The subject of a clause at a noun: the noun of a participle, the owner of a plan, or who makes the plan."""
    if tree.tags[verb] in ("VBG", "VBN") or is_bare_acl(tree, verb):
        yield argument(tree, noun, how="antecedent")
        return
    owners = done[noun].arguments.subjects if noun in done else _named(tree, tree.of(noun, "poss"), how="possessor")
    if owners:
        yield from _as(owners, "possessor")
        return
    above, _ = tree.over(noun)
    clause = done.get(above) if above is not None else None
    if clause is not None and tree.deps[noun] not in SUBJECTS:
        yield from _as(clause.arguments.subjects, "controlled")
