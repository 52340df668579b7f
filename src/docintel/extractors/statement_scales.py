"""A cell's amount in units of currency, when the cell has a say in it: a suffix such as 万, or a format that scales.

A spreadsheet may store yuan and show ten thousands of them, with or without a suffix; the words 单位:万元 above are
then about what is shown, and to multiply what is stored would be wrong by ten thousand times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from docintel.extractors.statement_grid import GridCell
from docintel.extractors.statement_numbers import PrintedAmount, read_shown
from docintel.extractors.statement_units import Unit

_SUFFIX = re.compile(
    r"[\d.,)\s](?P<scale>万亿|千万|百万|[万亿千]|million|billion|thousand|mn|bn|[mk])\s*(?P<yuan>元?)\)?$",
    re.IGNORECASE,
)
_CHINESE = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_ENGLISH = {
    "k": ("thousand", 3), "thousand": ("thousand", 3), "m": ("million", 6), "mn": ("million", 6),
    "million": ("million", 6), "bn": ("billion", 9), "billion": ("billion", 9),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scaled:
    """An amount in units of currency with its unit, or as printed with none: where cell and words contradict."""

    unit: Unit | None
    value: Decimal
    step: Decimal


def in_currency(cell: GridCell, amount: PrintedAmount, unit: Unit | None) -> Scaled:
    """Apply the unit stated over a cell, or the cell's own, to its amount.

    A stored number is compared with what the cell shows of it under either reading; where it fits neither, its unit
    is not known.
    """
    if unit is None:
        return Scaled(None, amount.value, amount.step)
    own = _own_unit(cell, unit)
    shown = read_shown(cell)
    stated = own or unit
    multiplier, step = stated.multiplier, amount.step * stated.multiplier
    if cell.number is None or shown is None:
        # A suffix read with the number is in it already.
        return Scaled(stated, amount.value * (1 if own else multiplier), step)
    # What is shown of a suffixed number has been multiplied out; both sides are compared in units of currency.
    meant = shown.value * (1 if own else multiplier)
    if _agree(amount.value * multiplier, meant, step):
        return Scaled(stated, amount.value * multiplier, step)
    if _agree(amount.value, meant, step):
        return Scaled(stated, amount.value, step)
    return Scaled(None, amount.value, amount.step)


def _agree(stored: Decimal, shown: Decimal, step: Decimal) -> bool:
    # A format may show a negative number in red without a sign.
    return abs(abs(stored) - abs(shown)) <= step


def _own_unit(cell: GridCell, unit: Unit) -> Unit | None:
    """The unit that a suffix behind the cell's number states, in the currency stated around it."""
    found = _SUFFIX.search(cell.text) if unit.name not in ("per share", "shares") else None
    if found is None:
        return None
    scale = found["scale"].lower()
    name, exponent = _ENGLISH.get(scale) or (f"{scale}元", _CHINESE[scale])
    return replace(unit, name=name, exponent=exponent)
