"""Numbers as a sentence says them: in their unit, rounded half up, never onto the line they are held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from docintel.assets import model_table

Language = Literal["zh", "en"]
_SLOT = re.compile(r"\{([\w.]+)\}")
#: More places than this are not said, however close value and line are.
_MOST_PLACES = 8


def say(value: Decimal, unit: str, language: Language, *, apart_from: Decimal | None = None) -> str:
    """A value in its unit: 0.6659 percent is "66.6%" and "66.6 %".

    Rounds half up; takes more places where rounding would make the value equal to the line it crossed.
    """
    table = _unit(unit)
    scaled = value * table["factor"]
    line = None if apart_from is None or apart_from == value else apart_from * table["factor"]
    places = int(table["decimals"])
    while line is not None and places < _MOST_PLACES and rounded(scaled, places) == rounded(line, places):
        places += 1
    return str(table[language]).replace("{n}", f"{rounded(scaled, places):,f}")


def say_line(limit: Decimal, unit: str, language: Language) -> str:
    """A threshold in its unit, with the places it was set with and at least one for multiples: "3.0倍", "3.0"."""
    table = _unit(unit)
    scaled = (limit * table["factor"]).normalize()
    places = max(-int(scaled.as_tuple().exponent), 1 if scaled and unit in ("times", "pp") else 0)
    words = table.get(f"line_{language}", table[language])
    return str(words).replace("{n}", f"{rounded(scaled, places):,f}")


def rounded(value: Decimal, places: int) -> Decimal:
    """A number to so many decimal places, half up; no negative zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def fill(template: str, words: Mapping[str, str]) -> str:
    """A sentence with its places filled; a place nothing is known for stays visible."""
    return _SLOT.sub(lambda match: words.get(match[1], match[0]), template)


def phrase(name: str, language: Language) -> Any:
    """A sentence or word of models/measures.toml."""
    return model_table("measures.toml")["reasons"][f"{name}_{language}"]


def level_word(grade: int, language: Language) -> str:
    """The word for a grade: 关注, watch."""
    return str(model_table("measures.toml")["grades"][language][grade])


def _unit(unit: str) -> dict[str, Any]:
    return dict(model_table("measures.toml")["units"][unit])
