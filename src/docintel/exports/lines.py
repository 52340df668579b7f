"""A table as its columns and lines, before it becomes a CSV, XLSX or Parquet file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Cell = str | int | float | Decimal | date | None
Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells hold, and how wide a spreadsheet shows it (characters).

    "decimal" is an exact number, "mixed" is text, an exact number or a date by the line, "text" holds nested values as
    JSON; "flag" is true or false.
    """

    name: str
    holds: Literal["text", "mixed", "decimal", "date", "integer", "real", "flag"] = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under columns; `lines` is read once, so that a table need not fit into memory."""

    name: str
    columns: tuple[Column, ...]
    lines: Iterable[Line]


def plain_text(cell: Cell) -> str | None:
    """A cell as text that loses nothing: exact digits never in scientific notation, ISO dates, true and false."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # the shortest digits that are this number and no other
        return format(Decimal(repr(cell)), "f")
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
