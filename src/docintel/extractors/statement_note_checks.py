"""What must close in a note, and what ties it to the balance sheet.

I-NT1: the rows of a note add up to its total. I-NT2: a total or a carrying amount is the row of the balance sheet
that the note explains. I-NT3: gross less allowance is the carrying amount. I-NT4: two notes print the same balance.
I-X1: cash less the cash-flow statement's end is the restricted cash (statements.md §8; deposits and interest may lie
between, so a gap says nothing). Outcomes are written on the numbers of the notes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from docintel.extractors.statement_ageing import coarsest
from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_faces import Face, Faces, Reading, add_up, likeliest, match, total_reported
from docintel.extractors.statement_guarantees import coded_sums
from docintel.extractors.statement_note_keys import gross_columns, is_allowance, is_cash_note, is_net
from docintel.extractors.statement_note_kinds import DEBT
from docintel.extractors.statement_notes import Note, NoteRow
from docintel.extractors.statement_prints import PART
from docintel.records.statement import Scope

#: Notes whose total is the balance sheet's row and nothing else; long-term ones may still hold what falls due, and
#: the row of other receivables has interest and dividends in it too.
_STRICT = frozenset({"bs.short_term_borrowings", "bs.noncurrent_liabilities_due_1y", "bs.accounts_receivable"})
_CURRENT_PORTION = re.compile(r"(?:short term|current) portion.*|.*due within (?:one|1)? ?year.*")
_LONG_PORTION = re.compile(r"(?:total )?(?:long term|noncurrent) portion.*|.*due after (?:one|1)? ?year.*")
_CURRENT_FACES = ("bs.noncurrent_liabilities_due_1y", "bs.lt_borrowings_due_1y", "bs.short_term_borrowings")
_MOVES = re.compile(r"面值|发行|计提|摊销|偿还|增加|减少|par value|issued", re.IGNORECASE)


def prove_notes(notes: Sequence[Note], faces: Faces) -> None:
    """Run every identity over every note."""
    for note in notes:
        for column in sorted({column for row in note.rows for column in row.cells}):
            for total in note.totals:
                if column in total.cells and note.kind != "guarantees":
                    _prove_total(note, total, column)
        for entry, parts in coded_sums(note.cells.entries) if note.kind == "guarantees" else ():
            add_up("I-NT1", entry.reported - total_reported(parts), [entry, *parts])
        _prove_net(note)
        _tie(note, faces)
    _compare_prints(notes)
    _prove_restricted(notes, faces)


def _prove_total(note: Note, total: NoteRow, column: int) -> None:
    above = note.rows[: note.rows.index(total)]
    ways, anew = _readings(note, above, column)
    read = [_reading(total.cells[column], rows, column) for rows in ways]
    likely, begun = likeliest(read), likeliest(_reading(total.cells[column], rows, column) for rows in anew)
    if likely or begun or read:
        lenient = note.kind != "ageing" and not all(map(_is_summand, above))
        add_up("I-NT1", *(likely or begun or read[0]), lenient=lenient, whole=likely is not None)


def _reading(head: CellEntry, rows: Sequence[NoteRow], column: int) -> Reading:
    return head.reported - _sum(rows, column), [head, *(row.cells[column] for row in rows)]


def _readings(note: Note, above: Sequence[NoteRow], column: int) -> tuple[list[list[NoteRow]], list[list[NoteRow]]]:
    """The ways in which rows above a total may make it up, and the way that begins anew below another total.

    A total may also go on from one above it, if that one holds itself. Totals alone make up none: one printed twice
    says nothing of its rows.
    """
    printed = [row for row in above if column in row.cells]
    rows = [row for row in printed if _is_summand(row)]
    if note.kind == "ageing":
        coarse = coarsest(row.bucket for row in above if row.bucket is not None and _is_summand(row))
        rows = [row for row in rows if row.bucket is None or row.bucket in coarse]
    ways = [rows] if rows else []
    before = [at for at, row in enumerate(printed) if row.total]
    if note.kind == "ageing" or not before or not any(map(_is_plain, printed[before[-1] :])):
        return ways, []
    holds = not printed[before[-1]].cells[column].contradicted
    return [*ways, *([printed[before[-1] :]] if holds else [])], [printed[before[-1] + 1 :]]


def _is_summand(row: NoteRow) -> bool:
    return _is_plain(row) and row.label.operation != "of_which"


def _is_plain(row: NoteRow) -> bool:
    return not row.total and not row.subtotal


def _sum(rows: Sequence[NoteRow], column: int) -> Decimal:
    """The sum as a total takes it: a deduction printed without a minus counts negative."""
    entries = [(row, row.cells[column].reported) for row in rows]
    return sum((-n if row.label.operation == "subtract" and n > 0 else n for row, n in entries), Decimal(0))


def _tie(note: Note, faces: Faces) -> None:
    """I-NT2: totals against the face of the balance sheet."""
    account = note.section.account
    for row in note.totals:
        for column, entry in row.cells.items():
            if note.kind == "debt" and account in DEBT and not _MOVES.search(note.column_words(column)):
                _compare_face(note, entry, account, faces, strict=account in _STRICT)
            elif note.kind == "restricted" and is_cash_note(note):
                _compare_face(note, entry, "bs.cash", faces, strict=True)
            elif note.kind == "receivables" and is_net(note, column):
                _compare_face(note, entry, account, faces, strict=account in _STRICT)
    for row in note.rows if note.kind == "debt" else ():
        for entry in row.cells.values():
            _tie_portion(note, row, entry, faces)


def _compare_face(note: Note, entry: CellEntry, key: str | None, faces: Faces, *, strict: bool) -> None:
    face = faces.find(key, entry.scope or note.cells.scope, entry.bound.end) if key else None
    if face is not None and entry.unit is not None:
        match("I-NT2", entry, entry.reported, face, lenient=not strict)


def _tie_portion(note: Note, row: NoteRow, entry: CellEntry, faces: Faces) -> None:
    """The current and the long-term portion of debt, whatever account the balance sheet calls them."""
    keys: tuple[str, ...] = _CURRENT_FACES if _CURRENT_PORTION.fullmatch(row.label.name) else ()
    keys = ("bs.long_term_borrowings",) if _LONG_PORTION.fullmatch(row.label.name) else keys
    scope = entry.scope or note.cells.scope
    found = [face for key in keys if (face := faces.find(key, scope, entry.bound.end)) is not None]
    same = next((face for face in found if face.value == abs(entry.reported)), None)
    if entry.unit is not None and same is not None:
        match("I-NT2", entry, abs(entry.reported), same)


def _prove_net(note: Note) -> None:
    """I-NT3: gross, allowance and carrying amount of one row and day, wherever a table prints all three."""
    gross = gross_columns(note)
    for row in note.rows:
        for column, net in row.cells.items():
            beside = [at for at in row.cells if at < column and row.cells[at].bound == net.bound]
            before = [at for at in beside if at in gross]
            set_aside = [at for at in beside if is_allowance(note, at)]
            if is_net(note, column) and before and set_aside:
                parts = [row.cells[max(before)], row.cells[max(set_aside)]]
                add_up("I-NT3", net.reported - parts[0].reported + abs(parts[1].reported), [net, *parts])


def _whole(notes: Iterable[Note]) -> Iterator[tuple[Scope, CellEntry]]:
    """Every number that alone is its account's."""
    for note in notes:
        for entry in note.cells.entries:
            if entry.key and entry.unit and entry.bound.end and not any(check.id == PART for check in entry.checks):
                yield entry.scope or note.cells.scope, entry


