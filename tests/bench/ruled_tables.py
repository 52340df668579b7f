"""Ruled tables alone: a page's rules and the cells between them, against pdfplumber's table finding at the same cells.

Both open the file and load each page; neither reads words. pdfplumber decodes a page's characters even so, for it
takes a page apart as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from tests.bench.material import page_count, pdf_sets
from tests.bench.timing import Measured, interleaved

from docintel.readers.lattice import find_grids
from docintel.readers.page_glyphs import PageView
from docintel.readers.rulings import DrawingReader

_ROUNDS = 3
#: Edges of the same cell differ by no more than this between the two (points).
_SAME = 3.0

#: The cells (x0, top, x1, bottom) of each page.
Cells = list[list[tuple[float, ...]]]


def measure() -> Iterator[Measured]:
    """Pages a second by both, their ratio, and how many of pdfplumber's cells are found at the same place."""
    for name, files in pdf_sets().items():
        pages = sum(map(page_count, files))
        seconds = interleaved({"docintel": partial(_ours, files), "pdfplumber": partial(_plumbed, files)}, _ROUNDS)
        for way, taken in seconds.items():
            yield Measured(f"ruled tables alone: {way}", f"{name}, {pages} pages", pages / taken, "pages/CPU-s")
        ours, theirs = _ours(files), _plumbed(files)
        same = sum(_is_among(cell, mine) for mine, found in zip(ours, theirs, strict=True) for cell in found)
        note = f"same cells: {same} of pdfplumber's {sum(map(len, theirs))}; docintel has {sum(map(len, ours))}"
        ratio = seconds["pdfplumber"] / seconds["docintel"]
        yield Measured("ruled tables alone: docintel against pdfplumber", name, ratio, "times", note)


def _ours(files: list[bytes]) -> Cells:
    import pypdfium2

    pages: Cells = []
    for data in files:
        with pypdfium2.PdfDocument(data) as pdf:
            for page in pdf:
                grids = find_grids(DrawingReader(PageView.of(page), page).read().rulings)
                pages.append([(c.x0, c.top, c.x1, c.bottom) for grid in grids for c in grid.cells])
                page.close()
    return pages


def _plumbed(files: list[bytes]) -> Cells:
    import pdfplumber

    pages: Cells = []
    for data in files:
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                pages.append([cell for table in page.find_tables() for cell in table.cells])
                page.close()
    return pages


def _is_among(cell: tuple[float, ...], cells: list[tuple[float, ...]]) -> bool:
    return any(max(abs(a - b) for a, b in zip(cell, other, strict=True)) <= _SAME for other in cells)
