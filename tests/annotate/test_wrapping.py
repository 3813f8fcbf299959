"""Which line breaks are inside a paragraph."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.wrapping import is_wrapped, unwrapped

FIRST = (
    "The delegations of both sides met in the border town on Monday and agreed to resume the talks on the river next week. " * 3
)
SECOND = (
    "The ministry said that the draft was ready and that it would be signed by the end of the month, if parliament agrees. " * 3
)


def test_paragraph_broken_at_a_width_becomes_one_line():
    wrapped = textwrap.fill(FIRST.strip(), 60)
    assert unwrapped(wrapped) == FIRST.strip()


@pytest.mark.parametrize("between", ["\n\n", "\n   ", "\n\t"], ids=["blank line", "indent", "tab"])
def test_paragraphs_stay_apart(between):
    text = f"{textwrap.fill(FIRST.strip(), 60)}{between}{textwrap.fill(SECOND.strip(), 60)}"
    assert unwrapped(text) == f"{FIRST.strip()}{between}{SECOND.strip()}"


def test_paragraph_after_a_short_line_stays_apart():
    text = f"Talks to resume\n{textwrap.fill(FIRST.strip(), 60)}"
    assert unwrapped(text).split("\n") == ["Talks to resume", FIRST.strip()]


@pytest.mark.parametrize("text", ["", "\n\n", f"Headline\n{FIRST}\n{SECOND}\n{FIRST}\n{SECOND}\n{FIRST}"])
def test_text_with_a_paragraph_a_line_is_left_as_it_is(text):
    assert not is_wrapped(text)
    assert unwrapped(text) is text


@given(st.text(alphabet="ab A.\n\t", max_size=200))
def test_no_character_moves(text):
    changed = unwrapped(text)
    assert len(changed) == len(text)
    assert all(old == new or (old, new) == ("\n", " ") for old, new in zip(text, changed, strict=True))
