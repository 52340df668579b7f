"""The identities inside an income statement and a cash-flow statement, and those that tie the statements together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from docintel.extractors.statement_books import Book, compare, judge, printed_sum, record, without_subtotals
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_signs import IMPAIRMENTS

_COSTS = (
    "is.cost_of_sales", "is.taxes_and_surcharges", "is.selling_expenses", "is.admin_expenses", "is.sga_combined",
    "is.rd_expenses", "is.finance_expenses",
)  # fmt: skip
_GAINS = (
    "is.other_income", "is.investment_income", "is.fx_gain", "is.net_hedge_gain", "is.fair_value_gain",
    "is.asset_disposal_gain",
)  # fmt: skip
_ACTIVITIES = (
    ("operating", "cf.operating_in_total", "cf.operating_out_total", "cf.cfo"),
    ("investing", "cf.investing_in_total", "cf.investing_out_total", "cf.cfi"),
    ("financing", "cf.financing_in_total", "cf.financing_out_total", "cf.cff"),
)


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
        _prove_bridge(book, "I-IS2", "is.operating_profit", "is.profit_before_tax", 0)
    _prove_after_tax(book)
    _prove_attribution(book)
    _prove_formula(book, "I-IS5", "is.net_profit", {"is.np_continuing": 1}, {"is.np_discontinued": 1})
    _prove_formula(book, "I-IS6", "is.total_comprehensive_income", {"is.net_profit": 1, "is.oci_net": 1}, {})


def _prove_formula(book: Book, identity: str, total: str, needed: dict[str, int], optional: dict[str, int]) -> None:
    """A total against its parts; rows the statement leaves blank count nothing, needed ones must be there."""
    value = book.value(total)
    if value is None or any(book.value(key) is None for key in needed):
        return
    weights = {**needed, **optional}
    parts = sum((weight * (book.value(key) or Decimal(0)) for key, weight in weights.items()), Decimal(0))
    compare(identity, value, parts, [e for key in (total, *weights) for e in book.of(key)], lenient=not book.chinese)


def _prove_operating_profit(book: Book) -> None:
    profit = book.value("is.operating_profit")
    revenue_key = "is.total_revenue" if book.of("is.total_revenue") else "is.revenue"
    revenue = book.value(revenue_key)
    if profit is None or revenue is None:
        return
    terms = list(_terms(book))
    entries = [*book.of("is.operating_profit"), *book.of(revenue_key), *(entry for entry, _ in terms)]
    swings = [entry for entry, _ in terms if entry.key in IMPAIRMENTS and entry.value]
    # The sign as read comes first; another is taken only when it alone closes the identity.
    for signs in sorted(product((1, -1), repeat=len(swings)), key=lambda each: each.count(-1)):
        turned = {id(entry): sign for entry, sign in zip(swings, signs, strict=True)}
        parts = revenue + sum((weight * e.value * turned.get(id(e), 1) for e, weight in terms), Decimal(0))
        if judge(profit, profit - parts, entries) == "pass":
            for entry in swings:
                entry.value *= turned[id(entry)]
            record("I-IS1", "pass", profit - parts, entries)
            _prove_total_cost(book)
            return
    compare("I-IS1", profit, revenue + sum((weight * e.value for e, weight in terms), Decimal(0)), entries)
    _prove_total_cost(book)


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
    total = book.value("is.total_operating_cost")
    rows = _cost_block(book)
    if total is not None and len(rows) > 1:
        parts = sum((entry.value for entry in rows), Decimal(0))
        compare("I-IS1", total, parts, [*book.of("is.total_operating_cost"), *rows])


def _prove_bridge(book: Book, identity: str, start: str, end: str, tax: int) -> None:
    """In a free layout: the second total is the first plus the rows printed between them, subtotals left out."""
    first, last = book.value(start), book.value(end)
    rows = without_subtotals(book.between(start, end))
    if first is None or last is None or not rows:
        return
    entries = [*book.of(start), *rows, *book.of(end)]
    for chosen in (rows, rows[-1:], rows[:-1]):
        difference = last - first - printed_sum(chosen)
        if judge(last, difference, entries) == "pass":
            record(identity, "pass", difference, [*book.of(start), *chosen, *book.of(end)])
            return


def _prove_after_tax(book: Book) -> None:
    """I-IS3; where associates or discontinued business stand between tax and profit the gap says nothing."""
    between = book.between("is.income_tax", "is.net_profit")
    free = bool(between) or (not book.chinese and bool(book.between("is.profit_before_tax", "is.income_tax")))
    value, before, tax = (book.value(key) for key in ("is.net_profit", "is.profit_before_tax", "is.income_tax"))
    if value is None or before is None or tax is None:
        return
    entries = [e for key in ("is.net_profit", "is.profit_before_tax", "is.income_tax") for e in book.of(key)]
    rows = sum((entry.value for entry in between), Decimal(0))
    if rows and judge(value, value - before + tax - rows, entries) == "pass":
        compare("I-IS3", value, before - tax + rows, [*entries, *between])
        return
    compare("I-IS3", value, before - tax, entries, lenient=free)


def _prove_attribution(book: Book) -> None:
    """I-IS4; some print the minority's share as a deduction, so its sign is the one that closes."""
    values = [book.value(key) for key in ("is.net_profit", "is.np_parent", "is.np_minority")]
    if any(value is None for value in values):
        return
    profit, parent, minority = (value or Decimal(0) for value in values)
    entries = [e for key in ("is.net_profit", "is.np_parent", "is.np_minority") for e in book.of(key)]
    as_read, turned = (judge(profit, profit - parent - share, entries) == "pass" for share in (minority, -minority))
    if minority and turned and not as_read:
        for entry in book.of("is.np_minority"):
            entry.value = -entry.value
        minority = -minority
    compare("I-IS4", profit, parent + minority, entries, lenient=not book.chinese)