def _compare_prints(notes: Sequence[Note]) -> None:
    """I-NT4: the same account of the same day in two notes is the same number."""
    prints: dict[tuple[str | None, Scope, date | None], list[CellEntry]] = {}
    for scope, entry in _whole(notes):
        prints.setdefault((entry.key, scope, entry.bound.end), []).append(entry)
    for entries in prints.values():
        first = max(entries, key=lambda entry: entry.proved and not entry.contradicted)
        for entry in entries:
            if entry is not first:
                lenient, seen = first.step != entry.step, _as_face(entry)
                match("I-NT4", entry, entry.value, _as_face(first), lenient=lenient)
                match("I-NT4", first, first.value, seen, lenient=lenient)


def _as_face(entry: CellEntry) -> Face:
    return Face(entry.value, entry.step, entry.proved and not entry.contradicted)


def _prove_restricted(notes: Sequence[Note], faces: Faces) -> None:
    for scope, entry in _whole(notes):
        cash = faces.find("bs.cash", scope, entry.bound.end)
        end = faces.find_last("cf.cash_end", scope, entry.bound.end)
        if entry.key == "bs.restricted_cash" and cash and end and not (cash.doubt or end.doubt):
            # Time deposits may be the gap or fill it by chance: the relation may rightly not hold and proves nothing.
            apart = Face(cash.value - end.value, min(cash.step, end.step), proved=False)
            match("I-X1", entry, entry.value, apart, lenient=True)
