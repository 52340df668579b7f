"""Which part of equity words name, and in which sign a column under them is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from docintel.extractors.statement_accounts import Account, chart
from docintel.extractors.statement_labels import Label, read_label

_BALANCE_WORDS = re.compile(r",?\s*\b(?:(?:beginning|ending|opening|closing) balances?)\b|:$", re.IGNORECASE)
#: Words in brackets are no part of a label's name: "retained earnings (accumulated deficit)" is printed as it is.
_BELOW_ZERO = re.compile(r"deficit|\bloss|亏损")
_ABOVE_ZERO = re.compile(r"retained earning|profit|income|未分配利润|留存收益|收益")


def part_of_equity(texts: Sequence[str]) -> Account | None:
    """The account of equity that header cells name, the lowest or all together: Additional Paid-in | Capital."""
    found = _named(texts)
    return found[0] if found else None


def _named(texts: Sequence[str]) -> tuple[Account, Label] | None:
    depths = range(1, len(texts) + 1)
    for depth in reversed(depths) if "".join(texts).isascii() else depths:
        label = read_label(_BALANCE_WORDS.sub("", " ".join(texts[-depth:])))
        account = chart("balance_sheet").find_exactly(label)
        if account is not None and account.section == "equity":
            return account, label
    return None


def printed_sign(texts: Sequence[str], balances: Iterable[Decimal]) -> int | None:
    """+1 when the part's balances are printed in the account's sign, −1 in the opposite, None when nothing tells.

    Under "accumulated deficit" balances that are all positive are deficits, and such that are all negative say so
    themselves; with both, either of them may be the deficit. Of other parts no form prints a loss without its sign.
    """
    found, told = _named(texts), [balance for balance in balances if balance]
    if found is None or not _BELOW_ZERO.search(found[1].name) or all(balance < 0 for balance in told):
        return 1
    account, label = found
    deficit = account.key == "bs.retained_earnings" and not _ABOVE_ZERO.search(label.name)
    return -1 if deficit and all(balance > 0 for balance in told) else None
