"""Promises in invented sentences."""

from __future__ import annotations

import pytest

from onrecord.annotate.commitments import find_commitments
from onrecord.annotate.document import parse_document
from onrecord.annotate.language import load_language
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.model.draft import Quotation, StatementDraft
from onrecord.model.reading import Timex
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.scheme.codebook import Codebook
from onrecord.scheme.directory import load_directory

pytestmark = pytest.mark.model
VOCABULARY = Vocabulary(load_directory(), Codebook(name="none", issues=()))

PROMISES = [
    pytest.param("Norway promised to withdraw its troops.", ["Norway"], "withdraw its troops", None, None, id="infinitive"),
    pytest.param("Norway pledged that it would pay Sweden.", ["Norway"], "pay Sweden", None, None, id="clause"),
    pytest.param(
        "Norway made a commitment to Sweden to open the border.", ["Norway"], None, "Sweden", None, id="noun-and-addressee"
    ),
    pytest.param("Norway vowed to sign if Sweden agrees.", ["Norway"], "sign", None, "if Sweden agrees", id="condition"),
    pytest.param("Norway promised Sweden not to attack the dam.", ["Norway"], "not to attack the dam", "Sweden", None, id="negated"),
    pytest.param("Norway promised on Sunday at a rally to end the strike.", ["Norway"], "end the strike", None, None, id="time-between"),
    pytest.param("Sweden was promised ten ships by Norway.", ["Norway"], "ten ships", "Sweden", None, id="passive"),
    pytest.param("Ten ships have been promised by Norway.", ["Norway"], "Ten ships", None, None, id="passive-thing"),
    pytest.param("Norway and Sweden signed a deal to exchange forty prisoners.", ["Norway", "Sweden"],
                 "exchange forty prisoners", None, None, id="deal"),
    pytest.param("Under the accord, Norway will open the harbour.", ["Norway"], None, None, None, id="terms-of-a-deal"),
    pytest.param("The agreement commits Norway to close the camp.", ["Norway"], "close the camp", None, None, id="bound-by-a-deal"),
    pytest.param("Norway agreed to leave the harbour in exchange for a ceasefire.", ["Norway"], None, None,
                 "in exchange for a ceasefire", id="in-exchange"),
    pytest.param("Norway promised to pay once Sweden signs.", ["Norway"], "pay", None, "once Sweden signs", id="once"),
    pytest.param("Norway pledged to stay unless Sweden leaves.", ["Norway"], "stay", None, "unless Sweden leaves", id="unless"),
    pytest.param("Norway will, under the truce, free the sailors provided that Sweden leaves.", ["Norway"], None, None,
                 "provided that Sweden leaves", id="provided-that"),
]  # fmt: skip
# What somebody says of an act of their own: the words, who said it by which cue, what is promised, by whom (none: by the source).
ANNOUNCED = [
    pytest.param("Norway said it would withdraw its troops by May.", ("Norway", "said", "it would withdraw its troops by May"),
                 "withdraw its troops by May", [], id="said-it-would"),
    pytest.param("Ada Brenn said she will meet the miners.", ("Ada Brenn", "said", "she will meet the miners"),
                 "meet the miners", [], id="she-will"),
    pytest.param("Norway announced that its troops will leave the dam.", ("Norway", "announced", "its troops will leave the dam"),
                 "its troops will leave the dam", [], id="its-troops"),
    pytest.param("The minister said Norway would close the camp.", ("The minister", "said", "Norway would close the camp"),
                 "close the camp", ["Norway"], id="by-name"),
    pytest.param("“We will open the sluices,” Ada Brenn said.", ("Ada Brenn", "said", "We will open the sluices"),
                 "open the sluices", [], id="quoted"),
    pytest.param("“Once the snow melts, we will open the pass,” Ada Brenn said.",
                 ("Ada Brenn", "said", "Once the snow melts, we will open the pass"), "open the pass", [], id="quoted-once"),
    pytest.param("Norway said it would take measures at the dam.", ("Norway", "said", "it would take measures at the dam"),
                 "take measures at the dam", [], id="take-measures"),
    pytest.param("Norway confirmed its participation in the talks.", ("Norway", "confirmed", "its participation in the talks"),
                 "its participation in the talks", ["Norway"], id="confirmed"),
    pytest.param("Norway said it would not attack the dam.", ("Norway", "said", "it would not attack the dam"),
                 "not attack the dam", [], id="would-not-attack"),
]  # fmt: skip
NOT_ANNOUNCED = [
    pytest.param("Norway said it would probably leave.", ("Norway", "said", "it would probably leave"), id="unsure"),
    pytest.param("Norway said it would win the war.", ("Norway", "said", "it would win the war"), id="no-act"),
    pytest.param("Norway predicted it would open the pass.", ("Norway", "predicted", "it would open the pass"), id="foretold"),
    pytest.param("Norway warned it would shell the dam.", ("Norway", "warned", "it would shell the dam"), id="threat"),
    pytest.param("Norway hoped it would leave.", ("Norway", "hoped", "it would leave"), id="hoped"),
    pytest.param("Norway said it would never accept the map.", ("Norway", "said", "it would never accept the map"), id="refused"),
    pytest.param("Norway did not say what it would close.", ("Norway", "say", "what it would close"), id="asked"),
    pytest.param("“Why would we leave the dam?” Ada Brenn said.", ("Ada Brenn", "said", "Why would we leave the dam"), id="question"),
    pytest.param("“I'll be stopped there,” Ada Brenn said.", ("Ada Brenn", "said", "I'll be stopped there"), id="done-to-one"),
    pytest.param("Ada Brenn said she will take office in May.", ("Ada Brenn", "said", "she will take office in May"), id="befalls"),
    pytest.param("“They will leave the dam,” Ada Brenn said.", ("Ada Brenn", "said", "They will leave the dam"), id="others"),
    pytest.param("“I think we will leave the dam,” Ada Brenn said.", ("Ada Brenn", "said", "I think we will leave the dam"), id="thought"),
    pytest.param("“If we leave the dam, they will shell it,” Ada Brenn said.",
                 ("Ada Brenn", "said", "If we leave the dam, they will shell it"), id="in-a-condition"),
    pytest.param("Ada Brenn said that they want us to close the camp.",
                 ("Ada Brenn", "said", "they want us to close the camp"), id="wanted"),
]  # fmt: skip


