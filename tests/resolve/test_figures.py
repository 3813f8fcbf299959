"""Who claims a figure: the one who states it; of a poll, the one who asked."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reader import load_reader

pytestmark = pytest.mark.model

CLAIMS = [
    pytest.param("The mayor said 30 percent of the houses were empty.", [(30, "mayor")], id="stated"),
    pytest.param("About 30 percent of the houses were empty.", [(30, None)], id="by-the-report-itself"),
    pytest.param(
        "Last month 61 percent of polled Merrowans told the Orsel Institute that they would vote for the treaty.",
        [(61, "Orsel Institute")],
        id="share-that-answers-is-the-askers",
    ),
    pytest.param(
        "Last month 61 percent of polled Merrowans told the Orsel Institute that they want the treaty, with only 20 percent against it.",
        [(61, "Orsel Institute"), (20, "Orsel Institute")],
        id="what-the-share-says-too",
    ),
    pytest.param(
        "Last month 61 percent of polled Merrowans told the Orsel Institute that they want the treaty. "
        "Some 40 percent of respondents said the talks should go on.",
        [(61, "Orsel Institute"), (40, "Orsel Institute")],
        id="the-poll-before",
    ),
    pytest.param("Some 40 percent of respondents said the talks should go on.", [(40, None)], id="nobody-named-asked"),
]


@pytest.mark.parametrize(("text", "claims"), CLAIMS)
def test_claimant(text, claims):
    reading = load_reader().read(Report(id="r", language="en", text=text))
    assert [(figure.value, figure.claimed_by) for figure in reading.figures] == claims
