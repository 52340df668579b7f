"""Writes the annual statements as a spreadsheet whose totals are formulas with their values kept beside them.

Written part by part, because openpyxl drops the cached value of a formula; times and order are fixed, so that the
same books give the same bytes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from books import keep_books
from parties import BORROWER
from statement_rows import ASSETS, CASH_FLOW, INCOME, LIABILITIES, NOTES, RECONCILIATION, Row
from workbook_parts import (
    APP,
    CORE,
    HEADER,
    MAIN,
    RELS,
    STYLES,
    content_types,
    workbook_part,
    workbook_relations,
)

FEN_PER_HUNDREDTH_WAN = 10_000
PLAIN, TITLE, CENTRE, RIGHT, HEAD, LABEL, MONEY, TOTAL_LABEL, TOTAL, NOTE = range(10)  # indexes into STYLES' cellXfs
NOTE_REFS = {
    "revenue": "五、38",
    "cost_of_sales": "五、38",
    "selling_expenses": "五、40",
    "admin_expenses": "五、41",
    "rd_expenses": "五、42",
    "finance_expenses": "五、43",
    "other_income": "五、44",
    "-credit_impairment_loss": "五、46",
    "-asset_impairment_loss": "五、47",
    "income_tax": "五、50",
}


def wan(fen: int) -> str:
    """Whole fen as 万元 with two decimals; the yearly books hold nothing finer."""
    hundredths, left = divmod(abs(fen), FEN_PER_HUNDREDTH_WAN)
    if left:
        raise ValueError(f"{fen} fen does not fit two decimals of 万元")
    return f"{'-' if fen < 0 else ''}{hundredths // 100}.{hundredths % 100:02d}"


class Sheet:
    """One worksheet being filled cell by cell."""

    def __init__(self, name: str, widths: tuple[int, ...], hidden: bool = False) -> None:
        self.name, self.widths, self.hidden = name, widths, hidden
        self.cells: dict[tuple[int, int], str] = {}
        self.merges: list[str] = []
        self.figures: list[tuple[str, str, str]] = []  # (statement part, key, cell)

    def text(self, ref: str, value: str, style: int = PLAIN) -> None:
        """A cell of words; no words leave no cell."""
        if not value:
            return
        self.cells[position(ref)] = f'<c r="{ref}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    def number(self, ref: str, fen: int, formula: str = "") -> None:
        """A cell of money, with its formula where it is a total."""
        style, sums = (TOTAL, f"<f>{formula}</f>") if formula else (MONEY, "")
        self.cells[position(ref)] = f'<c r="{ref}" s="{style}">{sums}<v>{wan(fen)}</v></c>'

    def blank(self, ref: str, style: int = MONEY) -> None:
        """A ruled cell left empty: not reported, which is not zero."""
        self.cells[position(ref)] = f'<c r="{ref}" s="{style}"/>'

    def xml(self) -> str:
        """The worksheet part."""
        rows: dict[int, list[str]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append(cell)
        tall = {1: ' ht="24" customHeight="1"'}
        body = "".join(f'<row r="{row}"{tall.get(row, "")}>{"".join(cells)}</row>' for row, cells in rows.items())
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(self.widths, 1)
        )
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merges)
        return (
            f'{HEADER}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{body}</sheetData>'
            f'<mergeCells count="{len(self.merges)}">{merges}</mergeCells>'
            '<pageSetup paperSize="9" fitToWidth="1" fitToHeight="1"/></worksheet>'
        )


def position(ref: str) -> tuple[int, int]:
    """Row and column of a one-letter reference, for sorting."""
    return int(ref[1:]), ord(ref[0])


def head_sheet(sheet: Sheet, title: str, dated: str, form: str, last: str) -> None:
    """The merged title, the date, who prepared it and the unit."""
    for row, words, style in ((1, title, TITLE), (2, dated, CENTRE)):
        sheet.text(f"A{row}", words, style)
        sheet.merges.append(f"A{row}:{last}{row}")
    sheet.text("A3", f"编制单位：{BORROWER.name}")
    sheet.text(f"{last}3", f"{form}  单位：万元", RIGHT)


def fill_rows(sheet: Sheet, part: str, rows: tuple[Row, ...], columns: str, start: int) -> int:
    """Writes label and amounts of every row of a statement part; returns the row after the last.

    `columns` is the label's column, that of 2025 and that of 2024.
    """
    periods = [keep_books()[year][part] for year in ("y2025", "y2024")]
    label, *amounts = columns
    places = {key.lstrip("-"): start + n for n, (_, key, _) in enumerate(rows) if key}
    for place, (words, key, total) in enumerate(rows, start):
        sheet.text(f"{label}{place}", words, TOTAL_LABEL if total else LABEL)
        for column, period in zip(amounts, periods, strict=True):
            ref = f"{column}{place}"
            if not key or key.lstrip("-") not in period:
                sheet.blank(ref)
                continue
            sheet.figures.append((part, key.lstrip("-"), ref))
            sign = -1 if key.startswith("-") else 1
            sheet.number(ref, sign * period[key.lstrip("-")], add_up(rows, total, column, places))
    return start + len(rows)


def add_up(rows: tuple[Row, ...], total: str, column: str, places: dict[str, int]) -> str:
    """The formula of a total. Rows printed with losses as minus are added, not subtracted."""
    printed_negative = {key[1:] for _, key, _ in rows if key and key.startswith("-")}
    parts = []
    for name in total.split():
        key = name.lstrip("-")
        minus = name.startswith("-") and key not in printed_negative
        parts.append(("-" if minus else "+") + f"{column}{places[key]}")
    return "".join(parts).removeprefix("+")


def sign_off(sheet: Sheet, row: int, last: str) -> None:
    """The line of responsible persons under a statement."""
    sheet.text(f"A{row}", "法定代表人：庄栎舟    主管会计工作负责人：穆知遥    会计机构负责人：阙慕白")
    sheet.merges.append(f"A{row}:{last}{row}")


def draw_balance_sheet() -> Sheet:
    """The balance sheet in account form: assets on the left, liabilities and equity on the right."""
    sheet = Sheet("资产负债表", (30, 16, 16, 38, 16, 16))
    head_sheet(sheet, "合并资产负债表", "2025年12月31日", "会合01表", "F")
    for ref, words in zip(
        "ABCDEF",
        ("资产", "期末余额", "上年年末余额", "负债和所有者权益（或股东权益）", "期末余额", "上年年末余额"),
        strict=True,
    ):
        sheet.text(f"{ref}4", words, HEAD)
    fill_rows(sheet, "bs", pad_totals(ASSETS, len(LIABILITIES)), "ABC", 5)
    end = fill_rows(sheet, "bs", LIABILITIES, "DEF", 5)
    sign_off(sheet, end + 1, "F")
    return sheet


def pad_totals(rows: tuple[Row, ...], length: int) -> tuple[Row, ...]:
    """Pushes the grand total down to the last line, so that both halves end level."""
    return (*rows[:-1], *([("", None, "")] * (length - len(rows))), rows[-1])


def draw_flow_sheet(name: str, title: str, form: str) -> Sheet:
    """The income statement (with its column of note references) or the cash-flow statement."""
    income = name == "利润表"
    sheet = Sheet(name, (52, 9, 16, 16) if income else (58, 16, 16))
    last, columns = ("D", "ACD") if income else ("C", "ABC")
    head_sheet(sheet, title, "2025年度", form, last)
    heads = ("项目", "附注", "本期金额", "上期金额") if income else ("项目", "本期金额", "上期金额")
    for ref, words in zip("ABCD", heads, strict=False):
        sheet.text(f"{ref}4", words, HEAD)
    end = fill_rows(sheet, "is" if income else "cf", INCOME if income else CASH_FLOW, columns, 5)
    if income:
        for place, (_, key, _) in enumerate(INCOME, 5):
            sheet.blank(f"B{place}", NOTE)
            sheet.text(f"B{place}", NOTE_REFS.get(key or "", ""), NOTE)
    else:
        sheet.text(f"A{end}", "补充资料", HEAD)
        sheet.text(f"B{end}", "本期金额", HEAD)
        sheet.text(f"C{end}", "上期金额", HEAD)
        end = fill_rows(sheet, "cfs", RECONCILIATION, columns, end + 1)
    sign_off(sheet, end + 1, last)
    return sheet


def draw_notes() -> Sheet:
    """The hidden sheet a borrower forgets to take out before sending."""
    sheet = Sheet("附注明细", (34, 18, 18), hidden=True)
    head_sheet(sheet, "合并财务报表附注明细（节选）", "2025年12月31日", "附注", "C")
    for ref, words in zip("ABC", ("项目", "2025年12月31日", "2024年12月31日"), strict=True):
        sheet.text(f"{ref}4", words, HEAD)
    end = fill_rows(sheet, "note", NOTES, "ABC", 5)
    sheet.text(f"A{end + 1}", "注：受限货币资金为银行承兑汇票保证金。利息资本化金额为全年发生额。")
    return sheet


def draw_sheets() -> list[Sheet]:
    """The four sheets of the workbook."""
    return [
        draw_balance_sheet(),
        draw_flow_sheet("利润表", "合并利润表", "会合02表"),
        draw_flow_sheet("现金流量表", "合并现金流量表", "会合03表"),
        draw_notes(),
    ]


def write_workbook() -> bytes:
    """The finished .xlsx file."""
    sheets = draw_sheets()
    parts = {
        "[Content_Types].xml": content_types(len(sheets)),
        "_rels/.rels": RELS,
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "xl/workbook.xml": workbook_part([(s.name, s.hidden) for s in sheets]),
        "xl/_rels/workbook.xml.rels": workbook_relations(len(sheets)),
        "xl/styles.xml": STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet.xml() for n, sheet in enumerate(sheets, 1)}
    return pack(parts)


def pack(parts: dict[str, str]) -> bytes:
    """A zip archive with fixed times."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 4, 18, 10, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content.encode("utf-8"))
    return out.getvalue()
