"""Where annotated words stand in their line, and how two places of a line are compared."""

from __future__ import annotations

import re

Range = tuple[int, int]

_ARTICLES = frozenset({"the", "each", "a", "an", "neither", "any"})


def place_of(text: str, quote: str) -> Range | None:
    """Where a quote stands; `应#2` means the second 应. None where the line has no such words."""
    counted = re.fullmatch(r"(.+)#(\d)", quote, re.DOTALL)
    words, wanted = (counted[1], int(counted[2])) if counted else (quote, 1)
    start = -1
    for _ in range(wanted):
        start = text.find(words, start + 1)
        if start < 0:
            return None
    return start, start + len(words)


def shared(one: Range, other: Range) -> float:
    """Characters in both places, as a share of the characters in either (0 to 1)."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def name_of(words: str | None) -> str:
    """A bearer without article, quantifier and counter, so that “The Lessee” and “Lessee” are one."""
    plain = re.sub(r"#\d$", "", words or "").strip(" ,.;:，。；：")
    kept = [word for word in plain.split() if word.lower() not in _ARTICLES]
    return " ".join(kept).removeprefix("任何").lower()
