"""How a printed number could have come out of the right one: a slip of digits, point, sign or place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from docintel.records.statement import Cause

#: Powers of ten that units lie apart by: 1,000, 10,000, 1,000,000 and 100,000,000; others are a misplaced point.
_UNITS = frozenset({3, 4, 6, 8})
_FARTHEST_POINT = 9


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a printed number: the other rows of its column, and its row in the other columns."""

    rows: tuple[Decimal, ...] = ()
    periods: tuple[Decimal, ...] = ()


def find_cause(printed: Decimal, needed: Decimal, decimals: int, around: Surroundings) -> Cause | None:
    """The slip that turns the needed number into the printed one, both with so many decimals; None where none does."""
    if printed and needed == -printed:
        return "sign"
    return (
        _slip_of_digits(_digits(printed, decimals), _digits(needed, decimals), printed * needed >= 0)
        or _slip_of_point(printed, needed, decimals)
        or _slip_of_place(printed, around)
    )


def _slip_of_digits(printed: str, needed: str, same_sign: bool) -> Cause | None:
    if not same_sign:
        return None
    if len(printed) == len(needed):
        apart = [at for at, (one, other) in enumerate(zip(printed, needed, strict=True)) if one != other]
        if len(apart) == 1:
            return "digit"
        swapped = len(apart) == 2 and all(printed[at] == needed[to] for at, to in (apart, apart[::-1]))
        return "digits_swapped" if swapped else None
    # 1,230 out of 123 is no added digit but a point misplaced, or a unit
    if printed.rstrip("0") == needed.rstrip("0"):
        return None
    if any(shorter in _one_left_out(needed) for shorter in (printed, "0" + printed)):
        return "digit_lost"
    return "digit_added" if needed in _one_left_out(printed) else None


def _one_left_out(digits: str) -> set[str]:
    return {digits[:at] + digits[at + 1 :] for at in range(len(digits))}


def _slip_of_point(printed: Decimal, needed: Decimal, decimals: int) -> Cause | None:
    """Whether the two are the same digits with the point elsewhere, as far as the print can show it."""
    if not printed or not needed:
        return None
    half = Decimal("0.5").scaleb(-decimals)
    for power in range(1, _FARTHEST_POINT):
        for shift in (power, -power):
            if abs(needed.scaleb(shift) - printed) <= (half if shift < 0 else 0) and abs(printed) > half:
                return "unit" if power in _UNITS else "decimal_point"
    return None


def _slip_of_place(printed: Decimal, around: Surroundings) -> Cause | None:
    if printed and printed in around.rows:
        return "printed_twice"
    return "other_period" if printed and printed in around.periods else None


def exchanged(changes: Iterable[tuple[Decimal, Decimal]]) -> bool:
    """Whether two numbers, each (printed, needed), stand in each other's place."""
    pairs = list(changes)
    return len(pairs) == 2 and pairs[0] == pairs[1][::-1]


def _digits(number: Decimal, decimals: int) -> str:
    return f"{abs(number):.{decimals}f}".replace(".", "")
