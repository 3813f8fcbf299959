"""Who stands where on what: tables of invented sentences."""

from __future__ import annotations

import pytest

from counted import calls
from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.positions.find import find_positions
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.report import Report
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import Directory

pytestmark = pytest.mark.model

STANCES = {
    "a demand": ("Norway demanded that Sweden hand over the valley.", "Norway: demand territory"),
    "a refusal": ("Norway ruled out ceding any territory.", "Norway: oppose territory"),
    "ready": ("Norway is ready for talks.", "Norway: support talks"),
    "an offer": ("Norway offered to exchange prisoners.", "Norway: offer prisoners"),
    "a call": ("Norway called on Sweden to release the hostages.", "Norway: demand hostages"),
    "a call by a noun": ("Norway renewed calls for an end to the fighting.", "Norway: demand ceasefire"),
    "a demand by a noun": ("Norway's demand that foreign troops leave was ignored.", "Norway: demand troop-withdrawal"),
    "wanted of oneself": ("Norway wants to join the alliance.", "Norway: support nato-membership"),
    "wanted of another": ("Norway wants Sweden to hold elections.", "Norway: demand elections"),
    "wanted together": ("Norway wants a ceasefire.", "Norway: support ceasefire"),
    "insisted on for oneself": ("Norway insisted on its right to enrich uranium.", "Norway: support nuclear-enrichment"),
    "against": ("Norway was against the merger.", "Norway: oppose deal"),
    "in favour": ("Norway is in favour of a carbon tax.", "Norway: support emissions"),
    "by those named after": ("The draft was a proposal opposed by Norway on sanctions.", "Norway: oppose deal"),
    "pay": ("The union rejected a pay offer of three percent.", "union: oppose wages"),
    "tariffs": ("Norway supports tariffs on steel.", "Norway: support trade-tariffs"),
    "fossil fuels": ("Norway resisted a phase-out of fossil fuels.", "Norway: oppose fossil-fuels"),
    "in favour of doing": (
        "The minister said Norway was in favour of sending weapons to Sweden.",
        "Norway: support military-aid",
    ),
    "hoped of others": ("Norway hopes the two sides will return to talks.", "Norway: support talks"),
    "no need": ("Norway saw no need for new sanctions.", "Norway: oppose sanctions"),
    "threatened": ("Norway threatened sanctions against Sweden.", "Norway: support sanctions"),
    "off the table": (
        "Membership of the alliance is off the table, the minister said.",
        "[the minister]: oppose nato-membership",
    ),
    "without conditions": ("Norway is willing to resume talks without preconditions.", "Norway: support talks"),
    "a state and no pronoun": ("US is willing to release the prisoners.", "US: support prisoners"),
    "for it to be done": (
        "Norway called for the frozen assets to be used for the bridges.",
        "Norway: demand frozen-assets",
    ),
    "committed": ("Norway is committed to a diplomatic solution.", "Norway: support talks"),
    "open to": ("Norway is open to compromise.", "Norway: support concessions"),
    "time to": ("The minister said it was time to end the shelling.", "[The minister]: support ceasefire"),
    "cautious": ("Norway was cautious about new sanctions.", "Norway: oppose sanctions"),
    "objections dropped": ("Norway dropped its objections to the ceasefire.", "Norway: support ceasefire"),
    "cuts that are the issue": ("Norway rejected binding emission cuts.", "Norway: oppose emissions"),
    "a verb of the issue": ("Norway supports the islanders with weapons.", "Norway: support military-aid"),
    "asked of others": ("The airline is asking pilots to accept a pay cut.", "airline: demand wages"),
    "announced": ("Norway declared a ceasefire.", "Norway: support ceasefire"),
    "no deal without": (
        "The minister said there could be no peace without elections.",
        "[The minister]: support deal if without elections",
    ),
    "no talks until": (
        "The minister said there would be no negotiations until every soldier had left.",
        "[The minister]: oppose talks if until every soldier had left",
    ),
    "will not take part until": (
        "The rebels said they would not take part in any talks until the siege was lifted.",
        "[The rebels]: oppose talks if until the siege was lifted",
    ),
    "what waits for a duty": (
        "The minister said Sweden must disarm before talks can begin.",
        "[The minister]: support talks if Sweden must disarm",
    ),
    "the duty itself": (
        "The minister said Sweden must disarm before talks can begin.",
        "[The minister]: demand disarmament",
    ),
    "several parties listed": (
        "The budget was read. Holm won the backing of three parties -- the Reds, the Greens and the Blues -- after a vote.",
        "Reds+Greens+Blues: support budget",
    ),
    "needed": ("The minister said Norway needed security guarantees.", "[The minister]: demand security-guarantees"),
}


