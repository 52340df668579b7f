"""Statements printed and scanned, read by OCR, against their own text layer: what is right, what is proved wrongly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from tests.bench.material import DEAL, SHARED, page_count
from tests.bench.timing import Measured
from tests.make_scan import picture, scanned
from tests.make_statements import print_statements
from tests.statement_sets import SETS

from docintel.readers.pdf import PdfReader
from docintel.records import Box, Figure, Reading
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import find_facts

_PRIMARY = ("balance_sheet", "income_statement", "cash_flow")
_FEWEST = 20
#: How far a figure may stand from where it was printed (points).
_NEAR = 5.0


@dataclass(frozen=True, slots=True)
class Scanner:
    """How the pages are scanned: pixels an inch, degrees askew, spread of the noise."""

    dpi: int
    askew: float = 0.0
    noise: int = 0

    def __str__(self) -> str:
        return f"{self.dpi} dpi" + (f", {self.askew}° askew, noise {self.noise}" if self.askew or self.noise else "")


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure as the text layer has it, and the one the scan has at its place, if any."""

    printed: Figure
    scanned: Figure | None

    @property
    def digits_right(self) -> bool:
        """Whether the number is read digit for digit."""
        return self.scanned is not None and _digits(self.scanned.as_filed) == _digits(self.printed.as_filed)

    @property
    def is_right(self) -> bool:
        """Whether digits, sign, unit, period and scope are right."""
        return self.scanned is not None and self.digits_right and _meaning(self.scanned) == _meaning(self.printed)


SCANNERS = (Scanner(150), Scanner(200), Scanner(200, 0.4, 6), Scanner(150, -0.6, 10))


def measure() -> Iterator[Measured]:
    """Shares of the figures of each set that the scans have right, and the wrong ones they call proved."""
    for name, data in materials().items():
        truth = figures_of(data)
        for scanner in SCANNERS:
            found = figures_of(scan(data, scanner))
            pairs, unknown = compare(truth, found, data, scanner)
            material = f"{name}, {page_count(data)} pages, {scanner}"
            count = len(pairs)
            shares = {
                "found": sum(pair.scanned is not None for pair in pairs),
                "digits right": sum(pair.digits_right for pair in pairs),
                "right": sum(pair.is_right for pair in pairs),
                "proved": sum(f.status == "proved" for _, f in found),
            }
            for what, number in shares.items():
                yield Measured(f"scanned figures: {what}", material, 100 * number / count, "%", f"{number} of {count}")
            wrong = [pair for pair in pairs if _is_proved(pair.scanned) and not pair.is_right]
            proved = sum(map(_is_proved, unknown))
            yield Measured("scanned figures: wrong and proved", material, len(wrong) + proved, "figures")


def materials() -> dict[str, bytes]:
    """The pages of primary statements: a real Chinese report, the sample deal, invented English ones."""
    found = {"English, no rules": print_statements(SETS["en"], ruled=False, notes=True)}
    found["Chinese, ruled"] = print_statements(SETS["zh"], ruled=True, notes=True)
    found["sample deal"] = next((DEAL / "statements").glob("*.pdf")).read_bytes()
    for report in sorted((SHARED / "samples" / "reports").glob("*.pdf")):
        found["Chinese report"] = _statement_pages(report.read_bytes())
    return found


def figures_of(data: bytes) -> list[tuple[Reading, Figure]]:
    """The figures of the primary statements of a file, confirmed as they are for a user."""
    reading = PdfReader().read(data, "statements.pdf")
    facts = confirm_figures(find_facts(reading.document, "figures"), reading, data)
    return [(reading, fact) for fact in facts if isinstance(fact, Figure) and fact.statement in _PRIMARY]


def scan(data: bytes, scanner: Scanner) -> bytes:
    """The pages as pictures without a text layer."""
    pages = [
        picture(data, page=at, dpi=scanner.dpi, askew=scanner.askew, noise=scanner.noise)
        for at in range(page_count(data))
    ]
    return scanned(*pages, dpi=scanner.dpi)


def compare(
    truth: Sequence[tuple[Reading, Figure]], found: Sequence[tuple[Reading, Figure]], data: bytes, scanner: Scanner
) -> tuple[list[Pair], list[Figure]]:
    """Each printed figure with the scanned one at its place, and the scanned ones where none was printed."""
    sizes = _sizes(data)
    left = {id(fact): (fact, _middle(reading, fact)) for reading, fact in found}
    pairs = []
    for reading, printed in truth:
        page, x, y = _askew(_middle(reading, printed), sizes, scanner.askew)
        near = [
            (abs(y - other[2]), fact)
            for fact, other in left.values()
            if other[0] == page and abs(y - other[2]) <= _NEAR and abs(x - other[1]) <= 4 * _NEAR
        ]
        best = min(near, key=lambda each: each[0], default=(0.0, None))[1]
        if best is not None:
            del left[id(best)]
        pairs.append(Pair(printed, best))
    return pairs, [fact for fact, _ in left.values()]


def _statement_pages(data: bytes) -> bytes:
    """The pages that hold primary statements and little else, as a file of their own."""
    counts: dict[int, int] = {}
    for reading, fact in figures_of(data):
        (box, *_) = reading.layout.boxes(fact.span)
        counts[box.page] = counts.get(box.page, 0) + 1
    pages = [page - 1 for page in sorted(counts) if counts[page] >= _FEWEST]
    # a statement that runs over onto a page has only its last rows there
    between = [page - 1 for page in sorted(counts) if pages[0] < page <= pages[-1] + 1]
    pages = sorted({*pages, *between})
    target = BytesIO()
    with pypdfium2.PdfDocument(data) as pdf, pypdfium2.PdfDocument.new() as short:
        short.import_pages(pdf, pages)
        short.save(target)
    return target.getvalue()


def _middle(reading: Reading, fact: Figure) -> tuple[int, float, float]:
    (box, *_) = reading.layout.boxes(fact.span) or [Box(0, 0.0, 0.0, 0.0, 0.0)]
    return box.page, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _sizes(data: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_size() for page in pdf]


def _askew(
    place: tuple[int, float, float], sizes: Sequence[tuple[float, float]], degrees: float
) -> tuple[int, float, float]:
    page, x, y = place
    width, height = sizes[page - 1]
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = x - width / 2, y - height / 2
    return page, x * cos - y * sin + width / 2, x * sin + y * cos + height / 2


def _is_proved(fact: Figure | None) -> bool:
    return fact is not None and fact.status == "proved"


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _meaning(fact: Figure) -> tuple[object, ...]:
    return (
        fact.statement,
        fact.scope,
        fact.key,
        fact.value,
        fact.unit,
        fact.currency,
        fact.period,
        fact.period_end,
        fact.months,
    )
