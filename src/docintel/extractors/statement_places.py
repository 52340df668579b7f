"""Where in a statement a row stands, and which account its caption names there.

The same words name other accounts under other headings: a place remembers what the rows above have said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docintel.extractors.statement_accounts import Account, chart
from docintel.extractors.statement_labels import Label
from docintel.extractors.statement_units import is_share_count
from docintel.records.statement import StatementKind

#: Rows that stand inside the row above them; the first bears 其中, those after it bear nothing.
CHILDREN = {
    "bs.notes_and_accounts_receivable": {"bs.notes_receivable", "bs.accounts_receivable"},
    "bs.notes_and_accounts_payable": {"bs.notes_payable", "bs.accounts_payable"},
    "bs.other_receivables": {"bs.interest_receivable", "bs.dividends_receivable"},
    "bs.other_payables": {"bs.interest_payable", "bs.dividends_payable"},
    "bs.bonds_payable": {"bs.bonds_payable_preferred", "bs.bonds_payable_perpetual"},
    "bs.other_equity_instruments": {"bs.oei_preferred", "bs.oei_perpetual"},
    "bs.noncurrent_liabilities_due_1y": {"bs.lt_borrowings_due_1y", "bs.bonds_due_1y", "bs.lease_liabilities_due_1y"},
    "is.finance_expenses": {"is.interest_expense", "is.interest_income"},
    "is.investment_income": {"is.share_of_associates", "is.derecognition_gain_ac"},
}
_ATTRIBUTED = frozenset({"is.np_parent", "is.np_minority"})
#: Accounts of income alone or of expense alone.
ONE_SIDED = frozenset({"is.other_income", "is.nonoperating_income", "is.nonoperating_expense"})
_BOTH_SIDES = re.compile(r"[(/]\s*(?:expenses?|loss(?:es)?|charges?|income)\b|\b(?:expenses?|loss(?:es)?|income)\)")
_SAYS_TERM = re.compile(r"short|current|overdraft|within")
_DUE_SOON = frozenset({
    "bs.short_term_borrowings", "bs.noncurrent_liabilities_due_1y", "bs.lease_liabilities_due_1y",
    "bs.trading_fin_assets",
})  # fmt: skip
_NET = re.compile(r"\bnet\b")
_BASIC, _DILUTED = re.compile(r"\bbasic\b"), re.compile(r"\bdiluted\b|\bassuming dilution\b")
SAYS_PROFIT = re.compile(r"净利润|损益|收益|profit|income|earning|loss")


@dataclass(slots=True)
class Place:
    """What the rows so far say about where the next one stands."""

    section: str | None
    heading: str = ""
    parent: str | None = None
    last: str | None = None
    inside: bool = False
    seen: set[str] = field(default_factory=set)
    likened: Mapping[int, Account] = field(default_factory=dict)
    unheaded: Mapping[str, str] = field(default_factory=dict)
    unnamed: bool = False


def account_in(label: Label, kind: StatementKind, place: Place) -> Account | None:
    """The account a caption names in its place, or None when it names none there."""
    if kind == "income_statement":
        return _income_account(label, place)
    account = chart(kind).find(label, place.section)
    return account if account is None or label.chinese else _timed(account, label, place)


def _timed(account: Account, label: Label, place: Place) -> Account | None:
    """On a sheet that is not classified: the account of the whole, not that of what falls due within a year."""
    if account.key == "bs.receivables_financing" and says_net(label):
        # Loans to customers; bills held to collect and sell are printed without an allowance.
        return None
    if place.section not in ("assets", "liabilities") or _SAYS_TERM.search(label.name):
        return account
    # "Notes payable" may fall due in thirty years.
    whole = chart("balance_sheet").find(label, f"noncurrent_{place.section}")
    return whole if account.key in _DUE_SOON else account


def _income_account(label: Label, place: Place) -> Account | None:
    accounts = chart("income_statement")
    if place.section == "share_count" or is_share_count(label.printed):
        return None
    if place.section == "per_share" and not label.chinese:
        key = "is.eps_basic" if _BASIC.search(label.name) else "is.eps_diluted" if _DILUTED.search(label.name) else ""
        return accounts.accounts.get(key)
    account = accounts.find(label, None)
    below = "is.operating_profit" in place.seen
    if account is None or (account.key in ONE_SIDED and (says_both(label) or (below and says_net(label)))):
        return None
    # A financial group's 利息收入 and 利息支出 are revenue and cost, not parts of 财务费用 (statements.md §12, trap 6).
    if label.chinese and account.key in CHILDREN["is.finance_expenses"] and place.parent != "is.finance_expenses":
        return None
    if account.key in _ATTRIBUTED and not SAYS_PROFIT.search(label.name) and _of_comprehensive(place):
        return None
    return account


def says_both(label: Label) -> bool:
    """Whether a caption of income or expense says that it is both, as "Other income (expense)" does."""
    return bool(_BOTH_SIDES.search(label.printed.lower()))


def says_net(label: Label) -> bool:
    """Whether a caption says that what it is of is netted; below operating profit with what is on the other side."""
    return bool(_NET.search(label.printed.lower()))


def narrowed(section: str | None, place: Place) -> str | None:
    """Of a side whose current rows stand under no heading of their own, the current section until its total."""
    current = place.unheaded.get(section or "")
    return current if current is not None and f"bs.total_{current}" not in place.seen else section


def _of_comprehensive(place: Place) -> bool:
    return "comprehensive" in place.heading or "综合" in place.heading or place.last == "is.total_comprehensive_income"


def parent_of(label: Label, account: Account | None, place: Place) -> str | None:
    """The account a row is contained in: said by 其中, or known for the rows that follow such a row."""
    if place.parent is None:
        return None
    key = account.key if account else ""
    children = CHILDREN.get(place.parent, set())
    if label.operation == "of_which":
        return place.parent
    follows = place.last in children or place.parent.startswith(("bs.notes_and", "is.finance"))
    return place.parent if key in children and follows else None
