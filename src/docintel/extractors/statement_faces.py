"""What notes and equity statements are closed against: their own sums, and the faces of the primary statements.

What closes to the printed digit proves; what only rounding of the print excuses neither proves nor contradicts. A
face proves as far as it is proved itself, and one that its own statement puts in doubt closes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_prints import PART
from docintel.extractors.statement_repairs import SUSPECT
from docintel.extractors.statement_sums import Printed, Result, grain_of, rounding_of
from docintel.records.statement import Check, Scope

#: One way in which numbers may make up a total: the difference it leaves, and the numbers.
Reading = tuple[Decimal, list[CellEntry]]
_Place = tuple[str, Scope, date, int | None]


@dataclass(frozen=True, slots=True)
class Face:
    """A number to compare with. `doubt` is what its own statement holds against it, None for nothing."""

    value: Decimal
    step: Decimal
    proved: bool
    doubt: Result | None = None


def add_up(
    identity: str,
    difference: Decimal,
    entries: Sequence[CellEntry],
    faces: Sequence[Face] = (),
    *,
    lenient: bool = False,
    whole: bool = True,
) -> None:
    """Write on the entries what it means that a total less its parts leaves `difference`; nothing where all are nil.

    `faces` took part in the sum. `lenient` is for relations and layouts in which a gap may be rightly there: it then
    says nothing. `whole` is False where numbers that are no nil were left out to make it close: it then proves nothing.
    """
    printed: list[Printed] = [*entries, *faces]
    if not any(entry.reported for entry in entries):
        return
    result: Result = "pass" if abs(difference) <= rounding_of(printed) else "cannot_tell" if lenient else "fail"
    in_doubt = {face.doubt for face in faces if face.doubt}
    if in_doubt and (result == "pass" or "fail" in in_doubt):
        result = "cannot_tell"
    exact = result == "pass" and abs(difference) <= grain_of(printed)
    for entry in entries:
        entry.checks.append(Check(id=identity, result=result, difference=difference))
        entry.proved |= exact and whole and all(face.proved for face in faces)


def likeliest(readings: Iterable[Reading]) -> Reading | None:
    """The first way to read a sum that closes to the digit, else the first that rounding excuses, else None."""
    closing = [each for each in readings if abs(each[0]) <= rounding_of(each[1])]
    exact = [each for each in closing if abs(each[0]) <= grain_of(each[1])]
    return next(iter([*exact, *closing]), None)


def match(identity: str, entry: CellEntry, value: Decimal, face: Face, *, lenient: bool = False) -> None:
    """Write on an entry whether it repeats a number printed elsewhere: printed alike, both have the same digits.

    `value` is the entry's amount in the sign of the other. What only repeats a number in doubt is in doubt with it.
    """
    if not value and not face.value:
        return
    difference, agrees = value - face.value, is_same(entry, value, face)
    # a face in conflict is the one to blame until it is settled
    result: Result = "pass" if agrees else "cannot_tell" if lenient or face.doubt == "fail" else "fail"
    if agrees and face.doubt:
        result = "cannot_tell"
        if not entry.proved:
            entry.checks.append(Check(id=SUSPECT, result=face.doubt))
    elif result == "cannot_tell" and not lenient:
        entry.checks.append(Check(id=SUSPECT, result="cannot_tell"))
    entry.checks.append(Check(id=identity, result=result, difference=difference))
    entry.proved |= result == "pass" and face.proved and abs(difference) <= grain_of([entry, face])


def is_same(entry: CellEntry, value: Decimal, face: Face) -> bool:
    """Whether two prints show one number; the coarser of them may have rounded it."""
    rounded = max(entry.step, face.step) / 2 if entry.step != face.step else grain_of([face])
    return abs(value - face.value) <= rounded


def total_reported(entries: Iterable[CellEntry]) -> Decimal:
    """The sum with printed signs."""
    return sum((entry.reported for entry in entries), Decimal(0))


@dataclass(frozen=True, slots=True)
class Faces:
    """The numbers on the face of the primary statements, by account, scope, last day and months (None: a balance)."""

    values: dict[_Place, Face]

    def find(self, key: str, scope: Scope, end: date | None, months: int | None = None) -> Face | None:
        """The number of an account, None where the statements do not print it, or print it twice and differently."""
        return self.values.get((key, scope, end, months)) if end is not None else None

    def find_last(self, key: str, scope: Scope, end: date | None) -> Face | None:
        """A balance that a flow statement prints for its last day, whatever stretch the statement covers."""
        found = {face for (k, s, e, _), face in self.values.items() if (k, s, e) == (key, scope, end)}
        return found.pop() if len(found) == 1 else None


def read_faces(statements: Iterable[Statement]) -> Faces:
    """The faces of a document.

    What rows share is left out, and what two prints give differently, unless all but one number is in doubt.
    """
    found: dict[_Place, list[Face]] = {}
    for statement in statements:
        for entry in statement.entries:
            bound = statement.bounds[entry.column]
            if entry.key is None or bound.end is None or entry.unit is None or statement.kind == "notes_table":
                continue
            months = bound.months if statement.kind != "balance_sheet" else None
            if not any(check.id == PART for check in entry.checks):
                place = (entry.key, statement.scope_of(entry.column), bound.end, months)
                found.setdefault(place, []).append(_face(entry))
    chosen = {place: _chosen(prints) for place, prints in found.items()}
    return Faces({place: face for place, face in chosen.items() if face is not None})


def _face(entry: Entry) -> Face:
    results = {check.result for check in entry.checks}
    suspected = any(check.id == SUSPECT for check in entry.checks)
    doubt: Result | None = "fail" if "fail" in results else "cannot_tell" if suspected else None
    return Face(entry.value, entry.step, entry.proved and doubt is None, doubt)


def _chosen(prints: Sequence[Face]) -> Face | None:
    sure = [face for face in prints if face.doubt is None] or prints
    best = max(sure, key=lambda face: face.proved)
    return best if len({face.value for face in sure}) == 1 else None
