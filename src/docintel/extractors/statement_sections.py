"""Where in a statement a row stands: headings open a section, subtotals close it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docintel.extractors.statement_labels import Label
from docintel.records.statement import StatementKind

_EQUITY = (
    r"(所有者|股东|业主)?权益|净资产|(shareholder |owner |total )?(equity|deficit|fund)|capital reserve"
    r"|equity attributable .*|(?!.*(liability|total)).+ shareholder (equity|deficit)"
)
_BALANCE_SHEET = (
    (re.compile(r"流动资产|current asset"), "current_assets"),
    (re.compile(r"非流动资产|(noncurrent|long term|fixed) asset"), "noncurrent_assets"),
    (re.compile(r"流动负债|current liability"), "current_liabilities"),
    (re.compile(r"非流动负债|长期负债|(noncurrent|long term) liability"), "noncurrent_liabilities"),
    (re.compile(_EQUITY), "equity"),
    (re.compile(r"资产|asset"), "assets"),
    (re.compile(r"负债(和(所有者|股东)?权益)?|liability( (shareholder |owner )?(equity|deficit))?"), "liabilities"),
)
_CASH_FLOW = (
    (re.compile(r".*(补充资料|净利润调节为?经营).*"), "supplementary"),
    (re.compile(r"不涉及现金.*|(?!.*adjustment).*noncash.*"), "noncash"),
    (re.compile(r".*(supplement|cash paid|paid during).*"), "disclosure"),
    (re.compile(r".*现金和现金等价物净(变动|增加).*|cash cash equivalent.*"), "balances"),
    (
        re.compile(
            r"经营活动.*|.*\boperating activity|(cash flow (from )?)?operation|.*adjustment.*|change in .*"
            r"|(increase|decrease) in .*"
        ),
        "operating",
    ),
    (re.compile(r"投资活动.*|.*\binvesting activity|(cash flow (from )?)?investing"), "investing"),
    (re.compile(r"筹资活动.*|融资活动.*|.*\bfinancing activity|(cash flow (from )?)?financing"), "financing"),
)
_INCOME = (
    (re.compile(r".*(share used|weighted average|number share).*|.*股数.*"), "share_count"),
    (re.compile(r".*每股收益.*|.*per (common |ordinary )?share.*"), "per_share"),
)
_AFTER = {
    "bs.total_current_assets": "noncurrent_assets",
    "bs.total_assets": "liabilities",
    "bs.total_current_liabilities": "noncurrent_liabilities",
    "bs.total_liabilities": "equity",
    "cf.cff": "balances",
    "cfs.cfo": "noncash",
}
_CURRENT = (
    ("assets", "current_assets", "bs.total_current_assets"),
    ("liabilities", "current_liabilities", "bs.total_current_liabilities"),
)
_FIRST = {"balance_sheet": "assets", "income_statement": "income", "cash_flow": None}


def first_section(kind: StatementKind, supplement: bool) -> str | None:
    """The section before any heading; None where it cannot be known."""
    return "supplementary" if supplement else _FIRST.get(kind)


def section_opened(kind: StatementKind, label: Label, current: str | None) -> str | None:
    """The section that a heading without numbers opens; the current one when it opens none."""
    table = {"balance_sheet": _BALANCE_SHEET, "cash_flow": _CASH_FLOW, "income_statement": _INCOME}.get(kind, ())
    opened = next((section for pattern, section in table if pattern.fullmatch(label.name)), None)
    if opened is None or (current == "supplementary" and opened == "operating"):
        return current
    if opened == "assets" and current in ("current_assets", "noncurrent_assets"):
        return current
    return opened


def unheaded_sections(headings: Iterable[Label], totals: Iterable[str]) -> dict[str, str]:
    """By side of a balance sheet, its current section where only a subtotal tells it: rows stand under the side's name.

    `headings` are the rows without numbers, `totals` the accounts of those with.
    """
    opened = {section_opened("balance_sheet", label, None) for label in headings}
    printed = set(totals)
    return {side: section for side, section, total in _CURRENT if total in printed and section not in opened}


def section_after(key: str | None, current: str | None) -> str | None:
    """The section that follows a subtotal; the current one after any other row."""
    return _AFTER.get(key or "", current)
