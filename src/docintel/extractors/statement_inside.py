"""Rows whose place among others tells what they are: inside another row, or the owners' part of a total below.

Rows inside another are filed, and added to no sum. The Chinese names are those of the forms of the small-enterprise
standard (小企业会计准则, 财会〔2011〕17号, annex), where 其中 stands before the first such row only; the others follow
without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_numbers import read_amount

if TYPE_CHECKING:
    from docintel.extractors.statement_rows import StatementRow

_NAMES: dict[str, tuple[str, ...]] = {
    "bs.inventories": ("原材料", "在产品", "库存商品", "周转材料", "低值易耗品", "发出商品", "产成品"),
    "is.taxes_and_surcharges": (
        "消费税", "营业税", "城市维护建设税", "资源税", "土地增值税", "城镇土地使用税、房产税、车船税、印花税",
        "教育费附加、矿产资源补偿费、排污费", "教育费附加", "教育费附加、矿产资源补偿费、排污费、环境保护税",
    ),
    "is.selling_expenses": ("商品维修费", "广告费和业务宣传费"),
    "is.admin_expenses": ("开办费", "业务招待费", "研究费用"),
    "is.nonoperating_income": ("政府补助",),
    "is.nonoperating_expense": (
        "坏账损失", "无法收回的长期债券投资损失", "无法收回的长期股权投资损失",
        "自然灾害等不可抗力因素造成的损失", "税收滞纳金",
    ),
}  # fmt: skip
_INSIDE = {key: frozenset(read_label(name).name for name in names) for key, names in _NAMES.items()}
#: Rows above the carrying amount that it is made of: cost, less depreciation, less impairment.
_MADE_OF = frozenset({"固定资产原价", "固定资产原值", "累计折旧", "固定资产净值", "固定资产减值准备"})
NET = "bs.fixed_assets"
_DEDUCTED = re.compile(r"accumulated|allowance|reserve for|provision for")
_MOST_DEDUCTED = 5
_WHOLE_EQUITY, _OWNERS = re.compile(r"total (?:equity|deficit)$"), re.compile(r"total (?:common )?shareholder ")


def is_inside(whole: str | None, name: str) -> bool:
    """Whether a form prints a row of this name inside the row of an account."""
    return name in _INSIDE.get(whole or "", frozenset())


def is_made_of(row: StatementRow) -> bool:
    """Whether a row is cost or depreciation of which the carrying amount below it is made."""
    return row.made_of or (row.parent == NET and row.label.name in _MADE_OF)


def less_deductions(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Set an account's gross amount and what is deducted inside the net amount below them, where the three close.

    US filers print receivables less allowance, property less accumulated depreciation, each as three rows or more.
    """
    found = list(rows)
    for at, gross in enumerate(rows):
        below = next((n for n in range(at + 2, min(at + _MOST_DEDUCTED, len(rows))) if rows[n].key == gross.key), None)
        between = rows[at + 1 : below]
        if gross.key is None or below is None or not all(_DEDUCTED.match(each.label.name) for each in between):
            continue
        if _printed(gross) - sum(abs(_printed(each)) for each in between) == _printed(rows[below]) != 0:
            for n in range(at, below):
                found[n] = replace(rows[n], parent=gross.key, account=None, made_of=True)
    return found


def owners_apart(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Where "Total equity" stands below "Total stockholders' equity", the latter is the owners' of the parent alone."""
    last = max((at for at, row in enumerate(rows) if _WHOLE_EQUITY.match(row.label.name)), default=-1)
    parent = chart("balance_sheet").accounts["bs.equity_parent"]
    return [
        replace(row, account=parent) if at < last and row.key == "bs.total_equity" and _OWNERS.match(row.label.name)
        else row
        for at, row in enumerate(rows)
    ]  # fmt: skip


def _printed(row: StatementRow) -> Decimal:
    amount = read_amount(row.cells[0][1]) if row.cells else None
    return amount.value if amount else Decimal(0)


def without_gross(rows: Sequence[StatementRow]) -> Iterator[StatementRow]:
    """Set cost and depreciation inside the carrying amount where that is printed below them; else they are summands."""
    net = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].key == NET), 0)
    first = net
    while first > 0 and rows[first - 1].label.name in _MADE_OF:
        first -= 1
    for at, row in enumerate(rows):
        yield replace(row, parent=NET, account=None) if first <= at < net else row
