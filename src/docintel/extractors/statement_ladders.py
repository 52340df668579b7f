"""Income statements without a fixed form: from sales to operating profit rung by rung, and totals of rows above them.

Part of I-IS1. The layout is free: a gap says nothing unless the same rows close for another period of the print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docintel.extractors.statement_books import Book, without_subtotals
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_sums import Terms, as_printed, equate

_GROSS = frozenset({"gross profit", "gross margin", "gross income", "gross loss", "gross profit loss"})
_COST = re.compile(r"\b(?:cost|expense|amortization|depreciation|impairment|charge|loss|tax|fee)\b")
_TOTAL_COSTS = frozenset({"is.total_operating_cost"})
#: "(Gain) loss" and "(income) expense" print a cost without a sign, whatever comes of it.
_AS_COST = re.compile(
    r"\((?:gains?|income|earnings|benefit)\)\s*(?:losse?s?|expenses?|charges?)|\bexpenses?,? *\((?:income|gain)"
)
_IDENTITY = "I-IS1"
_MOST_ROWS = 15


def prove_ladder(book: Book) -> None:
    """Sales less costs are the gross profit, less expenses the operating profit; "total …" sums up what it follows."""
    summed: set[int] = set()
    for entry in book.entries:
        if _is_total(entry) or entry.key == "is.oci_net":
            summed |= _prove_total(book, entry)
    for start, end in pairwise(_rungs(book)):
        _prove_rung(book, start, end, summed)


def _rungs(book: Book) -> list[Entry]:
    sales = book.of("is.total_revenue") or book.of("is.revenue")
    profit = book.of("is.operating_profit") or book.of("is.profit_before_tax")
    gross = [entry for entry in book.entries if entry.row.label.name in _GROSS]
    found = [each[0] for each in (sales, gross, profit) if len(each) == 1]
    return found if found == sorted(found, key=book.entries.index) else []


def _prove_rung(book: Book, start: Entry, end: Entry, summed: set[int]) -> None:
    first, last = book.entries.index(start), book.entries.index(end)
    between = [e for e in book.entries[first + 1 : last] if e.row.parent is None and id(e) not in summed]
    rows = without_subtotals(between)
    if not rows:
        return
    run_between(book, _IDENTITY, [(start, 1)], [(end, 1)], [rows, between[-1:], between[:1], between])


def run_between(book: Book, identity: str, first: Terms, last: Terms, choices: Sequence[Sequence[Entry]]) -> None:
    """Run last = first + rows, with the first choice of rows that closes by nature or as printed.

    Where they close as printed, that settles the sign of every cost among them: it is what was deducted.
    """
    for rows in choices:
        if equate(identity, last, [*first, *_by_nature(rows)]).closes:
            break
        if equate(identity, last, [*first, *_as_costs(rows)]).closes:
            _sign_costs(rows, 1)
            break
        if equate(identity, last, [*first, *as_printed(rows)]).closes:
            _sign_costs(rows, -1)
            break
    readings = [[*first, *terms] for rows in choices for terms in (_by_nature(rows), as_printed(rows), _as_costs(rows))]
    longest: Sequence[Entry] = max(choices, key=len)
    widest = [*first, *as_printed(longest)]
    book.run_rows(identity, last, widest, readings, free=True)


def _sign_costs(rows: Sequence[Entry], printed: int) -> None:
    """Give costs the canonical sign where a sum tells whether they are printed as such (1) or as deductions (-1)."""
    for entry in rows:
        if _is_keyed_cost(entry) and entry.value != printed * entry.reported:
            entry.turn()


def netted(rows: Sequence[Entry]) -> Terms:
    """Expenses less income, as "Interest and other, net" sums them up."""
    return [(entry, -weight) for entry, weight in _by_nature(rows)]


def _by_nature(rows: Sequence[Entry]) -> Terms:
    """Costs deducted, whichever sign they are printed with, the rest as printed."""
    return [(entry, -1 if _is_cost(entry) else 1) for entry in rows]


def _as_costs(rows: Sequence[Entry]) -> Terms:
    """All deducted: below "Other (income) and expense" an income is printed in brackets."""
    return [(entry, -entry.sign) for entry in rows]


def _is_keyed_cost(entry: Entry) -> bool:
    return entry.row.account is not None and (entry.row.account.nature == "X" or entry.key in _TOTAL_COSTS)


def _is_cost(entry: Entry) -> bool:
    if entry.row.account is not None:
        return _is_keyed_cost(entry)
    if _AS_COST.search(entry.row.label.printed.lower()):
        return True
    return entry.reported > 0 and bool(_COST.search(entry.row.label.name))


def _prove_total(book: Book, total: Entry) -> set[int]:
    """The longest run of rows above that the total is the sum of, here or in another period of the print; its rows."""
    head = as_printed([total])
    runs = [as_printed(rows) for rows in _runs_above(book, total)][::-1]
    closes = next((run for run in runs if equate(_IDENTITY, head, run).is_exact), None)
    if closes or (runs and book.knows(_IDENTITY, head)):
        # where the run begins is not printed: rows before it belong to other sums
        book.run_rows(_IDENTITY, head, runs[0], runs, free=True, partial=True)
    return {id(entry) for entry, _ in closes or ()}


def _is_total(entry: Entry) -> bool:
    """Whether a row says that it is a total, or says nothing, as totals alone may."""
    return not entry.row.label.name or entry.row.label.name.startswith("total")


def _runs_above(book: Book, total: Entry) -> Iterator[list[Entry]]:
    at = book.entries.index(total)
    run: list[Entry] = []
    for entry in reversed(book.entries[max(0, at - _MOST_ROWS) : at]):
        if _is_total(entry) or entry.row.label.name in _GROSS:
            return
        run.insert(0, entry)
        if len(run) > 1:
            yield list(run)
