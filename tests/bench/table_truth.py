"""Tables against the hand-made truth of ICDAR 2013: which cells stand beside and below which.

Adjacency relations (Göbel, Hassan, Oro, Orsi: ICDAR 2013 table competition): every cell with words is paired with the
next one with words to its right and below it; a pair counts when both sides have its words in the same direction. Pages
without a table in the truth are left out; the relations of all pages are pooled.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.bench.material import SHARED
from tests.bench.timing import Measured

from docintel.readers.pdf import PdfReader

FOLDER = SHARED / "samples" / "icdar2013_tables"
CONTRACTS = SHARED / "data" / "cuad" / "pdf"
#: The contracts of that folder that do hold tables.
_WITH_TABLES = ("AimmuneThera", "GWG HOLDINGS")

Relations = Counter[tuple[str, str, str]]


class Placed(NamedTuple):
    """A cell with its words and the rows and columns it takes, the last ones included."""

    words: str
    top: int
    left: int
    bottom: int
    right: int


def measure() -> Iterator[Measured]:
    """Precision, recall and F1 of our cells over the pages that hold a table."""
    ours: Relations = Counter()
    truth: Relations = Counter()
    both: Relations = Counter()
    documents = sorted({path.name.removesuffix("-str.xml") for path in FOLDER.glob("*-str.xml")})
    files = _files(documents)
    for pdf, names in files.items():
        wanted: dict[int, Relations] = defaultdict(Counter)
        for name in names:
            for page, cells in _truth(FOLDER / f"{name}-str.xml"):
                wanted[page] += relations(cells)
        found = _found(FOLDER / pdf)
        for page, expected in wanted.items():
            truth += expected
            ours += found[page]
            both += found[page] & expected
    if truth:
        precision, recall = both.total() / ours.total(), both.total() / truth.total()
        f1 = 2 * precision * recall / (precision + recall)
        note = f"precision {precision:.3f}, recall {recall:.3f}; {truth.total()} relations in {len(files)} files"
        yield Measured("tables: cell adjacency F1", "ICDAR 2013, pages that hold a table", f1, "", note)
    yield from _false_tables()


def _false_tables() -> Iterator[Measured]:
    """Tables seen in contracts that hold none, as a person found who looked at every page of the set."""
    files = [path for path in sorted(CONTRACTS.glob("*.[pP][dD][fF]")) if not path.name.startswith(_WITH_TABLES)]
    documents = [PdfReader().read(path.read_bytes(), path.name).document for path in files]
    pages, seen = sum(len(one.pages) for one in documents), sum(len(one.tables) for one in documents)
    if files:
        yield Measured("tables: seen where there is none", f"CUAD, {pages} pages of plain text", seen, "tables")


def relations(cells: Iterable[Placed]) -> Relations:
    """The pairs of neighbours of one table."""
    filled = [cell for cell in cells if cell.words]
    pairs: set[tuple[Placed, Placed, str]] = set()
    for cell in filled:
        for row in range(cell.top, cell.bottom + 1):
            beside = [other for other in filled if other.top <= row <= other.bottom and other.left > cell.right]
            if beside:
                pairs.add((cell, min(beside, key=lambda other: other.left), "right"))
        for column in range(cell.left, cell.right + 1):
            below = [other for other in filled if other.left <= column <= other.right and other.top > cell.bottom]
            if below:
                pairs.add((cell, min(below, key=lambda other: other.top), "below"))
    return Counter((first.words, second.words, way) for first, second, way in pairs)


def _files(documents: list[str]) -> dict[str, list[str]]:
    """The truths of each PDF: some files carry the truths of two (eu-009a, eu-009b)."""
    files: dict[str, list[str]] = defaultdict(list)
    for name in documents:
        pdf = next(
            (FOLDER / f"{stem}.pdf" for stem in (name, f"{name[:-1]}a") if (FOLDER / f"{stem}.pdf").exists()), None
        )
        if pdf:
            files[pdf.name].append(name)
    return files


def _truth(path: Path) -> Iterator[tuple[int, list[Placed]]]:
    for region in ElementTree.parse(path).iter("region"):
        yield int(region.get("page", 0)), [_placed(cell) for cell in region.iter("cell")]


def _placed(cell: ElementTree.Element) -> Placed:
    top, left = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
    bottom, right = int(cell.get("end-row", top)), int(cell.get("end-col", left))
    return Placed(_plain(cell.findtext("content") or ""), top, left, bottom, right)


def _found(pdf: Path) -> dict[int, Relations]:
    document = PdfReader().read(pdf.read_bytes(), pdf.name).document
    pages: dict[int, Relations] = defaultdict(Counter)
    for table in document.tables:
        cells = [
            Placed(_plain(document.quote(c.span)), c.row, c.column, c.row + c.rows - 1, c.column + c.columns - 1)
            for c in table.cells
        ]
        pages[table.page or 0] += relations(cells)
    return pages


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())
