"""What the spreading workbook says around its numbers, in both languages: heads, legend, files, what does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docintel.exports.names import Name, code_name, in_both, plain_name, status_name
from docintel.exports.spread_columns import PeriodColumn, period_name
from docintel.exports.spread_companies import Company, company_warnings
from docintel.exports.spreads import Spread, SpreadSheet
from docintel.exports.wording import mapping_note

#: A line of the first sheet: its words, the status its first cell is coloured for, the sheet it leads to.
AboutLine = tuple[tuple[str, ...], str, str]

_LEGEND: dict[str, Name] = {
    "proved": Name(
        "报表内至少一条勾稽关系成立且无一不成立；单位、期间、口径齐备",
        "an identity over it closes and none fails; unit, period and scope are known",
    ),
    "unproved": Name("没有勾稽关系能证实或推翻", "no identity speaks for or against it"),
    "conflict": Name(
        "勾稽不平，或两份文件数值不同：使用前须核对原件",
        "an identity fails, or two documents differ: look at the original before use",
    ),
    "unit_unknown": Name("单位无法确定，因此没有标准值", "no unit was found, so there is no standard value"),
    "computed": Name(
        "由各行加总：原文没有这一小计，或与原文小计不等（原文数字的颜色见“原文数字”列）",
        "the sum of the rows: not printed, or other than the print, whose own colour is on its digits",
    ),
    "rejected": Name("复核人驳回或更正，不计入", "struck out by a person, and not added"),
}
_RULES = (
    Name(
        "标准值以货币的基本单位（元）表示，符号按标准科目；原文数字与科目照录在旁",
        "Standard values are in units of currency with the sign of the account; digits and captions as printed beside",
    ),
    Name(
        "小计是 Excel 公式：“计入”列的 + − 说明各行如何计入；差额 = 公式结果 − 原文小计",
        "Subtotals are formulas; “added” says how rows count (+ −); difference = formula − printed subtotal",
    ),
    Name(
        "格式未定的行（其中项、附注项、未归类行）只有在使小计与原文相符时才改变计入方式",
        "Rows whose place is open (of which, note items, rows of no account) count otherwise only where that closes",
    ),
    Name(
        "同一期间的几份文件数值一致时合为一列；不一致时并列，并在下面列出",
        "Documents that agree on a period share a column; those that differ stand side by side and are named below",
    ),
    Name(
        "所有者权益变动表与附注照录原文，一行一个数字，不加总、不进入公式；其余各表中只有小计与差额是计算所得",
        "Changes in equity and notes stand as printed, one number a line, in no sum or formula; on the other sheets "
        "only subtotals and differences are computed",
    ),
    Name(
        "勾稽不平时能使其成立的改动列于“建议 Proposals”，只是建议：不在任何数值之内",
        "What would close a failing identity is listed on 建议 Proposals: proposals only, in no value",
    ),
    Name(
        "超过 15 位的数字以文本保存，Excel 不会改动任何一位",
        "A number of more than 15 digits is text: no digit changes",
    ),
)
#: Statements whose rows have accounts; notes and changes in equity are kept as filed.
_PRIMARY = ("balance_sheet", "income_statement", "cash_flow")
_HEADS = (
    "标准值 standard", "原文数字 as filed", "原文科目 caption as filed", "差额 difference", "状态 status",
    "依据 evidence",
)  # fmt: skip


def unit_name(currency: str | None) -> Name:
    """A currency's code and what one unit of it is called: every standard value counts these."""
    if currency is None:
        return Name("币种未知", "currency unknown")
    said = code_name("currencies", currency)
    return said if said == plain_name(currency) else Name(f"{currency} {said.zh}", f"{currency} {said.en}")


def column_units(column: PeriodColumn) -> tuple[Name, Name]:
    """In what the values of a column are shown, and in what the document printed them."""
    shown, units = unit_name(column.period.currency), "、".join(column.units)
    unknown = Name("原文单位未知", "printed unit unknown")
    printed = Name(f"原文单位 {units}", f"printed in {units}") if units else unknown
    return Name(f"数值单位 {shown.zh}", f"values in {shown.en}"), printed


def column_sources(column: PeriodColumn) -> tuple[str, ...]:
    """Where a column was read: its files, and the company they name."""
    return ("；".join(column.files), *([column.company] if column.company else []))


def sheet_heads(title: str, sheet: SpreadSheet, companies: Sequence[Company] = ()) -> tuple[str, str]:
    """The two lines above a sheet: whose statement it is with what to beware of, and in what unit its values are."""
    currencies = sorted({column.period.currency or "" for column in sheet.columns})
    shown = "、".join(in_both(unit_name(one or None)) for one in currencies)
    several = "（多币种，勿相加 several currencies: not to be added）" if len(currencies) > 1 else ""
    return (
        " · ".join([f"{title} · {sheet.name.zh} {sheet.name.en}", *map(in_both, company_warnings(companies))]),
        f"标准值单位 standard values in: {shown}{several} · 不是原文单位 not in the printed unit",
    )


