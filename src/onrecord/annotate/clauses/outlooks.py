"""Outlook: whether a clause is told as a fact, or as planned, proposed, supposed, feared or denied.

It comes from the clause's own words and from the word that governs it; a denial of that word turns it round.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.annotate.clauses.clause import Clause, Outlook, Place, Verb
from onrecord.annotate.clauses.predicates import is_no
from onrecord.annotate.clauses.tree import Tree
from onrecord.annotate.clauses.words import GrammarWords

# What the denial of a governor leaves: "did not agree to" denies, "did not rule out" leaves possible.
TURNED: dict[Outlook, Outlook] = {
    "asserted": "denied",
    "planned": "denied",
    "proposed": "denied",
    "hypothetical": "denied",
    "feared": "hypothetical",
    "denied": "hypothetical",
}
UNREAL = frozenset({"planned", "proposed", "hypothetical", "feared", "denied"})
# A plan or a wish bears on a clause with a tense of its own only where that is to come.
WILLED = frozenset({"planned", "proposed"})
NONFINITE = frozenset({"infinitive", "participle"})
OBJECTS = frozenset({"dobj", "nsubjpass", "pobj", "attr", "dative"})


def outlook_of(
    tree: Tree, predicate: int, place: Place, verb: Verb, done: Mapping[int, Clause], words: GrammarWords
) -> Outlook:
    """The outlook of a clause with a verb."""
    above = done.get(place.parent) if place.parent is not None else None
    own = _own(place, verb, words)
    over = _over(tree, predicate, place, verb, above, words)
    if over is not None and (over != "asserted" or own is None):
        return over
    if own == "hypothetical" and verb.modality == "conditional" and _is_reported(place, above):
        return "planned"
    if own is None and above is not None and above.outlook in UNREAL and _goes_with(tree, predicate, place, verb, words):
        return above.outlook if above.outlook != "denied" else "hypothetical"
    return own or ("planned" if verb.tense == "future" else "asserted")


def _own(place: Place, verb: Verb, words: GrammarWords) -> Outlook | None:
    if place.mark in words.sets["conditions"]:
        return "hypothetical"
    if verb.negated and verb.modality != "necessary":
        return "hypothetical" if verb.modality == "possible" and verb.perfect else "denied"
    if verb.modality in ("possible", "conditional"):
        return "hypothetical"
    if verb.modality in ("necessary", "desired"):
        return "proposed"
    return "planned" if verb.tense == "future" and place.kind != "infinitive" else None


def _is_reported(place: Place, above: Clause | None) -> bool:
    """Whether "would" is the future of what was said: "said it would leave"."""
    supposed = place.mark == "whether" or place.mark == "if"
    return (
        place.kind == "complement"
        and not supposed
        and above is not None
        and above.verb.tense == "past"
        and place.governor == above.predicate
    )


def _goes_with(tree: Tree, predicate: int, place: Place, verb: Verb, words: GrammarWords) -> bool:
    """Whether a clause is only as real as the one around it: a participle at it, or "after they leave"."""
    if place.kind == "participle":
        return tree.deps[tree.first_of_row(predicate)] in ("advcl", "xcomp", "pcomp", "dobj") and not verb.passive
    return place.kind == "adverbial" and place.mark in words.sets["temporal"] and verb.tense == "present"


def _over(tree: Tree, predicate: int, place: Place, verb: Verb, above: Clause | None, words: GrammarWords) -> Outlook | None:
    """What the word over a clause makes of it; None where it leaves it as it is."""
    governor = place.governor
    if governor is None or place.kind in ("main", "relative", "adverbial"):
        return None
    effect = words.governors.get(tree.lemmas[governor])
    hung_on_noun = tree.deps[tree.first_of_row(predicate)] == "relcl"
    if effect is None or (place.adjunct and not hung_on_noun) or tree.deps[tree.first_of_row(predicate)] in ("csubj", "nsubj"):
        return None
    if tree.lowers[governor] == "going":
        effect = "planned"
    if effect == "real":
        return above.outlook if above is not None and place.kind in NONFINITE and place.governor == above.predicate else None
    to_come = place.kind in NONFINITE or verb.tense == "future" or verb.modality != "none" or tree.tags[predicate] == "VB"
    return turned(tree, governor, effect, above, words) if to_come or effect not in WILLED else None


def turned(tree: Tree, governor: int, effect: Outlook, above: Clause | None, words: GrammarWords) -> Outlook:
    """The effect of a governor, turned round where it is denied: "had no plans to", "rejected calls to", "is not ready to"."""
    if is_no(tree, governor, words):
        return TURNED[effect]
    if above is not None and above.verb.negated and above.lemma in words.sets["omitting"]:
        return "asserted"
    if above is None:
        return effect
    if tree.pos[governor] in ("NOUN", "PROPN") and governor != above.predicate:
        denied = words.governors.get(above.lemma) == "denied" and tree.deps[governor] in OBJECTS
        return TURNED[effect] if denied and not above.verb.negated else effect
    if above.verb.negated and above.kind != "nominal":
        return TURNED[effect]
    if above.kind == "nominal" and above.outlook == "denied":
        return TURNED[effect]
    return effect


def outlook_of_noun(
    tree: Tree, noun: int, place: Place, carrier: Clause | None, done: Mapping[int, Clause], words: GrammarWords
) -> Outlook:
    """The outlook of the noun of an act: by the words before it, its light verb, or the word over it."""
    if is_no(tree, noun, words):
        return "denied"
    above = done.get(place.parent) if place.parent is not None else None
    if carrier is not None:
        over: Outlook | None = carrier.outlook
    else:
        over = _under(tree, noun, place, above, words) if above is not None else None
    if over is not None and over != "asserted":
        return over
    told = [
        words.modifiers[tree.lemmas[child]]
        for child in tree.children[noun]
        if child < noun and tree.lemmas[child] in words.modifiers
    ]
    return told[0] if told else "asserted"


def _under(tree: Tree, noun: int, place: Place, above: Clause, words: GrammarWords) -> Outlook | None:
    dep = tree.deps[tree.first_of_row(noun)]
    brought = dep == "pobj" and place.mark == "by" and above.verb.passive
    if (dep in ("nsubj", "nsubjpass") or brought) and place.governor == above.predicate and above.outlook != "denied":
        return above.outlook
    if dep not in OBJECTS or place.governor is None:
        return None
    effect = words.governors.get(tree.lemmas[place.governor])
    if effect is None or effect == "real" or (dep == "pobj" and place.mark not in ("for", "to", "of", "out", "against", "on")):
        return None
    if dep == "pobj" and tree.pos[place.governor] in ("NOUN", "PROPN") and place.mark != "for" and effect != "denied":
        return turned(tree, place.governor, effect, above, words) if place.mark == "of" else None
    return turned(tree, place.governor, effect, above, words)