def read(text: str, dates: dict[str, str] | None = None, said: tuple[str, str, str] | None = None):
    document = parse_document(Report(id="r", text=text, published="2031-05-14"), load_language())
    found = document.annotations
    for words, value in (dates or {}).items():
        found.dates.append(Timex(span=span_of(words, text), value=value, type="DATE"))
    if said is not None:
        source, cue, content = ((span_of(words, text),) for words in said)
        quoted = text.startswith("“")
        found.statements.append(StatementDraft(source, cue, content, kind="direct" if quoted else "indirect"))
        found.quotations += [Quotation(content[0])] if quoted else []
    return find_commitments(document, VOCABULARY)


def span_of(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(("text", "holders", "what", "to", "condition"), PROMISES)
def test_what_is_promised(text, holders, what, to, condition):
    (first,) = read(text)
    assert [text[slice(*s)] for s in first.holders] == holders
    assert what is None or text[slice(*first.what)] == what
    assert (text[slice(*first.to)] if first.to else None) == to
    assert (text[slice(*first.condition)] if first.condition else None) == condition


@pytest.mark.parametrize(("text", "said", "what", "holders"), ANNOUNCED)
def test_what_is_announced(text, said, what, holders):
    (promise,) = read(text, said=said)
    assert text[slice(*promise.what)] == what
    assert [text[slice(*s)] for s in promise.holders] == holders
    assert (promise.statement, promise.own) == (0, holders == ["Norway"] and "minister" in text)


def test_his_promise_is_of_the_person_named_before():
    text = "John Smith spoke of his promise to open the border."
    (promise,) = read(text)
    assert [text[slice(*s)] for s in promise.holders] == ["John Smith"]
    assert text[slice(*promise.what)] == "open the border"


@pytest.mark.parametrize(("text", "said"), NOT_ANNOUNCED)
def test_what_announces_nothing(text, said):
    assert read(text, said=said) == []


def test_a_row_of_a_thousand_verbs_is_read():
    row = "close and open and " * 600
    text = f"“We will {row}leave,” Ada Brenn said."
    assert read(text, said=("Ada Brenn", "said", f"We will {row}leave"))


def test_the_day_by_which_it_is_due():
    (promise,) = read("Norway promised to withdraw its troops by 1 June.", {"1 June": "2031-06-01"})
    assert promise.deadline == 0


def test_an_arranged_act_needs_a_day_to_come():
    said = ("Norway", "said", "it is sending an envoy on Friday")
    assert len(read("Norway said it is sending an envoy on Friday.", {"Friday": "2031-05-16"}, said)) == 1
    assert read("Norway said it is sending an envoy on Friday.", {"Friday": "2031-05-09"}, said) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway kept its promise to open the sluices.", "kept"),
        ("Norway broke its promise to open the sluices.", "broken"),
        ("Norway reneged on its pledge to open the sluices.", "broken"),
        ("Norway must keep its promise to open the sluices.", "promised"),
        ("Norway did not break its promise to open the sluices.", "promised"),
    ],
)
def test_what_the_report_itself_says_became_of_it(text, status):
    (promise,) = read(text)
    assert (promise.status, text[slice(*promise.what)]) == (status, "open the sluices")


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not promise to withdraw.",
        "Nobody in Norway promised to withdraw.",
        "Norway demanded a guarantee to withdraw.",
        "Norway should promise to withdraw.",
        "Sweden asked Norway to commit to a ceasefire.",
        "Sweden asked if Norway would pledge to leave.",
        "Norway refused to promise to leave.",
        "Norway undertook a tour of the north.",
        "Norway agreed that the bridge was old.",
        "Under a possible deal, Norway would open the harbour.",
        "The ships were promised.",
        "",
        "🙂 promise",
    ],
)
def test_what_is_no_promise(text):
    assert read(text) == []