def column_heads(column: PeriodColumn) -> tuple[str, ...]:
    """The heading of a period, its currency, printed unit and file, and the names of its columns."""
    period = period_name(column.period)
    title = in_both(period)
    shown, printed = column_units(column)
    return (title, " · ".join([in_both(shown), in_both(printed), *column_sources(column)]), *_HEADS)


def about_lines(title: str, names: Sequence[str], spread: Spread) -> Iterator[AboutLine]:
    """The first sheet: what this is, the sheets by name, colours, rules, files, and everything that disagrees."""
    yield (f"{title} · 标准财务报表", "Standardised financial statements"), "", ""
    yield from ((("注意 Beware", *warning), "conflict", "") for warning in company_warnings(spread.companies))
    yield ("工作表", "Sheets"), "", ""
    for name, (english, holds) in zip(names, _contents(spread), strict=True):
        yield (name, english, holds), "", name
    yield ("颜色", "Colours"), "", ""
    for status, meaning in _LEGEND.items():
        said = status_name(status)
        yield (f"{said.zh} {said.en}", meaning.zh, meaning.en), status, ""
    yield ("规则", "Rules"), "", ""
    for rule in _RULES:
        yield ("", rule.zh, rule.en), "", ""
    yield ("文件", "Files"), "", ""
    for company in spread.companies:
        yield from (((file, company.name or "公司未写明 company not named"), "", "") for file in company.files)
    yield ("须核对", "To look at"), "", ""
    found = list(disagreements(spread))
    yield from (((place, said.zh, said.en), "conflict", "") for place, said in found)
    if not found:
        yield ("", "没有不符之处", "nothing disagrees"), "", ""
    yield ("公式与原文小计不等", "Formulas that differ from the printed subtotal"), "", ""
    yield from (((place, said.zh, said.en), "", "") for place, said in open_sums(spread))
    yield ("未归类或按相似度归类的行", "Rows of no account, or mapped by likeness"), "", ""
    for place, note in unnamed_rows(spread.sheets):
        yield (place, note.zh, note.en), "", ""


def disagreements(spread: Spread) -> Iterator[tuple[str, Name]]:
    """Every value in conflict with its place (sheet, period, row) and what is wrong, in both languages."""
    for sheet in spread.sheets:
        for row, column, entry in sheet.entries():
            if entry.status == "conflict":
                label = row.name.zh if row.name.zh == row.name.en else f"{row.name.zh} {row.name.en}"
                period = period_name(sheet.columns[column].period).zh
                yield f"{sheet.name.zh} · {period} · {label}", _said(entry.remarks)
    for filed in spread.filed:
        for line in (line for table in filed.tables for line in table.lines):
            one = line.sourced
            if one.status == "conflict":
                words = " | ".join(filter(None, (one.figure.note, one.figure.label, one.figure.column_label)))
                yield f"{filed.name.zh} · {line.period.zh} · {words}", _said(line.remarks)


def open_sums(spread: Spread) -> Iterator[tuple[str, Name]]:
    """Every printed subtotal that its rows do not add up to, with its place, the difference and which rows are why."""
    for sheet in spread.sheets:
        for row, column, entry in sheet.entries():
            if entry.sum is not None and entry.sum.gap is not None and not entry.sum.closes:
                place = (
                    f"{sheet.name.zh} · {period_name(sheet.columns[column].period).zh} · {row.name.zh} {row.name.en}"
                )
                gap, said = f"{entry.sum.gap:+,f}", entry.remarks[0]
                yield place, Name(f"差额 {gap}；{said.zh}", f"difference {gap}; {said.en}")


def unnamed_rows(sheets: Sequence[SpreadSheet]) -> Iterator[tuple[str, Name]]:
    """Every printed row that no name maps, once: its place (sheet, caption) and the accounts it is nearest to."""
    none = Name("没有相近的科目", "no account is near")
    for sheet in sheets:
        found: dict[str, Name] = {}
        for one in (part.figure for _, _, entry in sheet.entries() if entry.cell for part in entry.cell.parts):
            if one.statement in _PRIMARY and (one.key is None or one.mapped_by == "similarity"):
                found.setdefault(f"{sheet.name.zh} · {one.label}", mapping_note(one) or none)
        yield from found.items()


def _contents(spread: Spread) -> Iterator[tuple[str, str]]:
    """What the sheets are in English and what they hold, in their order."""
    for sheet in spread.sheets:
        yield sheet.name.en, "、".join(dict.fromkeys(period_name(column.period).zh for column in sheet.columns))
    for filed in spread.filed:
        count = sum(len(table.lines) for table in filed.tables)
        yield f"{filed.name.en}, as filed", f"照录原文，不加总 as printed, nothing added up: {count:,}"
    if spread.proposals:
        waiting = sum(not one.verdict for one in spread.proposals)
        yield "Proposals", f"建议，不在任何数值之内 in no value of the other sheets; 待复核 waiting: {waiting:,}"


def _said(remarks: Sequence[Name]) -> Name:
    said = remarks or (status_name("conflict"),)
    return Name("；".join(one.zh for one in said), "; ".join(one.en for one in said))
