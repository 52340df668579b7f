"""An annual report put together: six statements in a layout between the sections that stand around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from tests.bench.annual_company import Company, Line, Printed
from tests.bench.annual_filler import after, before, changes_in_equity
from tests.bench.annual_flows import CASH, GROUP_INCOME, PARENT_INCOME
from tests.bench.annual_forms import ASSETS, CLAIMS
from tests.bench.annual_layouts import Layout
from tests.bench.annual_pages import Cell, Column, Gold, Sheets

NAME = "青屿储能科技股份有限公司"
_YEAR = 2024
_TITLES = {"balance_sheet": "资产负债表", "income_statement": "利润表", "cash_flow": "现金流量表"}
_HEADS = {"balance_sheet": "2024年12月31日", "income_statement": "2024年度", "cash_flow": "2024年度"}
Placed = tuple[Gold, int, float, float]


class Period(NamedTuple):
    """A column's figures: which of a line's, of whom, when, and whether their unit is stated."""

    at: int
    scope: str
    end: date
    restated: bool
    stated: bool = True


def annual_report(layout: Layout) -> tuple[bytes, list[Placed]]:
    """The report as a PDF, and every figure of its six statements with page and place."""
    company = Company(layout.seed, 3, step=layout.step, size=layout.size_of_company, bracketed=layout.bracketed)
    lines = {
        (kind, scope): _lines(company, layout, kind, scope) for kind in _TITLES for scope in ("consolidated", "parent")
    }
    sheets = Sheets(layout, f"{NAME} 2024年年度报告")
    before(sheets, lines)
    sheets.new_page()
    sheets.line("二、财务报表", size=layout.size + 1)
    places = [(kind, scope) for kind in _TITLES for scope in ("consolidated", "parent")]
    if layout.by_scope:
        places = [(kind, scope) for scope in ("consolidated", "parent") for kind in _TITLES]
    for number, (kind, scope) in enumerate(places, 1):
        if not layout.joint or scope != "parent":
            _statement(sheets, kind, scope, number, lines)
        if layout.by_scope and kind == "cash_flow":
            changes_in_equity(sheets, scope, lines)
    after(sheets, lines)
    return sheets.data(), sheets.placed


def _lines(company: Company, layout: Layout, kind: str, scope: str) -> list[Line]:
    group = scope == "consolidated"
    form = {
        "balance_sheet": [*ASSETS, *CLAIMS],
        "income_statement": GROUP_INCOME if group else PARENT_INCOME,
        "cash_flow": CASH,
    }[kind]
    found = []
    for line in company.lines(form, group=group, empty=layout.empty):
        label = _worded(line.label, layout.words or {})
        if label:
            found.append(Line(label, line.key, line.columns))
    return found


def _worded(label: str, words: dict[str, str]) -> str:
    if label in words:
        return words[label]
    for old, new in words.items():
        if "每股收益" in old and label.endswith(old):
            return label.replace(old, new)
    return label


def _statement(sheets: Sheets, kind: str, scope: str, number: int, lines: dict[tuple[str, str], list[Line]]) -> None:
    layout = sheets.layout
    whose = layout.joint or ("合并" if scope == "consolidated" else "母公司")
    title = whose + _TITLES[kind]
    if number > 1 and (not layout.follow or layout.two_sided):
        sheets.new_page()
    _above(sheets, kind, title, number)
    captions = layout.balances if kind == "balance_sheet" else layout.flows
    periods = [each._replace(stated=number == 1 or not layout.once) for each in _periods(layout, kind, scope)]
    if layout.two_sided and kind == "balance_sheet":
        _two_sided(sheets, kind, captions, periods, lines[kind, scope])
    else:
        made = lines[kind, "consolidated"]
        made = _joined(made, lines[kind, "parent"]) if layout.joint else lines[kind, scope]
        columns = _columns(layout, len(captions), layout.margin, layout.page[0] - layout.margin)
        split = len(made)
        if layout.halves and kind == "balance_sheet":
            split = next(at for at, line in enumerate(made) if line.label.startswith("流动负债："))
        rows = [_row(layout, line, periods, kind, at) for at, line in enumerate(made)]
        sheets.table(columns, [_header(layout, layout.item, captions), *rows[:split]], 1, title)
        if rows[split:]:
            sheets.new_page()
            _above(sheets, kind, title + "（续）", number)
            sheets.table(columns, [_header(layout, "负债和股东权益", captions), *rows[split:]], 1, title)
    if layout.signed:
        sheets.line("法定代表人：林远舟　　主管会计工作负责人：周见山　　会计机构负责人：许问渠")
    sheets.down += layout.size


def _above(sheets: Sheets, kind: str, title: str, number: int) -> None:
    layout = sheets.layout
    span = "2024年12月31日" if kind == "balance_sheet" else "2024年1—12月"
    for at, pattern in enumerate(layout.above):
        if number > 1 and ((layout.once and "{unit}" in pattern) or (layout.dated_once and "{day}" in pattern)):
            pattern = pattern.partition("\t")[0] if "\t" in pattern else ""
        if number > 2 and layout.dated_once and "{company}" in pattern:
            continue
        text = pattern.format(title=title, day=_HEADS[kind], span=span, company=NAME, unit=layout.unit, number=number)
        if text and layout.boxed:
            sheets.boxed(text, layout.margin, layout.page[0] - layout.margin)
        elif text:
            sheets.line(text, size=layout.size + (2 if at == 0 else 0), centred=at < 2 and "\t" not in text)


def _periods(layout: Layout, kind: str, scope: str) -> list[Period]:
    days = [date(_YEAR, 12, 31), date(_YEAR - 1, 12, 31)]
    if layout.joint:
        return [Period(at, whose, days[at], False) for whose in ("consolidated", "parent") for at in (0, 1)]
    found = [Period(at, scope, day, layout.restated and at == 1) for at, day in enumerate(days)]
    if layout.restated and kind != "balance_sheet":
        found.append(Period(2, scope, days[1], False))
    return found


def _joined(group: Sequence[Line], parent: Sequence[Line]) -> list[Line]:
    own = {line.key: line.columns[:2] for line in parent if line.key}
    none: tuple[Printed | None, ...] = (None, None)
    return [Line(x.label, x.key, (*x.columns[:2], *own.get(x.key, none))) for x in group]


def _columns(layout: Layout, count: int, left: float, right: float) -> list[Column]:
    edges = [right - layout.figure_width * at for at in range(count, -1, -1)]
    note = 5.2 * layout.size if layout.note else 0.0
    found = [Column(left, edges[0] - note, "label")]
    if note:
        found.append(Column(edges[0] - note, edges[0], "note"))
    return [*found, *(Column(a, b, "figure") for a, b in pairwise(edges))]


def _header(layout: Layout, label: str, captions: Sequence[str]) -> list[Cell]:
    note = [Cell(layout.note_title)] if layout.note else []
    return [Cell(label), *note, *(Cell(caption) for caption in captions)]


def _row(layout: Layout, line: Line, periods: Sequence[Period], kind: str, at: int) -> list[Cell]:
    inset = "　" if layout.indent and not line.is_heading and "、" not in line.label[:2] else ""
    cells = [Cell(inset + line.label)]
    if layout.note:
        cells.append(Cell(layout.note.format(at + 1) if any(line.columns) and at % 3 else ""))
    for place, period in enumerate(periods):
        printed = line.columns[place if layout.joint else period.at]
        cells.append(_figure(layout, line, printed, period, kind))
    return cells


def _figure(layout: Layout, line: Line, printed: Printed | None, period: Period, kind: str) -> Cell:
    if printed is None:
        heading = line.label.endswith("：") or (line.is_heading and not line.key) or not layout.nil
        return Cell() if heading else _nil(layout, line, period, kind)
    per_share = (line.key or "").startswith("is.eps")
    shown = f"{abs(printed.shown):,}"
    text = layout.negative.format(shown) if printed.shown < 0 else shown
    value = printed.canonical if line.key else printed.shown
    months = None if kind == "balance_sheet" else 12
    if not per_share:
        value *= layout.multiplier
    stated = value if period.stated or per_share else None
    return Cell(
        text,
        Gold(kind, period.scope, line.label, line.key, period.end, months, stated, text, period.restated),
    )


def _nil(layout: Layout, line: Line, period: Period, kind: str) -> Cell:
    months = None if kind == "balance_sheet" else 12
    zero = Decimal(0) if period.stated else None
    gold = Gold(kind, period.scope, line.label, line.key, period.end, months, zero, layout.nil, period.restated)
    return Cell(layout.nil, gold)


def _two_sided(
    sheets: Sheets, kind: str, captions: Sequence[str], periods: Sequence[Period], lines: Sequence[Line]
) -> None:
    layout, page = sheets.layout, sheets.layout.page[0]
    split = next(at for at, line in enumerate(lines) if line.label.startswith("流动负债："))
    halves = (lines[:split], lines[split:])
    height = max(map(len, halves))
    # the totals of both halves stand in the last row
    assets, claims = ([*half[:-1], *[None] * (height - len(half)), half[-1]] for half in halves)
    left = _columns(layout, len(captions), layout.margin, page / 2)
    right = _columns(layout, len(captions), page / 2, page - layout.margin)
    rows = [[*_header(layout, "资产", captions), *_header(layout, "负债和所有者权益", captions)]]
    for at, (asset, claim) in enumerate(zip(assets, claims, strict=True)):
        one = _row(layout, asset, periods, kind, at) if asset else [Cell()] * len(left)
        other = _row(layout, claim, periods, kind, at + split) if claim else [Cell()] * len(right)
        rows.append([*one, *other])
    sheets.table([*left, *right], rows, 1)
