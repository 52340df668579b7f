"""Counts as Word writes them in its number formats."""

import pytest

from docintel.readers.list_numbers import counted


@pytest.mark.parametrize(
    ("style", "counts", "written"),
    [
        ("cardinalText", (1, 12, 20, 21, 99, 100), ["One", "Twelve", "Twenty", "Twenty-one", "Ninety-nine", "100"]),
        ("ordinalText", (1, 2, 3, 4, 5, 8, 9, 12, 20, 21, 30),
         ["First", "Second", "Third", "Fourth", "Fifth", "Eighth", "Ninth", "Twelfth", "Twentieth", "Twenty-first",
          "Thirtieth"]),
        ("ordinal", (1, 2, 3, 11, 12, 13, 21, 111), ["1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "111th"]),
        ("chineseCounting", (1, 10, 11, 20, 101, 110), ["一", "十", "十一", "二十", "一百零一", "一百一十"]),
        ("chineseLegalSimplified", (1, 10, 21), ["壹", "壹拾", "贰拾壹"]),
        ("ideographTraditional", (1, 10, 11), ["甲", "癸", "甲"]),
        ("decimalEnclosedCircle", (1, 20, 21), ["①", "⑳", "21"]),
        ("lowerLetter", (1, 26, 27), ["a", "z", "aa"]),
        ("upperRoman", (4, 9, 14, 1999), ["IV", "IX", "XIV", "MCMXCIX"]),
        ("hex", (10, 255), ["A", "FF"]),
        ("none", (1, 2), ["", ""]),
        ("a format of the future", (7,), ["7"]),
    ],
)  # fmt: skip
def test_counts_as_word_writes_them(style: str, counts: tuple[int, ...], written: list[str]) -> None:
    assert [counted(count, style) for count in counts] == written
