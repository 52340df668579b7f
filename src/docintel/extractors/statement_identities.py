"""The identities that must close inside a balance sheet, I-BS1 to I-BS10, and the order in which books are proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from docintel.extractors.statement_books import Book, open_books, without_subtotals
from docintel.extractors.statement_cash import prove_cash_flow
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_flows import prove_income
from docintel.extractors.statement_inside import NET, is_made_of
from docintel.extractors.statement_places import CHILDREN
from docintel.extractors.statement_sums import (
    Identity,
    Result,
    Terms,
    as_summed,
    equate,
    plainly,
    rounding_of,
    total_of,
)
from docintel.extractors.statement_ties import tie_periods, tie_statements

#: Subtotal, the sections it sums, and the two totals it can be had from when it is not printed.
_SECTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("I-BS4", "bs.total_current_assets", "current_assets", ()),
    ("I-BS5", "bs.total_noncurrent_assets", "noncurrent_assets", ("bs.total_assets", "bs.total_current_assets")),
    ("I-BS6", "bs.total_current_liabilities", "current_liabilities", ()),
    ("I-BS7", "bs.total_noncurrent_liabilities", "noncurrent_liabilities",
     ("bs.total_liabilities", "bs.total_current_liabilities")),
)  # fmt: skip
#: Where a sheet is not classified, its sides are sums of rows; the subtotal that tells a classified one.
_UNCLASSIFIED = (
    ("I-BS2", "bs.total_assets", "assets", "bs.total_current_assets"),
    ("I-BS3", "bs.total_liabilities", "liabilities", "bs.total_current_liabilities"),
)
_SUMS = (
    ("I-BS1", "bs.total_assets", ("bs.total_liabilities", "bs.total_equity")),
    ("I-BS2", "bs.total_assets", ("bs.total_current_assets", "bs.total_noncurrent_assets")),
    ("I-BS3", "bs.total_liabilities", ("bs.total_current_liabilities", "bs.total_noncurrent_liabilities")),
    ("I-BS9", "bs.total_equity", ("bs.equity_parent", "bs.minority_interest")),
    ("I-BS10", "bs.total_assets", ("bs.total_liabilities_and_equity",)),
)
#: Accounts that the rows printed inside them make up, by the forms' own names.
_MADE_OF_PARTS = {
    "bs.notes_and_accounts_receivable": "I-BS11",
    "bs.notes_and_accounts_payable": "I-BS11",
    "is.total_revenue": "I-IS1",
}
#: Old forms print these as rows of their own, new ones inside another row: both readings of the form are tried.
_FACE_OR_CHILD = frozenset("N")
_MOST_DOUBTFUL = 4


def prove(statements: Sequence[Statement]) -> list[Identity]:
    """Every identity of one document, run; nothing is written on the entries but signs that only they can tell.

    Run twice: what closes for one period of a print says how its rows are to be read for the others.
    """
    books = open_books(statements)
    for _ in range(2):
        for book in books:
            book.identities.clear()
            _prove(book)
        tie_statements(books)
    return [*(identity for book in books for identity in book.identities), *tie_periods(books)]


def _prove(book: Book) -> None:
    _add_up_parts(book)
    if book.kind == "balance_sheet":
        _prove_balance_sheet(book)
    elif book.kind == "income_statement":
        prove_income(book)
    else:
        prove_cash_flow(book)


def _prove_balance_sheet(book: Book) -> None:
    for identity, total, parts in _SUMS:
        _prove_sum(book, identity, total, parts)
    for identity, total, section, totals in _SECTIONS:
        _prove_section(book, identity, total, section, totals)
    for identity, total, section, current in _UNCLASSIFIED:
        if not book.chinese and not book.of(current):
            _prove_section(book, identity, total, section, ())
    _prove_carrying_amount(book)
    _prove_equity(book)
    _compare_children(book)


def _prove_carrying_amount(book: Book) -> None:
    """Part of I-BS5, or I-BS4: what is carried is cost less depreciation, where a form prints all three."""
    for net in {NET: None} | {entry.row.parent: None for entry in book.entries if entry.row.made_of}:
        made_of = [entry for entry in book.entries if is_made_of(entry.row) and entry.row.parent == net]
        heads, counted = plainly(book.of(net or "")), without_subtotals(made_of)
        if len(heads) == 1 and len(counted) > 1:
            identity = "I-BS5" if net == NET else "I-BS4"
            book.run_rows(identity, heads, _less(made_of), [_less(counted)], free=False)


def _less(entries: Sequence[Entry]) -> Terms:
    """Gross amounts and what is deducted from them, whichever sign a deduction is printed with."""
    return [
        (entry, (-1 if entry.value > 0 else 1) if entry.row.made_of and at else weight)
        for at, (entry, weight) in enumerate(as_summed(entries))
    ]


def _add_up_parts(book: Book) -> None:
    """Accounts that are nothing but their parts; a gap is one where the same parts made them up in another period."""
    for whole, identity in _MADE_OF_PARTS.items():
        heads, parts = book.of(whole), _parts_of(book, whole)
        if len(heads) == 1 and parts:
            book.run(identity, plainly(heads), plainly(parts), free=True)


def _parts_of(book: Book, whole: str) -> list[Entry]:
    """The rows inside an account; of 营业总收入 all down to the costs, of which only the first bears 其中."""
    keys = [entry.key for entry in book.entries]
    if whole == "is.total_revenue" and whole in keys and "is.total_operating_cost" in keys:
        return book.entries[keys.index(whole) + 1 : keys.index("is.total_operating_cost")]
    return [entry for entry in book.entries if entry.row.parent == whole]


def _compare_children(book: Book) -> None:
    """I-BS11: what a row contains (其中 …) is no more than the row."""
    for child in book.entries:
        whole = [] if is_made_of(child.row) else book.of(_container(book, child) or "")
        if len(whole) == 1 and whole[0].value > 0:
            terms = ((whole[0], 1), (child, -1))
            gap, rounding = total_of(terms), rounding_of([whole[0], child])
            result: Result = "pass" if gap >= -rounding else "cannot_tell"
            book.identities.append(Identity("I-BS11", terms, gap, rounding, result, at_least=True))


def _container(book: Book, child: Entry) -> str | None:
    """The account a row is contained in: as printed, or because its section closes without it."""
    if child.row.parent is None and any(child.row.span.start in rows for rows in book.precedents.values()):
        return next((whole for whole, inside in CHILDREN.items() if child.key in inside), None)
    return child.row.parent


def _prove_sum(book: Book, identity: str, total: str, parts: Sequence[str]) -> None:
    if any(not book.of(key) for key in (total, *parts)):
        book.solve(identity, {total: 1, **dict.fromkeys(parts, -1)})
        return
    heads, rows = plainly(book.of(total)), plainly(entry for key in parts for entry in book.of(key))
    if identity == "I-BS1":
        rows += plainly(entry for entry in book.section("equity") if _mezzanine(entry))
    explained = not book.chinese and _explained(book, total_of(heads) - total_of(rows))
    if explained:
        book.identities.append(equate(identity, heads, rows, free=True))
    else:
        book.run(identity, heads, rows)


def _explained(book: Book, difference: Decimal) -> bool:
    """Whether one row that no total took in is the gap, such as redeemable interests between liabilities and equity."""
    return any(abs(entry.value) == abs(difference) for entry in book.entries if entry.row.section == "equity")


def _prove_section(book: Book, identity: str, total: str, section: str, totals: Sequence[str]) -> None:
    heads = plainly(book.of(total))
    if not heads and totals and not book.chinese:
        whole, other = (book.of(key) for key in totals)
        heads = [*plainly(whole), *plainly(other, -1)] if whole and other else []
    # A utility prints its plant above the current assets, under the name of the side.
    rows = book.section(section, *(() if book.chinese or section != "noncurrent_assets" else ("assets",)))
    if heads and len(heads) + len(without_subtotals(rows)) > 2:
        _prove_rows(book, identity, heads, [*rows, *book.gap_in(section)])


def _prove_rows(book: Book, identity: str, heads: Terms, rows: list[Entry]) -> None:
    book.run_rows(identity, heads, as_summed(rows), map(as_summed, _readings(rows)), free=not book.chinese)


def _readings(rows: list[Entry]) -> Iterator[list[Entry]]:
    """The rows that may make up a total: all of them, or without note items printed inside another row."""
    counted = without_subtotals(rows)
    doubtful = [row for row in counted if row.row.account and row.row.account.nature in _FACE_OR_CHILD][:_MOST_DOUBTFUL]
    for count in range(len(doubtful) + 1):
        for left_out in combinations(doubtful, count):
            kept = [row for row in counted if row not in left_out]
            yield kept
            if any(row.row.loose for row in kept):
                yield [row for row in kept if not row.row.loose]


def _mezzanine(entry: Entry) -> bool:
    """What US filers print between liabilities and equity and count in neither (Regulation S-X, 5-02.27)."""
    return "redeemable" in entry.row.label.name.split()


def _prove_equity(book: Book) -> None:
    """I-BS8: the rows of equity make up the owners' equity, treasury shares deducted."""
    total = "bs.equity_parent" if book.of("bs.equity_parent") else "bs.total_equity"
    heads = plainly(book.of(total))
    if not heads:
        return
    first = heads[0][0].row.span.start
    above = [entry for entry in book.section("equity") if entry.key != "bs.minority_interest" and not _mezzanine(entry)]
    rows = [entry for entry in above if book.entries.index(entry) < book.entries.index(heads[0][0])]
    minority = [] if total == "bs.equity_parent" else book.of("bs.minority_interest")
    if len(without_subtotals(rows)) > 1:
        gap = [entry for entry in book.gap_in("equity") if entry.row.span.start < first]
        _prove_rows(book, "I-BS8", heads, [*rows, *minority, *gap])
