"""Every borrower's workbook reads as it was written, and altered figures are named."""

from __future__ import annotations

from random import Random

import pytest
from tests.bench.altered_figures import altered, extract, outcome
from tests.bench.book_sheets import Book
from tests.bench.borrower_books import chinese_books, one_sheet, three_sheets_of_a_small_company, without_a_unit
from tests.bench.borrower_books_en import english_books, llc_in_one_sheet
from tests.bench.borrower_statements import compare

from docintel.readers.reading import read


@pytest.mark.parametrize("book", [*chinese_books(), *english_books()], ids=lambda book: str(book.name))
def test_a_workbook_reads_as_it_was_written(book: Book) -> None:
    result = compare(book)
    assert (result.wrong, result.missing, result.other_key, result.wrong_but_proved) == ([], [], [], [])


def test_without_its_unit_no_figure_has_a_value() -> None:
    result = compare(without_a_unit())
    assert {(figure.status, figure.value, figure.unit) for figure in result.right} == {("unit_unknown", None, None)}


@pytest.mark.parametrize("book", [three_sheets_of_a_small_company(), one_sheet(), llc_in_one_sheet()])
def test_an_altered_figure_that_was_proved_is_named(book: Book) -> None:
    document, draw = read(book.data(), book.name).document, Random(7)
    proved = [each for each in extract(document)[0] if each.status == "proved" and each.value]
    for kind in ("digit", "swapped", "sign"):
        figure = draw.choice(proved)
        words = altered(figure.as_filed, kind, draw, "")
        if words is not None:
            assert outcome(document, figure, words) in ("named", "harmless")
