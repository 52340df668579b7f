"""Borrowers' workbooks against what stands in them: every digit, sign, period, scope and unit; keys; what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.book_sheets import Book, Expected
from tests.bench.borrower_books import chinese_books
from tests.bench.borrower_books_en import english_books
from tests.bench.timing import Measured

from docintel.extractors.statement import StatementExtractor
from docintel.readers.reading import read
from docintel.records import Document, Figure


@dataclass(slots=True)
class Result:
    """What was found of one workbook. A `stray` figure stands in a cell that is no figure of a statement."""

    book: Book
    right: list[Figure] = field(default_factory=list)
    wrong: list[tuple[Expected, Figure]] = field(default_factory=list)
    missing: list[Expected] = field(default_factory=list)
    stray: list[Figure] = field(default_factory=list)
    other_key: list[tuple[Expected, Figure]] = field(default_factory=list)

    @property
    def wrong_but_proved(self) -> list[Figure]:
        """Figures marked proved that are not what stands in their cell, or no figure at all."""
        found = [*(figure for _, figure in self.wrong), *self.stray]
        return [figure for figure in found if figure.status == "proved"]


def compare(book: Book) -> Result:
    """Read a workbook and set its figures against what was written into it."""
    document = read(book.data(), book.name).document
    figures = [fact for fact in StatementExtractor().extract(document) if isinstance(fact, Figure)]
    primary = {at: figure for figure in figures if (at := cell_of(document, figure))}
    several = len({each.company for each in book.expected}) > 1
    result = Result(book, stray=[figure for at, figure in primary.items() if at not in _cells(book)])
    for each in book.expected:
        figure = primary.get(each.cell)
        if figure is None:
            result.missing.append(each)
        elif is_right(each, figure) and figure.entity == (each.company if several else None):
            result.right.append(figure)
        else:
            result.wrong.append((each, figure))
        if figure is not None and each.key is not None and figure.key != each.key:
            result.other_key.append((each, figure))
    return result


def is_right(each: Expected, figure: Figure) -> bool:
    """Whether value, sign, period, scope, statement and unit are the cell's."""
    if figure.unit != each.unit or (each.unit is None) != (figure.value is None):
        return False
    value = figure.value if figure.value is not None else each.value
    # Under another account the sign is another: then only the number counts.
    same = value == each.value if figure.key == each.key else abs(value) == abs(each.value)
    return same and (figure.statement, figure.scope, figure.period_end, figure.months) == (
        each.statement, each.scope, each.end, each.months,
    )  # fmt: skip


def cell_of(document: Document, figure: Figure) -> str | None:
    """The sheet and cell a figure stands in."""
    cell = document.cell_at(figure.span)
    return cell.name if cell is not None else None


def measure() -> Iterator[Measured]:
    """A line for every workbook, and the sums."""
    results = [compare(book) for book in (*chinese_books(), *english_books())]
    for result in results:
        yield _measured(result.book.name, [result])
    yield _measured(f"all {len(results)} workbooks", results)


def _measured(material: str, results: Sequence[Result]) -> Measured:
    expected = sum(len(each.book.expected) for each in results)
    keyed = sum(each.key is not None for result in results for each in result.book.expected)
    right = [figure for result in results for figure in result.right]
    proved = sum(figure.status == "proved" for figure in right)
    other = sum(len(result.other_key) for result in results)
    bad = sum(len(result.wrong_but_proved) for result in results)
    wrong, stray = sum(len(each.wrong) for each in results), sum(len(each.stray) for each in results)
    note = (
        f"wrong {wrong}, missing {expected - len(right) - wrong}, stray {stray}; keys wrong {other} of {keyed}; "
        f"proved {100 * proved / max(1, len(right)):.1f} %; wrong but proved {bad}"
    )
    return Measured("statements: figures right", material, 100 * len(right) / max(1, expected), "%", note)


def _cells(book: Book) -> set[str]:
    return {each.cell for each in book.expected}
