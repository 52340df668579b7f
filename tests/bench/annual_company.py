"""An invented listed group and its parent company: six statements that close, for as many periods as are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.bench.annual_flows import ALIASES, CASH, GROUP_INCOME, PARENT_INCOME
from tests.bench.annual_forms import ASSETS, CLAIMS, Row

Values = dict[str, Decimal]
#: Costs, payments and deductions: what a layout with brackets prints negative.
_BRACKETED = """
is.cost_of_sales is.taxes_and_surcharges is.selling_expenses is.admin_expenses is.rd_expenses is.finance_expenses
is.interest_expense is.nonoperating_expense is.income_tax bs.treasury_shares
cf.purchases_cash cf.employee_cash cf.taxes_paid cf.other_operating_out cf.operating_out_total
cf.capex cf.invest_paid cf.acquisitions_cash cf.investing_out_total
cf.debt_repaid cf.dividends_interest_paid cf.dividends_minority_paid cf.other_financing_out cf.financing_out_total
"""
#: Impairments are costs in the account and losses "with －" in print.
_GAIN_SIGNED = {"is.credit_impairment_loss", "is.asset_impairment_loss"}


class Printed(NamedTuple):
    """A number of a row: as the statement prints it, and as its account holds it (both without the unit)."""

    shown: Decimal
    canonical: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a statement; `columns` has a number or None for every period."""

    label: str
    key: str | None
    columns: tuple[Printed | None, ...]

    @property
    def is_heading(self) -> bool:
        """Whether the row has no number in any column."""
        return not any(self.columns)


class Company:
    """A group and its parent: figures of `periods` years, latest first, drawn from a seed.

    `step` is the smallest unit printed, `size` the total assets in units printed (roughly); `bracketed` prints costs
    and payments negative, as two of the four large auditors do.
    """

    def __init__(self, seed: int, periods: int, *, step: str, size: int, bracketed: bool) -> None:
        self._step, self._bracketed = Decimal(step), bracketed
        self._group = [
            self._period(f"{seed}-g-{at}", Decimal(size) / (10 + at) * 10, True) for at in range(periods + 1)
        ]
        self._parent = [
            self._period(f"{seed}-p-{at}", Decimal(size) / (15 + at) * 10, False) for at in range(periods + 1)
        ]
        self.periods = periods

    def lines(self, form: Sequence[Row], *, group: bool, empty: bool = True) -> list[Line]:
        """The rows of a form for the group or the parent; without `empty` none left blank."""
        years = self._group if group else self._parent
        closing = [self._flows(years, at, form) for at in range(self.periods)]
        found = []
        for row in form:
            if (row.label.rstrip("^").endswith("*") and not group) or (row.label.endswith("^") and not empty):
                continue
            columns = tuple(self._printed(row, known) for known in closing)
            found.append(Line(_caption(row), row.key, columns))
        return found

    def _flows(self, years: Sequence[Values], at: int, form: Sequence[Row]) -> Values:
        if form is not CASH:
            return years[at]
        given = {"cf.cash_end": years[at]["restless"], "cf.cash_begin": years[at + 1]["restless"]}
        return {**years[at], **_Solved(CASH, Random(str(years[at]["bs.total_assets"])), given, self._leaf(years[at]))}

    def _period(self, seed: str, size: Decimal, group: bool) -> Values:
        draw, leaf = Random(seed), {"size": size.quantize(self._step)}
        income = GROUP_INCOME if group else PARENT_INCOME
        given = {} if group else {"bs.minority_interest": Decimal(0)}
        known = dict(_Solved([*ASSETS, *CLAIMS], draw, given, self._leaf(leaf)))
        known.update(_Solved(income, draw, {}, self._leaf(leaf)))
        restricted = known["bs.cash"] * Decimal("0.03")
        return {**known, **leaf, "restless": known["bs.cash"] - restricted.quantize(self._step)}

    def _leaf(self, known: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
        return known["size"], self._step

    def _printed(self, row: Row, known: Values) -> Printed | None:
        if row.rule in ("", "nil"):
            return None
        value = known[row.key or _caption(row)]
        negative = row.key in _GAIN_SIGNED or (self._bracketed and row.key in _BRACKETED.split())
        return Printed(-value if negative else value, value)


class _Solved(dict[str, Decimal]):
    """Numbers of a form: drawn, given or summed up, whatever the order of the rows."""

    def __init__(
        self, form: Sequence[Row], draw: Random, given: Mapping[str, Decimal], leaf: tuple[Decimal, Decimal]
    ) -> None:
        super().__init__(given)
        size, step = leaf
        self._prefix = (form[1].key or "").partition(".")[0]
        self._sums: dict[str, str] = {}
        running = Decimal(0)
        for row in form:
            name = row.key or _caption(row)
            if "~" in row.rule:
                share = Decimal(row.rule.partition("~")[2]) * draw.randint(7_000, 13_000) / 1_000_000
                drawn = (size * share).quantize(step) + draw.randint(1, 99) * step
                self.setdefault(name, drawn)
                running += self[name] if row.rule[0] == "~" else 0
            elif row.rule == "sum":
                self[name], running = running, Decimal(0)
            elif row.rule == "eps":
                self[name] = Decimal(draw.randint(11, 180)).scaleb(-2)
            elif row.rule.startswith("="):
                self._sums[name] = row.rule[1:]
        for name in self._sums:
            self.value(name)

    def value(self, name: str) -> Decimal:
        """The number of a row, worked out first where it is a sum."""
        if name not in self:
            parts = self._sums[name].replace("-", "+-").split("+")
            self[name] = sum((self._part(part) for part in parts if part), Decimal(0))
        return self[name]

    def _part(self, part: str) -> Decimal:
        word = part.lstrip("-")
        name = ALIASES.get(word, f"{self._prefix}.{word}")
        return -self.value(name) if part[0] == "-" else self.value(name)


def _caption(row: Row) -> str:
    return row.label.rstrip("^").rstrip("*")
