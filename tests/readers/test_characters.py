"""The reader's one normalisation, character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.readers.characters import is_ideographic, is_readable, normalise_character


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0xFB01, "fi"),  # ligature
        (0x2F00, "一"),  # Kangxi radical, as fonts of Chinese filings map it
        (0xF900, "豈"),  # compatibility ideograph
        (0xFFFE, "-"),  # pdfium's hyphen at a line end
        (0x02, "-"),
        (0xAD, "-"),
        (0xA0, " "),  # no-break space
        (0x3000, "\u3000"),  # ideographic space stays, as printed
        (0x200B, ""),
        (0x07, ""),
        (0x09, " "),
        (0x00, "\ufffd"),  # a glyph without a mapping is there, but cannot be named
        (0xD83D, "\ufffd"),  # half of a surrogate pair
        (0xF0B7, "•"),  # Symbol's bullet
        (0xFF11, "１"),  # full-width digits are never changed
        (0x2460, "①"),
        (0x339D, "㎝"),
    ],
)
def test_normalise_character(code: int, expected: str) -> None:
    assert normalise_character(code) == expected


@given(st.integers(0, 0x110000))
def test_every_code_becomes_text_that_can_be_stored(code: int) -> None:
    text = normalise_character(code)
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\x00" not in text
    assert not any(0xD800 <= ord(character) < 0xE000 or ord(character) == 0xFFFE for character in text)


@given(st.characters(categories=["Nd"]))
def test_digits_are_never_changed(digit: str) -> None:
    assert normalise_character(ord(digit)) == digit


def test_what_can_be_named() -> None:
    assert [is_readable(character) for character in ("a", "中", "\ufffd", "\ue123")] == [True, True, False, False]
    assert [is_ideographic(character) for character in ("中", "，", "Ａ", "a", "1")] == [True, True, True, False, False]
