"""A US filing as its statements, pages and gold: what every cell states, with the account's sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.bench.us_background import after, before
from tests.bench.us_lines import Named, Period, Row, fill
from tests.bench.us_pages import Head, Page, Style

#: Accounts that are stored positive where the sum deducts them.
_DEDUCTED = frozenset({
    "bs.treasury_shares", "is.np_minority", "is.total_operating_cost", "is.cost_of_sales", "is.taxes_and_surcharges",
    "is.selling_expenses", "is.admin_expenses", "is.sga_combined", "is.rd_expenses", "is.interest_expense",
    "is.finance_expenses", "is.asset_impairment_loss", "is.income_tax", "cf.capex", "cf.invest_paid",
    "cf.acquisitions_cash", "cf.debt_repaid", "cf.dividends_paid", "cf.dividends_minority_paid",
    "note.ar_allowance", "note.accumulated_depreciation",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What one cell states. `value` has the account's sign and units of currency, `printed` the sign as printed."""

    statement: str
    label: str
    keys: tuple[str | None, ...]
    end: date
    months: int | None
    value: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One statement of a filing: its title and unit as printed, its headings, its columns, its lines."""

    statement: str
    titles: Sequence[str]
    heads: Sequence[Head]
    periods: Sequence[Period]
    text: str
    notes: bool = False
    #: The line a page break stands before; the headings stand again behind it, the title with "(continued)".
    broken_at: int | None = None
    retitled: bool = True


@dataclass(slots=True)
class UsFiling:
    """A filing: `cash` and `total_cash` by day, its statements in order."""

    name: str
    company: str
    style: Style
    scale: int
    cash: dict[date, int]
    total_cash: dict[date, int]
    sheets: Sequence[Sheet]
    quarterly: bool = False
    expected: list[Expected] = field(default_factory=list)

    def data(self) -> bytes:
        """The file; `expected` is filled."""
        self.expected = []
        page, named, given = Page(self.style), Named(), {}
        for day, amount in self.cash.items():
            given["cash", day] = Decimal(amount)
        for day, amount in self.total_cash.items():
            given["totalcash", day] = Decimal(amount)
        filled = {}
        for sheet in sorted(self.sheets, key=lambda each: each.statement != "income_statement"):
            filled[id(sheet)] = fill(sheet.text, sheet.periods, given, named)
        before(page, self)
        for at, sheet in enumerate(self.sheets):
            self._write(page, sheet, filled[id(sheet)], 41 + 2 * at)
        after(page, self)
        return page.data()

    def _write(self, page: Page, sheet: Sheet, rows: Sequence[Row], number: int) -> None:
        parts = [rows] if sheet.broken_at is None else [rows[: sheet.broken_at], rows[sheet.broken_at :]]
        for at, part in enumerate(parts):
            if not at or sheet.retitled:
                for line, title in enumerate(sheet.titles):
                    page.say(title + (" (continued)" if at and line == 1 else ""), bold=True)
            page.table(sheet.heads, part, notes=sheet.notes)
            page.turn(number + at)
        self.expected += [
            _expected(sheet, row, at, self.scale) for row in rows for at, cell in enumerate(row.cells) if row.cells
        ]


def _expected(sheet: Sheet, row: Row, at: int, scale: int) -> Expected:
    cell, period, key = row.cells[at], sheet.periods[at], row.keys[0]
    # An amount per share has cents; shares are printed in the statement's unit.
    each = row.per_share and " per " in f"{row.label.lower()} {(key or '').replace('is.eps', 'is per share')}"
    factor = Decimal(1) if each else Decimal(10) ** scale
    value = -cell.effect if key in _DEDUCTED and not row.beside and not row.per_share else cell.number
    return Expected(
        sheet.statement, row.label, row.keys, period.end, period.months, value * factor, cell.number * factor
    )  # fmt: skip
