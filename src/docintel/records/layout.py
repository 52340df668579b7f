"""Where each character stands on its page: the sidecar of a document that was read from pages."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from docintel.records.span import Span

_EDGES = ("x0", "top", "x1", "bottom")
#: Two characters share a line when their vertical overlap is at least this part of the smaller height.
_SAME_LINE = 0.5
#: So many characters before and after a single one tell which way it runs.
_BESIDE = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page (1-based), in PDF points from the top left of the page as it is shown."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a box for each line of them, and how far they are turned clockwise (0, 90, 180, 270)."""

    boxes: tuple[Box, ...]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """One box for every character of a document's text; page 0 marks a character that has none (a line break).

    Five parallel columns, 18 bytes a character: a 200-page report takes a few megabytes.
    """

    page: array[int] = field(default_factory=lambda: array("H"))
    x0: array[float] = field(default_factory=lambda: array("f"))
    top: array[float] = field(default_factory=lambda: array("f"))
    x1: array[float] = field(default_factory=lambda: array("f"))
    bottom: array[float] = field(default_factory=lambda: array("f"))

    def __len__(self) -> int:
        return len(self.page)

    def append(self, box: Box | None) -> None:
        """Add the box of the next character of the text, or None where it has no place on a page."""
        self.page.append(box.page if box else 0)
        for edge in _EDGES:
            getattr(self, edge).append(getattr(box, edge) if box else 0.0)

    def boxes(self, span: Span) -> list[Box]:
        """The rectangles that cover a span, one for each line it runs over; empty without a layout."""
        return _lines(self._characters(span))

    def place(self, span: Span) -> Place:
        """The rectangles of a span with the way its characters run; a single one runs as those beside it."""
        characters = list(self._characters(span))
        run = characters
        if len(characters) == 1:
            beside = Span(start=max(0, span.start - _BESIDE), end=span.end + _BESIDE)
            run = [each for each in self._characters(beside) if each.page == characters[0].page]
        turn = _turn(run)
        return Place(tuple(_lines(characters, sideways=turn in (90, 270))), turn)

    def to_bytes(self) -> bytes:
        """The sidecar as stored: compressed columns behind the number of characters."""
        columns = b"".join(column.tobytes() for column in (self.page, self.x0, self.top, self.x1, self.bottom))
        return len(self).to_bytes(8, "little") + zlib.compress(columns, 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Layout:
        """The layout that `to_bytes` stored."""
        count = int.from_bytes(data[:8], "little")
        columns = zlib.decompress(data[8:])
        layout = cls()
        layout.page.frombytes(columns[: 2 * count])
        for at, edge in enumerate(_EDGES):
            start = 2 * count + 4 * count * at
            getattr(layout, edge).frombytes(columns[start : start + 4 * count])
        return layout

    def _characters(self, span: Span) -> Iterator[Box]:
        for at in range(span.start, min(span.end, len(self))):
            if self.page[at]:
                yield Box(self.page[at], self.x0[at], self.top[at], self.x1[at], self.bottom[at])


def _turn(characters: Sequence[Box]) -> int:
    """How far words are turned: from one character to the next they go right, down, left or up."""
    ways = dict.fromkeys((0, 90, 180, 270), 0)
    for one, after in pairwise(characters):
        right = after.x0 + after.x1 - one.x0 - one.x1
        down = after.top + after.bottom - one.top - one.bottom
        if abs(right) >= abs(down):
            ways[0 if right >= 0 else 180] += 1
        else:
            ways[90 if down >= 0 else 270] += 1
    return max(ways, key=lambda way: ways[way])


def _lines(characters: Iterable[Box], *, sideways: bool = False) -> list[Box]:
    lines: list[Box] = []
    for box in characters:
        if lines and _same_line(lines[-1], box, sideways):
            lines[-1] = _union(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box, sideways: bool) -> bool:
    if line.page != box.page:
        return False
    if sideways:
        overlap = min(line.x1, box.x1) - max(line.x0, box.x0)
        return overlap >= _SAME_LINE * min(line.x1 - line.x0, box.x1 - box.x0)
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    smaller = min(line.bottom - line.top, box.bottom - box.top)
    return overlap >= _SAME_LINE * smaller


def _union(a: Box, b: Box) -> Box:
    return Box(a.page, min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
