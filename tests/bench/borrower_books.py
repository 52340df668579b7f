"""Workbooks as borrowers' accountants hand them in, all companies invented, with what every figure in them is.

Chinese layouts: companies under 小企业会计准则 and 企业会计准则, in the shapes their software and their habits give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from tests.bench.book_companies import Statements, company, monthly_company, small_company
from tests.bench.book_forms import Line
from tests.bench.book_sheets import Block, Book, Column, Expected, as_text, store

_LEDGER = """
库存现金 银行存款 应收票据 应收账款 预付账款 其他应收款 原材料 固定资产 累计折旧 短期借款 应付账款 应付职工薪酬
应交税费 其他应付款 长期借款 实收资本 盈余公积 未分配利润 主营业务收入 主营业务成本 销售费用 管理费用 财务费用 合计
"""
_END, _START = date(2025, 9, 30), date(2024, 12, 31)
_DAYS = (Column("期末余额", 0, _END), Column("年初余额", 1, _START))
_MONTH = (Column("本年累计金额", 0, _END, 9), Column("本月金额", 1, _END, 1))
_YEARS = (Column("本期金额", 0, date(2025, 12, 31), 12), Column("上期金额", 1, _START, 12))
_YEAR_ENDS = (Column("期末余额", 0, date(2025, 12, 31)), Column("上年年末余额", 1, _START))


def chinese_books() -> Iterator[Book]:
    """Every Chinese workbook."""
    yield three_sheets_of_a_small_company()
    yield three_sheets_of_a_company()
    yield one_sheet()
    yield sheet_a_month()
    yield typed_numbers()
    yield shown_in_ten_thousands()
    yield sums_never_computed()
    yield hidden_rows_and_sheets()
    yield four_columns()
    yield companies_by_sheet()
    yield companies_in_one_sheet()
    yield beside_a_trial_balance()
    yield without_a_unit()
    yield broken()


def three_sheets_of_a_small_company() -> Book:
    """会小企01至03表: assets left and claims right, line numbers, year to date before the month."""
    book = Book("小企业三表.xlsx")
    _small_sheets(book, small_company(11), "青屿储能科技有限公司")
    return book


def _small_sheets(book: Book, made: Statements, name: str, suffix: str = "") -> None:
    sheet = book.sheet("资产负债表" + suffix)
    _head(book, sheet, ("资产负债表", name, "2025年9月30日", "单位：元"), 8, form="会小企01表")
    _two_sided(book, sheet, made, Block("balance_sheet", _DAYS, numbered=True, company=name), 4)
    for title, form, lines, kind in (
        ("利润表", "会小企02表", made.income, "income_statement"),
        ("现金流量表", "会小企03表", made.cash, "cash_flow"),
    ):
        sheet = book.sheet(title + suffix)
        _head(book, sheet, (title, name, "2025年9月", "单位：元"), 4, form=form)
        book.write(sheet, lines, Block(kind, _MONTH, numbered=True, company=name), row=4)


def three_sheets_of_a_company() -> Book:
    """会企01至03表 for a year, with the notes column and a signature line below."""
    book, made = Book("财务报表2025.xlsx"), company(21)
    sheet = book.sheet("资产负债表")
    _head(book, sheet, ("资产负债表", "云川纸业有限公司", "2025年12月31日", "单位：人民币元"), 6, form="会企01表")
    _two_sided(book, sheet, made, Block("balance_sheet", _YEAR_ENDS), 4)
    sheet["A45"] = "法定代表人：        主管会计工作负责人：        会计机构负责人："
    for title, lines, kind in (("利润表", made.income, "income_statement"), ("现金流量表", made.cash, "cash_flow")):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "云川纸业有限公司", "2025年度", "单位：人民币元"), 3)
        book.write(sheet, lines, Block(kind, _YEARS), row=4)
    return book


def one_sheet() -> Book:
    """All three statements below each other in one sheet, in 万元."""
    book, made = Book("报表汇总.xlsx"), company(31)
    sheet, row = book.sheet("Sheet1"), 1
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年1-12月", made.income, "income_statement", _YEARS),
        ("现金流量表", "2025年1-12月", made.cash, "cash_flow", _YEARS),
    ):
        book.put(sheet, {f"A{row}": title, f"A{row + 1}": "编制单位：北岭机械有限公司", f"B{row + 1}": day,
                         f"C{row + 1}": "金额单位：万元"})  # fmt: skip
        block = Block(kind, columns, unit="万元", scale=4, show=_to_the_cent)
        row = book.write(sheet, lines, block, row=row + 2) + 2
    return book


def sheet_a_month() -> Book:
    """A balance sheet and an income statement for each of three months, named for the month."""
    book, made = Book("2025年一季度月报.xlsx"), monthly_company(41, 3)
    for month in (1, 2, 3):
        end = date(2025, month, (31, 28, 31)[month - 1])
        sheet = book.sheet(f"资产负债表{month}月")
        _head(book, sheet, ("资产负债表", "南麓食品有限公司", f"2025年{month}月{end.day}日", "单位：元"), 6)
        days = (Column("期末数", month - 1, end), Column("年初数", 3, _START))
        _two_sided(book, sheet, made, Block("balance_sheet", days), 4)
        sheet = book.sheet(f"利润表{month}月")
        _head(book, sheet, ("利润表", "南麓食品有限公司", f"2025年{month}月", "单位：元"), 3)
        columns = (Column("本月数", month - 1, end, 1), Column("本年累计数", month + 2, end, month))
        book.write(sheet, made.income, Block("income_statement", columns), row=4)
    return book


def typed_numbers() -> Book:
    """Numbers typed as words, negative ones in full-width brackets, blanks around captions."""
    book, made = Book("报表（打印稿）.xlsx"), company(51)
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年度", made.income, "income_statement", _YEARS),
        ("现金流量表", "2025年度", made.cash, "cash_flow", _YEARS),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "澄江印染有限公司", day, "单位：元"), 3)
        spaced = [
            line.named("  " + "　".join(line.label) if len(line.label) < 4 else "　" + line.label) for line in lines
        ]
        book.write(sheet, spaced, Block(kind, columns, show=as_text), row=4)
    return book


def shown_in_ten_thousands() -> Book:
    """Yuan stored, ten thousands shown by the number format, and 单位：万元 said."""
    book, made = Book("万元格式.xlsx"), company(61)
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年度", made.income, "income_statement", _YEARS),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "岩屿物流有限公司", day, "单位：万元"), 3)
        book.write(sheet, lines, Block(kind, columns, unit="万元", show=_shown_in_ten_thousands), row=4)
    return book


def sums_never_computed() -> Book:
    """Totals are formulas that no program has computed yet: their cells hold no value."""
    book, made = Book("公式未计算.xlsx"), company(71)
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年度", made.income, "income_statement", _YEARS),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "石桥建材有限公司", day, "单位：元"), 3)
        book.write(sheet, lines, Block(kind, columns), row=4)
        for at, line in enumerate(lines):
            for letter in "BC" if line.total else "":
                sheet[f"{letter}{5 + at}"] = f"=SUM({letter}2:{letter}3)"
    totals = {each.cell for each in book.expected if _is_total(book, each)}
    book.expected = [each for each in book.expected if each.cell not in totals]
    return book


def hidden_rows_and_sheets() -> Book:
    """Rows hidden although they hold figures, and last year's statements in a hidden sheet."""
    book, made = Book("隐藏行.xlsx"), company(81, 3)
    sheet = book.sheet("资产负债表")
    _head(book, sheet, ("资产负债表", "白塔农业有限公司", "2025年12月31日", "单位：元"), 3)
    book.write(sheet, made.balance, Block("balance_sheet", _YEAR_ENDS), row=4)
    for at, line in enumerate(made.balance):
        if line.label in ("应收票据", "其他流动资产", "在建工程", "递延收益"):
            sheet.row_dimensions[5 + at].hidden = True
    columns = (Column("期末余额", 1, _START), Column("上年年末余额", 2, date(2023, 12, 31)))
    sheet = book.sheet("资产负债表2024")
    sheet.sheet_state = "hidden"
    _head(book, sheet, ("资产负债表", "白塔农业有限公司", "2024年12月31日", "单位：元"), 3)
    book.write(sheet, made.balance, Block("balance_sheet", columns), row=4)
    return book


