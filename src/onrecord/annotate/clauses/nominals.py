"""Nouns of acts as clauses: "Russia's attack on the port", "the withdrawal of the troops by the council"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.annotate.clauses.arguments import argument, behind
from onrecord.annotate.clauses.clause import Argument, Arguments, Clause, Place, Verb
from onrecord.annotate.clauses.predicates import SUBJECTS, is_denied, is_no
from onrecord.annotate.clauses.tree import Tree
from onrecord.annotate.clauses.words import GrammarWords


def support_of(tree: Tree, noun: int, place: Place, done: Mapping[int, Clause], words: GrammarWords) -> int | None:
    """The light verb that carries a noun, as its object or the subject of its passive: "launched an attack"."""
    first = tree.first_of_row(noun)
    above = done.get(place.governor) if place.governor is not None else None
    if above is None or tree.deps[first] not in ("dobj", "nsubjpass", "attr"):
        return None
    light = above.lemma in words.sets["light"] and above.kind != "nominal"
    return above.predicate if light and tree.deps[first] != "attr" else None


def arguments_of_noun(tree: Tree, noun: int, carrier: Clause | None, words: GrammarWords) -> Arguments:
    """Who does what a noun names, and to whom. Args: `carrier`, the clause of its light verb."""
    around = list(behind(tree, noun, "prep", "agent"))
    lemma = tree.lowers[noun] if tree.lowers[noun] in words.nominals else tree.lemmas[noun]
    doers = list(_doers(tree, noun))
    doers += [each._replace(how="agent") for each in around if each.preposition in ("by", "between")]
    of = [each for each in around if each.preposition == "of"]
    if lemma in words.sets["of_doer"] and not doers:
        doers, of = of, []
    if not doers and carrier is not None:
        doers = [each._replace(how="controlled") for each in carrier.doers]
    done_to = [each for each in around if lemma in words.objects_behind.get(each.preposition, ())]
    rest = tuple(each for each in around if each.preposition not in ("of", "by", "between") and each not in done_to)
    return Arguments(subjects=tuple(doers), objects=(*of, *done_to), obliques=rest)


def _doers(tree: Tree, noun: int) -> Iterator[Argument]:
    """Who stands before a noun of an act as its owner, or as the adjective or the name of a state ("a Russian attack")."""
    owners = tree.of(noun, "poss")
    for owner in owners:
        yield from (argument(tree, each, how="possessor") for each in tree.row(owner))
    if owners:
        return
    for child in tree.of(noun, "amod", "compound", "nmod"):
        named = tree.capital[child] and tree.pos[child] in ("PROPN", "ADJ")
        if (
            child < noun
            and named
            and (tree.pos[child] == "PROPN" or child == 0 or tree.last_of_sentence[child - 1] != child - 1)
        ):
            yield argument(tree, child, how="adjective")


def form_of_noun(tree: Tree, noun: int, carrier: Clause | None, above: Clause | None, words: GrammarWords) -> Verb:
    """Its tense is that of its light verb or of the verb whose subject it is, else told as present; "no" denies it."""
    negated = is_no(tree, noun, words) or is_denied(tree, noun, words) or (carrier is not None and carrier.verb.negated)
    timed = carrier or (above if tree.deps[noun] in SUBJECTS else None)
    return Verb(tense=timed.verb.tense if timed is not None else "present", negated=negated)
