"""Columns one after the other, entries side by side across."""

from docintel.readers.page_glyphs import Glyph, Glyphs
from docintel.readers.reading_order import arrange
from docintel.readers.text_lines import Chunk


def chunk(text: str, x0: float, top: float, size: float = 10) -> Chunk:
    width = size * 0.5
    glyphs = [Glyph(c, x0 + i * width, top, x0 + (i + 1) * width, top + size) for i, c in enumerate(text)]
    return Chunk.of(Glyphs.of(glyphs))


def order(chunks: list[Chunk]) -> list[str]:
    return [line.text for region in arrange(chunks) for line in region]


def test_a_heading_across_then_two_columns_then_a_note_across() -> None:
    left = [chunk(f"left column text number {n} of many", 50, 100 + 14 * n) for n in range(7)]
    right = [chunk(f"right column text number {n} as well", 260, 100 + 14 * n) for n in range(7)]
    title = chunk("A heading that runs across both of the columns of this page here", 60, 60)
    note = chunk("A note below that runs across both of the columns of this page too", 60, 220)
    mixed = [part for pair in zip(left, right, strict=True) for part in pair]
    assert order([note, *mixed, title]) == [c.text for c in (title, *left, *right, note)]


def test_a_signature_block_is_read_across() -> None:
    """Party A and Party B side by side: each line is one line."""
    pairs = [("甲方（盖章）：", "乙方（盖章）："), ("代表人：", "代表人："), ("日期：", "日期："), ("地址：", "地址：")]
    chunks = [
        part for n, (a, b) in enumerate(pairs) for part in (chunk(a, 50, 100 + 20 * n), chunk(b, 300, 100 + 20 * n))
    ]
    assert order(chunks) == [f"{a} {b}" for a, b in pairs]


def test_columns_of_figures_are_read_across() -> None:
    rows = [("Revenue from contracts with customers", f"{n},204,500", f"{n}99,100") for n in range(1, 9)]
    places = (50, 280, 360)
    chunks = [chunk(words, x, 100 + 14 * n) for n, row in enumerate(rows) for x, words in zip(places, row, strict=True)]
    assert order(chunks) == [" ".join(row) for row in rows]


def test_nothing_gives_nothing() -> None:
    assert arrange([]) == []
