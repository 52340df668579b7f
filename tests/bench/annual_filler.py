"""What stands around the statements of an annual report and looks like them: summaries, variations, quarters, notes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.bench.annual_company import Line
from tests.bench.annual_pages import Cell, Column, Sheets

Lines = Sequence[Line]


def before(sheets: Sheets, lines: dict[tuple[str, str], Lines]) -> None:
    """The first sections: contents, key figures, quarters, management's discussion, the auditor's report."""
    unit = sheets.layout.unit
    sheets.new_page()
    sheets.line("目录", centred=True)
    for at, title in enumerate(("重要提示", "公司简介和主要财务指标", "管理层讨论与分析", "公司治理", "财务报告")):
        sheets.line(f"第{'一二三四五'[at]}节　{title}{'…' * 30}{4 + 21 * at}")
    sheets.line("合并资产负债表" + "…" * 30 + "88")
    sheets.line("母公司资产负债表" + "…" * 30 + "90")
    sheets.new_page()
    sheets.line("七、近三年主要会计数据和财务指标")
    sheets.line("（一）主要会计数据")
    sheets.line(f"\t单位：{unit}　币种：人民币")
    income, balance = lines["income_statement", "consolidated"], lines["balance_sheet", "consolidated"]
    picked = [*_keyed(income, "is.revenue", "is.np_parent"), *_keyed(balance, "bs.equity_parent", "bs.total_assets")]
    _table(
        sheets,
        ["主要会计数据", "2024年", "2023年", "本期比上年同期增减(%)"],
        [[*_numbers(x), _change(x)] for x in picked],
    )
    sheets.line("九、2024年分季度主要财务数据")
    sheets.line(f"\t单位：{unit}　币种：人民币")
    quarters = [
        "",
        "第一季度\n（1-3月份）",
        "第二季度\n（4-6月份）",
        "第三季度\n（7-9月份）",
        "第四季度\n（10-12月份）",
    ]
    _table(sheets, quarters, [_quarters(line) for line in picked[:2]])
    _discussion(sheets, lines)
    sheets.new_page()
    sheets.line("审计报告", centred=True)
    sheets.prose(
        "我们审计了青屿储能科技股份有限公司（以下简称“青屿储能”）财务报表，包括2024年12月31日的合并及母公司资产负债表，"
        "2024年度的合并及母公司利润表、合并及母公司现金流量表、合并及母公司股东权益变动表以及相关财务报表附注。"
    )
    sheets.prose("我们认为，后附的财务报表在所有重大方面按照企业会计准则的规定编制。")


def _discussion(sheets: Sheets, lines: dict[tuple[str, str], Lines]) -> None:
    sheets.new_page()
    sheets.line("五、报告期内主要经营情况")
    sheets.line("1. 利润表及现金流量表相关科目变动分析表")
    sheets.line(f"\t单位：{sheets.layout.unit}　币种：人民币")
    picked = _keyed(lines["income_statement", "consolidated"], "is.revenue", "is.cost_of_sales", "is.selling_expenses")
    picked += _keyed(lines["cash_flow", "consolidated"], "cf.cfo", "cf.cfi", "cf.cff")
    _table(
        sheets, ["科目", "本期数", "上年同期数", "变动比例（%）"], [[*_numbers(line), _change(line)] for line in picked]
    )
    sheets.line("（三）资产、负债情况分析")
    sheets.line("1. 资产及负债状况")
    sheets.line(f"\t单位：{sheets.layout.unit}")
    head = ["项目名称", "本期期末数", "本期期末数占\n总资产的比例（%）", "上期期末数", "变动比例（%）"]
    rows = _keyed(lines["balance_sheet", "consolidated"], "bs.cash", "bs.inventories", "bs.short_term_borrowings")
    _table(sheets, head, [[x[0], x[1], "11.02", x[2], _change(line)] for line in rows if (x := _numbers(line))])


def after(sheets: Sheets, lines: dict[tuple[str, str], Lines]) -> None:
    """The statement of changes in equity in words, and some notes with the captions of the statements."""
    sheets.new_page()
    sheets.line("三、公司基本情况")
    sheets.prose("本财务报表业经公司董事会于2025年3月28日批准报出。合并资产负债表日前后的事项见附注十五。")
    sheets.line("七、合并财务报表项目注释")
    sheets.line("1、货币资金")
    sheets.line(f"\t单位：{sheets.layout.unit}　币种：人民币")
    balance = lines["balance_sheet", "consolidated"]
    total = _numbers(_keyed(balance, "bs.cash")[0])
    _table(sheets, ["项目", "期末余额", "期初余额"], [["库存现金", "12,045.11", "9,310.20"], ["合计", *total[1:]]])
    sheets.line("61、营业收入和营业成本")
    picked = _keyed(lines["income_statement", "consolidated"], "is.revenue", "is.cost_of_sales")
    _table(sheets, ["项目", "本期发生额", "上期发生额"], [_numbers(line) for line in picked])
    sheets.line("79、现金流量表补充资料")
    sheets.line("(1)现金流量表补充资料")
    rows = [["1．将净利润调节为经营活动现金流量：", "", ""]]
    rows += [["净利润", *_numbers(_keyed(lines["income_statement", "consolidated"], "is.net_profit")[0])[1:]]]
    rows += [["加：资产减值准备", "1,204,511.20", "931,020.45"]]
    rows += [_numbers(line) for line in _keyed(lines["cash_flow", "consolidated"], "cf.cfo")]
    _table(sheets, ["补充资料", "本期金额", "上期金额"], rows)
    sheets.line("十九、母公司财务报表主要项目注释")
    sheets.line("1、应收账款")
    aged = [["1年以内", "301,204.11", "288,931.70"], ["1至2年", "51,002.00", "40,127.35"]]
    _table(sheets, ["账龄", "期末账面余额", "期初账面余额"], [*aged, ["合计", "352,206.11", "329,059.05"]])


def changes_in_equity(sheets: Sheets, scope: str, lines: dict[tuple[str, str], Lines]) -> None:
    """The statement of changes in equity, shortened: a column for every part of equity."""
    sheets.new_page()
    sheets.line(("合并" if scope == "consolidated" else "母公司") + "所有者权益变动表", centred=True)
    sheets.line("2024年度", centred=True)
    sheets.line(f"\t单位：{sheets.layout.unit}")
    keys = ("bs.paid_in_capital", "bs.capital_reserve", "bs.surplus_reserve", "bs.retained_earnings")
    opened = [_numbers(line) for line in _keyed(lines["balance_sheet", scope], *keys)]
    head = ["项目", "股本", "资本公积", "盈余公积", "未分配利润"]
    rows = [["一、上年期末余额", *(each[2] for each in opened)], ["二、本年期初余额", *(each[2] for each in opened)]]
    rows += [["（一）综合收益总额", "", "", "", "1,204,511.20"], ["（三）利润分配", "", "", "9,310.20", "-9,310.20"]]
    _table(sheets, head, [*rows, ["四、本期期末余额", *(each[1] for each in opened)]])


def _table(sheets: Sheets, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    left, right = sheets.layout.margin, sheets.layout.page[0] - sheets.layout.margin
    width = (right - left) / (len(head) + 0.3)
    columns = [Column(left, left + 1.3 * width, "label")]
    for _ in head[1:]:
        columns.append(Column(columns[-1].right, columns[-1].right + width, "figure"))
    sheets.table(columns, [[Cell(text) for text in row] for row in (head, *rows)], 1)


def _keyed(lines: Lines, *keys: str) -> list[Line]:
    return [line for key in keys for line in lines if line.key == key][: len(keys)]


def _numbers(line: Line) -> list[str]:
    label = line.label.split("、")[-1].split("：")[-1]
    return [label, *(f"{each.shown:,}" if each else "" for each in line.columns[:2])]


def _change(line: Line) -> str:
    current, prior = line.columns[:2]
    return f"{(current.shown / prior.shown - 1) * 100:.2f}" if current and prior else ""


def _quarters(line: Line) -> list[str]:
    label, now, _ = _numbers(line)
    quarter = Decimal(now.replace(",", "")) / 4
    return [label, *(f"{quarter * share:,.2f}" for share in (Decimal("0.9"), 1, Decimal("1.2"), Decimal("0.9")))]
