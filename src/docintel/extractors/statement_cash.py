"""The identities that must close inside a cash-flow statement, I-CF1 to I-CF4."""

from __future__ import annotations

from collections.abc import Sequence

from docintel.extractors.statement_books import Book, without_subtotals
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_sums import Terms, as_printed, equate, plainly, total_of

_ACTIVITIES = (
    ("operating", "cf.operating_in_total", "cf.operating_out_total", "cf.cfo"),
    ("investing", "cf.investing_in_total", "cf.investing_out_total", "cf.cfi"),
    ("financing", "cf.financing_in_total", "cf.financing_out_total", "cf.cff"),
)


def prove_cash_flow(book: Book) -> None:
    """I-CF1 to I-CF4 inside one cash-flow statement."""
    if book.supplement:
        _prove_reconciliation(book)
        return
    for section, inflow, outflow, net in _ACTIVITIES:
        _prove_activity(book, section, inflow, outflow, net)
    _prove_change(book)


def _prove_activity(book: Book, section: str, inflow: str, outflow: str, net: str) -> None:
    heads, ins, outs = plainly(book.of(net)), plainly(book.of(inflow)), plainly(book.of(outflow), -1)
    if not heads:
        return
    if ins or outs:
        book.run("I-CF1", heads, [*ins, *outs])
        _prove_flows(book, section, inflow, outflow)
        return
    section_rows = book.section(section, "supplementary" if section == "operating" else section)
    rows = [entry for entry in section_rows if entry.key not in ("cf.cash_begin", "cf.cash_end")]
    counted = without_subtotals(rows)
    if len(counted) > 1:
        readings = [as_printed(counted), _by_direction(counted)]
        # The small-enterprise form (会小企03表) has no sub-totals; a summary has none either, and not every row.
        book.run_rows("I-CF1", heads, as_printed(rows), readings, free=True)


def _by_direction(rows: Sequence[Entry]) -> Terms:
    """Amounts printed without sign: what was received less what was paid."""
    return [(entry, -1 if _is_paid(entry) else 1) for entry in rows]


def _is_paid(entry: Entry) -> bool:
    if entry.row.account is not None:
        return entry.row.account.nature == "O"
    return any(word in entry.row.label.name for word in ("支付", "偿还", "paid", "payment", "repayment", "purchase"))


def _prove_flows(book: Book, section: str, inflow: str, outflow: str) -> None:
    """The inflows add up to their sub-total and the outflows to theirs, rows of financial business included."""
    rows = book.section(section)
    border = next((at for at, entry in enumerate(book.entries) if entry.key == inflow), -1)
    ins = [entry for entry in rows if book.entries.index(entry) < border]
    for total, parts in ((inflow, ins), (outflow, [entry for entry in rows if entry not in ins])):
        heads = plainly(book.of(total))
        if heads and parts:
            book.run("I-CF1", heads, plainly([*parts, *_gap(book, section, heads[0][0], parts)]))


def _gap(book: Book, section: str, total: Entry, parts: Sequence[Entry]) -> list[Entry]:
    """The section's one row without a number, where it stands among the rows of the sub-total."""
    first, last = min(entry.row.span.start for entry in parts), total.row.span.start
    return [entry for entry in book.gap_in(section) if first <= entry.row.span.start < last]


def _prove_change(book: Book) -> None:
    """I-CF2 and I-CF3; outside the Chinese form the exchange effect may stand below the net change."""
    change, flows = plainly(book.of("cf.net_change")), [book.of(key) for key in ("cf.cfo", "cf.cfi", "cf.cff")]
    fx = plainly(book.of("cf.fx_effect"))
    below = False
    if change and all(flows):
        parts = plainly(entry for flow in flows for entry in flow)
        above, with_fx = equate("I-CF2", change, parts), equate("I-CF2", change, [*parts, *fx])
        nearer = abs(above.difference) < abs(with_fx.difference)
        below = not book.chinese and bool(total_of(fx)) and above.result == "pass" and nearer
        book.run("I-CF2", change, parts if below else [*parts, *fx], free=not book.chinese)
    elif not fx:
        book.solve("I-CF2", {"cf.net_change": 1, "cf.cfo": -1, "cf.cfi": -1, "cf.cff": -1})
    begin, end = plainly(book.of("cf.cash_begin")), plainly(book.of("cf.cash_end"))
    if change and begin and end:
        book.run("I-CF3", end, [*begin, *change, *(fx if below else ())], free=below)
    else:
        book.solve("I-CF3", {"cf.cash_end": 1, "cf.cash_begin": -1, "cf.net_change": -1})


def _prove_reconciliation(book: Book) -> None:
    heads, rows = plainly(book.of("cfs.cfo")), book.section("supplementary")
    if heads and len(rows) > 1:
        book.run("I-CF4", heads, as_printed([*rows, *book.gap_in("supplementary")]))
