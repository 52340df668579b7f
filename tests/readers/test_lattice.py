"""Cells between ruling lines: extents, open sides, and what is no table; pdfplumber is the reference."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from docintel.readers.lattice import find_grids
from docintel.readers.page_glyphs import PageView
from docintel.readers.rulings import DrawingReader, Ruling
from make_pdf import HEIGHT, make_pdf


def box(x0: float, top: float, x1: float, bottom: float) -> list[Ruling]:
    """The four sides of a box."""
    return [
        Ruling(False, top, x0, x1), Ruling(False, bottom, x0, x1), Ruling(True, x0, top, bottom),
        Ruling(True, x1, top, bottom),
    ]  # fmt: skip


def places(rulings: list[Ruling]) -> list[list[tuple[int, int, int, int]]]:
    return [[(c.row, c.column, c.rows, c.columns) for c in grid.cells] for grid in find_grids(rulings)]


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        # two by two
        (
            [*box(0, 0, 100, 40), Ruling(False, 20, 0, 100), Ruling(True, 50, 0, 40)],
            [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        # the upper row merged
        (
            [*box(0, 0, 100, 40), Ruling(False, 20, 0, 100), Ruling(True, 50, 20, 40)],
            [[(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        # the left column merged
        (
            [*box(0, 0, 100, 40), Ruling(False, 20, 50, 100), Ruling(True, 50, 0, 40)],
            [[(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]],
        ),
        # lines drawn 2 points apart, and a gap of 2 points, are one line
        (
            [
                *box(0, 0, 100, 40),
                Ruling(False, 20, 0, 49),
                Ruling(False, 21.5, 51, 100),
                Ruling(True, 50, 0, 19),
                Ruling(True, 51, 21, 40),
            ],
            [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        # open at both sides
        (
            [Ruling(False, y, 0, 100) for y in (0, 20, 40)] + [Ruling(True, 50, 0, 40)],
            [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        (box(0, 0, 100, 40), []),  # a frame
        ([*box(0, 0, 100, 40), Ruling(False, 20, 0, 100)], []),  # a stack of frames
        ([*box(0, 0, 100, 20), Ruling(True, 50, 0, 20)], []),  # a boxed heading
        ([Ruling(False, y, 0, 100) for y in (0, 20, 40)], []),  # lines that nothing joins
    ],
)
def test_find_grids(rulings: list[Ruling], expected: list[list[tuple[int, int, int, int]]]) -> None:
    assert places(rulings) == expected


def test_grid_lines_of_a_chart_are_a_drawing() -> None:
    lines = [Ruling(False, 10 * n, 0, 100) for n in range(6)] + [Ruling(True, 20 * n, 0, 50) for n in range(6)]
    (grid,) = find_grids(lines)
    assert len(grid.cells) == 25
    assert grid.is_drawing([grid.cells[7]])
    assert not grid.is_drawing(grid.cells[:5])  # a form with its head row and nothing filled in
    assert not grid.is_drawing(grid.cells[::10])  # labels in the first column, and no figure this year
    assert not grid.is_drawing(grid.cells[1::2])


def test_tables_apart_are_apart_and_in_order() -> None:
    def table(top: float) -> list[Ruling]:
        return [*box(0, top, 100, top + 40), Ruling(False, top + 20, 0, 100), Ruling(True, 50, top, top + 40)]

    assert [grid.box[1] for grid in find_grids(table(200) + table(0))] == [0, 200]


@settings(max_examples=100)
@given(st.lists(st.builds(Ruling, st.booleans(), *[st.floats(0, 200)] * 3), max_size=25))
def test_cells_never_overlap_and_every_point_has_one_cell(rulings: list[Ruling]) -> None:
    rulings = [Ruling(r.upright, r.at, min(r.start, r.end), max(r.start, r.end)) for r in rulings]
    for grid in find_grids(rulings):
        area = sum((c.x1 - c.x0) * (c.bottom - c.top) for c in grid.cells)
        x0, top, x1, bottom = grid.box
        assert area <= (x1 - x0) * (bottom - top) * (1 + 1e-9)
        for cell in grid.cells:
            assert grid.cell_at((cell.x0 + cell.x1) / 2, (cell.top + cell.bottom) / 2) == cell


def agreement(data: bytes, pages: range) -> tuple[int, int, int]:
    """Cells that pdfplumber and the lattice both find (3 points tolerance), and how many each finds alone."""
    import pdfplumber
    import pypdfium2

    both = ours = theirs = 0
    pdf = pypdfium2.PdfDocument(data)
    with pdfplumber.open(io.BytesIO(data)) as reference:
        for index in pages:
            page = pdf[index]
            grids = find_grids(DrawingReader(PageView.of(page), page).read().rulings)
            mine = [(c.x0, c.top, c.x1, c.bottom) for grid in grids for c in grid.cells]
            cells = [cell for table in reference.pages[index].find_tables() for cell in table.cells]
            same = [any(max(abs(a - b) for a, b in zip(one, cell, strict=True)) <= 3 for one in mine) for cell in cells]
            both, ours, theirs = both + sum(same), ours + len(mine), theirs + len(cells)
    pdf.close()
    return both, ours, theirs


def test_agrees_with_pdfplumber_on_a_drawn_table() -> None:
    def draw(canvas: Canvas) -> None:
        for at, top in enumerate(range(100, 300, 25)):
            for x in range(50, 350, 60):
                canvas.rect(x, HEIGHT - top - 25, 60, 25, fill=at % 2, stroke=1)
            canvas.setFillGray(0.9)

    assert agreement(make_pdf(draw), range(1)) == (40, 40, 40)


@pytest.mark.slow
def test_agrees_with_pdfplumber_on_an_annual_report(shared) -> None:
    """Forty pages, 3,658 cells alike; pdfplumber's other 26 are a single-column stack (24) and a boxed heading (2)."""
    data = (shared / "samples/reports/晨光文具2018年度报告.pdf").read_bytes()
    assert agreement(data, range(40, 80)) == (3658, 3658, 3684)
