"""A customer's or a file's statements in the standard form: a sheet for each statement and scope, rows by periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from docintel.exports.spread_cells import RowId, Sourced, SpreadCell
from docintel.exports.spread_columns import Period, PeriodColumn, period_columns
from docintel.exports.spread_form import Form, standard_form
from docintel.exports.spread_sums import RowSum, add_up
from docintel.exports.wording import Name, code_name, mapping_note

#: The order of the sheets; what else there is follows.
_STATEMENTS = ("balance_sheet", "income_statement", "cash_flow", "equity_changes", "notes_table")
_SCOPES = ("consolidated", "single", "parent", "unknown")
#: So many further places of one value are named, the rest are counted.
_NAMED = 3
_UNMAPPED = "（未归类科目 row of no account）"
_AS_PRINTED = Name("原文数值，未加总", "as printed, not added up")


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A row of a sheet: a heading (no `id`), an account, or a row of no account under its printed name.

    `sign` says how it enters its subtotal: "+", "−", "±" (by period), "Σ" for a subtotal, "" where it is not added.
    """

    id: RowId | None
    name: Name
    sign: str = ""


@dataclass(frozen=True, slots=True)
class SpreadEntry:
    """What stands at one row and column. `value` is the standard value: the sum of the rows for a subtotal.

    `filed` and `label` are the printed digits and caption; `remarks` say what a status alone does not. `fact` and
    `part` lead to the place on the document's page, empty and 0 for a subtotal that nobody printed.
    """

    value: Decimal | None
    sum: RowSum | None
    cell: SpreadCell | None
    filed: str
    label: str
    status: str
    remarks: tuple[Name, ...]
    evidence: str
    href: str
    fact: str
    part: int

    @property
    def others(self) -> list[str]:
        """The ids of the facts that stand behind the value besides the first."""
        found = [*self.cell.parts[1:], *self.cell.also] if self.cell else []
        return [one.figure.id for one in found]


@dataclass(slots=True)
class SpreadSheet:
    """One statement in one scope; of the company `entity` where a file holds the statements of several."""

    statement: str
    scope: str
    entity: str | None
    rows: list[SpreadRow]
    columns: list[PeriodColumn]
    sums: list[dict[str, RowSum]]

    @property
    def name(self) -> Name:
        """What the sheet is called."""
        scope, statement = code_name("scopes", self.scope), code_name("statements", self.statement)
        of = f" · {self.entity}" if self.entity else ""
        return Name(f"{scope.zh}{statement.zh}{of}", f"{scope.en} {statement.en}{of}")

    def entry(self, row: SpreadRow, column: int) -> SpreadEntry | None:
        """What a column says of a row; None for nothing."""
        if row.id is None:
            return None
        cell, total = self.columns[column].cells.get(row.id), self.sums[column].get(row.id.key or "")
        line = standard_form().lines.get(row.id.key or "")
        is_left = total is None and line is not None and line.is_total and bool(self.sums[column])
        return None if cell is None and total is None else _entry(cell, total, is_left=is_left)

    def entries(self) -> Iterator[tuple[SpreadRow, int, SpreadEntry]]:
        """Everything that stands on the sheet, row by row."""
        for row in self.rows:
            for column in range(len(self.columns)):
                if (entry := self.entry(row, column)) is not None:
                    yield row, column, entry


def spread_sheets(figures: Sequence[Sourced]) -> list[SpreadSheet]:
    """The sheets of these figures, which are in reading order within each document; none without figures."""
    form = standard_form()
    ordered = sorted(figures, key=_sheet_order)
    groups = groupby(ordered, key=lambda one: (one.figure.statement, one.figure.scope, one.figure.entity))
    return [_sheet(form, place, list(found)) for place, found in groups]


def period_name(period: Period) -> Name:
    """A column's heading: the day of a balance, the days of a flow, or what little is known."""
    if period.end is None:
        return Name(f"期间未知（{period.role}）", f"period unknown ({period.role})")
    restated = Name("，追溯调整", ", restated") if period.restated else Name("", "")
    if period.months is None:
        return Name(f"{period.end}{restated.zh}", f"{period.end}{restated.en}")
    days = f"{period.start} – {period.end}" if period.start else f"{period.end}"
    return Name(f"{days}，{period.months} 个月{restated.zh}", f"{days}, {period.months} months{restated.en}")


def _sheet_order(one: Sourced) -> tuple[str, int, int, str, str]:
    figure = one.figure
    statement = _STATEMENTS.index(figure.statement) if figure.statement in _STATEMENTS else len(_STATEMENTS)
    return figure.entity or "", statement, _SCOPES.index(figure.scope), figure.statement, figure.scope


