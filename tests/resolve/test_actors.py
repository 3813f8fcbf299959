"""Who speaks, and for whom: tables of invented sentences, the speaker of each statement in brackets."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

V, T, COUNCIL = "Velmora", "Tessaria", "Council of Littoral States"
DORRAN, VASCH = ("Ilka Dorran", V), ("Teodor Vasch", V)
HENRIK, BRUNO = ("Henrik Salvane", T), ("Bruno Salvane", T)

NAMES = {
    "full name": ("[Ilka Dorran] said the talks would go on.", [DORRAN]),
    "surname alone, known to the directory": ("[Dorran] said the talks would go on.", [DORRAN]),
    "surname after full name": ("Ilka Dorran flew home. [Dorran] said the talks would go on.", [DORRAN]),
    "surname before full name": ("[Vasch] said no.\nTeodor Vasch is due in Lunet next week.", [VASCH]),
    "title and name": ("[Foreign Minister Teodor Vasch] said the talks would go on.", [VASCH]),
    "title of address": ("[Mr Vasch] said the talks would go on.", [VASCH]),
    "demonym, title and name": ("[Velmoran President Ilka Dorran] said the talks would go on.", [DORRAN]),
    "possessive state, title and name": ("[Velmora's president, Ilka Dorran], said the talks would go on.", [DORRAN]),
    "another spelling in the directory": ("[Theodor Vasch] said the talks would go on.", [VASCH]),
    "another spelling of a surname": ("[Teodor Vash] said the talks would go on.", [VASCH]),
    "in capitals": ("[ILKA DORRAN] said the talks would go on.", [DORRAN]),
    "accented": ("[Ílka Dorrán] said the talks would go on.", [DORRAN]),
    "one surname, two people, by full names": (
        "[Henrik Salvane] said yes. [Bruno Salvane] said no.",
        [HENRIK, BRUNO],
    ),
    "one surname, two people, by title": (
        "Henrik Salvane and Bruno Salvane met. [Prime Minister Salvane] said it was a start.",
        [HENRIK],
    ),
    "a state": ("[Velmora] said it would wait.", [(V, V)]),
    "a capital for its state": ("[Lunet] said it would wait.", [(T, T)]),
    "a palace for an office": ("[The Amber Palace] said it would wait.", [("Amber Palace", V)]),
    "a body": ("[The Council of Littoral States] said it would wait.", [(COUNCIL, COUNCIL)]),
    "an outlet speaks for nobody": ("[The Lunet Wire] said the road was closed.", [("Lunet Wire", None)]),
    "a former holder speaks for nobody": ("[Marek Osterling] said the plan was weak.", [("Marek Osterling", None)]),
}

TAUGHT = {
    "apposition before the name": (
        "[Tessaria's ambassador to Velmora, Olen Prask], said the door was open. [Prask] added that time was short.",
        [("Olen Prask", T), ("Olen Prask", T)],
    ),
    "apposition after the name": (
        "[Olen Prask], the Tessarian ambassador to Velmora, said the door was open.",
        [("Olen Prask", T)],
    ),
    "title of a state": ("[Tessarian Defence Minister Olen Prask] said the door was open.", [("Olen Prask", T)]),
    "spokesman of a ministry of a state": (
        "[Velmoran Foreign Ministry spokeswoman Lira Toren] said the door was open.",
        [("Lira Toren", V)],
    ),
    "analyst": ("[Olen Prask], an analyst at the Delta Institute, said the door was open.", [("Olen Prask", None)]),
    "analyst of a state": ("[Olen Prask], a Tessarian analyst, said the door was open.", [("Olen Prask", None)]),
    "professor": ("[Lira Toren], a professor of history, said the door was open.", [("Lira Toren", None)]),
    "chief executive": (
        "[Olen Prask], chief executive of Harrow Steel, said the plant would stay open.",
        [("Olen Prask", "Harrow Steel")],
    ),
    "spokesman of a person's office": ("[Dorran's spokesman Olen Prask] said no.", [("Olen Prask", V)]),
    "name with initials": ("[Teodor R. Vasch] said no.", [VASCH]),
    "double surname": (
        "[Lira Toren-Hale], a retired judge, said no. [Ms Toren-Hale] added that it was late.",
        [("Lira Toren-Hale", None)] * 2,
    ),
    "minister without a state, in a report on one": (
        "The Tessarian cabinet met all night. [Defence Minister Olen Prask] said no.",
        [("Olen Prask", T)],
    ),
    "former minister": ("[Former Tessarian minister Olen Prask] said the plan was weak.", [("Olen Prask", None)]),
}

DESCRIPTIONS = {
    "role of a state, by the report's day": ("[The Velmoran president] said no.", [DORRAN]),
    "role with a possessive": ("[Velmora's foreign minister] said no.", [VASCH]),
    "the minister, after the name": ("Foreign Minister Teodor Vasch arrived. [The minister] said no.", [VASCH]),
    "the president, after the name": ("Ilka Dorran flew to Lunet. [The president] said no.", [DORRAN]),
    "unnamed official": ("[A Tessarian official] said no.", [("Tessarian official", T)]),
    "unnamed officials, counted": ("[Two Tessarian officials] said no.", [("Tessarian officials", T)]),
    "unnamed official taken up": (
        "[A senior Tessarian official] said no. [The official] added that the plan was dead.",
        [("senior Tessarian official", T)] * 2,
    ),
    "a ministry": ("[The Tessarian defence ministry] said no.", [("Tessarian defence ministry", T)]),
    "a ministry taken up": (
        "[The Tessarian defence ministry] said no. [The ministry] added that it would wait.",
        [("Tessarian defence ministry", T)] * 2,
    ),
    "a body taken up by its kind": (
        "[The Council of Littoral States] met on Monday. [The council] said the line would stay.",
        [(COUNCIL, COUNCIL)] * 2,
    ),
    "officials of a body": (
        "[NATO officials] said no.",
        [("NATO officials", "NATO")],
    ),
    "chief of staff": ("[Dorran's chief of staff] said no.", [("Dorran's chief of staff", V)]),
    "the leader of a state, named before": ("Ilka Dorran left early. [The Velmoran leader] said no.", [DORRAN]),
    "a spokesman among others": (
        "[An Amber Palace spokesman] said no. [Foreign Minister Teodor Vasch] said yes.",
        [("Amber Palace spokesman", V), VASCH],
    ),
    "a letter": (
        "In a letter to the council, [Dorran] wrote that the line would stay. [The letter] said nothing of the road.",
        [DORRAN, DORRAN],
    ),
    "a government": ("[The Tessarian government] said no.", [("Tessarian government", T)]),
    "witnesses": ("[Witnesses] said the road was closed.", [("Witnesses", None)]),
    "analysts": ("[Some analysts] said the plan was weak.", [("analysts", None)]),
    "residents of a state": ("[Velmoran residents] said the road was closed.", [("Velmoran residents", None)]),
    "named only later": (
        "[Tessaria's deputy transport minister] said the road would open.\n"
        '"It will open," [Deputy Transport Minister Olen Prask] told reporters.',
        [("Olen Prask", T)] * 2,
    ),
    "several states": ("[Velmora and Tessaria] said they would wait.", [("Velmora and Tessaria", None)]),
}

PRONOUNS = {
    "she": ("Ilka Dorran arrived in Lunet. [She] said no.", [DORRAN]),
    "he": ("Teodor Vasch arrived in Lunet. [He] said no.", [VASCH]),
    "he, not she": ("Teodor Vasch arrived before Ilka Dorran. [He] said no.", [VASCH]),
    "she, not he": ("Ilka Dorran met Teodor Vasch. [She] said no.", [DORRAN]),
    "subject before object": ("Teodor Vasch called Henrik Salvane on Monday. [He] said no.", [VASCH]),
    "in one sentence": ("[Teodor Vasch] said no, and [he] added that talks would go on.", [VASCH, VASCH]),
    "the speaker before": ('[Henrik Salvane] said no.\n"We will wait," [he] said.', [HENRIK, HENRIK]),
    "outside a quote whose mark opens in place of closing": (
        "Henrik Salvane left early.\n“We will wait, “[he] said.\n“It is late.”",
        [HENRIK],
    ),
    "it, a state": ("[Velmora] rejected the plan. [It] said the line was wrong.", [(V, V)] * 2),
    "they, officials": (
        "[Tessarian officials] left early. [They] said the plan was dead.",
        [("Tessarian officials", T)] * 2,
    ),
    "the possessor of a speech": ("Henrik Salvane left early. In Vasch's speech, [he] said no.", [VASCH]),
    "who": ("The envoy met Teodor Vasch, [who] said no.", [VASCH]),
    "two people of one surname by form of address": (
        "Maria Toren and Peter Toren were married here. [Mrs Toren] said no. [Mr Toren] said yes.",
        [("Maria Toren", None), ("Peter Toren", None)],
    ),
    "she, by a given name": ("Maria Toren, a lawyer, met Peter Hale. [She] said no.", [("Maria Toren", None)]),
    "he, by a given name": ("Maria Toren met Peter Hale, a lawyer. [He] said no.", [("Peter Hale", None)]),
    "before the name": ("[He] said no.\nMr Vasch left the hall.", [VASCH]),
    "nobody fits": ("[She] said no.", [("She", None)]),
}

PRIVATE = {
    "a resignation": ("[Henrik Salvane] said he would resign in May.", [("Henrik Salvane", None)]),
    "a campaign": ("[Ilka Dorran] said she would run for a third term.", [("Ilka Dorran", None)]),
    "another's resignation": ("[Ilka Dorran] said the resignation of the mayor was welcome.", [DORRAN]),
}

TABLES = {"names": NAMES, "taught": TAUGHT, "descriptions": DESCRIPTIONS, "pronouns": PRONOUNS, "private": PRIVATE}
CASES = [pytest.param(*case, id=f"{table}: {name}") for table, cases in TABLES.items() for name, case in cases.items()]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_speakers_and_parties(desk, written, expected):
    assert desk.speakers(written) == expected


def test_a_role_depends_on_the_day(desk):
    sentence = "[The Velmoran president] said no."
    assert desk.speakers(sentence, published="2020-01-01") == [("Marek Osterling", V)]
    assert desk.speakers(sentence, published="2026-02-10") == [DORRAN]


def test_the_interviewer_is_the_publisher(desk):
    assert desk.speakers("[I] asked whether the talks would go on.") == [("Arden Courier", None)]
    assert desk.speakers("[I] asked whether the talks would go on.", publisher=None) == [(None, None)]


def test_a_place_is_no_speaker(desk):
    reading = desk.read("[Teodor Vasch] said the envoys had met in Arden and near the Amber Palace.")
    assert [
        m.actor for m in reading.mentions if reading.report.text[m.span.start : m.span.end] in ("Arden", "Amber Palace")
    ] == []


def test_people_of_one_report_stay_local_to_it(desk):
    reading = desk.read("[Olen Prask], an analyst, said the door was open. [A Tessarian official] said no.")
    assert all(":" in s.source.actor for s in reading.statements)
    assert desk.vocabulary.directory.find("Olen Prask") == ()


def test_candidates_are_kept_with_scores(desk):
    reading = desk.read("[Salvane] said no.")
    mention = reading.mentions[0]
    assert {c.actor for c in mention.candidates} >= {mention.actor}
    assert all(0 <= c.score <= 1 for c in mention.candidates)


def test_every_actor_of_the_statements_is_listed(desk):
    reading = desk.read("[Teodor Vasch] said no. [A Tessarian official] said yes. [Velmora and Tessaria] said they would wait.")
    listed = {actor.id for actor in reading.actors}
    assert {s.source.actor for s in reading.statements} <= listed
    assert {m.actor for m in reading.mentions} <= listed


HOSTILE = {
    "empty": "",
    "blank": " \n\n ",
    "capitals": "TEODOR VASCH SAID NO. HE SAID HE WOULD WAIT. " * 5,
    "cyrillic": "Президент сказал, что переговоры продолжатся. [Он] сказал.",
    "emoji": "🙂 [Teodor Vasch] 🙂 said 🙂 no 🙂",
    "combining": "T\u0301eodor Va\u0308sch said no. [He\u0301] said.",
    "unclosed quote": '"We will wait, [he] said. ' * 20,
    "possessives": "Vasch's minister's aide's driver's [friend] said no.",
    "only pronouns": "[he] said she said they said it said we said I said",
}


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read(desk, written):
    reading = desk.read(written)
    assert reading.report.text == written.replace("[", "").replace("]", "")


def test_ids_hold_over_a_second_reading(desk):
    written = "[Teodor Vasch] said no. [He] said the talks would go on."
    assert [s.id for s in desk.read(written).statements] == [s.id for s in desk.read(written).statements]
    assert len({s.id for s in desk.read(written).statements}) == 2