@pytest.mark.parametrize(("text", "expected"), STANCES.values(), ids=STANCES.keys())
def test_a_stance_is_read(positions, text, expected):
    assert expected in positions(text)


TURNED = {
    "not accept": ("Norway did not accept the ceasefire.", "Norway: oppose ceasefire"),
    "never agree": (
        '"We will never agree to a ceasefire," the Norwegian minister said.',
        "[the Norwegian minister]: oppose ceasefire",
    ),
    "not rule out": ("Norway did not rule out sanctions.", "Norway: support sanctions"),
    "an end demanded": ("Norway demanded an end to sanctions.", "Norway: oppose sanctions"),
    "stay out": ("Norway demanded that Sweden drop its bid to join the alliance.", "Norway: oppose nato-membership"),
    "urged not to": ("Norway urged Sweden not to send troops abroad.", "Norway: oppose peacekeepers"),
    "will not do": ("The Norwegian minister said Norway would not enforce sanctions.", "Norway: oppose sanctions"),
    "described, not turned": (
        '"We will not accept a contract that cuts our pensions," the union said.',
        "[the union]: oppose wages",
    ),
}


@pytest.mark.parametrize(("text", "expected"), TURNED.values(), ids=TURNED.keys())
def test_negation_turns_a_stance_round(positions, text, expected):
    assert positions(text) == [expected]


CONDITIONS = {
    "if": ("Norway would sign the treaty if foreign troops leave.", "Norway: support deal if if foreign troops leave"),
    "unless": ("Norway opposes the treaty unless foreign troops leave.", "Norway: oppose deal if unless foreign troops leave"),
    "in exchange": (
        "Norway is ready to release the hostages in exchange for an end to the siege.",
        "Norway: support hostages if in exchange for an end to the siege",
    ),
    "depends": (
        "The minister said any settlement depended on free elections.",
        "[The minister]: support deal if free elections",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_what_a_stance_depends_on_is_kept(positions, text, expected):
    assert expected in positions(text)


NONE = {
    "an event": "Norway ended the sanctions on Tuesday.",
    "a supposition": "It is not clear whether Norway accepts the ceasefire.",
    "a possibility": "Norway could accept a ceasefire, some fear.",
    "an accusation": "Norway accused Sweden of trying to reject the ceasefire.",
    "onlookers": "Analysts support a ceasefire.",
    "nobody named": "The ceasefire was rejected.",
    "only said": "Norway insisted that the talks had been held.",
    "the first time": "It was the first time that the ceasefire held.",
    "refuge": "Thousands of islanders sought refuge in the north.",
    "an issue alone": "The talks lasted five hours and the ceasefire held.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_stance_is_made_up(positions, text):
    assert positions(text) == []


def test_words_that_point_back_are_resolved(positions):
    text = "Norway demanded that Sweden hand over the valley. Sweden rejected this condition."
    assert positions(text) == ["Norway: demand territory", "Sweden: oppose territory"]
    aside = "Ceding the region, as Norway has demanded, was not discussed."
    assert positions(aside) == ["Norway: demand territory"]


def test_what_points_back_over_paragraphs_stays_open(positions):
    text = "Norway demanded that Sweden hand over the valley.\n\nIt rained.\n\nIt rained on.\n\nIt snowed.\n\nSweden rejected this."
    assert positions(text) == ["Norway: demand territory"]


def test_each_conjunct_is_a_position_of_its_own(positions):
    found = positions("Norway demanded the release of prisoners and an end to sanctions.")
    assert found == ["Norway: demand prisoners", "Norway: oppose sanctions"]


def test_a_stance_in_the_object_of_another_is_no_position(positions):
    assert positions("Norway demanded that Sweden accept the ceasefire.") == ["Norway: demand ceasefire"]


def test_without_issues_there_are_no_positions():
    document = parse_document(Report(id="r", text="Norway rejected the ceasefire."), load_language())
    assert find_positions(document, Vocabulary(Directory(), Codebook("none", ()))) == []


HOSTILE = [
    "",
    "\n\n",
    "“",
    "!!! ??? ...",
    "REJECTED REJECTED REJECTED",
    "🙂 rejected 🙂 the 🙂 deal",
    "Мы отвергаем сделку",
    "e\u0301" * 50,
    "if " * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_without_harm(text, vocabulary):
    document = parse_document(Report(id="r", text=text), load_language())
    assert isinstance(find_positions(document, vocabulary), list)


def test_cost_grows_linearly_with_a_report(vocabulary):
    def cost(times: int) -> int:
        text = "Norway rejected the ceasefire and demanded that Sweden release all prisoners if talks resume.\n" * times
        document = parse_document(Report(id="r", text=text), load_language())
        return calls(lambda: find_positions(document, vocabulary))

    cost(1)  # what is loaded on first use
    assert cost(200) < 12 * cost(20)
