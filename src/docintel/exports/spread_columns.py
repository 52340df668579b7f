"""Figures of one statement become columns: one a period and document, the newest first.

What two documents say of one period is one column where they agree, and stands side by side where they do not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from docintel.exports.names import Name
from docintel.exports.spread_cells import RowId, Sourced, SpreadCell, agree
from docintel.exports.spread_form import Form

#: The extractor's mark on rows of one statement that name the same account.
_PART = "PART"
#: A statement that goes on in another table repeats so many accounts at most (net profit); one printed again, more.
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class Period:
    """What a column is about. Without an end only its role in the statement (current, prior) is known."""

    end: date | None
    start: date | None
    months: int | None
    role: str
    restated: bool
    currency: str | None


@dataclass(slots=True)
class PeriodColumn:
    """One statement of one period by one document; `units` are the units its figures were printed in.

    `company` is whose statement the document says it is; None where it does not.
    """

    period: Period
    document: str
    file: str
    cells: dict[RowId, SpreadCell]
    units: tuple[str, ...] = ()
    files: list[str] = field(default_factory=list)
    company: str | None = None


def period_name(period: Period) -> Name:
    """A column's heading: the day of a balance, the days of a flow, or what little is known."""
    if period.end is None:
        return Name(f"期间未知（{period.role}）", f"period unknown ({period.role})")
    restated = Name("，追溯调整", ", restated") if period.restated else Name("", "")
    if period.months is None:
        return Name(f"{period.end}{restated.zh}", f"{period.end}{restated.en}")
    days = f"{period.start} – {period.end}" if period.start else f"{period.end}"
    return Name(f"{days}，{period.months} 个月{restated.zh}", f"{days}, {period.months} months{restated.en}")


def period_columns(form: Form, figures: Sequence[Sourced]) -> list[PeriodColumn]:
    """The columns of one statement in one scope; `figures` are in reading order within each document."""
    columns = [column for period, found in _by_period(figures) for column in _prints(form, period, found)]
    kept = _merged(columns)
    for one, other in combinations(kept, 2):
        _oppose(one, other)
    return sorted(kept, key=_newest_first)


def _newest_first(column: PeriodColumn) -> tuple[object, ...]:
    period = column.period
    end = -period.end.toordinal() if period.end else 1
    return end, -(period.months or 0), period.currency or "", not period.restated, period.role, column.file


def _by_period(figures: Sequence[Sourced]) -> Iterator[tuple[Period, list[Sourced]]]:
    groups: dict[tuple[object, ...], list[Sourced]] = defaultdict(list)
    for one in figures:
        figure = one.figure
        role = figure.period if figure.period_end is None else ""
        groups[figure.document, one.file, figure.period_end, figure.months, role, figure.restated].append(one)
    for found in groups.values():
        first = found[0].figure
        known = dict.fromkeys(one.figure.currency for one in found if one.figure.currency)
        currencies: list[str | None] = [*known] or [None]
        for currency in currencies:
            # share counts and figures without a unit have no currency of their own
            own = [one for one in found if (one.figure.currency or currencies[0]) == currency]
            start = next((one.figure.period_start for one in own if one.figure.period_start), None)
            yield Period(first.period_end, start, first.months, first.period, first.restated, currency), own


def _prints(form: Form, period: Period, figures: Sequence[Sourced]) -> list[PeriodColumn]:
    """The statement as often as the document prints it; a row of no account goes with the account above it."""
    prints: list[list[Sourced]] = [[]]
    at = 0
    for one in figures:
        if one.figure.key is not None:
            at = next((number for number, rows in enumerate(prints) if not _has(rows, one)), len(prints))
            if at == len(prints):
                prints.append([])
        prints[at].append(one)
    return [_column(form, period, rows) for rows in prints]


def _has(rows: Sequence[Sourced], one: Sourced) -> bool:
    """Whether a print has the account already; parts of one account are rows of different names."""
    twins = [row.figure for row in rows if row.figure.key == one.figure.key]
    if all(_is_part(figure) for figure in (*twins, one.figure)):
        return one.figure.label in {figure.label for figure in twins}
    return bool(twins)


def _is_part(figure: object) -> bool:
    return any(check.id == _PART for check in getattr(figure, "checks", ()))


