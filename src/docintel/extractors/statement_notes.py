"""Reads the notes a lender asks for, every number as filed: caption, words over it, day, unit, heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from docintel.extractors.statement_ageing import Bucket, read_bucket
from docintel.extractors.statement_cells import CellEntry, CellTable, Money, Sheet, captions, read_cells, read_sheet
from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_frame import Bound, Frame, bind, roles
from docintel.extractors.statement_grid import Grid
from docintel.extractors.statement_guarantees import date_guarantee, is_guarantee_form, read_guarantees
from docintel.extractors.statement_labels import Label, read_label
from docintel.extractors.statement_note_kinds import NoteKind, may_be_asked_for, note_kind
from docintel.extractors.statement_note_sections import Section, read_sections, stated_unit
from docintel.extractors.statement_periods import Period
from docintel.extractors.statement_units import find_unit, with_currency
from docintel.language.views import half_width
from docintel.records import Document, Span
from docintel.records.statement import Scope

_TOTAL = re.compile(r"(?:合计|总计|共计)(?:数|金额)?|total\b.*|net carrying amount|.*[^小]合计")
_NOTES_SAID = re.compile(r"报表附注|项目注释|notes to (?:the )?(?:consolidated )?financial statements", re.IGNORECASE)
_SUBTOTAL = re.compile(r"小计|sub ?total")
_ONE_DAY = timedelta(days=1)
_OVERDUE = re.compile(r"逾期|past due|overdue", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class NoteRow:
    """One row of a note: its caption taken apart, its numbers by column, the ages it speaks of."""

    label: Label
    cells: dict[int, CellEntry]
    total: bool
    bucket: Bucket | None

    @property
    def subtotal(self) -> bool:
        """Whether the row sums rows above it and is itself taken into the total."""
        return bool(_SUBTOTAL.fullmatch(self.label.name))


@dataclass(slots=True, eq=False)
class Note:
    """One table of a note. `columns` are the columns that hold amounts, by place."""

    kind: NoteKind
    section: Section
    sheet: Sheet
    rows: list[NoteRow]
    cells: CellTable

    def column_words(self, column: int) -> str:
        """The words over a column."""
        return " ".join(self.sheet.headers[column]) if column < len(self.sheet.headers) else ""

    @property
    def totals(self) -> list[NoteRow]:
        """The rows that print a total; a lone subtotal at the end is one."""
        found = [row for row in self.rows if row.total]
        return found or [row for row in self.rows[-1:] if row.subtotal]


def read_notes(
    document: Document, grids: Sequence[Grid], frame: Frame, statements: Sequence[Statement]
) -> Iterator[Note]:
    """The notes of a document in reading order; tables that hold a primary statement are none.

    A contract that lists guarantees has no notes: without a statement the text must say that it holds them.
    """
    if not statements and not _NOTES_SAID.search(document.text):
        return
    taken = sorted({row.span.start for statement in statements for row in statement.rows})
    group = any(statement.scope == "consolidated" for statement in statements)
    usual: Scope = "consolidated" if group else "single" if statements else "unknown"
    known = frozenset(bound.end for each in statements for bound in each.bounds if bound.end)
    before: Note | None = None
    for grid, section in read_sections(document, grids):
        primary = any(grid.span.start <= start < grid.span.end for start in taken)
        sheet = read_sheet(grid) if may_be_asked_for(section) and not primary else None
        under = _under(sheet, section, before) if sheet is not None and before is not None else None
        kind = note_kind(section, sheet) if sheet is not None and under is None else None
        if before is not None and under is not None:
            _go_on(before, _rows(grid, before.kind, under, _money(document, grid, section, under, frame)), grid)
            _date(before, reported_by(statements, grid, frame), known)
            continue
        if sheet is None or kind is None:
            before = None
            continue
        scoped = replace(section, scope=section.scope or usual)
        before = _read(grid, kind, scoped, sheet, _money(document, grid, section, sheet, frame))
        _date(before, reported_by(statements, grid, frame), known)
        if before.cells.entries:
            yield before


def reported_by(statements: Sequence[Statement], grid: Grid, frame: Frame) -> Frame:
    """The document's frame on the day of the balance sheet before a note: one file may hold two years' reports.

    A table that only shows a change of standard, 31 December beside 1 January, reports on no day of its own.
    """
    days: list[date] = []
    for statement in statements:
        before = statement.rows and statement.rows[0].span.start < grid.span.start
        if statement.kind == "balance_sheet" and statement.titled and before:
            bounds = zip(statement.bounds, statement.columns, strict=True)
            ends = sorted({bound.end for bound, column in bounds if bound.end and column.amounts})
            if ends and not any(later - earlier <= _ONE_DAY for earlier, later in pairwise(ends)):
                days.append(ends[-1])
    if not days or days[-1] == frame.period.end:
        return frame
    return replace(frame, period=Period(days[-1]))


def _under(sheet: Sheet, section: Section, before: Note) -> Sheet | None:
    """The rest of a note broken by a page, its header printed again or not; None for a table of its own."""
    same = (section.base, section.title, section.sub) == (before.section.base, before.section.title, "")
    again = not any(sheet.headers) or (sheet.headers == before.sheet.headers and not before.totals)
    places = [(column.start, column.end) for column in before.sheet.columns]
    fits = all(any(start < each.end and each.start < end for start, end in places) for each in sheet.columns)
    return replace(before.sheet, body=sheet.body) if same and again and fits else None


def _go_on(note: Note, rows: list[NoteRow], grid: Grid) -> None:
    note.rows += rows
    _evident(rows, note.section)
    note.cells.entries += [entry for row in rows for entry in row.cells.values()]
    note.cells.span = Span(start=note.cells.span.start, end=grid.span.end)


def _read(grid: Grid, kind: NoteKind, section: Section, sheet: Sheet, money: Money) -> Note:
    rows = _rows(grid, kind, sheet, money)
    _evident(rows, section)
    entries = [entry for row in rows for entry in row.cells.values()]
    table = CellTable("notes_table", section.words or None, section.scope or "unknown", entries, grid.span)
    return Note(kind, section, sheet, rows, table)


def _rows(grid: Grid, kind: NoteKind, sheet: Sheet, money: Money) -> list[NoteRow]:
    if kind == "guarantees" and is_guarantee_form(grid):
        rows = [_row(caption, entries) for caption, entries in read_guarantees(grid, money)]
    else:
        found = read_cells(sheet, money)
        rows = [_row(" ".join(c.text for c in captions(row, sheet.edge)), entries) for row, entries in found]
    return [row for row in rows if row.cells]


def _evident(rows: list[NoteRow], section: Section) -> None:
    """The heading is evidence too: without it a caption such as 信用借款 does not say of which debt."""
    for row in rows if section.span is not None else ():
        for entry in row.cells.values():
            entry.spans = (*entry.spans, section.span) if section.span is not None else entry.spans


def _row(caption: str, entries: Iterable[CellEntry]) -> NoteRow:
    label = read_label(caption)
    total = bool(_TOTAL.fullmatch(label.name)) and not _SUBTOTAL.fullmatch(label.name)
    bucket = None if _OVERDUE.search(caption) else read_bucket(caption)
    return NoteRow(label, {entry.column: entry for entry in entries}, total and bucket is None, bucket)


def _money(document: Document, grid: Grid, section: Section, sheet: Sheet, frame: Frame) -> Money:
    """The unit nearest to the table: in its head, above it, under its heading, then the document's own."""
    words = next((text for text in sheet.head if find_unit(text)), None)
    unit, span = (find_unit(words), _place(document, grid, words)) if words else (None, None)
    if unit is None and section.units:
        line, span = section.units[-1]
        unit = stated_unit(line)
    unit = unit or frame.unit
    if unit is not None and "$" in grid.signs:
        unit = with_currency(unit, "USD")
    return Money(unit, span)


