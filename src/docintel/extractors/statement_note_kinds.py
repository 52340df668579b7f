"""Which of the notes a lender asks for a table is: by the heading it stands under and by its own first words.

statements.md names them: the split of debt, restricted cash, guarantees given, the ageing of receivables, balances
with related parties. Every other note is left alone.
"""

from __future__ import annotations

import re
from typing import Literal

from docintel.extractors.statement_ageing import read_bucket
from docintel.extractors.statement_cells import Sheet, captions
from docintel.extractors.statement_note_sections import Section

NoteKind = Literal["debt", "restricted", "guarantees", "ageing", "receivables", "related_parties"]

#: Accounts whose notes split borrowings; other current liabilities count only where they name short-term bonds.
DEBT = frozenset({
    "bs.short_term_borrowings", "bs.long_term_borrowings", "bs.bonds_payable", "bs.lease_liabilities",
    "bs.noncurrent_liabilities_due_1y", "bs.long_term_payables", "bs.lt_borrowings_due_1y", "bs.bonds_due_1y",
    "bs.short_term_bonds", "bs.bonds_payable_perpetual",
})  # fmt: skip
RECEIVABLES = frozenset({
    "bs.accounts_receivable", "bs.other_receivables", "bs.notes_receivable", "bs.long_term_receivables",
    "bs.notes_and_accounts_receivable", "bs.contract_assets",
})  # fmt: skip
_ASKED = DEBT | RECEIVABLES | {"bs.cash", "bs.other_current_liabilities"}
_SHORT_BONDS = re.compile(r"短期(?:应付|融资)|超短期|commercial paper", re.IGNORECASE)
_DEBT_TITLE = re.compile(
    r"有息(?:债务|负债)|借款(?:及|和|与)?(?:债券)?(?:明细|情况|构成)"
    r"|\b(?:debt|borrowings|indebtedness|bank loans|notes payable|term loans?|long-term notes)\b",
    re.IGNORECASE,
)
_DEBT_ROW = re.compile(
    r"借款|债券|融资租赁|票据|\b(?:due|notes?|loans?|borrowings?|debentures?|bonds?|facility|portion|paper|secured"
    r"|unsecured|guaranteed|maturit\w+|repayable|lease)\b",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"使用权?(?:受到?|有)限制|(?:权利|资产|使用)受限|受限(?:制)?的?(?:资产|货币资金|现金)|抵[、/]?质押资产"
    r"|restricted (?:cash|bank|deposits|assets)|pledged (?:assets|deposits)|assets pledged|pledge of assets"
    r"|charges? on assets",
    re.IGNORECASE,
)
_RESTRICTED_ROW = re.compile(r"使用有限制|受限|保证金|冻结|restricted|pledged", re.IGNORECASE)
_GUARANTEES = re.compile(
    r"对外(?:提供)?担保|重大担保|担保(?:情况|余额|事项|明细)|作为担保方|为.{0,12}提供(?:的)?担保"
    r"|\bguarantees?(?: given| issued| provided)?\b|financial guarantee",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"作为被担保方|接受担保|guarantees? (?:received|obtained)", re.IGNORECASE)
_RELATED = re.compile(
    r"关联方(?:的)?(?:应收应付|往来|债权债务|余额)|应收[、和]?应付关联方|balances? with related"
    r"|(?:due|receivables?|payables?) (?:from|to) related|related[ -]part(?:y|ies) balances?"
    r"|amounts? (?:due|owed) (?:from|to|by) related",
    re.IGNORECASE,
)
_TRADE = re.compile(r"(?:trade|accounts?|other) receivables?|trade debtors", re.IGNORECASE)
_AGED = re.compile(r"账龄|\bage?ing\b|\baged\b", re.IGNORECASE)
_CLASSES = re.compile(r"类别|种类|款项的?性质")
_GROSS = re.compile(r"账面余额|gross|carrying amount", re.IGNORECASE)
#: What was set aside, written off or collected in the period, and who owes most: no balances of classes.
_MOVED = re.compile(r"本期|核销|前五名|计提情况|变动")
_CLASSED = frozenset({"bs.accounts_receivable", "bs.other_receivables"})
_FEWEST_BUCKETS = 2


def may_be_asked_for(section: Section) -> bool:
    """Whether a table under this heading can be such a note at all: asked before the table is taken apart."""
    if section.account is not None:
        return section.account in _ASKED or _RESTRICTED.search(section.plain) is not None
    return any(pattern.search(section.plain) for pattern in (_GUARANTEES, _RELATED, _RESTRICTED, _DEBT_TITLE, _TRADE))


def note_kind(section: Section, sheet: Sheet) -> NoteKind | None:
    """The kind of note a table is, None for one that nobody asked for."""
    if not any(column.amounts for column in sheet.columns):
        return None
    rows = [" ".join(cell.text for cell in captions(row, sheet.edge)) for row in sheet.body]
    near = section.plain
    if _RECEIVED.search(near):
        return None
    if _GUARANTEES.search(near) and section.account is None:
        return "guarantees"
    if _RELATED.search(near):
        return "related_parties"
    if _RESTRICTED.search(near) or _holds_restricted_cash(section, rows):
        return "restricted"
    return _receivable_kind(section, sheet, rows) or ("debt" if _is_debt(section, rows) else None)


def _holds_restricted_cash(section: Section, rows: list[str]) -> bool:
    cash = section.account == "bs.cash" and "货币资金" in "".join(section.plain.split())
    return cash and any(_RESTRICTED_ROW.search(row) for row in rows)


def _is_debt(section: Section, rows: list[str]) -> bool:
    if section.account == "bs.other_current_liabilities":
        return _SHORT_BONDS.search(section.plain_sub) is not None or any(_SHORT_BONDS.search(row) for row in rows)
    if section.account in DEBT:
        return True
    said = _DEBT_TITLE.search(section.plain)
    return said is not None and sum(_DEBT_ROW.search(row) is not None for row in rows) >= _FEWEST_BUCKETS


def _receivable_kind(section: Section, sheet: Sheet, rows: list[str]) -> NoteKind | None:
    ours = section.account in RECEIVABLES or (section.account is None and _TRADE.search(section.plain) is not None)
    buckets = sum(read_bucket(row) is not None for row in rows)
    words = " ".join((section.plain_sub, *sheet.head))
    if ours and buckets >= _FEWEST_BUCKETS and (_AGED.search(words) or _AGED.search(section.plain)):
        return "ageing"
    heads = ["".join(text.split()) for text in sheet.head]
    classes = any(_CLASSES.fullmatch(text) for text in heads) and any(_GROSS.search(text) for text in heads)
    return "receivables" if classes and section.account in _CLASSED and not _MOVED.search(words) else None
