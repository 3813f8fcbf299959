"""Values as the TIMEX3 standard gives them in newswire: the table timexes.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.annotate.dates import find_timexes

pytestmark = pytest.mark.model
MARKED = re.compile(r"\[([^\]=]+)=([^\]]+)\]")
ROWS = [
    row for row in Path(__file__).with_name("timexes.txt").read_text(encoding="utf-8").splitlines() if row[:1] not in ("#", "")
]


@pytest.mark.parametrize("row", ROWS)
def test_every_expression_has_its_value(parsed, row):
    text = MARKED.sub(r"\1", row)
    wanted = [value for _, value in MARKED.findall(row)]
    assert [timex.value for timex in find_timexes(parsed(text, "2031-05-14"))] == wanted
