"""Patterns as the rule tables of models/ write them: lower-case, half-width, simplified, with two shorthands.

"~" stands for any short text inside one sentence, a blank for any white space. `view` makes a text fit them and keeps
every offset.
"""

from __future__ import annotations

import re
from functools import cache

from docintel.language.views import folded, half_width, simplified

_HAN = re.compile("[\u4e00-\u9fff]")
_GAP_ZH = r"[^。;]{0,40}?"
#: A point between digits ends no sentence.
_GAP_EN = r"(?:[^.;]|\.(?=\w)){0,100}?"


def view(text: str) -> str:
    """The text as patterns see it, character for character; line breaks count as blanks."""
    return simplified(folded(half_width(text))).replace("\n", " ").replace("“", '"').replace("”", '"')


def expanded(pattern: str) -> str:
    """The regular expression a rule table's pattern stands for."""
    gap = _GAP_ZH if _HAN.search(pattern) else _GAP_EN
    return pattern.replace("~", gap).replace(" ", r"\s+")


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that matches where any of the patterns does; without patterns it matches nowhere."""
    return re.compile("|".join(f"(?:{expanded(pattern)})" for pattern in patterns) or r"(?!)")
