"""The identities that must close inside a balance sheet, I-BS1 to I-BS10, and the order in which books are proved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from docintel.extractors.statement_books import Book, compare, judge, open_books, record, summed, without_subtotals
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_flows import prove_cash_flow, prove_income, tie_statements

#: Subtotal, the sections it sums, and the two totals it can be had from when it is not printed.
_SECTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("I-BS4", "bs.total_current_assets", "current_assets", ()),
    ("I-BS5", "bs.total_noncurrent_assets", "noncurrent_assets", ("bs.total_assets", "bs.total_current_assets")),
    ("I-BS6", "bs.total_current_liabilities", "current_liabilities", ()),
    ("I-BS7", "bs.total_noncurrent_liabilities", "noncurrent_liabilities",
     ("bs.total_liabilities", "bs.total_current_liabilities")),
)  # fmt: skip
_SUMS = (
    ("I-BS1", "bs.total_assets", ("bs.total_liabilities", "bs.total_equity")),
    ("I-BS2", "bs.total_assets", ("bs.total_current_assets", "bs.total_noncurrent_assets")),
    ("I-BS3", "bs.total_liabilities", ("bs.total_current_liabilities", "bs.total_noncurrent_liabilities")),
    ("I-BS9", "bs.total_equity", ("bs.equity_parent", "bs.minority_interest")),
    ("I-BS10", "bs.total_assets", ("bs.total_liabilities_and_equity",)),
)
#: Old forms print these as rows of their own, new ones inside another row: both readings of the form are tried.
_FACE_OR_CHILD = frozenset("N")
_MOST_DOUBTFUL = 4


def prove(statements: Iterable[Statement]) -> list[Book]:
    """Run every identity of one document; the outcome is written on the entries."""
    books = open_books(statements)
    for book in books:
        if book.kind == "balance_sheet":
            _prove_balance_sheet(book)
        elif book.kind == "income_statement":
            prove_income(book)
        else:
            prove_cash_flow(book)
    tie_statements(books)
    return books


def _prove_balance_sheet(book: Book) -> None:
    for identity, total, parts in _SUMS:
        _prove_sum(book, identity, total, parts)
    for identity, total, section, totals in _SECTIONS:
        _prove_section(book, identity, total, section, totals)
    _prove_equity(book)


def _prove_sum(book: Book, identity: str, total: str, parts: Sequence[str]) -> None:
    values = [book.value(key) for key in (total, *parts)]
    if any(value is None for value in values):
        return
    known = [value for value in values if value is not None]
    entries = [entry for key in (total, *parts) for entry in book.of(key)]
    difference = known[0] - sum(known[1:], Decimal(0))
    result = judge(known[0], difference, entries)
    if result == "fail" and not book.chinese and _explained(book, difference):
        result = "cannot_tell"
    record(identity, result, difference, entries)


def _explained(book: Book, difference: Decimal) -> bool:
    """Whether one row that no total took in is the gap, such as redeemable interests between liabilities and equity."""
    return any(abs(entry.value) == abs(difference) for entry in book.entries if entry.row.section == "equity")


def _prove_section(book: Book, identity: str, total: str, section: str, totals: Sequence[str]) -> None:
    value, heads = book.value(total), book.of(total)
    if value is None and totals and not book.chinese:
        whole, other = (book.value(key) for key in totals)
        if whole is not None and other is not None:
            value, heads = whole - other, [entry for key in totals for entry in book.of(key)]
    rows = without_subtotals(book.section(section))
    if value is None or len(rows) < 2:
        return
    _prove_rows(book, identity, value, heads, rows)


def _prove_rows(book: Book, identity: str, value: Decimal, heads: list[Entry], rows: list[Entry]) -> None:
    chosen = _closing(value, rows)
    compare(identity, value, summed(chosen), [*heads, *chosen], lenient=not book.chinese)


def _closing(value: Decimal, rows: list[Entry]) -> list[Entry]:
    """The rows that make up the total best: all of them, or without note items printed inside another row."""
    doubtful = [row for row in rows if row.row.account and row.row.account.nature in _FACE_OR_CHILD][:_MOST_DOUBTFUL]
    readings = (
        [row for row in rows if row not in left_out]
        for count in range(len(doubtful) + 1)
        for left_out in combinations(doubtful, count)
    )
    return min(readings, key=lambda kept: abs(value - summed(kept)))


def _prove_equity(book: Book) -> None:
    """I-BS8: the rows of equity make up the owners' equity, treasury shares deducted."""
    total = "bs.equity_parent" if book.of("bs.equity_parent") else "bs.total_equity"
    value = book.value(total)
    if value is None:
        return
    first = next(at for at, entry in enumerate(book.entries) if entry.key == total)
    above = [entry for entry in book.section("equity") if entry.key != "bs.minority_interest"]
    rows = [entry for entry in without_subtotals(above) if book.entries.index(entry) < first]
    minority = [] if total == "bs.equity_parent" else book.of("bs.minority_interest")
    if len(rows) > 1:
        _prove_rows(book, "I-BS8", value, book.of(total), [*rows, *minority])
