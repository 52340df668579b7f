"""Invented filings as HTML pages: three layouts that US and IFRS filers use, with what every figure in them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape

from tests.bench.book_companies import english_company
from tests.bench.book_forms import Line
from tests.bench.book_sheets import Column


@dataclass(frozen=True, slots=True)
class Stated:
    """What one cell of a filing states."""

    statement: str
    label: str
    key: str | None
    value: Decimal
    end: date | None
    months: int | None


@dataclass(slots=True)
class Filing:
    """A page being written, with what every figure on it is; `scale` is the power of ten its amounts are printed in."""

    name: str
    scale: int
    split: bool = False
    parts: list[str] = field(default_factory=list)
    expected: list[Stated] = field(default_factory=list)

    def say(self, words: str) -> None:
        """A line of text."""
        self.parts.append(f"<p>{escape(words)}</p>")

    def table(self, statement: str, heads: Sequence[str], columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """A statement: rows of headings that span the columns evenly, then its lines."""
        width = 3 if self.split else 1
        rows = [_heading(head, len(columns), width) for head in heads]
        for line in lines:
            cells = [self._cells(line, column, statement) if line.values else "<td></td>" * width for column in columns]
            rows.append(f"<tr><td>{escape(line.label)}</td>{''.join(cells)}</tr>")
        self.parts.append(f"<table>{''.join(rows)}</table>")

    def _cells(self, line: Line, column: Column, statement: str) -> str:
        value = line.values[column.at]
        if value is None:
            return "<td></td>" * (2 if self.split else 0) + "<td>—</td>"
        each = line.key is not None and line.key.startswith("is.eps")
        shown = value if each else (-value if line.deducted else value).scaleb(-self.scale)
        self.expected.append(
            Stated(statement, line.label, line.key, value,
                   column.end, column.months)
        )  # fmt: skip
        text = f"{abs(shown):,.2f}" if each else f"{abs(shown):,.0f}"
        if not self.split:
            return f"<td>{'(' if shown < 0 else ''}{text}{')' if shown < 0 else ''}</td>"
        return f"<td>$</td><td>{'(' if shown < 0 else ''}{text}</td><td>{')' if shown < 0 else ''}</td>"

    def data(self) -> bytes:
        """The file."""
        return f"<html><body>{''.join(self.parts)}</body></html>".encode()


def invented_filings() -> Iterator[Filing]:
    """A US annual report over three years, a US quarterly report, an IFRS half-year report with restated columns."""
    yield _annual()
    yield _quarterly()
    yield _half_year()


def _heading(head: str, columns: int, width: int) -> str:
    texts = head.split("|")
    span = columns // len(texts) * width
    return "<tr><td></td>" + "".join(f'<td colspan="{span}">{escape(text)}</td>' for text in texts) + "</tr>"


def _annual() -> Filing:
    """In thousands except per share; three years of flows, two balances; "$", "(12" and ")" in cells of their own."""
    filing, made = Filing("Corvane Systems 10-K.html", 3, split=True), english_company(301, 3, Decimal("1E3"))
    days = [date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)]
    years = [Column(str(day.year), at, day, 12) for at, day in enumerate(days)]
    filing.say("CORVANE SYSTEMS, INC.")
    filing.say("For the fiscal year ended December 31, 2024")
    filing.say("CONSOLIDATED STATEMENTS OF OPERATIONS")
    filing.say("(In thousands, except per share amounts)")
    share = [Line("Basic earnings per share", "is.eps_basic", _amounts("1.25", "0.98", "1.02"))]
    filing.table("income_statement", ["Year Ended December 31,", "2024|2023|2022"], years, [*made.income, *share])
    filing.say("CONSOLIDATED BALANCE SHEETS")
    filing.say("(In thousands)")
    balances = [Column(str(day.year), at, day) for at, day in enumerate(days[:2])]
    filing.table("balance_sheet", ["December 31,", "2024|2023"], balances, made.balance)
    filing.say("CONSOLIDATED STATEMENTS OF CASH FLOWS")
    filing.say("(In thousands)")
    filing.table("cash_flow", ["Year Ended December 31,", "2024|2023|2022"], years, made.cash)
    return filing


def _quarterly() -> Filing:
    """In thousands; three and nine months beside each other, each against the year before."""
    filing, made = Filing("Bellhaven Foods 10-Q.html", 3), english_company(311, 4, Decimal("1E3"))
    ends = (date(2025, 9, 30), date(2024, 9, 30))
    flows = [Column("", at, ends[at % 2], 3 if at < 2 else 9) for at in range(4)]
    filing.say("BELLHAVEN FOODS CORPORATION")
    filing.say("For the quarterly period ended September 30, 2025")
    filing.say("CONDENSED CONSOLIDATED STATEMENTS OF INCOME (UNAUDITED)")
    filing.say("(in thousands)")
    heads = ["Three Months Ended September 30,|Nine Months Ended September 30,", "2025|2024|2025|2024"]
    filing.table("income_statement", heads, flows, made.income)
    filing.say("CONDENSED CONSOLIDATED BALANCE SHEETS")
    filing.say("(in thousands)")
    balances = [Column("", 0, ends[0]), Column("", 1, date(2024, 12, 31))]
    filing.table("balance_sheet", ["September 30, 2025|December 31, 2024"], balances, made.balance)
    return filing


def _half_year() -> Filing:
    """IFRS in RMB thousand: six months, the comparative restated, the year end behind it."""
    filing, made = Filing("Ningyuan Wind interim report.html", 3), english_company(321, 3, Decimal("1E3"))
    ends = (date(2025, 6, 30), date(2024, 6, 30))
    filing.say("NINGYUAN WIND POWER COMPANY LIMITED")
    filing.say("INTERIM CONDENSED CONSOLIDATED STATEMENT OF PROFIT OR LOSS")
    filing.say("(Expressed in RMB thousand)")
    flows = [Column("", at, end, 6) for at, end in enumerate(ends)]
    heads = ["Six months ended 30 June", "2025 (Unaudited)|2024 (Restated)"]
    filing.table("income_statement", heads, flows, made.income)
    filing.say("INTERIM CONDENSED CONSOLIDATED STATEMENT OF FINANCIAL POSITION")
    filing.say("(Expressed in RMB thousand)")
    days = (ends[0], date(2024, 12, 31))
    heads = ["30 June 2025 (Unaudited)|31 December 2024 (Audited)"]
    filing.table("balance_sheet", heads, [Column("", at, day) for at, day in enumerate(days)], made.balance)
    filing.say("INTERIM CONDENSED CONSOLIDATED STATEMENT OF CASH FLOWS")
    filing.say("(Expressed in RMB thousand)")
    heads = ["Six months ended 30 June", "2025 (Unaudited)|2024 (Restated)"]
    filing.table("cash_flow", heads, flows, made.cash)
    return filing


def _amounts(*printed: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(each) for each in printed)
