"""The identities that tie statements and periods together: reconciliation, cash carried over, profit kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from docintel.extractors.statement_books import Book
from docintel.extractors.statement_sums import Identity, Terms, equate, plainly

_DAY = timedelta(days=1)


def tie_statements(books: Sequence[Book]) -> None:
    """I-CF4 and I-CF5: the reconciliation ends in the statement's cash flow and begins with its profit."""
    for book in books:
        for key, identity, other in (("cfs.cfo", "I-CF4", "cf.cfo"), ("cfs.net_profit", "I-CF5", "is.net_profit")):
            heads = plainly(book.of(key))
            twins = [each for each in books if each is not book and _same(each, book) and each.of(other)]
            if heads and twins:
                book.run(identity, heads, plainly(twins[0].of(other)), free=not book.chinese)


def _same(left: Book, right: Book) -> bool:
    return left.end is not None and (left.end, left.months, left.scope, left.owner) == (
        right.end, right.months, right.scope, right.owner,
    )  # fmt: skip


def tie_periods(books: Sequence[Book]) -> list[Identity]:
    """I-X5, I-X1 and I-X2 as far as they hold to the digit: all three may rightly leave a gap and prove nothing.

    Opening cash is the closing cash before; cash of the balance sheet is that of the cash flow when nothing is
    restricted; the owners' earnings grow by the profit when nothing is paid out.
    """
    flows = [book for book in books if book.start is not None and book.end is not None]
    found: list[Identity] = []
    for book in flows:
        before, after = _Day(books, book, _before(book)), _Day(books, book, book.end)
        begin, end = plainly(book.of("cf.cash_begin")), plainly(book.of("cf.cash_end"))
        found += _soft("I-X5", begin, before.of("cf.cash_end"), told=True)
        found += _soft("I-X1", begin, before.of("bs.cash"))
        found += _soft("I-X1", end, after.of("bs.cash"))
        profit = plainly(book.of("is.np_parent") or book.of("is.net_profit"))
        if profit and before.of("bs.retained_earnings"):
            found += _soft("I-X2", _growth(before, after), profit)
    return found


class _Day:
    """The balances that books of one scope print for a day, each from the first book that has it."""

    def __init__(self, books: Sequence[Book], like: Book, day: date | None) -> None:
        beside = [each for each in books if each is not like and not each.supplement]
        same = [each for each in beside if (each.scope, each.owner) == (like.scope, like.owner)]
        self._books = [each for each in same if each.end == day]

    def of(self, key: str) -> Terms:
        return plainly(next((found for book in self._books if (found := book.of(key))), []))


def _before(book: Book) -> date | None:
    return book.start - _DAY if book.start is not None else None


def _growth(before: _Day, after: _Day) -> Terms:
    rows = [*after.of("bs.retained_earnings"), *after.of("bs.surplus_reserve")]
    opening = [*before.of("bs.retained_earnings"), *before.of("bs.surplus_reserve")]
    return [*rows, *((entry, -weight) for entry, weight in opening)]


def _soft(name: str, heads: Terms, parts: Terms, *, told: bool = False) -> Iterator[Identity]:
    """The relation as one that may rightly not hold; `told` when its gap is worth telling too."""
    if heads and parts:
        run = equate(name, heads, parts)
        yield replace(run, result="pass" if run.closes else "cannot_tell", hard=False, told=told or run.closes)
