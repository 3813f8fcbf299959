"""Clauses of invented sentences: who does what to whom, in which form, and told as what."""

from __future__ import annotations

import pytest

from onrecord.annotate.clauses import Clause, build_clauses
from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.model.report import Report


def clause_at(text: str, word: str) -> tuple[Clause, list[str]]:
    """The clause whose predicate is a word, and the document's words."""
    doc = load_language()(text)
    clauses = build_clauses(doc)
    return next(c for c in clauses.all if doc[c.predicate].text == word), [token.text for token in doc]


def told(words: list[str], arguments) -> list[str]:
    return [" ".join(words[a.first : a.last + 1]) for a in arguments]


DOERS = [
    ("Tarnian forces attacked the port of Velm on Monday.", "attacked", ["Tarnian forces"], ["the port of Velm"]),
    ("The prisoners were released by the rebels in Orm.", "released", ["the rebels in Orm"], ["The prisoners"]),
    ("The ministers met in Orm and signed an accord.", "signed", ["The ministers"], ["an accord"]),
    ("Orm and Tarn will hold talks in Velm on Friday.", "hold", ["Orm", "Tarn"], ["talks in Velm"]),
    ("Troops who crossed the river were killed and buried by villagers.", "crossed", ["Troops"], ["the river"]),
    ("Troops who crossed the river were killed and buried by villagers.", "buried", ["villagers"], ["Troops"]),
    ("The deal they signed in May collapsed.", "signed", ["they"], ["The deal"]),
    ("Prisoners held in the camp were moved.", "held", [], ["Prisoners"]),
    ("The council called on Tarn to withdraw its troops.", "withdraw", ["Tarn"], ["its troops"]),
    ("The president urged both sides to stop fighting.", "stop", ["both sides"], []),
    ("The envoy promised the mayor to return.", "return", ["The envoy"], []),
    ("Tarn accused Orm of shelling the town.", "shelling", ["Orm"], ["the town"]),
    ("After meeting the king, the envoy flew to Velm.", "meeting", ["the envoy"], ["the king"]),
    ("Despite threats by Orm to close the pass, trade continued.", "close", ["Orm"], ["the pass"]),
    ("The envoy is expected to meet the king on Tuesday.", "meet", ["The envoy"], ["the king"]),
    ("Tarn's attack on the port killed nine people.", "attack", ["Tarn 's"], ["the port"]),
    ("The raid by Orm on the village drew anger.", "raid", ["Orm"], ["the village"]),
    ("The Tarnian invasion of Orm began in May.", "invasion", ["Tarnian"], ["Orm"]),
    ("The withdrawal of Tarnian troops has begun.", "withdrawal", ["Tarnian troops"], []),
    ("An attack was launched on the depot by Orm.", "attack", ["Orm"], []),
    ("The parties managed to reach an agreement.", "agreement", ["The parties"], []),
]


@pytest.mark.parametrize(("text", "word", "doers", "undergoers"), DOERS, ids=[f"{row[1]}: {row[0]}" for row in DOERS])
def test_who_does_it_and_to_whom(text, word, doers, undergoers):
    clause, words = clause_at(text, word)
    assert told(words, clause.doers) == doers
    assert told(words, clause.undergoers) == undergoers


OUTLOOKS = [
    ("Tarnian forces attacked the port.", "attacked", "asserted"),
    ("Tarn did not attack the port or invade the island.", "invade", "denied"),
    ("Nobody in Velm signed the deal.", "signed", "denied"),
    ("Neither the king nor the queen attended.", "attended", "denied"),
    ("The ship sailed home without unloading its cargo.", "unloading", "denied"),
    ("The army no longer controls the pass.", "controls", "denied"),
    ("The minister refused to sign the treaty.", "sign", "denied"),
    ("The firm failed to pay its workers.", "pay", "denied"),
    ("Tarn did not fail to respond.", "respond", "asserted"),
    ("Tarn denied that it had bombed the bridge.", "bombed", "denied"),
    ("The president has no plans to visit Tarn.", "visit", "denied"),
    ("Tarn rejected calls to release the prisoners.", "release", "denied"),
    ("The envoy is not ready to resign.", "resign", "denied"),
    ("The council has yet to decide.", "decide", "denied"),
    ("The chancellor does not rule out sending troops.", "sending", "hypothetical"),
    ("Officials fear that Tarn will attack the port.", "attack", "feared"),
    ("The rebels threatened to close the border.", "close", "feared"),
    ("Fears of an invasion by Tarn have grown.", "invasion", "feared"),
    ("The council called on Tarn to withdraw its troops.", "withdraw", "proposed"),
    ("Orm called for the withdrawal of Tarnian troops.", "withdrawal", "proposed"),
    ("The ministry wants Orm to pay.", "pay", "proposed"),
    ("Tarn should release the sailors.", "release", "proposed"),
    ("Orm must not attack the port.", "attack", "proposed"),
    ("Sign the treaty now.", "Sign", "proposed"),
    ("The envoy is expected to meet the king on Tuesday.", "meet", "planned"),
    ("The prisoners will be exchanged for three sailors captured in May.", "exchanged", "planned"),
    ("The prisoners will be exchanged for three sailors captured in May.", "captured", "asserted"),
    ("The river is going to flood the town.", "flood", "planned"),
    ("The plan was to open the border.", "open", "planned"),
    ("Orm and Tarn will hold talks in Velm on Friday.", "talks", "planned"),
    ("Orm is preparing for an attack on the port.", "attack", "planned"),
    ("Orm said it would withdraw its troops if Tarn agreed.", "withdraw", "planned"),
    ("Orm said it would withdraw its troops if Tarn agreed.", "agreed", "hypothetical"),
    ("The rebels could strike again.", "strike", "hypothetical"),
    ("If attacked, Orm would respond.", "respond", "hypothetical"),
    ("The minister said he did not know whether Tarn had agreed.", "agreed", "hypothetical"),
    ("It is possible that the crew fled.", "fled", "hypothetical"),
    ("Will Tarn accept the plan?", "accept", "hypothetical"),
    ("Until Tarn leaves the island, Orm will not negotiate.", "leaves", "hypothetical"),
    ("The government cancelled a planned visit to Orm.", "visit", "denied"),
    ("The vote will be followed by a meeting of the two kings.", "meeting", "planned"),
    ("The vote was followed by a meeting of the two kings.", "meeting", "asserted"),
    ("There was no attack on the port.", "attack", "denied"),
    ("The parties managed to reach an agreement.", "agreement", "asserted"),
    ("The army was forced to retreat.", "retreat", "asserted"),
    ("Not only did Tarn bomb the port.", "bomb", "asserted"),
]


