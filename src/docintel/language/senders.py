"""What a signature says about the sender: the role, and how much that role's word weighs for the company.

The weights are our own (domain note on correspondence, 6.2) and stand in models/rules/intent.toml; they are no measure
of a person.
"""

from __future__ import annotations

import re
from functools import cache

from docintel.assets import model_table
from docintel.language.views import half_width, simplified

_LENDER = re.compile(r"银行.{0,24}$|(?:支行|分行)\s*$|\bBank\b|信托(?:有限|股份)|金融租赁", re.IGNORECASE)


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = model_table("rules/intent.toml")["roles"]
    return tuple((role, re.compile(entry["title"], re.IGNORECASE)) for role, entry in table.items())


def sender_role(signature: str) -> str | None:
    """The role a signature's title names, the weightiest first; None when no title is known.

    "财务经理(代行财务负责人职责)" is a finance manager: standing in for someone does not give the office.
    """
    plain = re.sub(r"\([^)]*\)", "", simplified(half_width(signature)))
    return next((role for role, title in _roles() if title.search(plain)), None)


def authority(role: str | None) -> float:
    """How much a role's word weighs, 0.3 (unknown) to 1.0 (legal representative)."""
    table = model_table("rules/intent.toml")
    return float(table["roles"][role]["weight"] if role in table["roles"] else table["authority"]["unknown"])


def is_lender(signature: str) -> bool:
    """Whether the signature is a lender's; what the lender writes says nothing about the customer's will."""
    lines = [line for line in half_width(signature).splitlines() if not re.search(r"[:@]", line)]
    return any(_LENDER.search(line) for line in lines)
