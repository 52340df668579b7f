"""Dashes in the cells of scanned tables: found by their shape, where they stand; dirt and digits are none."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docintel.readers.cell_dashes import missed_dashes
from docintel.readers.pdf import PdfReader
from docintel.readers.rulings import Ruling
from make_pdf import both, lines, make_pdf, ruled
from make_scan import picture, scanned

#: Two rows and two columns of cells, 100 by 20 points; two pixels a point.
RULINGS = [
    *(Ruling(False, at, 20.0, 220.0) for at in (20.0, 40.0, 60.0)),
    *(Ruling(True, at, 20.0, 60.0) for at in (20.0, 120.0, 220.0)),
]
WORDS = np.array([[30.0, 22.0, 40.0, 38.0], [30.0, 42.0, 40.0, 58.0]])


def found(*strokes: tuple[float, float, float, float]) -> list[tuple[int, int, int]]:
    image = Image.new("RGB", (480, 160), "white")
    for stroke in strokes:
        ImageDraw.Draw(image).rectangle([round(2 * edge) for edge in stroke], fill="black")
    dashes = missed_dashes(np.asarray(image), 2.0, RULINGS, WORDS)
    assert all(dash.text == "-" and dash.bottom - dash.top == 16.0 for dash in dashes)
    return [(round(dash.x0), round((dash.top + dash.bottom) / 2), round(dash.x1)) for dash in dashes]


def test_a_flat_stroke_in_the_middle_of_an_empty_cell_is_a_dash() -> None:
    assert found((205, 29.5, 210, 30.5)) == [(205, 30, 210)]
    assert found((205, 29.5, 210, 30.5), (200, 49.5, 212, 50.5)) == [(205, 30, 210), (200, 50, 212)]


@pytest.mark.parametrize(
    "stroke",
    [
        (205, 25, 206, 35),  # upright: the digit 1
        (205, 35.5, 210, 36.5),  # at the foot of the cell: an underline
        (130, 29.5, 190, 30.5),  # too long: a cell that is crossed out
        (205, 29.5, 206, 30.5),  # a speck
        (32, 29.5, 37, 30.5),  # in a cell that has words
    ],
)
def test_other_strokes_are_none(stroke: tuple[float, float, float, float]) -> None:
    assert found(stroke) == []


def test_without_words_or_rules_nothing_is_sought() -> None:
    image = np.full((160, 480, 3), 255, np.uint8)
    assert missed_dashes(image, 2.0, RULINGS, np.zeros((0, 4))) == []
    assert missed_dashes(image, 2.0, [], WORDS) == []


@pytest.mark.parametrize("askew", [0.0, 0.5])
def test_a_scanned_table_keeps_its_nils(askew: float) -> None:
    rows = [["项目 Item", "2025", "2024"], ["货币资金", "1,234.00", "-"], ["Goodwill", "-", "987.00"]]
    data = scanned(picture(make_pdf(both(lines("资产负债表 Balance Sheet"), ruled(rows))), askew=askew, noise=4))
    document = PdfReader().read(data, "scan.pdf").document
    (table,) = document.tables
    assert [[document.quote(table.grid[i, j].span).strip() for j in (1, 2)] for i in (1, 2)] == [
        ["1,234.00", "-"], ["-", "987.00"],
    ]  # fmt: skip
