"""The standard statement as data: accounts in their order, blocks, and what each subtotal adds up.

The accounts are models/accounts.toml, blocks and subtotals models/spreading.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.exports.names import Name

#: Rows that belong to no block of the form: notes, changes in equity, an account added by an installation.
NO_BLOCK = Name("其他", "Other rows")
_SPREADING = "spreading.toml"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One account of the form; `block` is "" for one that stands in none. Nature: see models/accounts.toml."""

    key: str
    name: Name
    nature: str
    block: str

    @property
    def is_total(self) -> bool:
        """Whether it is a total, or a balance that is carried forward."""
        return self.nature == "T"


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What a subtotal adds up; the fields are explained in models/spreading.toml."""

    key: str
    add: tuple[str, ...] = ()
    deduct: tuple[str, ...] = ()
    first_of: tuple[str, ...] = ()
    usual_add: tuple[str, ...] = ()
    usual_deduct: tuple[str, ...] = ()
    loose_add: tuple[str, ...] = ()
    loose_deduct: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    others_loose: bool = False
    needs: tuple[str, ...] = ()
    needs_filed: tuple[str, ...] = ()
    always: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """All accounts by key, in the order of the form, and the blocks, the subtotals and what lies inside what."""

    lines: Mapping[str, FormLine]
    blocks: Mapping[str, Name]
    subtotals: tuple[Subtotal, ...]
    inside: Mapping[str, str]

    def block_of(self, key: str | None) -> str:
        """The block in which an account stands; "" for none."""
        line = self.lines.get(key or "")
        return line.block if line else ""

    def block_name(self, block: str) -> Name:
        """What a block is called."""
        return self.blocks.get(block, NO_BLOCK)

    def members(self, block: str) -> list[FormLine]:
        """The accounts of a block in order."""
        return [line for line in self.lines.values() if line.block == block]

    def adds_up(self, key: str) -> bool:
        """Whether the form has a sum for an account."""
        return any(subtotal.key == key for subtotal in self.subtotals)


@cache
def standard_form() -> Form:
    """The form of this installation; raises InputError for a broken table of its own."""
    table = model_table(_SPREADING)
    blocks = {row["name"]: Name(row["zh"], row["en"]) for row in table["block"]}
    lines = {line.key: line for line in _lines(table["block"])}
    subtotals = tuple(_subtotal(row) for row in table["subtotal"])
    return Form(lines, blocks, subtotals, table["inside"])


def _lines(blocks: list[dict[str, str]]) -> list[FormLine]:
    firsts = {row["first"]: row for row in blocks}
    found, block = [], None
    for row in model_table("accounts.toml")["account"]:
        block = firsts.get(row["key"], block)
        # the notes follow the balance sheet in the table, and stand in no block of it
        stands = block is not None and block["statement"] == row["statement"] and row["section"] != "notes"
        name = Name(row["zh"], row["en"])
        found.append(FormLine(row["key"], name, row["nature"], block["name"] if block and stands else ""))
    return found


def _subtotal(row: Mapping[str, Any]) -> Subtotal:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Subtotal(**fields)