@pytest.mark.parametrize(("text", "word", "outlook"), OUTLOOKS, ids=[f"{row[1]}: {row[0]}" for row in OUTLOOKS])
def test_outlook(text, word, outlook):
    assert clause_at(text, word)[0].outlook == outlook


FORMS = [
    ("Tarn has closed the pass.", "closed", "main", "past", "none", False),
    ("Tarn closes the pass.", "closes", "main", "present", "none", False),
    ("Tarn will close the pass.", "close", "main", "future", "none", False),
    ("The pass may be closed.", "closed", "main", "present", "possible", True),
    ("The general said the army may attack and destroy the bridge.", "destroy", "complement", "present", "possible", False),
    ("Orm has to leave.", "leave", "infinitive", "present", "necessary", False),
    ("The ministry wants to pay.", "pay", "infinitive", "future", "desired", False),
    ("The president flew to Velm to end the war.", "end", "infinitive", "future", "purpose", False),
    ("The parties managed to agree.", "agree", "infinitive", "past", "none", False),
    ("Prisoners held in the camp were moved.", "held", "participle", "past", "none", True),
    ("Troops who crossed the river were moved.", "crossed", "relative", "past", "none", False),
    ("The army struck the town after the rebels left.", "left", "adverbial", "past", "none", False),
]


@pytest.mark.parametrize(
    ("text", "word", "kind", "tense", "modality", "passive"), FORMS, ids=[f"{r[1]}: {r[0]}" for r in FORMS]
)
def test_form(text, word, kind, tense, modality, passive):
    clause, _ = clause_at(text, word)
    assert (clause.kind, clause.tense, clause.modality, clause.passive) == (kind, tense, modality, passive)


@pytest.mark.parametrize(
    ("text", "word", "mark"),
    [
        ("The army struck the town after the rebels left.", "left", "after"),
        ("Orm will pay if Tarn agrees.", "agrees", "if"),
        ("Tarn denied that it had bombed the bridge.", "bombed", "that"),
        ("The ship sailed home without unloading its cargo.", "unloading", "without"),
        ("Despite threats by Orm, trade continued.", "threats", "despite"),
    ],
)
def test_the_word_that_opens_a_clause(text, word, mark):
    assert clause_at(text, word)[0].mark == mark


def test_what_is_asked_ordered_and_quoted():
    assert clause_at("What did the minister say?", "say")[0].question
    assert clause_at("Nobody knew what they would take.", "take")[0].question
    assert clause_at("Do not open the gates.", "open")[0].imperative
    assert clause_at("“We will leave the island,” the general said.", "leave")[0].quoted
    assert not clause_at("“We will leave the island,” the general said.", "said")[0].quoted


def test_a_light_verb_and_its_noun_point_at_each_other():
    verb, words = clause_at("It launched an attack on the depot.", "launched")
    noun, _ = clause_at("It launched an attack on the depot.", "attack")
    assert (words[verb.support], words[noun.support]) == ("attack", "launched")


def test_a_preposition_comes_with_its_phrase():
    clause, words = clause_at("The king gave a letter to the envoy in the hall.", "gave")
    assert [(a.preposition, words[a.head]) for a in clause.arguments.obliques] == [("to", "envoy"), ("in", "hall")]


def test_clauses_are_looked_up_by_token():
    document = parse_document(
        Report(id="r", text="Orm said the attack on the port had failed.", language="en"), load_language()
    )
    clauses, words = document.clauses, [token.text for token in document.doc]
    failed = clauses.at(words.index("failed"))
    assert clauses.of_token(words.index("port")) == clauses.at(words.index("attack"))
    assert clauses.of_verb(words.index("port")) == failed
    assert [words[c.predicate] for c in clauses.over(failed)] == ["said"]
    assert clauses.at(words.index("port")) is None
    assert clauses.subjects_of(words.index("port")) == ()
    assert document.clauses is clauses


@pytest.mark.parametrize("text", ["", "   \n ", "No verb here", "?!", "Attack"])
def test_text_without_a_clause(text):
    doc = load_language()(text)
    clauses = build_clauses(doc)
    assert all(clauses.of_token(i) in (None, *clauses.all) for i in range(len(doc)))
