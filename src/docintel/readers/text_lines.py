"""Characters become chunks (words set without a wide gap) and lines, whatever order the file holds them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from docintel.readers.characters import is_ideographic
from docintel.readers.lattice import Grid
from docintel.readers.page_glyphs import Glyph

#: A gap wider than this (ems) parts two chunks: the next column of a table or of the page.
_WIDE_GAP = 1.0
#: Overlap of two boxes, as part of the smaller height, from which they stand on one line.
_SAME_LINE = 0.5
#: Gaps (ems) that are a space: where the file agrees, where only geometry says so, beside Chinese, inside Chinese.
_SPACE_HINTED, _SPACE, _SPACE_BESIDE_HAN, _SPACE_IN_HAN = 0.12, 0.25, 0.45, 0.75
#: A character printed twice stands within this of its double (points).
_NEAR = 3.0
_AROUND = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


@dataclass(slots=True)
class Chunk:
    """Words of one line without a wide gap between them, or (with `grid`) a whole ruled table."""

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    grid: Grid | None = None

    @classmethod
    def of(cls, glyphs: list[Glyph]) -> Chunk:
        """A chunk around glyphs."""
        return cls(
            glyphs, min(g.x0 for g in glyphs), min(g.top for g in glyphs),
            max(g.x1 for g in glyphs), max(g.bottom for g in glyphs),
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The words of the chunk."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def em(self) -> float:
        """Type size in points."""
        return median(glyph.em for glyph in self.glyphs) if self.glyphs else 0.0


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
        return "".join(glyph.text for glyph in self.glyphs())

    def glyphs(self) -> list[Glyph]:
        """The glyphs of the line in reading order, with a space glyph for each gap between chunks."""
        glyphs: list[Glyph] = []
        for chunk in self.chunks:
            if glyphs and needs_space(glyphs[-1], chunk.glyphs[0], hinted=False):
                glyphs.append(_space(glyphs[-1], chunk.glyphs[0]))
            glyphs += chunk.glyphs
        return glyphs


def make_chunks(glyphs: Iterable[Glyph], breaks: set[int]) -> list[Chunk]:
    """Chunks in the order of the file; spaces at their ends are dropped, spaces inside kept as printed."""
    chunks: list[Chunk] = []
    current: list[Glyph] = []
    spaces: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        if current and _continues(current[-1], glyph):
            if not spaces and needs_space(current[-1], glyph, hinted=glyph.order in breaks):
                spaces = [_space(current[-1], glyph)]
            current += spaces
        elif current:
            chunks.append(Chunk.of(current))
            current = []
        current.append(glyph)
        spaces = []
    return [*chunks, Chunk.of(current)] if current else chunks


def make_lines(chunks: Iterable[Chunk]) -> list[Line]:
    """Lines from top to bottom; chunks of a line that stand close together become one."""
    lines: list[Line] = []
    for chunk in sorted(chunks, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        home = next((line for line in reversed(lines[-6:]) if _shares_line(line.chunks[0], chunk)), None)
        if home:
            home.chunks.append(chunk)
        else:
            lines.append(Line([chunk]))
    for line in lines:
        line.chunks = list(_close_up(sorted(line.chunks, key=lambda c: c.x0)))
    return lines


def without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs printed once: bold made by printing the same character twice, a hair apart, counts once."""
    places: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        text, x, y = glyph.text, int(glyph.x0 / _NEAR), int(glyph.top / _NEAR)
        near = [other for step in _AROUND if (other := places.get((text, x + step[0], y + step[1])))]
        if text.isspace() or not any(_covers(other, glyph) for other in near):
            places[text, x, y] = glyph
            kept.append(glyph)
    return kept


def needs_space(left: Glyph, right: Glyph, *, hinted: bool) -> bool:
    """Whether the gap between two neighbours reads as a space; Chinese is set loosely and needs a wider one."""
    if left.text.isspace() or right.text.isspace():
        return False
    wide = is_ideographic(left.text) + is_ideographic(right.text)
    least = (_SPACE_HINTED if hinted else _SPACE, _SPACE_BESIDE_HAN, _SPACE_IN_HAN)[wide]
    return right.x0 - left.x1 > least * min(left.em, right.em)


def _continues(left: Glyph, right: Glyph) -> bool:
    em = min(left.em, right.em)
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    return overlap >= _SAME_LINE * em and -0.6 * em <= right.x0 - left.x1 <= _WIDE_GAP * em


def _shares_line(a: Chunk, b: Chunk) -> bool:
    if a.grid or b.grid:
        return False
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap >= _SAME_LINE * min(a.bottom - a.top, b.bottom - b.top)


def join_chunks(left: Chunk, right: Chunk) -> Chunk:
    """Two chunks side by side as one, with a space where the gap reads as one."""
    last, first = left.glyphs[-1], right.glyphs[0]
    gap = [_space(last, first)] if needs_space(last, first, hinted=False) else []
    return Chunk.of([*left.glyphs, *gap, *right.glyphs])


def _close_up(chunks: list[Chunk]) -> Iterator[Chunk]:
    current = chunks[0]
    for chunk in chunks[1:]:
        if chunk.x0 - current.x1 <= _WIDE_GAP * min(current.glyphs[-1].em, chunk.glyphs[0].em):
            current = join_chunks(current, chunk)
        else:
            yield current
            current = chunk
    yield current


def _space(left: Glyph, right: Glyph) -> Glyph:
    return Glyph(" ", left.x1, left.top, max(left.x1, right.x0), left.bottom, left.turn, left.order)


def _covers(a: Glyph, b: Glyph) -> bool:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return width > 0.7 * (b.x1 - b.x0) and height > 0.7 * (b.bottom - b.top)