def prove_cash_flow(book: Book) -> None:
    """I-CF1 to I-CF4 inside one cash-flow statement."""
    if book.supplement:
        _prove_reconciliation(book)
        return
    for section, inflow, outflow, net in _ACTIVITIES:
        _prove_activity(book, section, inflow, outflow, net)
    _prove_change(book)


def _prove_activity(book: Book, section: str, inflow: str, outflow: str, net: str) -> None:
    value = book.value(net)
    if value is None:
        return
    ins, outs = book.value(inflow), book.value(outflow)
    if ins is not None or outs is not None:
        compare(
            "I-CF1",
            value,
            (ins or Decimal(0)) - (outs or Decimal(0)),
            [*book.of(net), *book.of(inflow), *book.of(outflow)],
        )
        _prove_flows(book, section, inflow, outflow)
        return
    rows = without_subtotals(book.section(section, "supplementary" if section == "operating" else section))
    rows = [entry for entry in rows if entry.key not in ("cf.cash_begin", "cf.cash_end")]
    if len(rows) > 1:
        compare("I-CF1", value, printed_sum(rows), [*book.of(net), *rows], lenient=True)


def _prove_flows(book: Book, section: str, inflow: str, outflow: str) -> None:
    """The inflows add up to their sub-total and the outflows to theirs, rows of financial business included."""
    rows = book.section(section)
    border = next((at for at, entry in enumerate(book.entries) if entry.key == inflow), -1)
    ins = [entry for entry in rows if book.entries.index(entry) < border]
    for total, parts in ((inflow, ins), (outflow, [entry for entry in rows if entry not in ins])):
        value = book.value(total)
        if value is not None and parts:
            compare("I-CF1", value, sum((e.value for e in parts), Decimal(0)), [*book.of(total), *parts])


def _prove_change(book: Book) -> None:
    """I-CF2 and I-CF3; outside the Chinese form the exchange effect may stand below the net change."""
    change, flows = book.value("cf.net_change"), [book.value(key) for key in ("cf.cfo", "cf.cfi", "cf.cff")]
    fx = book.value("cf.fx_effect") or Decimal(0)
    below = False
    if change is not None and None not in flows:
        parts = sum((flow for flow in flows if flow is not None), Decimal(0))
        entries = [e for key in ("cf.net_change", "cf.cfo", "cf.cfi", "cf.cff", "cf.fx_effect") for e in book.of(key)]
        below = not book.chinese and bool(fx) and judge(change, change - parts, entries) == "pass"
        compare("I-CF2", change, parts + (0 if below else fx), entries, lenient=not book.chinese)
    begin, end = book.value("cf.cash_begin"), book.value("cf.cash_end")
    if change is not None and begin is not None and end is not None:
        entries = [e for key in ("cf.cash_end", "cf.cash_begin", "cf.net_change") for e in book.of(key)]
        compare("I-CF3", end, begin + change + (fx if below else 0), entries, lenient=below)


def _prove_reconciliation(book: Book) -> None:
    value = book.value("cfs.cfo")
    rows = book.section("supplementary")
    if value is not None and len(rows) > 1:
        compare("I-CF4", value, printed_sum(rows), [*book.of("cfs.cfo"), *rows])


def tie_statements(books: Sequence[Book]) -> None:
    """I-CF4 and I-CF5: the reconciliation ends in the statement's cash flow and begins with its profit."""
    for book in books:
        for key, identity, other in (("cfs.cfo", "I-CF4", "cf.cfo"), ("cfs.net_profit", "I-CF5", "is.net_profit")):
            value = book.value(key)
            twins = [each for each in books if each is not book and _same(each, book) and each.value(other) is not None]
            if value is None or not twins:
                continue
            entries = [*book.of(key), *twins[0].of(other)]
            compare(identity, value, twins[0].value(other) or Decimal(0), entries, lenient=not book.chinese)


def _same(left: Book, right: Book) -> bool:
    return left.end is not None and (left.end, left.months, left.scope) == (right.end, right.months, right.scope)
