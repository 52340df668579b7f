"""Captions on two lines, wherever their figures stand; lines that are rows of their own."""

from __future__ import annotations

import pytest

from docintel.readers.figure_rows import Row, make_row
from docintel.readers.page_glyphs import Glyph, Glyphs
from docintel.readers.text_lines import Chunk, Line
from docintel.readers.wrapped_rows import gather_rows, with_rest_of_captions


def row(top: float, caption: str = "", figures: str = "") -> Row:
    """A line 10 points high: a caption at 10, figures at 300."""
    chunks = []
    for words, x in ((caption, 10.0), (figures, 300.0)):
        glyphs = [Glyph(c, x + 5 * i, top, x + 5 * (i + 1), top + 10) for i, c in enumerate(words)]
        chunks += [Chunk.of(Glyphs.of(glyphs))] if words else []
    return make_row(Line(chunks))


def regular(count: int, start: float = 0.0) -> list[Row]:
    return [row(start + 18 * at, f"项目{at}", f"{at + 1},000") for at in range(count)]


def captions(groups: list[list[Row]]) -> list[str]:
    return ["".join(entry.chunk.text for line in group for entry in line.entries) for group in groups]


@pytest.mark.parametrize(
    "wrapped",
    [
        # figures on the first line, on the second, and between the lines
        [(90, "处置固定资产", "12,345"), (103, "收回的现金净额", "")],
        [(90, "处置固定资产", ""), (103, "收回的现金净额", "12,345")],
        [(90, "处置固定资产", ""), (96.5, "", "12,345"), (103, "收回的现金净额", "")],
        [(90, "Proceeds from disposal", ""), (103, "of plant", "12,345")],
    ],
)
def test_lines_closer_than_rows_are_one_row(wrapped: list[tuple[float, str, str]]) -> None:
    rows = [*regular(5), *(row(*line) for line in wrapped), row(121, "合计", "99,999")]
    groups = gather_rows(rows)
    assert [len(group) for group in groups] == [1, 1, 1, 1, 1, len(wrapped), 1]


def test_two_figures_are_two_rows_however_close() -> None:
    rows = [*regular(5), row(90, "其中：应收利息", "12"), row(100, "应收股利", "34")]
    assert [len(group) for group in gather_rows(rows)] == [1] * 7


def test_figures_that_a_scan_set_on_both_lines_are_one_row() -> None:
    upper, lower = row(90, "处置固定资产", "12,345"), row(103, "收回的现金净额")
    beside = row(103, "", "67,890").entries
    for entry in beside:
        entry.chunk.x0, entry.chunk.x1 = entry.chunk.x0 + 100, entry.chunk.x1 + 100
    lower.entries.extend(beside)
    assert [len(group) for group in gather_rows([*regular(5), upper, lower])] == [1] * 5 + [2]


@pytest.mark.parametrize("heading", ["流动资产：", "Current assets:"])
def test_a_heading_is_no_caption_of_the_row_below(heading: str) -> None:
    rows = [*regular(5), row(90, heading), row(102, "货币资金", "12,345")]
    assert captions(gather_rows(rows))[5:] == [heading, "货币资金12,345"]


def test_where_rows_stand_anyhow_every_line_is_a_row() -> None:
    tops = [0, 14, 40, 52, 85, 99, 130]
    rows = [row(top, f"Line {at}", f"{at + 1},000") for at, top in enumerate(tops)]
    assert [len(group) for group in gather_rows([*rows, row(141, "and more")])] == [1] * 8


def test_the_rest_of_a_caption_is_taken_in_at_both_ends() -> None:
    rows = [
        row(5, "以摊余成本计量的金融资产"),
        *regular(5, 18),
        row(103, "（损失以“－”号填列）"),
        row(140, "法定代表人："),
    ]
    assert with_rest_of_captions(rows, 1, 6, 0) == (0, 7)
    assert with_rest_of_captions(rows, 1, 6, 1) == (1, 7)
