"""What notes and equity statements are closed against: their own sums, and the faces of the primary statements.

Rounding of the print closes, nothing wider.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_entries import Statement
from docintel.records.statement import Check, Scope

Result = Literal["pass", "fail", "cannot_tell"]
_HALF = Decimal("0.5")


def add_up(
    identity: str, total: Decimal, parts: Decimal, entries: Sequence[CellEntry], *, lenient: bool = False
) -> Result | None:
    """Compare a printed total with its parts and write the outcome on the entries; None where all of them are nil.

    `lenient` is for layouts in which a gap may be a row we did not place: it then proves nothing either way.
    """
    if not any(entry.reported for entry in entries):
        return None
    result = judged(total - parts, entries)
    if result == "fail" and lenient:
        result = "cannot_tell"
    for entry in entries:
        entry.checks.append(Check(id=identity, result=result, difference=total - parts))
    return result


def judged(difference: Decimal, entries: Sequence[CellEntry]) -> Result:
    """Pass within half a printed step for each number, fail otherwise."""
    step = min((entry.step for entry in entries), default=Decimal(1))
    return "pass" if abs(difference) <= _HALF * step * (len(entries) + 1) else "fail"


def total_of(entries: Iterable[CellEntry]) -> Decimal:
    """The sum with printed signs."""
    return sum((entry.reported for entry in entries), Decimal(0))


@dataclass(frozen=True, slots=True)
class Faces:
    """The values on the face of the primary statements, by account, scope, last day and months (None: a balance)."""

    values: dict[tuple[str, Scope, date, int | None], Decimal]

    def find(self, key: str, scope: Scope, end: date | None, months: int | None = None) -> Decimal | None:
        """The value of an account, None where the statements do not print it, or print it twice and differently."""
        return self.values.get((key, scope, end, months)) if end is not None else None

    def find_last(self, key: str, scope: Scope, end: date | None) -> Decimal | None:
        """A balance that a flow statement prints for its last day, whatever stretch the statement covers."""
        found = {value for (k, s, e, _), value in self.values.items() if (k, s, e) == (key, scope, end)}
        return found.pop() if len(found) == 1 else None


def read_faces(statements: Iterable[Statement]) -> Faces:
    """The face values of a document; a value that two prints give differently, or two rows share, is left out."""
    found: dict[tuple[str, Scope, date, int | None], set[Decimal]] = {}
    for statement in statements:
        for entry in statement.entries:
            bound = statement.bounds[entry.column]
            if entry.key is None or bound.end is None or entry.unit is None or statement.kind == "notes_table":
                continue
            months = bound.months if statement.kind != "balance_sheet" else None
            place = (entry.key, statement.scope_of(entry.column), bound.end, months)
            found.setdefault(place, set()).add(entry.value)
    return Faces({place: values.pop() for place, values in found.items() if len(values) == 1})
