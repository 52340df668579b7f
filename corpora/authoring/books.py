"""The borrower's three printed periods and two unprinted ones, run through the ledger."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from ledger import Amounts, articulate

FEN_PER_WAN = 1_000_000  # 1 万元 = 10,000 yuan = 1,000,000 fen
FEN_PER_YUAN = 100
Books = dict[str, dict[str, Amounts]]


def to_fen(table: dict[str, str], scale: int) -> Amounts:
    """A table of decimal strings in whole fen."""
    return {key: int(Decimal(value) * scale) for key, value in table.items()}


@cache
def keep_books() -> Books:
    """Every period by name: y2024, y2025, h2025 (comparative only), h2026; amounts in fen."""
    source = tomllib.loads(Path(__file__).with_name("books.toml").read_text("utf-8"))
    opening = to_fen(source["opening_2024"], FEN_PER_WAN)
    opening["retained_earnings"] = residual_earnings(opening)
    books: Books = {}
    for name, before, scale in (
        ("y2024", None, FEN_PER_WAN),
        ("y2025", "y2024", FEN_PER_WAN),
        ("h2025", "y2024", FEN_PER_YUAN),
        ("h2026", "y2025", FEN_PER_YUAN),
    ):
        start = books[before]["bs"] if before else opening
        plan, ends = (to_fen(source[name][part], scale) for part in ("plan", "ends"))
        notes = to_fen(source[name]["notes"], scale)
        books[name] = articulate(start, plan, ends) | {"plan": plan, "note": notes}
    return books


def residual_earnings(opening: Amounts) -> int:
    """Retained earnings of the very first opening balance: assets less everything else owed or paid in."""
    from ledger import CURRENT_ASSETS, NONCURRENT_ASSETS, total_balances

    rows = total_balances(opening | {"retained_earnings": 0})
    assets = sum(rows[key] for key in (*CURRENT_ASSETS, *NONCURRENT_ASSETS))
    return assets - rows["total_liabilities"] - rows["total_equity"]
