"""Which exact numbers Excel keeps: it holds doubles and shows 15 digits, and says nothing about the others."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = 15
_PLACES = 30


def exact_double(number: int | Decimal) -> float | None:
    """The number as Excel stores it; None where it would show other digits than these."""
    text = format(Decimal(number), "f")
    whole, _, fraction = text.lstrip("-").partition(".")
    if len((whole + fraction).lstrip("0")) > _DIGITS or len(fraction) > _PLACES:
        return None
    return float(text)


def number_format(number: Decimal, places: int | None = None) -> str:
    """The format that shows a number with its decimals, or with so many, thousands apart."""
    width = len(format(number, "f").partition(".")[2]) if places is None else places
    return "#,##0" + ("." + "0" * width if width else "")
