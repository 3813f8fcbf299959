"""Make the clauses of a document: one pass over the parse, every clause after the one around it."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.annotate.clauses.arguments import arguments_of
from onrecord.annotate.clauses.clause import Clause
from onrecord.annotate.clauses.forms import form_of
from onrecord.annotate.clauses.lookup import Clauses
from onrecord.annotate.clauses.nominals import arguments_of_noun, form_of_noun, support_of
from onrecord.annotate.clauses.outlooks import outlook_of, outlook_of_noun
from onrecord.annotate.clauses.places import is_imperative, is_question, place_of, place_of_noun
from onrecord.annotate.clauses.predicates import is_nominal, is_verbal
from onrecord.annotate.clauses.tree import Tree, tree_of
from onrecord.annotate.clauses.words import GrammarWords, grammar_words
from onrecord.annotate.quotations import quotations_in

KEY = "clauses"


def clauses_of(doc: Doc) -> Clauses:
    """The clauses of a document, made when they are first asked for and kept with it."""
    found = doc.user_data.get(KEY)
    if not isinstance(found, Clauses):
        found = doc.user_data[KEY] = build_clauses(doc)
    return found


def build_clauses(doc: Doc) -> Clauses:
    """Make the clauses from a document's parse. Cost: linear."""
    tree, words = tree_of(doc), grammar_words()
    quoted = _quoted(doc)
    count = len(tree.heads)
    verbal = {token for token in range(count) if is_verbal(tree, token)}
    nominal = {token for token in range(count) if token not in verbal and is_nominal(tree, token, words)}
    predicates = verbal | nominal
    done: dict[int, Clause] = {}
    holding: list[int | None] = [None] * count
    for token in tree.order:
        if token in predicates:
            make = _verbal if token in verbal else _nominal
            done[token] = make(tree, token, holding, done, words, quoted[token])
            holding[token] = token
        elif tree.heads[token] != token:
            holding[token] = holding[tree.heads[token]]
    return Clauses(list(done.values()), holding)


def _verbal(
    tree: Tree, token: int, holding: list[int | None], done: dict[int, Clause], words: GrammarWords, quoted: bool
) -> Clause:
    place = place_of(tree, token, holding)
    arguments = arguments_of(tree, token, place, done, words)
    above = done.get(place.parent) if place.parent is not None else None
    verb = form_of(tree, token, place, arguments, above, words)
    outlook = outlook_of(tree, token, place, verb, done, words)
    question = is_question(tree, token, place)
    imperative = is_imperative(tree, token, place, bool(arguments.subjects))
    if place.kind == "main" and question:
        outlook = "hypothetical"
    elif imperative:
        outlook = "proposed"
    particles = tree.of(token, "prt")
    return Clause(
        predicate=token,
        lemma=tree.lemmas[token],
        place=place,
        verb=verb,
        arguments=arguments,
        outlook=outlook,
        particle=tree.lowers[particles[0]] if particles else "",
        support=_carried(tree, token, words),
        question=question,
        imperative=imperative,
        quoted=quoted,
    )


def _carried(tree: Tree, verb: int, words: GrammarWords) -> int | None:
    """The noun of an act that a light verb carries."""
    if tree.lemmas[verb] not in words.sets["light"]:
        return None
    nouns = tree.of(verb, "dobj", "nsubjpass")
    return next((noun for noun in nouns if is_nominal(tree, noun, words)), None)


def _nominal(
    tree: Tree, token: int, holding: list[int | None], done: dict[int, Clause], words: GrammarWords, quoted: bool
) -> Clause:
    place = place_of_noun(tree, token, holding)
    support = support_of(tree, token, place, done, words)
    carrier = done[support] if support is not None else None
    above = done.get(place.parent) if place.parent is not None else None
    verb = form_of_noun(tree, token, carrier, above, words)
    return Clause(
        predicate=token,
        lemma=words.nominals[tree.lemmas[token]],
        place=place,
        verb=verb,
        arguments=arguments_of_noun(tree, token, carrier, words),
        outlook=outlook_of_noun(tree, token, place, carrier, done, words),
        support=support,
        quoted=quoted,
    )


def _quoted(doc: Doc) -> list[bool]:
    """For each token, whether it is inside a quotation."""
    inside = [False] * len(doc)
    for quotation in quotations_in(doc.text):
        tokens = doc.char_span(*quotation.span, alignment_mode="contract")
        if tokens is not None:
            inside[tokens.start : tokens.end] = [True] * len(tokens)
    return inside
