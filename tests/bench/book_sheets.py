"""Writes statements into the sheets of a workbook and keeps, cell by cell, what a reader should find there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from tests.bench.book_forms import Line


@dataclass(frozen=True, slots=True)
class Expected:
    """What one cell states: account and canonical value in units of currency, of which statement, scope and period."""

    cell: str
    label: str
    key: str | None
    value: Decimal
    statement: str
    scope: str
    end: date | None
    months: int | None
    unit: str | None
    company: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: its header, which of a line's values it takes, and the period these are of."""

    header: str
    at: int
    end: date | None
    months: int | None = None
    scope: str | None = None


Written = str | int | float | None
Print = Callable[[Cell, Decimal], None]


def store(cell: Cell, value: Decimal) -> None:
    """A stored number shown with separators."""
    cell.value = float(value)
    cell.number_format = "#,##0.00"


def as_text(cell: Cell, value: Decimal) -> None:
    """A number typed as words, negative ones in full-width brackets."""
    cell.value = f"{value:,.2f} " if value >= 0 else f"（{-value:,.2f}）"


def in_brackets(cell: Cell, value: Decimal) -> None:
    """A stored whole number, negative ones shown red in brackets."""
    cell.value = float(value)
    cell.number_format = "#,##0_);[Red](#,##0)"


@dataclass(slots=True)
class Block:
    """One statement in a sheet: where its rows begin, how numbers are printed, and what they are."""

    statement: str
    columns: Sequence[Column]
    scope: str = "single"
    unit: str | None = "元"
    scale: int = 0
    show: Print = store
    bracketed: bool = False
    numbered: bool = False
    company: str = ""
    head: str = "项目"
    captions: bool = True


@dataclass(slots=True)
class Book:
    """A workbook being written, with what every figure in it is."""

    name: str
    expected: list[Expected] = field(default_factory=list)
    workbook: Workbook = field(default_factory=Workbook)
    started: bool = False

    def sheet(self, name: str) -> Worksheet:
        """A new sheet of this name."""
        sheet = self.workbook.create_sheet(name) if self.started else self.workbook.active
        self.started = True
        sheet.title = name
        return sheet

    def put(self, sheet: Worksheet, rows: Mapping[str, Written]) -> None:
        """Write words or numbers that are no figures of a statement."""
        for place, words in rows.items():
            sheet[place] = words

    def write(self, sheet: Worksheet, lines: Sequence[Line], block: Block, *, row: int, left: int = 1) -> int:
        """Header and rows of a statement from a row and column on; returns the first row below."""
        heads = [block.head, *(["行次"] if block.numbered else [])]
        for at, head in enumerate([*heads, *(column.header for column in block.columns)]):
            sheet.cell(row, left + at, head or None)
        return self.rows(sheet, lines, block, row=row + 1, left=left)

    def rows(self, sheet: Worksheet, lines: Sequence[Line], block: Block, *, row: int, left: int = 1) -> int:
        """The rows of a statement below a header that stands already."""
        first = left + (2 if block.numbered else 1)
        number = 0
        for at, line in enumerate(lines):
            if block.captions:
                sheet.cell(row + at, left, line.label)
            if block.numbered and line.values:
                number += 1
                sheet.cell(row + at, left + 1, number)
            for across, column in enumerate(block.columns):
                value = line.values[column.at] if line.values else None
                if value is not None:
                    self._figure(sheet.cell(row + at, first + across), line, value, column, block)
        return row + len(lines)

    def _figure(self, cell: Cell, line: Line, value: Decimal, column: Column, block: Block) -> None:
        shown = -value if line.gain_signed or (block.bracketed and line.deducted) else value
        block.show(cell, shown.scaleb(-block.scale))
        self.expected.append(
            Expected(
                f"{cell.parent.title}!{get_column_letter(cell.column)}{cell.row}", line.label, line.key,
                value if line.key or not (block.bracketed and line.deducted) else shown,
                block.statement, column.scope or block.scope, column.end, column.months, block.unit, block.company,
            )
        )  # fmt: skip

    def data(self) -> bytes:
        """The file."""
        target = BytesIO()
        self.workbook.save(target)
        return target.getvalue()
