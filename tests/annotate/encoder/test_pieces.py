"""Cutting texts into word pieces, with a small tokenizer made here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.annotate.encoder.pieces import BREAKS, CASES, MARKS, QUOTINGS, cut_pieces

WORDS = ["[UNK]", "the", "river", "said", "##s", "un", "i", ",", ".", ":", '"', "“", "”", "-", "—", "’", "7", "e"]


def make_tokenizer(words):
    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token=words[0]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return make_tokenizer(WORDS)


def whole(text, tokenizer):
    return cut_pieces(text, [(0, len(text))], tokenizer)


def column(text, tokenizer, number, names):
    return [names[i] for i in whole(text, tokenizer).features[:, number]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The river", ["title", "lower"], id="sentence"),
        pytest.param("THE I", ["upper", "title"], id="capitals"),
        pytest.param("uN 7", ["mixed", "none"], id="mixed-and-number"),
        pytest.param("Rivers", ["title", "title"], id="both-pieces-of-one-word"),
    ],
)
def test_case_of_the_whole_word_is_kept_beside_the_lower_case_piece(text, expected, tokenizer):
    assert column(text, tokenizer, 0, CASES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“the” river", ["opening", "inside", "closing", "outside"], id="curly"),
        pytest.param('"the" river', ["opening", "inside", "closing", "outside"], id="straight"),
        pytest.param("“the river", ["opening", "inside", "inside"], id="never-closed"),
        pytest.param("the” river", ["outside", "closing", "outside"], id="never-opened"),
    ],
)
def test_quotation_marks_set_the_state_of_what_follows(text, expected, tokenizer):
    assert column(text, tokenizer, 1, QUOTINGS) == expected


def test_quotation_that_never_closes_ends_with_its_paragraph(tokenizer):
    pieces = cut_pieces("“the\n\nriver", [(0, 4), (6, 11)], tokenizer)
    assert QUOTINGS[pieces.features[-1, 1]] == "outside"


def test_first_piece_of_a_paragraph_is_marked(tokenizer):
    pieces = cut_pieces("the river\nsaid", [(0, 9), (10, 14)], tokenizer)
    assert [BREAKS[i] for i in pieces.features[:, 2]] == ["paragraph", "spaced", "paragraph"]
    assert pieces.opens_paragraph.tolist() == [True, False, True]


def test_pieces_of_one_word_are_joined_but_a_mark_is_not(tokenizer):
    assert whole("rivers, said", tokenizer).joins_word.tolist() == [False, True, False, False]


def test_two_hyphens_are_a_dash(tokenizer):
    assert column("the -- river", tokenizer, 3, MARKS) == ["word", "long-dash", "long-dash", "word"]


def test_offsets_count_code_points_after_emoji_and_combining_marks(tokenizer):
    text = "😀 e\u0301 “the”"
    pieces = whole(text, tokenizer)
    assert [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)] == ["😀", "e\u0301", "“", "the", "”"]


def test_half_of_a_surrogate_pair_does_no_harm(tokenizer):
    pieces = whole("the \ud800river", tokenizer)
    assert pieces.starts[-1] >= 4


@given(st.text(max_size=60))
def test_every_piece_lies_in_the_text_and_none_overlap(text):
    pieces = whole(text, make_tokenizer(["[UNK]", "a", "##a"]))
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert all(pieces.ends[:-1] <= pieces.starts[1:])