def four_columns() -> Book:
    """Group and company beside each other, as banks ask for them."""
    book, group, alone = Book("合并及公司.xlsx"), company(91), company(92)
    for title, day, kind, names in (
        ("资产负债表", "2025年12月31日", "balance_sheet", ("期末余额", "期初余额")),
        ("利润表", "2025年度", "income_statement", ("本期金额", "上期金额")),
        ("现金流量表", "2025年度", "cash_flow", ("本期金额", "上期金额")),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (f"合并及公司{title}", "海门船舶集团有限公司", day, "单位：元"), 5)
        months = None if kind == "balance_sheet" else 12
        pair = [Column(name, at, (date(2025, 12, 31), _START)[at], months) for at, name in enumerate(names)]
        book.put(sheet, {"B4": "合并", "D4": "公司"})
        sheet.merge_cells("B4:C4")
        sheet.merge_cells("D4:E4")
        lines = {"balance_sheet": (group.balance, alone.balance), "income_statement": (group.income, alone.income)}
        both = lines.get(kind, (group.cash, alone.cash))
        book.write(sheet, both[0], Block(kind, pair, "consolidated"), row=5)
        _beside(book, sheet, both[1], Block(kind, pair, "parent"), 5, 4)
    return book


def companies_by_sheet() -> Book:
    """Two companies of one owner, a sheet a statement each."""
    book = Book("关联企业报表.xlsx")
    for seed, name, suffix in ((101, "东浦塑料有限公司", "(东浦)"), (105, "西浦模具有限公司", "(西浦)")):
        _small_sheets(book, small_company(seed), name, suffix)
    return book


