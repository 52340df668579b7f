"""Derived aggregates and functions over a small ledger: null propagation, nil rows, averages, interim flows."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import value
from docintel.credit.formulas import measure
from docintel.credit.ledgers import Frame, Ledger, open_ledger
from docintel.credit.readings import Reading

YEAR = Frame(date(2025, 12, 31), 12)
BEFORE = date(2024, 12, 31)


def ledger(*now: str, before: str = "") -> Ledger:
    """Figures written "key amount", at the year end and the year end before."""
    rows = [value(*row.split()) for row in now]  # type: ignore[arg-type]
    rows += [value(*row.split(), end=BEFORE) for row in before.split("|") if row]  # type: ignore[misc]
    return open_ledger(rows)


def read(formula: str, *now: str, before: str = "") -> Reading:
    return measure(ledger(*now, before=before), formula, YEAR)


BALANCE = ("bs.total_assets 100",)
DEBT = (*BALANCE, "bs.short_term_borrowings 5")
SPLIT = ("bs.lt_borrowings_due_1y 2", "bs.bonds_due_1y 1", "bs.lease_liabilities_due_1y 1")
INCOME = ("is.profit_before_tax 20",)
#: A borrower without debt: subtotals that close over rows among which no borrowing is printed.
CURRENT = (*BALANCE, "bs.total_current_liabilities 40", "check.closes:bs.total_current_liabilities 1")
CLOSED = (*CURRENT, "bs.total_noncurrent_liabilities 9", "check.closes:bs.total_noncurrent_liabilities 1")


@pytest.mark.parametrize(
    ("formula", "rows", "expected"),
    [
        # the combined row of older templates stands for its parts
        ("d.trade_receivables", (*BALANCE, "bs.notes_and_accounts_receivable 7", "bs.receivables_financing 1"), "8"),
        ("d.trade_receivables", (*BALANCE, "bs.notes_receivable 2", "bs.accounts_receivable 5"), "7"),
        ("d.interest_expense", ("is.interest_expense 3", "cf.interest_paid 9"), "3"),
        ("d.interest_expense", ("cf.interest_paid 9", "note.capitalised_interest 2"), "7"),
        ("d.interest_expense", ("is.finance_expenses -4",), "0"),  # net interest income is no expense
        ("d.da", ("cfs.depreciation 10", "cfs.intangible_amortisation 2"), "12"),
        # a note that names one part only does not hide the rest of the row
        ("d.short_term_debt", (*DEBT, "bs.lt_borrowings_due_1y 2", "bs.noncurrent_liabilities_due_1y 6"), "11"),
        ("d.short_term_debt", (*DEBT, *SPLIT, "bs.noncurrent_liabilities_due_1y 6"), "9"),
        ("d.unrestricted_cash", (*BALANCE, "bs.cash 9", "cf.cash_end 6"), "6"),  # restricted cash unknown
        ("d.net_debt", (*BALANCE, "bs.cash 9", "bs.restricted_cash 2", "bs.short_term_borrowings 30"), "23"),
        ("d.fcf", ("cf.cfo 10", "cf.capex 4"), "6"),
        ("d.short_term_debt", CURRENT, "0"),  # rows left blank beside a subtotal that closes without them
        ("d.interest_bearing_debt", CLOSED, "0"),
        ("d.interest_bearing_debt", (*CLOSED, "bs.bonds_payable 3"), "3"),
        ("d.trade_payables", (*CURRENT, "bs.notes_and_accounts_payable 7"), "7"),  # a combined row hides no nil
    ],
)  # fmt: skip
def test_derived(formula: str, rows: tuple[str, ...], expected: str) -> None:
    assert read(formula, *rows).value == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "rows", "problem"),
    [
        (
            "d.ebitda",
            (*INCOME, "is.interest_expense 3"),
            "missing:cfs.depreciation",
        ),  # null parts are 0 only beside depreciation
        ("d.long_term_debt", BALANCE, "missing:bs.long_term_borrowings"),  # no row printed: unknown, not nil
        ("d.long_term_debt", CURRENT, "missing:bs.long_term_borrowings"),  # only the other section closes
        ("d.short_term_debt", (*BALANCE, "bs.total_current_liabilities 40"), "missing:bs.short_term_borrowings"),
        ("bs.inventories / bs.total_assets", CLOSED, "missing:bs.inventories"),  # no formula says nil here
        ("is.revenue / bs.total_assets", BALANCE, "missing:is.revenue"),
        ("bs.total_assets / bs.total_equity", (*BALANCE, "bs.total_equity 0"), "undefined:bs.total_equity"),
        ("bs.total_assets / bs.total_equity", (*BALANCE, "bs.total_equity -5"), "undefined:bs.total_equity"),
        ("growth(bs.total_assets)", BALANCE, "missing:bs.total_assets"),
    ],
)
def test_unknown(formula: str, rows: tuple[str, ...], problem: str) -> None:
    found = read(formula, *rows)
    assert (found.value, found.problems[0]) == (None, problem)


def test_growth_from_nothing_or_less_has_no_value() -> None:
    assert read("growth(bs.cash)", "bs.cash 5", before="bs.cash 0").problems == ("undefined:prior(bs.cash)",)


@pytest.mark.parametrize(
    ("formula", "rows", "estimated"),
    [
        ("d.interest_total", (*INCOME, "is.interest_expense 3"), True),  # capitalised interest unknown
        ("d.interest_total", (*INCOME, "is.interest_expense 3", "note.capitalised_interest 0"), False),
        (
            "d.long_term_debt",
            (*BALANCE, "bs.long_term_borrowings 4"),
            False,
        ),  # the balance sheet was read: no bonds on it
        ("d.long_term_debt", ("bs.long_term_borrowings 4",), True),  # its total was not: bonds may be elsewhere
        ("avg(bs.total_assets)", BALANCE, True),
    ],
)
def test_estimated(formula: str, rows: tuple[str, ...], estimated: bool) -> None:
    assert read(formula, *rows).estimated is estimated


def test_nil_rows_are_said() -> None:
    flags = read("d.long_term_debt", *BALANCE, "bs.long_term_borrowings 4").flags
    assert flags == ("nil:bs.bonds_payable", "nil:bs.lease_liabilities", "nil:bs.lt_payables_financing")


def test_averages_and_growth_look_one_year_back() -> None:
    rows = {"before": "bs.total_assets 80"}
    assert read("avg(bs.total_assets)", *BALANCE, **rows).value == 90
    assert read("growth(bs.total_assets)", *BALANCE, **rows).value == Decimal("0.25")


def test_days_use_year_ends_in_both_years_unless_both_have_an_opening() -> None:
    rows = ("bs.inventories 40", "is.cost_of_sales 100")
    two = read("days_growth(bs.inventories, is.cost_of_sales)", *rows, before="bs.inventories 20|is.cost_of_sales 100")
    assert (two.value, two.flags) == (Decimal(1), ("year_end_basis",))


def test_a_streak_counts_years_back_until_it_breaks() -> None:
    losses = {"before": "is.net_profit -1"}
    assert read("streak(is.net_profit < 0)", "is.net_profit -2", **losses).value == 2
    assert read("streak(is.net_profit < 0)", "is.net_profit 2", **losses).value == 0


def test_one_false_part_settles_and_whatever_the_other_is() -> None:
    assert read("bs.cash < 0 and bs.nothing > 1", "bs.cash 5").value == 0
    assert read("bs.cash > 0 or bs.nothing > 1", "bs.cash 5").value == 1
    assert read("bs.cash > 0 and bs.nothing > 1", "bs.cash 5").value is None


def test_week_based_years_meet_their_prior_year() -> None:
    rows = [value("is.revenue", "110", date(2025, 9, 27)), value("is.revenue", "100", date(2024, 9, 28))]
    assert measure(open_ledger(rows), "growth(is.revenue)", Frame(date(2025, 9, 27), 12)).value == Decimal("0.1")


def test_interim_growth_compares_like_periods_without_annualising() -> None:
    half, before = date(2026, 6, 30), date(2025, 6, 30)
    rows = [value("is.revenue", "60", half, months=6), value("is.revenue", "50", before, months=6)]
    found = measure(open_ledger(rows), "growth(is.revenue)", Frame(half, 6))
    assert (found.value, "annualised" in found.flags) == (Decimal("0.2"), False)


def barred(key: str, *now: str) -> Reading:
    """What is read of receivables or debt where an account may not be used."""
    found = ledger(*now)
    found.blocked[(key, YEAR.end)] = f"conflict:{key}"
    formula = "d.trade_receivables" if "receivable" in key else "d.short_term_debt"
    return measure(found, formula, YEAR)


def test_the_reason_is_the_conflict_rather_than_what_was_never_printed() -> None:
    assert barred("bs.accounts_receivable", *BALANCE).problems == ("conflict:bs.accounts_receivable",)


def test_nothing_is_nil_beside_a_row_of_the_same_sum_that_may_not_be_used() -> None:
    assert barred("bs.noncurrent_liabilities_due_1y", *CURRENT).value is None
    assert barred("bs.other_payables", *CURRENT).problems == ("missing:bs.short_term_borrowings",)


def test_a_nil_row_rests_on_the_subtotal_that_closes() -> None:
    found = read("d.short_term_debt", *CURRENT)
    assert found.flags[:2] == ("nil:bs.short_term_borrowings", "nil:bs.short_term_bonds")
    assert not found.estimated
    assert "bs.total_current_liabilities" in {one.key for one in found.inputs}
