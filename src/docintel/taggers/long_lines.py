"""Lines longer than the model reads, read in parts: what lies beyond its window is not lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docintel.encoder import Line, Model, Reading

#: Nothing shorter (characters) is cut again: the window holds more than that of any language.
_SHORTEST = 120
#: Where a line is best cut: between items and half-sentences, else between words.
_CUTS = tuple(
    re.compile(sign)
    for sign in (
        r"[;；]|\s(?=[(（][a-zA-Z0-9一二三四五六七八九十]{1,4}[)）])",
        r"[。.!?！？](?=\s|[\u4e00-\u9fff])",
        "[,，、]",
        r"\s",
    )
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line as the model read it; `start` counts characters from the start of the line."""

    start: int
    end: int
    reading: Reading


def read_whole(model: Model, texts: Sequence[str]) -> list[list[Stretch]]:
    """What the model reads in each text, in order: one stretch where it fits into the window, else several."""
    found: list[list[Stretch]] = [[] for _ in texts]
    waiting = [(number, 0, len(text)) for number, text in enumerate(texts)]
    while waiting:
        readings = model.read([Line(texts[number][start:end]) for number, start, end in waiting])
        longer = []
        for (number, start, end), reading in zip(waiting, readings, strict=True):
            if reading.truncated and end - start > _SHORTEST:
                middle = _cut(texts[number], start, end)
                longer += [(number, start, middle), (number, middle, end)]
            else:
                found[number].append(Stretch(start, end, reading))
        waiting = longer
    return [sorted(stretches, key=lambda stretch: stretch.start) for stretches in found]


def _cut(text: str, start: int, end: int) -> int:
    """The best place to part a stretch: the strongest mark in its middle half, the nearest to the middle."""
    middle, quarter = (start + end) // 2, (end - start) // 4
    for sign in _CUTS:
        places = [found.end() for found in sign.finditer(text, middle - quarter, middle + quarter)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return middle
