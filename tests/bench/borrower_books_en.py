"""Workbooks of small borrowers in English: management accounts in no fixed form, all companies invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from openpyxl.cell import Cell
from tests.bench.book_companies import english_company, with_sums
from tests.bench.book_sheets import Block, Book, Column, in_brackets, store

_KINDS = (("Balance Sheet", "balance_sheet"), ("Profit and Loss Account", "income_statement"),
          ("Cash Flow Statement", "cash_flow"))  # fmt: skip


def english_books() -> Iterator[Book]:
    """Every English workbook."""
    yield management_accounts()
    yield monthly_profit_and_loss()
    yield group_and_company()
    yield llc_in_one_sheet()
    yield quarters_under_short_names()


def management_accounts() -> Book:
    """FY22, FY23 and the year to date in thousands, costs in red brackets, sums without a caption."""
    book, made = Book("Halden Fittings Ltd - management accounts.xlsx"), english_company(201, 3, Decimal("1E3"))
    days = (date(2024, 9, 30), date(2023, 12, 31), date(2022, 12, 31))
    heads = ("YTD Sep-24", "FY23", "FY22")
    for (title, kind), lines in zip(_KINDS, (made.balance, made.income, made.cash), strict=True):
        flow = kind != "balance_sheet"
        columns = [
            Column(head if flow else f"{days[at]:%b-%y}", at, days[at], ((9, 12, 12)[at] if flow else None))
            for at, head in enumerate(heads)
        ]
        sheet = book.sheet({"balance_sheet": "BS", "income_statement": "P&L", "cash_flow": "CF"}[kind])
        book.put(sheet, {"A1": "Halden Fittings Ltd", "A2": title, "A3": "USD 000s"})
        block = Block(kind, columns[::-1], unit="thousand", scale=3, show=in_brackets, bracketed=True, head="")
        end = book.write(sheet, lines, block, row=5)
        book.put(sheet, {f"A{end + 1}": "Check", f"B{end + 1}": 0, f"C{end + 1}": 0, f"D{end + 1}": 0})
    return book


def monthly_profit_and_loss() -> Book:
    """A profit and loss account by month with the year to date behind, costs positive."""
    book = Book("Marlowe Bakery Ltd.xlsx")
    months = [with_sums(line) for line in english_company(211, 3).income]
    ends = (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31))
    columns = [Column(f"{end:%b-%y}", at, end, 1) for at, end in enumerate(ends)]
    sheet = book.sheet("P&L by month")
    book.put(sheet, {"A1": "Marlowe Bakery Ltd", "A2": "Profit and Loss", "A3": "Amounts in GBP"})
    block = Block("income_statement", [*columns, Column("YTD", 5, ends[-1], None)], unit="unit", head="")
    book.write(sheet, months, block, row=5)
    return book


def group_and_company() -> Book:
    """Hong Kong style: statement of financial position for the Group and the Company, in HK$'000."""
    book = Book("Lantau Cold Chain.xlsx")
    group, alone = (english_company(seed, 2, Decimal("1E3")) for seed in (221, 223))
    days = (date(2025, 3, 31), date(2024, 3, 31))
    sheet = book.sheet("SOFP")
    book.put(sheet, {"A1": "LANTAU COLD CHAIN HOLDINGS LIMITED", "A2": "STATEMENTS OF FINANCIAL POSITION",
                     "A3": "As at 31 March 2025", "B4": "The Group", "D4": "The Company"})  # fmt: skip
    sheet.merge_cells("B4:C4")
    sheet.merge_cells("D4:E4")
    for made, scope, left in ((group, "consolidated", 1), (alone, "parent", 3)):
        columns = [Column(str(day.year), at, day) for at, day in enumerate(days)]
        block = Block("balance_sheet", columns, scope, unit="thousand", scale=3, show=in_brackets, head="")
        block.captions = left == 1
        for at in range(2):
            sheet.cell(6, left + 1 + at, "HK$'000")
        for at, column in enumerate(columns):
            sheet.cell(5, left + 1 + at, column.header)
        book.rows(sheet, made.balance, block, row=7, left=left)
    return book


def llc_in_one_sheet() -> Book:
    """An LLC: everything below each other in one sheet, dollars and cents, dates as dates."""
    book, made = Book("Copper Ridge Hauling LLC.xlsx"), english_company(231, 2)
    days = (date(2024, 12, 31), date(2023, 12, 31))
    sheet, row = book.sheet("Financials"), 1
    book.put(sheet, {"A1": "Copper Ridge Hauling LLC", "A2": "(in US$)"})
    row = 4
    for (title, kind), lines in zip(_KINDS, (made.balance, made.income, made.cash), strict=True):
        flow = kind != "balance_sheet"
        sheet.cell(row, 1, title if not flow else f"{title} for the years ended December 31")
        columns = [Column(str(day.year) if flow else "", at, day, 12 if flow else None) for at, day in enumerate(days)]
        block = Block(kind, columns, unit="unit", show=_in_dollars, bracketed=True, head="")
        below = book.write(sheet, lines, block, row=row + 1)
        for at, day in enumerate(days):
            heading = sheet.cell(row + 1, 2 + at)
            heading.value, heading.number_format = (day, "mmm d, yyyy") if not flow else (day.year, "0")
        row = below + 2
    return book


def quarters_under_short_names() -> Book:
    """Sheets named IS and BS, quarters as columns, figures in RMB million."""
    book, made = Book("Tidewater Polymers WFOE Q2.xlsx"), english_company(241, 2, Decimal(10_000))
    for name, title, lines, kind in (
        ("IS", "Income statement", made.income, "income_statement"),
        ("BS", "Balance sheet", made.balance, "balance_sheet"),
    ):
        flow = kind == "income_statement"
        heads = ("Six months ended 30 June 2025", "Six months ended 30 June 2024")
        heads = heads if flow else ("30 June 2025", "31 December 2024")
        days = (date(2025, 6, 30), date(2024, 6, 30)) if flow else (date(2025, 6, 30), date(2024, 12, 31))
        columns = [Column(head, at, days[at], 6 if flow else None) for at, head in enumerate(heads)]
        sheet = book.sheet(name)
        book.put(
            sheet, {"A1": "Tidewater Polymers (Suzhou) Co., Ltd.", "A2": f"{title} (unaudited)", "A3": "RMB million"}
        )
        book.write(sheet, lines, Block(kind, columns, unit="million", scale=6, show=store, head=""), row=5)
    return book


def _in_dollars(cell: Cell, value: Decimal) -> None:
    cell.value, cell.number_format = float(value), '"$"#,##0.00_);\\("$"#,##0.00\\)'
