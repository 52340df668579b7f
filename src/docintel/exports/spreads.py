"""A customer's or a file's statements in the standard form: a sheet for each statement and scope, rows by periods.

Changes in equity and notes have no standard form: they stand beside it as filed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from docintel.exports.names import Name, statement_name, status_name
from docintel.exports.spread_cells import Proposed, RowId, Sourced, SpreadCell
from docintel.exports.spread_columns import PeriodColumn, period_columns
from docintel.exports.spread_companies import Company, are_one_company, companies_of, separate
from docintel.exports.spread_filed import FiledSheet, filed_sheets, is_as_filed, sheet_order
from docintel.exports.spread_form import Form, standard_form
from docintel.exports.spread_open_sums import open_sum_remark
from docintel.exports.spread_remarks import figure_remarks, reprint_remarks
from docintel.exports.spread_sums import RowSum, add_up
from docintel.exports.wording import mapping_note

#: So many further places of one value are named, the rest are counted.
_NAMED = 3
_UNMAPPED = "（未归类科目 row of no account）"
_NOT_ONE_COMPANY = Name("两份文件没有写明是同一家公司", "the two files do not name one company")
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

    `filed` and `label` are the printed digits and caption; `status` is that of the printed figure, "computed" where
    nothing is printed; `remarks` say what a status alone does not. `fact` and `part` lead to the place on the
    document's page, empty and 0 for a subtotal that nobody printed.
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
    def value_status(self) -> str:
        """The status of the value shown: what proves the print proves no formula that differs from it."""
        is_open = _is_open(self.sum) and self.status in ("proved", "unproved")
        return "computed" if is_open else self.status

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
        return statement_name(self.statement, self.scope, self.entity)

    def entry(self, row: SpreadRow, column: int) -> SpreadEntry | None:
        """What a column says of a row; None for nothing."""
        if row.id is None:
            return None
        cell, total = self.columns[column].cells.get(row.id), self.sums[column].get(row.id.key or "")
        line = standard_form().lines.get(row.id.key or "")
        is_left = total is None and line is not None and line.is_total and bool(self.sums[column])
        if cell is None and total is None:
            return None
        remarks = [_AS_PRINTED] if is_left else []
        if _is_open(total):
            remarks.append(open_sum_remark(row.id.key or "", self.columns[column].cells, self.sums[column]))
        return _entry(cell, total, remarks)

    def entries(self) -> Iterator[tuple[SpreadRow, int, SpreadEntry]]:
        """Everything that stands on the sheet, row by row."""
        for row in self.rows:
            for column in range(len(self.columns)):
                if (entry := self.entry(row, column)) is not None:
                    yield row, column, entry


@dataclass(frozen=True, slots=True)
class Spread:
    """All that was read: statements in the standard form, tables as filed, and what failing identities ask for.

    Each figure stands in one of the sheets; no proposal is in any of their values. `companies` are those it is of.
    """

    sheets: Sequence[SpreadSheet] = ()
    filed: Sequence[FiledSheet] = ()
    proposals: Sequence[Proposed] = ()
    companies: Sequence[Company] = ()


def spread_figures(figures: Sequence[Sourced], proposals: Sequence[Proposed] = ()) -> Spread:
    """Everything in its place; figures are in reading order within each document."""
    own = separate(figures)
    return Spread(spread_sheets(own), filed_sheets(own), proposals, companies_of(figures))


def spread_sheets(figures: Sequence[Sourced]) -> list[SpreadSheet]:
    """The sheets of the primary statements among these figures; none without."""
    form = standard_form()
    ordered = sorted((one for one in figures if not is_as_filed(one.figure)), key=sheet_order)
    groups = groupby(ordered, key=lambda one: (one.figure.statement, one.figure.scope, one.entity))
    return [_sheet(form, place, list(found)) for place, found in groups]


def _sheet(form: Form, place: tuple[str, str, str | None], figures: Sequence[Sourced]) -> SpreadSheet:
    statement, scope, entity = place
    columns = period_columns(form, figures)
    sums = [add_up(form, column.cells) for column in columns]
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


def _is_open(total: RowSum | None) -> bool:
    return total is not None and not total.closes


def _entry(cell: SpreadCell | None, total: RowSum | None, remarks: Sequence[Name]) -> SpreadEntry:
    first = cell.parts[0] if cell else None
    # a printed subtotal without a value (struck out, unit unknown) says nothing of what its rows add up to
    status = "computed" if cell is None or (total is not None and cell.value is None) else cell.status
    return SpreadEntry(
        value=total.value if total else cell.value if cell else None,
        sum=total,
        cell=cell,
        filed=" + ".join(part.figure.as_filed for part in cell.parts) if cell else "",
        label=" + ".join(dict.fromkeys(part.figure.label for part in cell.parts)) if cell else "",
        status=status,
        remarks=(*remarks, *_remarks(cell, total)),
        evidence=_evidence(cell) if cell else "",
        href=first.href if first else "",
        fact=first.figure.id if first else "",
        part=first.part if first else 0,
    )


def _remarks(cell: SpreadCell | None, total: RowSum | None) -> Iterator[Name]:
    if total is not None and total.closes and total.gap:
        yield Name("差额属四舍五入", "the difference is rounding")
    if cell is None:
        return
    if total is not None and cell.value is None:
        said = status_name(cell.status)
        yield Name(f"原文小计：{said.zh}", f"the printed subtotal: {said.en}")
    if len(cell.parts) > 1:
        yield Name(
            f"原文 {len(cell.parts)} 行属同一科目，已相加", f"{len(cell.parts)} printed rows of this account, added"
        )
    yield from dict.fromkeys(note for part in cell.parts if (note := mapping_note(part.figure)) is not None)
    for other in cell.against:
        value = "—" if other.value is None else f"{other.value:,f}"
        yield Name(f"与 {other.file}（{other.place}）的 {value} 不符", f"{other.file} ({other.place}) says {value}")
        if not are_one_company(cell.parts[0], other):
            yield _NOT_ONE_COMPANY
    yield from figure_remarks(cell.parts)
    yield from reprint_remarks(cell.also)


def _evidence(cell: SpreadCell) -> str:
    own = [f"{part.file} · {part.place}" for part in cell.parts]
    also = list(dict.fromkeys(f"{one.file} · {one.place}" for one in cell.also))
    more = [f"… +{len(also) - _NAMED}"] if len(also) > _NAMED else []
    return "；".join([*own, *also[:_NAMED], *more])
