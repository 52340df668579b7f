"""The identities that must close inside an income statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from docintel.extractors.statement_books import Book, without_subtotals
from docintel.extractors.statement_comprehensive import prove_parts_of_comprehensive
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_ladders import netted, prove_ladder, run_between
from docintel.extractors.statement_signs import IMPAIRMENTS
from docintel.extractors.statement_sums import Terms, as_printed, equate, plainly

_COSTS = (
    "is.cost_of_sales", "is.taxes_and_surcharges", "is.selling_expenses", "is.admin_expenses", "is.sga_combined",
    "is.rd_expenses", "is.finance_expenses",
)  # fmt: skip
_GAINS = (
    "is.other_income", "is.investment_income", "is.fx_gain", "is.net_hedge_gain", "is.fair_value_gain",
    "is.asset_disposal_gain",
)  # fmt: skip
#: Under this name a book keeps which impairment rows are printed with the sign of a gain.
_SIGNED = "I-IS1 signed as gains"
_SHARE_OF_COMPREHENSIVE = re.compile(r"归属于?(?:母公司|少数股东).*综合收益总额")


def prove_income(book: Book) -> None:
    """I-IS1 to I-IS6; the first also settles the sign of impairment rows (SG4)."""
    if book.chinese:
        _prove_operating_profit(book)
        _prove_formula(
            book,
            "I-IS2",
            "is.profit_before_tax",
            {"is.operating_profit": 1},
            {"is.nonoperating_income": 1, "is.nonoperating_expense": -1},
        )
    else:
        prove_ladder(book)
        _prove_bridge(book, "I-IS2", "is.operating_profit", "is.profit_before_tax")
    _prove_after_tax(book)
    _prove_attribution(book)
    _prove_formula(book, "I-IS5", "is.net_profit", {"is.np_continuing": 1}, {"is.np_discontinued": 1})
    _prove_comprehensive(book)
    if book.chinese:
        prove_parts_of_comprehensive(book)


def _prove_comprehensive(book: Book) -> None:
    """I-IS6; in the Chinese form no other comprehensive income printed is none, as far as that closes."""
    total, profit = plainly(book.of("is.total_comprehensive_income")), plainly(book.of("is.net_profit"))
    shares = [entry for entry in book.entries if _SHARE_OF_COMPREHENSIVE.fullmatch(entry.row.label.name)]
    if total and len(shares) > 1:
        book.run("I-IS4", total, plainly(shares), free=True)
    if book.chinese and total and profit and not book.of("is.oci_net"):
        book.run("I-IS6", total, profit, free=True)
    else:
        _prove_formula(book, "I-IS6", "is.total_comprehensive_income", {"is.net_profit": 1, "is.oci_net": 1}, {})


def _prove_formula(book: Book, identity: str, total: str, needed: dict[str, int], optional: dict[str, int]) -> None:
    """A total against its parts; rows the statement leaves blank count nothing, needed ones must be there."""
    if any(not book.of(key) for key in (total, *needed)):
        if not any(book.of(key) for key in optional):
            book.solve(identity, {total: 1, **{key: -weight for key, weight in needed.items()}})
        return
    parts = [(entry, weight) for key, weight in {**needed, **optional}.items() for entry in book.of(key)]
    book.run(identity, plainly(book.of(total)), parts, free=not book.chinese)


def _prove_operating_profit(book: Book) -> None:
    heads = plainly(book.of("is.operating_profit"))
    revenue = plainly(book.of("is.total_revenue" if book.of("is.total_revenue") else "is.revenue"))
    if not heads or not revenue:
        return
    terms = [*revenue, *_terms(book)]
    _settle_impairments(book, heads, terms)
    # Rows of a form of its own behind contained ones may be contained too: then the profit closes without them.
    without = [(entry, weight) for entry, weight in terms if not entry.row.loose]
    book.run_rows("I-IS1", heads, terms, [terms, *([without] if len(without) < len(terms) else [])], free=False)
    _prove_total_cost(book)


def _settle_impairments(book: Book, heads: Terms, terms: Terms) -> None:
    """Turn the impairment rows whose other sign alone closes the identity, or closed it for another period (SG4)."""
    swings = [entry for entry, _ in terms if entry.key in IMPAIRMENTS and entry.value]
    # The sign as read comes first; another is taken only when it alone closes the identity.
    for turned in (each for count in range(len(swings) + 1) for each in combinations(swings, count)):
        if equate("I-IS1", heads, [(e, -weight if e in turned else weight) for e, weight in terms]).result == "pass":
            for entry in turned:
                entry.turn()
            book.precedents.setdefault(_SIGNED, frozenset(e.row.span.start for e in swings if e.sign < 0))
            return
    for entry in swings if _SIGNED in book.precedents else ():
        if (entry.sign < 0) != (entry.row.span.start in book.precedents[_SIGNED]):
            entry.turn()


def _terms(book: Book) -> Iterator[tuple[Entry, int]]:
    """The rows between revenue and operating profit with the sign they count with."""
    total_cost = book.of("is.total_operating_cost")
    inside = {id(entry) for entry in _cost_block(book)}
    yield from ((entry, -1) for entry in total_cost)
    for entry in book.between(
        "is.total_revenue" if book.of("is.total_revenue") else "is.revenue", "is.operating_profit"
    ):
        if total_cost and (entry.key == "is.total_operating_cost" or id(entry) in inside):
            continue
        if entry.key in _COSTS or entry.key in IMPAIRMENTS:
            yield entry, -1
        elif entry.key in _GAINS:
            yield entry, 1
        elif entry.key is None:
            yield (
                entry,
                -1
                if entry.row.label.name.endswith(("成本", "费用", "支出", "税金", "损失"))
                and not entry.row.label.gain_signed
                else 1,
            )


def _cost_block(book: Book) -> list[Entry]:
    """The rows under 营业总成本 down to the first gain; impairments printed there are part of it (SG3)."""
    found: list[Entry] = []
    started = False
    for entry in book.entries:
        if entry.key == "is.total_operating_cost":
            started = True
        elif started and (
            entry.key in _GAINS or entry.key == "is.operating_profit" or entry.row.label.operation == "add"
        ):
            break
        elif started and entry.row.parent in (None, "is.total_operating_cost"):
            found.append(entry)
    return found


def _prove_total_cost(book: Book) -> None:
    heads, rows = plainly(book.of("is.total_operating_cost")), _cost_block(book)
    if heads and len(rows) > 1:
        book.run("I-IS1", heads, plainly(rows))


def _prove_bridge(book: Book, identity: str, start: str, end: str) -> None:
    """In a free layout: the second total is the first plus the rows printed between them, subtotals left out.

    A gap is one only where the same rows bridge the totals of another period.
    """
    first, last, between = plainly(book.of(start)), plainly(book.of(end)), book.between(start, end)
    rows = without_subtotals(between)
    if not first or not last or not rows:
        return
    for at, entry in enumerate(between):
        if entry not in rows:
            _prove_subtotal(book, identity, entry, [each for each in between[:at] if each in rows])
    # The row before the second total may be a sum of its own, such as other income and expense, net.
    head = as_printed(rows[-1:])
    # printed as income, or as expense less income
    runs = [equate(identity, head, parts) for parts in (as_printed(rows[:-1]), netted(rows[:-1]))]
    nearest = min(range(len(runs)), key=lambda at: abs(runs[at].difference))
    summed = len(rows) > 2 and (runs[nearest].is_exact or book.knows(identity, head))
    if summed:
        book.run(identity, head, [as_printed, netted][nearest](rows[:-1]), free=True)
    choices = [rows[-1:]] if summed and runs[nearest].is_exact else [rows, rows[-1:], rows[:-1]]
    run_between(book, identity, first, last, [each for each in choices if each])


def _prove_after_tax(book: Book) -> None:
    """I-IS3; where associates or discontinued business stand between tax and profit the gap says nothing."""
    between = book.between("is.income_tax", "is.net_profit")
    free = bool(between) or (not book.chinese and bool(book.between("is.profit_before_tax", "is.income_tax")))
    heads, before = plainly(book.of("is.net_profit")), book.of("is.profit_before_tax")
    tax = book.of("is.income_tax")
    if not heads or not before or not tax:
        book.solve("I-IS3", {"is.net_profit": 1, "is.profit_before_tax": -1, "is.income_tax": 1})
        return
    if not book.chinese:
        _settle_tax(heads, before, tax, between)
    parts = [*plainly(before), *plainly(tax, -1)]
    book.run_rows("I-IS3", heads, [*parts, *plainly(between)], [parts, [*parts, *plainly(between)]], free=free)


def _prove_subtotal(book: Book, identity: str, total: Entry, above: list[Entry]) -> None:
    """A row that was left out as the sum of the rows just above it is proved with them."""
    runs = (as_printed(above[-count:]) for count in range(2, len(above) + 1))
    closing = next((run for run in runs if equate(identity, as_printed([total]), run).is_exact), None)
    if closing is not None:
        book.run(identity, as_printed([total]), closing, free=True)


def _settle_tax(heads: Terms, before: list[Entry], tax: list[Entry], between: list[Entry]) -> None:
    """Some print the tax in brackets, whatever the other costs have: its sign is the one that alone closes."""

    def closes(sign: int) -> bool:
        parts = [*plainly(before), *plainly(tax, -sign)]
        return any(equate("I-IS3", heads, [*parts, *rest]).closes for rest in ([], plainly(between)))

    if not closes(1) and closes(-1):
        for entry in tax:
            entry.turn()


def _beside_owners(book: Book) -> list[Entry]:
    """The rows between profit and the owners' part of it that are not the minority's."""
    between = book.between("is.net_profit", "is.np_parent")
    return [entry for entry in between if entry.key != "is.np_minority" and entry.value]


def _prove_attribution(book: Book) -> None:
    """I-IS4; some print the minority's share as a deduction, so its sign is the one that closes.

    In the Chinese form no share printed is no minority.
    """
    heads, minority = plainly(book.of("is.net_profit")), book.of("is.np_minority")
    parent = plainly(book.of("is.np_parent"))
    if not heads or not parent or not (minority or book.chinese):
        return
    beside = [] if book.chinese else _beside_owners(book)
    if beside:
        # Dividends on a subsidiary's preferred stock stand between profit and what the owners have of it.
        for weight in (-1, 1):
            parts = [*parent, *plainly(minority), *plainly(beside, -weight)]
            if equate("I-IS4", heads, parts).is_exact:
                book.run("I-IS4", heads, parts, free=True)
        return
    as_read, turned = (equate("I-IS4", heads, [*parent, *plainly(minority, sign)]).result == "pass" for sign in (1, -1))
    if turned and not as_read:
        for entry in minority:
            entry.turn()
    empty = [] if minority else [entry for entry in book.blanks if entry.key == "is.np_minority"]
    book.run("I-IS4", heads, [*parent, *plainly([*minority, *empty])], free=not book.chinese)
