"""References of spreadsheets: C14 as row and column, ranges, and formulas that move along."""

from __future__ import annotations

import re
from functools import lru_cache

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_MOVABLE = re.compile(
    r"(?P<kept>\"[^\"]*\"|'[^']*'!?)|(?<![A-Za-z0-9_.])(?P<ca>\$?)(?P<c>[A-Z]{1,3})(?P<ra>\$?)(?P<r>\d{1,7})(?![\w(.])"
)
#: An Excel sheet has columns A to XFD and 1,048,576 rows.
COLUMNS, ROWS = 16_384, 1_048_576


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula copied so many rows down and columns right: references without $ move along."""

    def move(found: re.Match[str]) -> str:
        if found["kept"] is not None:
            return found["kept"]
        column, row = column_number(found["c"]), int(found["r"])
        column += 0 if found["ca"] else columns
        row += 0 if found["ra"] else rows
        if column < 0 or row < 1:
            return "#REF!"
        return f"{found['ca']}{column_letters(column)}{found['ra']}{row}"

    return _MOVABLE.sub(move, formula)


@lru_cache(maxsize=16_384)
def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as C14; None for nonsense."""
    found = _REFERENCE.match(reference)
    place = (int(found[2]) - 1, column_number(found[1])) if found else (-1, -1)
    return place if 0 <= place[0] < ROWS and place[1] < COLUMNS else None


def area_of(reference: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of a range such as B2:D4; None for nonsense."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    if not start or not end:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
