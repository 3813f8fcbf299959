import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InvalidReport
from onrecord.ingest.encoding import MAX_TEXT_CHARS, check_length, decode


@given(
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\ufeff")).filter(lambda text: text.strip())
)
def test_utf8_comes_back_code_point_for_code_point(text):
    data = text.encode()
    if data.strip():
        assert decode(data, "report") == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings(encoding):
    assert decode("Zażółć 🙂".encode(encoding), "report") == "Zażółć 🙂"


def test_line_ends_are_kept():
    assert decode(b"one\r\ntwo\r", "report") == "one\r\ntwo\r"


def test_windows_text_is_told_by_its_letters():
    text = "Le ministre a déclaré que les négociations étaient terminées. « Nous verrons », a-t-il ajouté à Genève. " * 3
    assert decode(text.encode("cp1252"), "report") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x7fELF\x02\x01\x00\x00\x00", "binary"),
        (b"x" * 20_000_001, "more than one report may have"),
    ],
    ids=["empty", "blank", "binary", "huge"],
)
def test_refused_bytes_are_named(data, message):
    with pytest.raises(InvalidReport, match=message) as caught:
        decode(data, "case.txt")
    assert caught.value.message.startswith("case.txt: ")


def test_a_text_longer_than_a_reader_takes_is_refused():
    assert check_length("x" * MAX_TEXT_CHARS, "a") == "x" * MAX_TEXT_CHARS
    with pytest.raises(InvalidReport, match="split it"):
        check_length("x" * (MAX_TEXT_CHARS + 1), "a")
