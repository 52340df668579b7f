"""Chunks told on columns are those that a plain walk over the characters finds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.readers.characters import is_ideographic
from docintel.readers.chunks import make_chunks, make_chunks_apart
from docintel.readers.page_glyphs import Flags, Glyph, Glyphs
from docintel.readers.text_lines import Chunk


def _plainly(glyphs: list[Glyph], breaks: Flags) -> list[list[Glyph]]:
    """One character after the other: spaces inside are kept, a gap that reads as one becomes one."""
    chunks: list[list[Glyph]] = []
    spaces: list[Glyph] = []
    for at, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        last = chunks[-1][-1] if chunks else None
        if last and _follows(last, glyph):
            if not spaces and _is_parted(last, glyph, breaks[at]):
                spaces = [Glyph(" ", last.x1, last.top, max(last.x1, glyph.x0), last.bottom)]
            chunks[-1] += [*spaces, glyph]
        else:
            chunks.append([glyph])
        spaces = []
    return chunks


def _follows(left: Glyph, right: Glyph) -> bool:
    em = min(left.em, right.em)
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    return overlap >= 0.5 * em and -0.6 * em <= right.x0 - left.x1 <= em


def _is_parted(left: Glyph, right: Glyph, hinted: bool) -> bool:
    wide = is_ideographic(left.text) + is_ideographic(right.text)
    least = (0.12 if hinted else 0.25, 0.45, 0.75)[wide]
    return right.x0 - left.x1 > least * min(left.em, right.em)


@st.composite
def written(draw: st.DrawFn) -> list[Glyph]:
    """Characters set one after the other with gaps of all widths, now and then on another line."""
    x, top, found = 0.0, 0.0, []
    for character in draw(st.text("a1款，  ", max_size=12)):
        x += draw(st.sampled_from([0, 0, 0, 1, 2, 3, 4.6, 8, -3, -9, 30]))
        top += draw(st.sampled_from([0, 0, 0, 3, -4, 12]))
        size = draw(st.sampled_from([10, 10, 8]))
        found.append(Glyph(character, x, top, x + size / 2, top + size * 1.05))
        x += size / 2
    return found


@settings(max_examples=300)
@given(written(), st.integers(0, 2**12 - 1))
def test_the_quick_way_finds_what_the_plain_walk_finds(glyphs: list[Glyph], marks: int) -> None:
    breaks = np.array([bool(marks >> at & 1) for at in range(len(glyphs))], np.bool_)
    assert [_rows(chunk) for chunk in make_chunks(Glyphs.of(glyphs), breaks)] == _plainly(glyphs, breaks)


@given(written(), written())
def test_homes_are_told_apart(first: list[Glyph], second: list[Glyph]) -> None:
    both = [glyph for pair in zip(first, second, strict=False) for glyph in pair]
    homes = np.array([at % 2 for at in range(len(both))], np.int64)
    found = make_chunks_apart(Glyphs.of(both), np.zeros(len(both), np.bool_), homes)
    for home in (0, 1):
        alone = both[home::2]
        chunks = make_chunks(Glyphs.of(alone), np.zeros(len(alone), np.bool_))
        assert [_rows(chunk) for chunk in found.get(home, [])] == [_rows(chunk) for chunk in chunks]


def test_a_chunk_has_the_box_and_the_type_size_of_its_glyphs() -> None:
    glyphs = [Glyph("借", 10, 20, 20, 30.5), Glyph("款", 20, 20, 30, 30.5), Glyph("2", 30, 18, 33, 24.3)]
    (chunk,) = make_chunks(Glyphs.of(glyphs), np.zeros(3, np.bool_))
    assert (chunk.x0, chunk.top, chunk.x1, chunk.bottom, chunk.em) == (10, 18, 33, 30.5, 10)


def _rows(chunk: Chunk) -> list[Glyph]:
    return [chunk.glyphs.at(index) for index in range(len(chunk.glyphs))]
