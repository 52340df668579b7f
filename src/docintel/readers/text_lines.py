"""Chunks (words set without a wide gap) become lines, whatever order the file holds them in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from docintel.readers.characters import is_ideographic
from docintel.readers.lattice import Grid
from docintel.readers.page_glyphs import Glyph, Glyphs

#: A gap wider than this (ems) parts two chunks: the next column of a table or of the page.
WIDE_GAP = 1.0
#: A chunk that stands lower than this many lines before it belongs to none further up.
_LINES_BACK = 6
#: Overlap of two boxes, as part of the smaller height, from which they stand on one line.
SAME_LINE = 0.5
#: Gaps (ems) that are a space: without Chinese beside it, beside Chinese, inside Chinese.
SPACES = (0.25, 0.45, 0.75)


@dataclass(slots=True)
class Chunk:
    """Words of one line without a wide gap between them, or (with `grid`) a whole ruled table."""

    glyphs: Glyphs
    x0: float
    top: float
    x1: float
    bottom: float
    grid: Grid | None = None
    #: The type size where all glyphs share it: saves asking each.
    size: float | None = None

    @classmethod
    def of(cls, glyphs: Glyphs) -> Chunk:
        """A chunk around glyphs."""
        columns = glyphs.boxes.T.tolist()
        return cls(glyphs, min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3]))

    @classmethod
    def of_grid(cls, grid: Grid) -> Chunk:
        """A chunk that stands for a ruled table."""
        return cls(Glyphs.of([]), *grid.box, grid)

    @property
    def text(self) -> str:
        """The words of the chunk."""
        return self.glyphs.text

    @property
    def em(self) -> float:
        """Type size in points."""
        if self.size is None:
            self.size = median(self.glyphs.ems().tolist()) if self.glyphs.text else 0.0
        return self.size


@dataclass(slots=True)
class Line:
    """Chunks side by side, from left to right."""

    chunks: list[Chunk] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(chunk.x0 for chunk in self.chunks)

    @property
    def x1(self) -> float:
        return max(chunk.x1 for chunk in self.chunks)

    @property
    def top(self) -> float:
        return min(chunk.top for chunk in self.chunks)

    @property
    def bottom(self) -> float:
        return max(chunk.bottom for chunk in self.chunks)

    @property
    def grid(self) -> Grid | None:
        """The ruled table that stands in place of the line."""
        return self.chunks[0].grid

    @property
    def text(self) -> str:
        """The words of the line, a space between chunks."""
        return self.glyphs().text

    def glyphs(self) -> Glyphs:
        """The glyphs of the line in reading order, with a space glyph for each gap between chunks."""
        return _side_by_side(self.chunks)


def make_lines(chunks: Collection[Chunk]) -> list[Line]:
    """Lines from top to bottom; chunks of a line that stand close together become one."""
    if len(chunks) == 1:
        return [Line(list(chunks))]
    lines: list[Line] = []
    for chunk in sorted(chunks, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        for line in lines[: -_LINES_BACK - 1 : -1]:
            if _shares_line(line.chunks[0], chunk):
                line.chunks.append(chunk)
                break
        else:
            lines.append(Line([chunk]))
    for line in lines:
        if len(line.chunks) > 1:
            line.chunks = list(_close_up(sorted(line.chunks, key=lambda c: c.x0)))
    return lines


def needs_space(left: Glyph, right: Glyph) -> bool:
    """Whether the gap between two neighbours reads as a space; Chinese is set loosely and needs a wider one."""
    if left.text.isspace() or right.text.isspace():
        return False
    wide = is_ideographic(left.text) + is_ideographic(right.text)
    return right.x0 - left.x1 > SPACES[wide] * min(left.em, right.em)


def join_chunks(left: Chunk, right: Chunk) -> Chunk:
    """Two chunks side by side as one, with a space where the gap reads as one."""
    return Chunk(
        _side_by_side([left, right]), min(left.x0, right.x0), min(left.top, right.top),
        max(left.x1, right.x1), max(left.bottom, right.bottom),
    )  # fmt: skip


def _shares_line(a: Chunk, b: Chunk) -> bool:
    if a.grid or b.grid:
        return False
    # written without min and max: asked six times a chunk, most of them far apart
    overlap = (a.bottom if a.bottom < b.bottom else b.bottom) - (a.top if a.top > b.top else b.top)
    return overlap >= 0 and overlap >= SAME_LINE * min(a.bottom - a.top, b.bottom - b.top)


def _close_up(chunks: list[Chunk]) -> Iterator[Chunk]:
    current = chunks[0]
    for chunk in chunks[1:]:
        if chunk.x0 - current.x1 <= WIDE_GAP * min(current.glyphs.at(-1).em, chunk.glyphs.at(0).em):
            current = join_chunks(current, chunk)
        else:
            yield current
            current = chunk
    yield current


def _side_by_side(chunks: list[Chunk]) -> Glyphs:
    """The glyphs of chunks one after the other, with a space glyph where a gap reads as a space."""
    if len(chunks) == 1:
        return chunks[0].glyphs
    words, boxes = [], []
    last: Glyph | None = None
    for chunk in chunks:
        first = chunk.glyphs.at(0)
        if last and needs_space(last, first):
            words.append(" ")
            boxes.append(np.array([[last.x1, last.top, max(last.x1, first.x0), last.bottom]]))
        words.append(chunk.text)
        boxes.append(chunk.glyphs.boxes)
        last = chunk.glyphs.at(-1)
    return Glyphs("".join(words), np.concatenate(boxes))
