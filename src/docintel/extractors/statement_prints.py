"""What a document prints more than once: one figure in two statements, and the change beside two periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from docintel.extractors.statement_books import emptied
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_numbers import read_amount
from docintel.extractors.statement_rows import StatementRow
from docintel.extractors.statement_scales import in_currency
from docintel.extractors.statement_sums import Identity, rounding_of, total_of
from docintel.records.statement import Check, Scope

#: Two rows of one statement that name one account are parts of it: sum them, use neither alone.
PART = "PART"
#: The same account, period and scope printed elsewhere in the document.
PRINTED_TWICE = "REPRINT"
#: A printed change beside the two periods it lies between.
CHANGE = "CHANGE"
_FEWEST_CHANGES = 2
#: Of so many rows without a change one may have changed all the same.
_NEARLY_ALL = 10
_Printed = tuple[str, date | None, int | None, Scope, bool, str | None]


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
                scope = statement.scope_of(entry.column)
                place = (entry.key, bound.end, bound.months, scope, bound.restated, statement.owner)
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
    """The runs of later = earlier + change, row by row; none where the column does not hold such changes.

    Rows that print no change are run where nearly all of them did not change.
    """
    stated: list[Identity] = []
    silent: list[Identity] = []
    for row in rows:
        later, earlier = (cells.get((row.span.start, at)) for at in pair)
        known = [(entry, weight) for entry, weight in ((later, 1), (earlier, -1)) if entry is not None]
        if known:
            change = _aside(known[0][0], row, aside)
            terms = (*((entry, weight * entry.sign) for entry, weight in known), (change, -1))
            run = _identity(CHANGE, terms, total_of(terms), rounding_of([entry for entry, _ in known]))
            (stated if change.value else silent).append(run)
    told = sum(run.closes for run in stated)
    if told < _FEWEST_CHANGES or told * 2 <= len(stated):
        return []
    changed = sum(not run.closes for run in silent)
    return [*stated, *(silent if changed <= max(1, len(silent) // _NEARLY_ALL) < len(silent) else ())]


def _aside(entry: Entry, row: StatementRow, column: int) -> Entry:
    """The change a row prints, zero where it prints none, in the unit of the row's figures."""
    cell = next((cell for at, cell in row.asides if at == column), None)
    amount = read_amount(cell) if cell is not None else None
    if cell is None or amount is None:
        return replace(emptied(entry, row, column), sign=1, aside=True)
    value = in_currency(cell, amount, entry.unit).value
    return replace(entry, column=column, cell=cell, reported=value, value=value, sign=1, aside=True, checks=[])


def _identity(name: str, terms: tuple[tuple[Entry, int], ...], gap: Decimal, rounding: Decimal) -> Identity:
    return Identity(name, terms, gap, rounding, "pass" if abs(gap) <= rounding else "fail")
