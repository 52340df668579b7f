"""Invented borrowers: their statements for two periods, tied to each other as a real set of books is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tests.bench import book_forms_en, book_forms_zh
from tests.bench.book_forms import Form, Line, fill


class Statements(NamedTuple):
    """The statements of one company; `assets` and `claims` are the two halves of its balance sheet."""

    assets: list[Line]
    claims: list[Line]
    income: list[Line]
    cash: list[Line]

    @property
    def balance(self) -> list[Line]:
        """The balance sheet in one column, assets first."""
        return [*self.assets, *self.claims]


def small_company(seed: int) -> Statements:
    """A company under 小企业会计准则; balances of two days, flows of the year to date and of its last month."""
    forms = (book_forms_zh.SMALL_ASSETS, book_forms_zh.SMALL_CLAIMS)
    assets, claims, cash = _balance(forms, seed, 2)
    income = fill(book_forms_zh.SMALL_INCOME, seed, [{}, {}]).lines
    flows = _cash(book_forms_zh.SMALL_CASH, seed, [(cash[0], cash[1]), (cash[0], None)])
    return Statements(assets, claims, income, flows)


def monthly_company(seed: int, months: int) -> Statements:
    """A small company month by month: balances of each month's end and, last, of the year's beginning.

    Of each month the income statement has the month and, behind all the months, the year to date of each.
    """
    forms = (book_forms_zh.SMALL_ASSETS, book_forms_zh.SMALL_CLAIMS)
    assets, claims, _ = _balance(forms, seed, months + 1)
    income = fill(book_forms_zh.SMALL_INCOME, seed, [{} for _ in range(months)]).lines
    return Statements(assets, claims, [with_sums(line) for line in income], [])


def with_sums(line: Line) -> Line:
    """The months of a line, and behind them what they add up to so far."""
    sums = [
        sum((each for each in line.values[: at + 1] if each is not None), Decimal(0)) for at in range(len(line.values))
    ]
    blank = not line.values or line.values[0] is None
    return replace(line, values=(*line.values, *((None,) * len(line.values) if blank else sums)))


def company(seed: int, periods: int = 2) -> Statements:
    """A company under 企业会计准则, for so many years, the latest first."""
    assets, claims, cash = _balance((book_forms_zh.ASSETS, book_forms_zh.CLAIMS), seed, periods)
    income = fill(book_forms_zh.INCOME, seed, [{} for _ in range(periods)]).lines
    return Statements(assets, claims, income, _cash(book_forms_zh.CASH, seed, _changes(cash)))


def english_company(seed: int, periods: int, step: Decimal = Decimal("0.01")) -> Statements:
    """A company with management accounts in English, for so many periods, the latest first."""
    split = next(at for at, row in enumerate(book_forms_en.BALANCE) if row[0] == "Current liabilities")
    forms = (book_forms_en.BALANCE[:split], book_forms_en.BALANCE[split:])
    assets, claims, cash = _balance(forms, seed, periods, step)
    income = fill(book_forms_en.INCOME, seed, [{} for _ in range(periods)], step=step)
    profits = [{"Profit before tax": known["is.profit_before_tax"]} for known in income.periods]
    flows = _cash(book_forms_en.CASH, seed, _changes(cash), profits, step=step)
    return Statements(assets, claims, income.lines, flows)


def _balance(
    forms: tuple[Form, Form], seed: int, periods: int, step: Decimal = Decimal("0.01")
) -> tuple[list[Line], list[Line], list[Decimal]]:
    assets = fill(forms[0], seed, [{} for _ in range(periods)], step=step)
    totals = [{"bs.total_assets": known["bs.total_assets"]} for known in assets.periods]
    claims = fill(forms[1], seed + 1, totals, step=step)
    return assets.lines, claims.lines, [known["bs.cash"] for known in assets.periods]


def _changes(cash: Sequence[Decimal]) -> list[tuple[Decimal, Decimal | None]]:
    """Closing and opening cash of each period; nobody knows what the earliest opened with."""
    return [(end, cash[at + 1] if at + 1 < len(cash) else None) for at, end in enumerate(cash)]


def _cash(
    form: Form,
    seed: int,
    balances: Sequence[tuple[Decimal, Decimal | None]],
    more: Sequence[dict[str, Decimal]] | None = None,
    *,
    step: Decimal = Decimal("0.01"),
) -> list[Line]:
    """Cash flows between the balances: the largest inflow is what makes them so."""
    given = [{"bs.cash": end, **(more[at] if more else {})} for at, (end, _) in enumerate(balances)]
    drawn = fill(form, seed, given, step=step)
    swing = "cf.sales_cash" if "cf.sales_cash" in drawn.periods[0] else "cf.borrowings_raised"
    for (end, begin), known, found in zip(balances, given, drawn.periods, strict=True):
        known[swing] = found[swing] + (end - begin - found["cf.net_change"] if begin is not None else 0)
    return fill(form, seed, given, step=step).lines