def companies_in_one_sheet() -> Book:
    """Balance sheets of three companies below each other."""
    book, row = Book("集团成员.xlsx"), 1
    sheet = book.sheet("汇总")
    for seed, name in ((111, "龙溪钢构有限公司"), (113, "凤溪运输有限公司"), (117, "虎溪贸易有限公司")):
        book.put(sheet, {f"A{row}": "资产负债表", f"A{row + 1}": f"编制单位：{name}", f"B{row + 1}": "2025年12月31日",
                         f"C{row + 1}": "单位：元"})  # fmt: skip
        row = (
            book.write(sheet, company(seed).balance, Block("balance_sheet", _YEAR_ENDS, company=name), row=row + 2) + 3
        )
    return book


def beside_a_trial_balance() -> Book:
    """Statements with a trial balance, an ageing list and a tax return in the same file."""
    book = Book("年审资料.xlsx")
    sheet = book.sheet("科目余额表")
    book.put(sheet, {"A1": "科目余额表", "A2": "2025年9月", "A3": "科目编码", "B3": "科目名称", "C3": "期初余额",
                     "D3": "本期借方", "E3": "本期贷方", "F3": "期末余额"})  # fmt: skip
    for at, account in enumerate(_LEDGER.split()):
        for across, value in enumerate((1001 + at, account, 5000.5 + at, 310.25 * at, 290.5 * at, 5100.75 - at)):
            sheet.cell(4 + at, 1 + across, value)
    _small_sheets(book, small_company(121), "松岗电子有限公司")
    sheet = book.sheet("应收账款明细")
    book.put(sheet, {"A1": "应收账款账龄", "A2": "客户", "B2": "期末余额", "C2": "1年以内"})
    for at, name in enumerate(("甲方一", "甲方二", "合计")):
        book.put(sheet, {f"A{3 + at}": name, f"B{3 + at}": 1200 * (at + 1), f"C{3 + at}": 900 * (at + 1)})
    sheet = book.sheet("纳税申报")
    rows = (("企业所得税季度预缴纳税申报表", None), ("项目", "本年累计金额"), ("营业收入", 99123.4),
            ("营业成本", 45000), ("利润总额", 12000), ("实际利润额", 12000))  # fmt: skip
    for row in rows:
        sheet.append(row)
    return book


def without_a_unit() -> Book:
    """The head says whose and when, and nowhere in what unit."""
    book, made = Book("无单位.xlsx"), company(131)
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年度", made.income, "income_statement", _YEARS),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "三江水产有限公司", day, ""), 3)
        book.write(sheet, lines, Block(kind, columns, unit=None), row=4)
    return book


def broken() -> Book:
    """A digit of the balance sheet is wrong, a total of the income statement too, and a header has gone."""
    book, made = Book("有误.xlsx"), company(141)
    _break(made.assets, "存货")
    _break(made.income, "三、利润总额（亏损总额以“-”号填列）")
    for title, day, lines, kind, columns in (
        ("资产负债表", "2025年12月31日", made.balance, "balance_sheet", _YEAR_ENDS),
        ("利润表", "2025年度", made.income, "income_statement", _YEARS),
    ):
        sheet = book.sheet(title)
        _head(book, sheet, (title, "平湖服饰有限公司", day, "单位：元"), 3)
        book.write(sheet, lines, Block(kind, columns), row=4)
    return book


def _break(lines: list[Line], label: str) -> None:
    """Turn a digit of the current figure; what stands in the book is what a reader should find, and doubt."""
    at = next(at for at, line in enumerate(lines) if line.label == label)
    first, *others = lines[at].values
    wrong = (first or Decimal(0)) + Decimal("900")
    lines[at] = replace(lines[at], values=(wrong, *others))


def _head(book: Book, sheet: Worksheet, words: tuple[str, str, str, str], width: int, form: str = "") -> None:
    """Merged title, then whose, when and in what unit in one row."""
    title, name, day, unit = words
    last = sheet.cell(1, width).coordinate
    book.put(sheet, {"A1": title, "A3": f"编制单位：{name}", "B3": day})
    sheet.merge_cells(f"A1:{last}")
    sheet.cell(3, width, unit or None)
    if form:
        sheet.cell(2, width, form)


def _two_sided(book: Book, sheet: Worksheet, made: Statements, block: Block, row: int) -> None:
    """A balance sheet in account form."""
    block.head = "资产"
    book.write(sheet, made.assets, block, row=row)
    block.head = "负债和所有者权益"
    width = 2 + block.numbered
    book.write(sheet, made.claims, block, row=row, left=width + 2)


def _beside(book: Book, sheet: Worksheet, lines: list[Line], block: Block, row: int, first: int) -> None:
    """More columns of figures for rows that stand already."""
    for across, column in enumerate(block.columns):
        sheet.cell(row, first + across, column.header)
    block.captions = False
    book.rows(sheet, lines, block, row=row + 1, left=first - 1)


def _to_the_cent(cell: Cell, value: Decimal) -> None:
    """万元 to six places, all that yuan and cents need."""
    cell.value, cell.number_format = float(value), "#,##0.000000"


def _shown_in_ten_thousands(cell: Cell, value: Decimal) -> None:
    store(cell, value)
    cell.number_format = "0!.0000"


def _is_total(book: Book, each: Expected) -> bool:
    sheet, _, place = each.cell.rpartition("!")
    return str(book.workbook[sheet][place].value).startswith("=")