def _sheet(form: Form, place: tuple[str, str, str | None], figures: Sequence[Sourced]) -> SpreadSheet:
    statement, scope, entity = place
    columns = period_columns(form, figures)
    # notes repeat single rows of the statements: nothing there adds up to a statement's subtotal
    is_primary = any(form.block_of(one.figure.key) for one in figures) and statement != "notes_table"
    sums = [add_up(form, column.cells) if is_primary else {} for column in columns]
    return SpreadSheet(statement, scope, entity, list(_rows(form, columns, sums)), columns, sums)


def _rows(form: Form, columns: Sequence[PeriodColumn], sums: Sequence[dict[str, RowSum]]) -> Iterator[SpreadRow]:
    """The rows that any column fills, in the order of the form; a block's rows of no account before its subtotal."""
    found = {row for column in columns for row in column.cells}
    found |= {RowId(key, form.block_of(key)) for each in sums for key in each}
    signs = _signs(sums)
    unmapped = dict.fromkeys(row for column in columns for row in column.cells if row.key not in form.lines)
    for block in [*form.blocks, ""]:
        members = [RowId(line.key, block) for line in form.members(block)]
        known = [row for row in members if row in found]
        others = [row for row in unmapped if row.block == block]
        if not known and not others:
            continue
        yield SpreadRow(None, form.block_name(block))
        at = _place_of_others(form, known)
        for row in [*known[:at], *others, *known[at:]]:
            line = form.lines.get(row.key or "")
            name = line.name if line else Name(row.label or str(row.key), _UNMAPPED)
            is_sum = any(row.key in each for each in sums)
            yield SpreadRow(row, name, "Σ" if is_sum else signs.get(row, ""))


def _place_of_others(form: Form, known: Sequence[RowId]) -> int:
    """Before the first total that stands below other rows; at the end where there is none."""
    totals = [form.lines[row.key or ""].is_total for row in known]
    first = next((at for at, is_total in enumerate(totals) if not is_total), 0)
    return next((at for at in range(first, len(totals)) if totals[at]), len(totals))


def _signs(sums: Sequence[dict[str, RowSum]]) -> dict[RowId, str]:
    """How each row enters the subtotals of all columns."""
    found: dict[RowId, set[int]] = defaultdict(set)
    for operand in (operand for each in sums for one in each.values() for operand in one.operands):
        found[operand.row].add(operand.sign)
    return {row: "±" if len(signs) > 1 else "+" if 1 in signs else "−" for row, signs in found.items()}


def _entry(cell: SpreadCell | None, total: RowSum | None, *, is_left: bool) -> SpreadEntry:
    first = cell.parts[0] if cell else None
    status = "computed" if cell is None else cell.status
    if total is not None and not total.closes and status in ("proved", "unproved", "computed"):
        status = "conflict"
    return SpreadEntry(
        value=total.value if total else cell.value if cell else None,
        sum=total,
        cell=cell,
        filed=" + ".join(part.figure.as_filed for part in cell.parts) if cell else "",
        label=" + ".join(dict.fromkeys(part.figure.label for part in cell.parts)) if cell else "",
        status=status,
        remarks=(*((_AS_PRINTED,) if is_left else ()), *_remarks(cell, total)),
        evidence=_evidence(cell) if cell else "",
        href=first.href if first else "",
        fact=first.figure.id if first else "",
        part=first.part if first else 0,
    )


def _remarks(cell: SpreadCell | None, total: RowSum | None) -> Iterator[Name]:
    if total is not None and not total.closes:
        yield Name("各行合计与原文合计不符", "the rows do not add up to the printed total")
    elif total is not None and total.gap:
        yield Name("差额属四舍五入", "the difference is rounding")
    if cell is None:
        return
    if len(cell.parts) > 1:
        yield Name(
            f"原文 {len(cell.parts)} 行属同一科目，已相加", f"{len(cell.parts)} printed rows of this account, added"
        )
    yield from dict.fromkeys(note for part in cell.parts if (note := mapping_note(part.figure)) is not None)
    for other in cell.against:
        value = "—" if other.value is None else f"{other.value:,f}"
        yield Name(f"与 {other.file}（{other.place}）的 {value} 不符", f"{other.file} ({other.place}) says {value}")
    failed = {check.id: check for part in cell.parts for check in part.figure.checks if check.result == "fail"}
    for check in failed.values():
        gap = "" if check.difference is None else f" {check.difference:,f}"
        yield Name(f"{check.id} 不平{gap}", f"{check.id} fails{gap}")


def _evidence(cell: SpreadCell) -> str:
    own = [f"{part.file} · {part.place}" for part in cell.parts]
    also = list(dict.fromkeys(f"{one.file} · {one.place}" for one in cell.also))
    more = [f"… +{len(also) - _NAMED}"] if len(also) > _NAMED else []
    return "；".join([*own, *also[:_NAMED], *more])
