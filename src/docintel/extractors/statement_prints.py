"""What a document prints more than once: one figure in two statements, and the change beside two periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import permutations

from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_numbers import read_amount
from docintel.extractors.statement_rows import StatementRow
from docintel.extractors.statement_sums import Identity, rounding_of
from docintel.records.statement import Check, Scope

#: Two rows of one statement that name one account are parts of it: sum them, use neither alone.
PART = "PART"
#: The same account, period and scope printed elsewhere in the document.
PRINTED_TWICE = "REPRINT"
#: A printed change beside the two periods it lies between.
CHANGE = "CHANGE"
_FEWEST_CHANGES = 2
_Printed = tuple[str, date | None, int | None, Scope, bool]


def mark_parts(statements: Iterable[Statement]) -> None:
    """Mark the rows of one statement that name the same account."""
    for statement in statements:
        rows: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in statement.entries:
            if entry.key is not None:
                rows[entry.key, entry.column].append(entry)
        for entries in rows.values():
            if len({entry.row.span.start for entry in entries}) > 1 and len({e.row.label.name for e in entries}) > 1:
                for entry in entries:
                    entry.checks.append(Check(id=PART, result="cannot_tell"))


def compare_prints(statements: Iterable[Statement]) -> Iterator[Identity]:
    """The same figure printed in two statements must be the same number; a restated column is another figure."""
    prints: dict[_Printed, list[Entry]] = defaultdict(list)
    for statement in statements:
        for entry in statement.entries:
            bound = statement.bounds[entry.column]
            if entry.key and bound.end and not entry.row.per_share and not any(c.id == PART for c in entry.checks):
                place = (entry.key, bound.end, bound.months, statement.scope_of(entry.column), bound.restated)
                prints[place].append(entry)
    for first, *others in prints.values():
        for entry in others:
            rounding = max(entry.step, first.step) / 2 if entry.step != first.step else Decimal(0)
            yield _identity(PRINTED_TWICE, ((entry, 1), (first, -1)), entry.value - first.value, rounding)


def compare_changes(statements: Iterable[Statement]) -> Iterator[Identity]:
    """A column of changes must be the difference of the two periods beside it; one that mostly is not says nothing."""
    for statement in statements:
        periods = [at for at, column in enumerate(statement.columns) if column.amounts]
        asides = {at for row in statement.rows for at, _ in row.asides}
        if len(periods) == 2:
            cells = {(entry.row.span.start, entry.column): entry for entry in statement.entries}
            for aside in sorted(asides):
                runs = (_changes(statement.rows, cells, aside, pair) for pair in permutations(periods))
                yield from next((run for run in runs if run), [])


def _changes(
    rows: Sequence[StatementRow], cells: dict[tuple[int, int], Entry], aside: int, pair: tuple[int, ...]
) -> list[Identity]:
    """The runs of later = earlier + change, row by row; none where the column does not hold such changes."""
    found: list[Identity] = []
    told: list[bool] = []
    for row in rows:
        later, earlier = (cells.get((row.span.start, at)) for at in pair)
        printed = next((amount.value for at, cell in row.asides if at == aside and (amount := read_amount(cell))), None)
        known = [entry for entry in (later, earlier) if entry is not None]
        if not known:
            continue
        unit = known[0].unit.multiplier if known[0].unit else Decimal(1)
        reported = [entry.reported if entry else Decimal(0) for entry in (later, earlier)]
        gap = reported[0] - reported[1] - (printed or Decimal(0)) * unit
        terms = [(entry, weight * entry.sign) for entry, weight in ((later, 1), (earlier, -1)) if entry is not None]
        found.append(_identity(CHANGE, tuple(terms), gap, rounding_of(known)))
        if printed:
            told.append(found[-1].closes)
    return found if sum(told) >= _FEWEST_CHANGES and sum(told) * 2 > len(told) else []


def _identity(name: str, terms: tuple[tuple[Entry, int], ...], gap: Decimal, rounding: Decimal) -> Identity:
    return Identity(name, terms, gap, rounding, "pass" if abs(gap) <= rounding else "fail")