def _place(document: Document, grid: Grid, words: str) -> Span | None:
    at = half_width(document.quote(grid.span)).find(words)
    start = grid.span.start + at
    return Span(start=start, end=start + len(words)) if at >= 0 else None


def _date(note: Note, frame: Frame, known: frozenset[date]) -> None:
    """Bind every column to its day; in the form of guarantees captions say it."""
    columns = note.sheet.columns
    ends = bind(columns, "notes_table", (), frame)
    bounds = roles(ends, columns, known)
    for entry in note.cells.entries:
        entry.bound = bounds[entry.column] if entry.column < len(bounds) else date_guarantee(entry, frame.period)


def settle_dates(notes: Sequence[Note]) -> None:
    """An undated column takes the day of the dated total of its section and scope that it agrees with."""
    dated = [
        (note, entry)
        for note in notes
        for row in note.totals
        for entry in row.cells.values()
        if entry.bound.end is not None and entry.reported
    ]
    for note in notes:
        for row in note.totals:
            for column, entry in row.cells.items():
                if entry.bound.end is not None or not entry.reported:
                    continue
                twins = {twin.bound for other, twin in dated if _alike(note, other) and twin.reported == entry.reported}
                if len(twins) == 1:
                    _set_bound(note, column, twins.pop())


def _alike(note: Note, other: Note) -> bool:
    same = (note.section.account, note.cells.scope) == (other.section.account, other.cells.scope)
    return other is not note and same and note.section.account is not None


def _set_bound(note: Note, column: int, bound: Bound) -> None:
    for row in note.rows:
        if column in row.cells:
            row.cells[column].bound = bound