def _column(form: Form, period: Period, rows: Sequence[Sourced]) -> PeriodColumn:
    cells: dict[RowId, SpreadCell] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for one, block in zip(rows, _blocks(form, rows), strict=True):
        row = RowId(one.figure.key, block)
        if one.figure.key is None:
            row = RowId(None, block, one.figure.label, seen[block, one.figure.label])
            seen[block, one.figure.label] += 1
        cells.setdefault(row, SpreadCell([])).parts.append(one)
    first = rows[0]
    units = tuple(dict.fromkeys(one.figure.unit for one in rows if one.figure.unit))
    return PeriodColumn(
        period, first.figure.document, first.file, cells, units, [first.file], first.figure.entity or first.company
    )


def _blocks(form: Form, rows: Sequence[Sourced]) -> list[str]:
    """The block of each row: its account's, else that of the row above it; after a total, that of the row below."""
    keys = [one.figure.key if one.figure.key in form.lines else None for one in rows]
    belows: list[str | None] = []
    for key in reversed(keys):
        belows.append(key or (belows[-1] if belows else None))
    found = []
    above: str | None = None
    for key, below in zip(keys, reversed(belows), strict=True):
        above = key or above
        after_total = key is None and (above is None or form.lines[above].is_total)
        found.append(form.block_of((below or above) if after_total else above))
    return found


def _merged(columns: Sequence[PeriodColumn]) -> list[PeriodColumn]:
    """Leave out a column of which another one of the same period says everything, and note where it was read."""
    kept: list[PeriodColumn] = []
    for column in sorted(columns, key=lambda one: (-len(one.cells), -_proved(one), one.file, one.document)):
        alike = [one for one in kept if _is_same_period(one, column)]
        twin = next((one for one in alike if _covers(one, column) or _goes_on(one, column)), None)
        if twin is None:
            kept.append(column)
            continue
        twin.files += [file for file in column.files if file not in twin.files]
        for row, cell in column.cells.items():
            found = _twin_cell(twin, row, cell)
            if found is cell:
                twin.cells[row] = cell
            else:
                found.also.extend(cell.parts)
    return kept


def _proved(column: PeriodColumn) -> int:
    return sum(cell.status == "proved" for cell in column.cells.values())


def _is_same_period(one: PeriodColumn, other: PeriodColumn) -> bool:
    left, right = one.period, other.period
    if left.end is None or right.end is None:
        return False
    return (left.end, left.months, left.currency, left.restated) == (
        right.end, right.months, right.currency, right.restated,
    )  # fmt: skip


def _covers(one: PeriodColumn, other: PeriodColumn) -> bool:
    def is_covered(row: RowId, cell: SpreadCell) -> bool:
        twin = _twin_cell(one, row, cell)
        return twin is not cell and agree(twin, cell)

    return all(is_covered(row, cell) for row, cell in other.cells.items())


def _goes_on(one: PeriodColumn, other: PeriodColumn) -> bool:
    """Whether the other is a further table of the same statement, such as comprehensive income under net profit."""
    shared = [(cell, one.cells[row]) for row, cell in other.cells.items() if row in one.cells]
    known = all(row.key is not None for row in other.cells if row in one.cells)
    is_own = (one.document, one.file) == (other.document, other.file)
    return is_own and known and len(shared) <= _REPEATED and all(agree(left, right) for left, right in shared)


def _twin_cell(column: PeriodColumn, row: RowId, cell: SpreadCell) -> SpreadCell:
    """The cell that states the same in another column, or the cell itself where none does."""
    if row.key is not None:
        return column.cells.get(row, cell)
    alike = (
        found for other, found in column.cells.items() if other.label == row.label and not other.key
        if agree(found, cell)
    )  # fmt: skip
    return next(alike, cell)


def _oppose(one: PeriodColumn, other: PeriodColumn) -> None:
    """Note on both sides where two columns of one period give an account different values; restated ones may.

    What has no value (unit unknown, struck out by a person) contradicts nothing.
    """
    if not _is_same_period(one, other):
        return
    for row, cell in one.cells.items():
        twin = other.cells.get(row)
        if row.key is None or twin is None or cell.value is None or twin.value is None:
            continue
        if not agree(cell, twin):
            cell.against.extend(twin.parts)
            twin.against.extend(cell.parts)
