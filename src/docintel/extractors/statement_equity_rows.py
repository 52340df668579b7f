"""The rows of a statement of changes in equity: balances, what changed them between, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_periods import read_period

RowRole = Literal["carried", "opening", "closing", "dated", "change", "movement"]

_CARRIED = re.compile(r"上[年期][年期]?末余额")
_OPENING = re.compile(r"[本今当]?[年期][年期]?初(?:余额|数)")
_CLOSING = re.compile(r"[本今当]?[年期][年期]?末(?:余额|数)")
_CHANGE = re.compile(r"(?:[本今当][年期])?增减变动(?:金额|额)?")
_ZH_DATED = re.compile(r"于?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:的?(?:余额|结余))?")
_EN_OPENING = re.compile(r"\b(?:beginning|opening) balances?\b|\bbalances?,? (?:at |as of )?(?:the )?beginning\b", re.I)
_EN_CLOSING = re.compile(r"\b(?:ending|closing) balances?\b|\bbalances?,? (?:at |as of )?(?:the )?end\b", re.I)
_EN_DATED = re.compile(r"(?:(?:as )?at\b|(?:opening |closing )?balances?\b)", re.I)
_LEVELS = tuple(re.compile(p) for p in (r"[一二三四五六七八九十]+[、.]", r"\([一二三四五六七八九十]+\)", r"\d+[.、]"))
_DEEPEST = len(_LEVELS)


@dataclass(frozen=True, slots=True)
class EquityRow:
    """One row: its part in the statement, the depth of its number (0 outermost), the day a dated balance names."""

    role: RowRole
    level: int
    caption: str
    cells: dict[int, CellEntry]
    day: date | None = None


@dataclass(slots=True)
class Block:
    """From one balance to the next. `heading` is the part of equity, where the statement prints one below another."""

    heading: str | None = None
    carried: EquityRow | None = None
    opening: EquityRow | None = None
    change: EquityRow | None = None
    closing: EquityRow | None = None
    adjustments: list[EquityRow] = field(default_factory=list)
    movements: list[EquityRow] = field(default_factory=list)


def read_row(caption: str, cells: Iterable[CellEntry]) -> EquityRow:
    """The part a caption says the row has."""
    level = next((at for at, pattern in enumerate(_LEVELS) if pattern.match(caption)), _DEEPEST)
    role = balance_role(caption) or "movement"
    day = read_period(caption).end if role == "dated" else None
    return EquityRow(role, level, caption, {entry.column: entry for entry in cells}, day)


def balance_role(caption: str) -> RowRole | None:
    """Which balance, or the sum of all changes, a caption names; None for a single change."""
    label = read_label(caption)
    if label.chinese:
        return next((role for role, pattern in _CHINESE if pattern.fullmatch(label.name)), None)
    if _EN_DATED.match(caption.strip()) and read_period(caption).end:
        return "dated"
    return "opening" if _EN_OPENING.search(caption) else "closing" if _EN_CLOSING.search(caption) else None


_CHINESE: tuple[tuple[RowRole, re.Pattern[str]], ...] = (
    ("carried", _CARRIED),
    ("opening", _OPENING),
    ("closing", _CLOSING),
    ("change", _CHANGE),
    ("dated", _ZH_DATED),
)


def read_blocks(rows: Iterable[tuple[str | None, EquityRow]]) -> list[Block]:
    """Rows, each under its heading, as blocks from balance to balance; a dated balance ends one and begins the next."""
    blocks: list[Block] = [Block()]
    for heading, row in rows:
        block = blocks[-1]
        if heading != block.heading or (block.closing is not None and row.role != "dated"):
            block = Block(heading)
            blocks.append(block)
        if row.role == "dated" and (block.opening or block.closing):
            _close(blocks, row, heading)
        elif row.role in ("carried", "opening", "closing", "change"):
            setattr(block, row.role, row)
        elif row.role == "dated":
            block.opening = row
        else:
            (block.movements if block.opening or not block.carried else block.adjustments).append(row)
    return [block for block in blocks if block.closing]


def _close(blocks: list[Block], row: EquityRow, heading: str | None) -> None:
    """A dated balance: the end of what came before; the next block begins from it."""
    blocks[-1].closing = row
    blocks.append(Block(heading, opening=row))
