"""How alike two annotated texts are: character 5-grams in common, and texts that differ in names and numbers only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[A-Z][\w&.-]*")
_NUMBER = re.compile(r"[0-9][0-9,.]*|[零〇一二三四五六七八九十百千万亿两]+")


def grams(text: str) -> frozenset[str]:
    """Character 5-grams, case and white space aside; a shorter text is its own."""
    flat = re.sub(r"\s+", " ", text.lower())
    return frozenset(flat[start : start + 5] for start in range(max(1, len(flat) - 4)))


def near_pairs(texts: Sequence[str], limit: float) -> Iterator[tuple[int, int, float]]:
    """Pairs whose Jaccard index of 5-grams reaches the limit (0 to 1), as (first, second, index)."""
    seen: dict[str, list[int]] = defaultdict(list)
    sets = [grams(text) for text in texts]
    for number, mine in enumerate(sets):
        shared = Counter(other for gram in mine for other in seen[gram])
        for other, common in shared.items():
            index = common / (len(mine) + len(sets[other]) - common)
            if index >= limit:
                yield other, number, index
        for gram in mine:
            seen[gram].append(number)


def skeleton(text: str) -> str:
    """The text without names, numbers and dates: what a template would leave."""
    return re.sub(r"\s+", "", _NUMBER.sub("0", _WORD.sub("X", text)))
