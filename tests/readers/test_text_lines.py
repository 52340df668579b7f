"""Spaces, lines and doubles, told from where characters stand."""

import pytest

from docintel.readers.page_glyphs import Glyph
from docintel.readers.text_lines import make_chunks, make_lines, without_doubles


def glyphs(*placed: tuple[str, float, float]) -> list[Glyph]:
    """Characters of 10-point type, each half an em wide (Chinese a whole one), at (text, x, top)."""
    found = []
    for text, x, top in placed:
        for character in text:
            width = 10 if ord(character) > 0x2000 else 5
            found.append(Glyph(character, x, top, x + width, top + 10.5, 0, len(found)))
            x += width
    return found


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
    (line,) = make_lines(make_chunks(glyphs(*placed), hints))
    assert line.text == expected


def test_lines_from_top_to_bottom_whatever_the_order_in_the_file() -> None:
    found = make_lines(make_chunks(glyphs(("third", 0, 40), ("first", 0, 0), ("second", 0, 20)), set()))
    assert [line.text for line in found] == ["first", "second", "third"]


def test_spaces_at_the_ends_are_dropped_and_inside_kept() -> None:
    (chunk,) = make_chunks(glyphs((" a b ", 0, 0)), set())
    assert chunk.text == "a b"


def test_doubles() -> None:
    """Bold by printing twice counts once; a repeated letter beside it, or the same figure below it, counts."""
    twice = glyphs(("Loan 100", 0, 0), ("Loan 100", 0.4, 0), ("100", 25, 12))
    assert "".join(glyph.text for glyph in without_doubles(twice)) == "Loan 100 100"
