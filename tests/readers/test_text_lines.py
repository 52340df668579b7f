"""Spaces and lines, told from where characters stand."""

import numpy as np
import pytest

from docintel.readers.chunks import make_chunks
from docintel.readers.page_glyphs import Flags, Glyph, Glyphs
from docintel.readers.text_lines import make_lines


def glyphs(*placed: tuple[str, float, float]) -> Glyphs:
    """Characters of 10-point type, each half an em wide (Chinese a whole one), at (text, x, top)."""
    found = []
    for text, x, top in placed:
        for character in text:
            width = 10 if ord(character) > 0x2000 else 5
            found.append(Glyph(character, x, top, x + width, top + 10.5))
            x += width
    return Glyphs.of(found)


def marks(count: int, places: set[int]) -> Flags:
    """Which of a number of glyphs are marked."""
    return np.isin(np.arange(count), list(places))


@pytest.mark.parametrize(
    ("placed", "hints", "expected"),
    [
        ([("Loan", 0, 0), ("Date", 23, 0)], set(), "Loan Date"),  # 0.3 em apart
        ([("Lo", 0, 0), ("an", 11, 0)], set(), "Loan"),  # kerning
        ([("to", 0, 0), ("pay", 11.5, 0)], {2}, "to pay"),  # 0.15 em: a space where the file says so
        ([("2018", 0, 0), ("年度", 22.5, 0)], {4}, "2018年度"),  # Chinese typesetting parts digits by a quarter em
        ([("借款", 0, 0), ("合同", 24, 0)], set(), "借款合同"),  # letter-spaced
        ([("甲方", 0, 0), ("乙方", 29, 0)], set(), "甲方 乙方"),
        ([("x", 0, 0), ("2", 5, -3)], set(), "x2"),  # a superscript stays on its line
    ],
)
def test_words_of_a_line(placed: list[tuple[str, float, float]], hints: set[int], expected: str) -> None:
    found = glyphs(*placed)
    (line,) = make_lines(make_chunks(found, marks(len(found), hints)))
    assert line.text == expected


def test_lines_from_top_to_bottom_whatever_the_order_in_the_file() -> None:
    placed = glyphs(("third", 0, 40), ("first", 0, 0), ("second", 0, 20))
    found = make_lines(make_chunks(placed, marks(len(placed), set())))
    assert [line.text for line in found] == ["first", "second", "third"]


def test_spaces_at_the_ends_are_dropped_and_inside_kept() -> None:
    (chunk,) = make_chunks(glyphs((" a b ", 0, 0)), marks(5, set()))
    assert chunk.text == "a b"
