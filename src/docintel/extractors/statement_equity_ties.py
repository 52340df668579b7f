"""What ties closing balances of equity to the balance sheet: account and sign, whose they are, and I-EQ3."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.extractors.statement_cells import CellEntry, is_shares
from docintel.extractors.statement_equity import EquityStatement
from docintel.extractors.statement_equity_parts import part_of_equity
from docintel.extractors.statement_equity_rows import Block
from docintel.extractors.statement_faces import Face, Faces, is_same, match
from docintel.records.statement import Scope

_SCOPES: tuple[Scope, ...] = ("consolidated", "parent", "single")
#: Balances that a parent and its group hardly share, as they do the share capital.
_OWN = frozenset({"bs.retained_earnings", "bs.total_equity", "bs.equity_parent"})


@dataclass(frozen=True, slots=True, eq=False)
class _Closing:
    """A closing balance that plainly is an account's: in its sign, of its day."""

    entry: CellEntry
    key: str
    value: Decimal

    def face(self, faces: Faces, scope: Scope) -> Face | None:
        """What the balance sheet of a scope shows of it; without minority owners all equity is the parent's."""
        end: date | None = self.entry.bound.end
        found = faces.find(self.key, scope, end)
        return faces.find("bs.total_equity", scope, end) if found is None and self.key == "bs.equity_parent" else found


def tie_closing(statement: EquityStatement, block: Block, faces: Faces) -> None:
    """A closing balance of a part of equity is that account's balance, in the account's sign."""
    for closing in _closings(statement, block):
        closing.entry.key, closing.entry.value = closing.key, closing.value
        face = closing.face(faces, statement.cells.scope)
        if face is not None:
            match("I-EQ3", closing.entry, closing.value, face)


def _closings(statement: EquityStatement, block: Block) -> Iterator[_Closing]:
    for column, entry in block.closing.cells.items() if block.closing else ():
        account = statement.account(column, block) or part_of_equity(() if statement.matrix else (entry.caption,))
        sign = statement.sign(column, block)
        if account is None or sign is None or is_shares(entry) or entry.unit is None:
            continue
        magnitude = account.key == "bs.treasury_shares"
        yield _Closing(entry, account.key, abs(entry.reported) if magnitude else sign * entry.reported)


def settle_scopes(statements: Iterable[EquityStatement], faces: Faces, scopes: Collection[Scope]) -> None:
    """A silent title says nothing of whose equity it is: the one balance sheet tells that has its closing balances.

    `scopes` are those of the document's primary statements; without a group or a parent it is a single company's.
    """
    prints: dict[int, list[EquityStatement]] = {}
    for statement in statements:
        if statement.cells.scope == "unknown":
            title = statement.heading.title
            prints.setdefault(id(statement if title is None else title), []).append(statement)
    for parts in prints.values():
        fitting = [scope for scope in _SCOPES if _fits(parts, faces, scope)]
        silent: Scope = "single" if set(scopes) <= {"single"} else "unknown"
        for statement in parts:
            statement.cells.scope = fitting[0] if len(fitting) == 1 else silent


def _fits(statements: Sequence[EquityStatement], faces: Faces, scope: Scope) -> bool:
    """Whether the balance sheet of a scope shows the closing balances, among them one of its own."""
    closings = [each for one in statements for block in one.blocks for each in _closings(one, block) if each.value]
    shown = [(each, face) for each in closings if (face := each.face(faces, scope)) and face.doubt is None]
    own = any(each.key in _OWN for each, _ in shown)
    return own and all(is_same(each.entry, each.value, face) for each, face in shown)
