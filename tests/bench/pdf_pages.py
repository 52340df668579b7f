"""Words, their boxes and tables of PDF pages: our reader against pdfplumber doing the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BytesIO

from tests.bench.material import page_count, pdf_sets
from tests.bench.timing import Measured, interleaved

from docintel.readers.pdf import PdfReader

_ROUNDS = 3


def measure() -> Iterator[Measured]:
    """Pages a second by both, their ratio, and the words in cells that both find."""
    for name, files in pdf_sets().items():
        pages = sum(map(page_count, files))
        seconds = interleaved({"docintel": partial(_ours, files), "pdfplumber": partial(_plumbed, files)}, _ROUNDS)
        for way, taken in seconds.items():
            yield Measured(f"PDF text, boxes, tables: {way}", f"{name}, {pages} pages", pages / taken, "pages/CPU-s")
        ratio = seconds["pdfplumber"] / seconds["docintel"]
        yield Measured("PDF: docintel against pdfplumber", name, ratio, "times")
        yield from _agreement(name, _ours(files), _plumbed(files))


def _agreement(name: str, ours: Counter[str], theirs: Counter[str]) -> Iterator[Measured]:
    """Cells with the same words on the same page; ours also hold tables that have no rules."""
    both = (ours & theirs).total()
    note = f"{both} of {theirs.total()} cells of pdfplumber; docintel has {ours.total()}, unruled tables included"
    yield Measured("ruled tables: cells found by both", name, 100 * both / max(1, theirs.total()), "%", note)


def _ours(files: list[bytes]) -> Counter[str]:
    cells: Counter[str] = Counter()
    for number, data in enumerate(files):
        document = PdfReader().read(data, "file.pdf").document
        for table in document.tables:
            for cell in table.cells:
                cells.update(_entry(number, cell.page or 0, document.quote(cell.span)))
    return cells


def _plumbed(files: list[bytes]) -> Counter[str]:
    import pdfplumber

    cells: Counter[str] = Counter()
    for number, data in enumerate(files):
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                page.extract_words()
                for table in page.extract_tables():
                    for text in (cell for row in table for cell in row):
                        cells.update(_entry(number, page.page_number, text or ""))
                page.close()
    return cells


def _entry(file: int, page: int, text: str) -> Iterator[str]:
    words = "".join(text.split())
    if words:
        yield f"{file}:{page}:{words}"
