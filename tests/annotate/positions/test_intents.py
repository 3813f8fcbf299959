"""What somebody will or will not do, in invented sentences."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

WILLING = {
    "said of oneself": (
        "The Norwegian minister said she would free 200 prisoners.",
        "[The Norwegian minister]: support prisoners",
    ),
    "of one's own side": (
        "The Norwegian minister said his country would free 200 prisoners.",
        "[The Norwegian minister]: support prisoners",
    ),
    "told by the report": ("Norway will release the prisoners.", "Norway: support prisoners"),
    "is to": ("Norway is to send 50 tanks to Sweden.", "Norway: support military-aid"),
    "the verb is of the issue": ("Norway said it would stop its attacks on the port.", "[Norway]: support ceasefire"),
    "will lift": ("Norway said it would lift the embargo.", "[Norway]: oppose sanctions"),
    "to meet": (
        'The Norwegian minister said she would meet her counterpart "anywhere".',
        "[The Norwegian minister]: support talks",
    ),
    "not going to": (
        '"We are not going to negotiate with pirates," the Norwegian minister said.',
        "[the Norwegian minister]: oppose talks",
    ),
    "not an inch": (
        '"Not a single inch of our land will be given up," the Norwegian minister said.',
        "[the Norwegian minister]: oppose territory",
    ),
    "no intention": ("Norway said it had no intention of joining the alliance.", "[Norway]: oppose nato-membership"),
}


@pytest.mark.parametrize(("text", "expected"), WILLING.values(), ids=WILLING.keys())
def test_what_somebody_will_do_is_a_stance(positions, text, expected):
    assert expected in positions(text)


NEITHER = {
    "a thing": "Norway's plan to raise wages would put the mines at risk.",
    "a planned meeting": "The Norwegian minister will meet his Swedish counterpart on Friday for talks.",
    "talks to be held": "Norway and Sweden will hold talks in Oslo on Friday, the minister said.",
    "only where to": "Norway will send its minister to the peace conference.",
    "instead of": "Instead of accepting the ceasefire, Norway stayed silent.",
}


@pytest.mark.parametrize("text", NEITHER.values(), ids=NEITHER.keys())
def test_what_will_be_is_no_stance(positions, text):
    assert positions(text) == []
