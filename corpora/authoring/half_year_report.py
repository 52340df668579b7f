"""Prints the half-year statements as a PDF: ruled tables in yuan, minus signs in one, brackets in another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from books import keep_books
from parties import BORROWER
from pdf_pages import BOLD, CENTRED, HEIGHT, REGULAR, SMALL, WIDTH, install_fonts, print_pages, ruled_table
from pdf_pages import style as text_style
from reportlab.lib.enums import TA_CENTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table
from statement_rows import ASSETS, CASH_FLOW, INCOME, LIABILITIES, NOTES, RECONCILIATION, Row

PAGE_MARGIN = 50.0
WIDTHS = [283.0, 106.0, 106.0]
STATEMENT_TITLE = text_style("statement", 15, 22, bold=True, alignment=TA_CENTER)
FLOW_NOTES = ("capitalised_interest",)
BALANCE_HEADS = ("2026年6月30日", "2025年12月31日")
FLOW_HEADS = ("2026年1-6月", "2025年1-6月")


def with_minus(fen: int) -> str:
    """Yuan with two decimals, losses with a minus sign, nothing as a dash."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{part:02d}" if fen else "-"


def with_brackets(fen: int) -> str:
    """Yuan with two decimals, outflows and losses in brackets, nothing as a dash."""
    return f"({with_minus(-fen)})" if fen < 0 else with_minus(fen)


def print_row(row: Row, periods: list[dict[str, int]], write: Callable[[int], str]) -> list[str]:
    """Label and the amounts of two periods; a row without a key or an amount stays empty."""
    label, key, _ = row
    sign, name = (-1, key[1:]) if key and key.startswith("-") else (1, key)
    amounts = [period.get(name) if name else None for period in periods]
    return [label, *("" if amount is None else write(sign * amount) for amount in amounts)]


def draw_table(
    rows: tuple[Row, ...],
    heads: tuple[str, str],
    periods: list[dict[str, int]],
    write: Callable[[int], str] = with_minus,
) -> Table:
    """A ruled table of a statement, its totals in bold."""
    lines = [print_row(row, periods, write) for row in rows]
    table = ruled_table([["项目", *heads], *lines], WIDTHS, size=8.5, padding=1.4)
    commands: list[tuple[Any, ...]] = [("ALIGN", (1, 1), (2, -1), "RIGHT")]
    commands += [
        ("FONT", (0, n), (-1, n), BOLD, 8.5)
        for n, (label, _, total) in enumerate(rows, 1)
        if total or label.endswith("：")
    ]
    table.setStyle(commands)
    return table


def head_page(title: str, english: str, dated: str) -> list[Flowable]:
    """Title, date, who prepared the statement and the unit."""
    return [
        Paragraph(title, STATEMENT_TITLE),
        Paragraph(english, CENTRED),
        Paragraph(dated, CENTRED),
        head_line(f"编制单位：{BORROWER.name}"),
        Spacer(1, 2),
    ]


def head_line(left: str) -> Table:
    """A line above a table: its left words, and the unit at the right edge."""
    table = Table([[left, "单位：人民币元"]], colWidths=[345.0, 150.0])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR, 9),
            ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def draw_statements() -> list[Flowable]:
    """The three statements, the reconciliation and the notes a lender asks for."""
    books = keep_books()
    now, year_end, before = books["h2026"], books["y2025"], books["h2025"]
    balance_notes = tuple(row for row in NOTES if row[1] not in FLOW_NOTES)
    flow_notes = tuple(row for row in NOTES if row[1] in FLOW_NOTES)
    sign_off = Paragraph("法定代表人：庄栎舟　　主管会计工作负责人：阙慕白（代）　　会计机构负责人：阙慕白", SMALL)
    return [
        *head_page("合并资产负债表", "Consolidated Balance Sheet (unaudited)", "2026年6月30日"),
        draw_table((*ASSETS, *LIABILITIES), BALANCE_HEADS, [now["bs"], year_end["bs"]]),
        Spacer(1, 6),
        sign_off,
        PageBreak(),
        *head_page("合并利润表", "Consolidated Income Statement (unaudited)", "2026年1-6月"),
        draw_table(INCOME, FLOW_HEADS, [now["is"], before["is"]]),
        Spacer(1, 6),
        sign_off,
        PageBreak(),
        *head_page("合并现金流量表", "Consolidated Cash Flow Statement (unaudited)", "2026年1-6月"),
        draw_table(CASH_FLOW, FLOW_HEADS, [now["cf"], before["cf"]], with_brackets),
        Spacer(1, 6),
        sign_off,
        PageBreak(),
        *head_page("合并现金流量表补充资料", "Supplementary information (unaudited)", "2026年1-6月"),
        draw_table(RECONCILIATION, FLOW_HEADS, [now["cfs"], before["cfs"]], with_brackets),
        Spacer(1, 16),
        head_line("财务报表附注（节选）"),
        Spacer(1, 2),
        draw_table(balance_notes, BALANCE_HEADS, [now["note"], year_end["note"]]),
        Spacer(1, 8),
        draw_table(flow_notes, FLOW_HEADS, [now["note"], before["note"]]),
        Spacer(1, 6),
        Paragraph("注：本报表未经审计。受限货币资金为银行承兑汇票保证金。", SMALL),
    ]


def draw_furniture(canvas: Canvas, number: int, count: int) -> None:
    """The running head and the page number."""
    canvas.setFont(REGULAR, 8)
    canvas.drawString(PAGE_MARGIN, HEIGHT - 32, f"{BORROWER.name}　2026年半年度财务报表（未经审计）")
    canvas.drawCentredString(WIDTH / 2, 28, f"- {number} / {count} -")


def write_half_year_report() -> bytes:
    """The finished PDF."""
    install_fonts()
    return print_pages(draw_statements(), draw_furniture, "2026年半年度财务报表", margin=PAGE_MARGIN)
