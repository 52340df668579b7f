"""Formulas of the spreading workbook as text, rounded to the decimals of what they add.

Without rounding the binary fractions of doubles would leave differences that nobody printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from docintel.exports.spread_cells import places

#: A function of Excel takes 255 arguments.
_ARGUMENTS = 200
#: Names the cell of a row in the column a formula stands in.
Place = Callable[[int], str]


def sum_formula(added: Sequence[int], deducted: Sequence[int], width: int, place: Place) -> str:
    """The sum of some rows less that of others, to so many decimals."""
    sides = [*_sums(added, "", place), *_sums(deducted, "-", place)]
    return f"=ROUND({'+'.join(sides).replace('+-', '-')},{width})"


def parts_formula(parts: Sequence[Decimal]) -> str:
    """The sum of numbers that several printed rows give of one account."""
    return f"=ROUND({'+'.join(f'({part:f})' for part in parts)},{places(parts)})"


def difference_formula(cell: str, printed: Decimal, width: int) -> str:
    """What a cell has more than was printed."""
    return f"=ROUND({cell}-({printed:f}),{width})"


def _sums(rows: Sequence[int], mark: str, place: Place) -> list[str]:
    ranges = [place(first) if first == last else f"{place(first)}:{place(last)}" for first, last in _runs(sorted(rows))]
    chunks = (ranges[at : at + _ARGUMENTS] for at in range(0, len(ranges), _ARGUMENTS))
    return [f"{mark}SUM({','.join(chunk)})" for chunk in chunks]


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows in order as stretches without a gap."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
