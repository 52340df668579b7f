"""Reads the figures of a document's statements, each with account, period, unit and the identities it passed.

The primary statements come first; changes in equity and the notes a lender asks for are kept as filed beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from docintel.encoder import Embedder
from docintel.encoder.reading import current_embedder
from docintel.extractors.statement_agreement import compare_statements
from docintel.extractors.statement_cells import CellTable, figure
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_equity import read_equity_statements
from docintel.extractors.statement_equity_checks import prove_equity
from docintel.extractors.statement_equity_ties import settle_scopes
from docintel.extractors.statement_faces import read_faces
from docintel.extractors.statement_frame import read_frame
from docintel.extractors.statement_grid import read_grids
from docintel.extractors.statement_identities import prove
from docintel.extractors.statement_mapping import map_by_likeness
from docintel.extractors.statement_meaning import LikenessMeter
from docintel.extractors.statement_note_checks import prove_notes
from docintel.extractors.statement_note_keys import name_accounts
from docintel.extractors.statement_notes import read_notes, settle_dates
from docintel.extractors.statement_per_share import prove_per_share
from docintel.extractors.statement_prints import PART, compare_changes, compare_prints, mark_parts
from docintel.extractors.statement_proposals import Proposer
from docintel.extractors.statement_repairs import SUSPECT, settle
from docintel.extractors.statement_tables import read_statements
from docintel.records import Document, Figure, Proposal, Span

_SILENT_TITLE = 0.7
#: Right in all of 284 figures of two US filings and 540 of the sample deal (2026-11-22), but names were tuned on the
#: filings and the deal was authored to the same domain table: discounted until withheld documents are measured.
_MEASURED = {"proved": 0.97, "unproved": 0.9}
#: Statements of a day, and schedules of such.
_BALANCES = frozenset({"balance_sheet", "notes_table"})
#: 98 of 98 rows mapped by likeness were right on the half held out of tests/label_variants (2026-11-23); captions were
#: authored with the words in mind, so discounted further.
_LIKENED = 0.85


class StatementExtractor:
    """Finds primary statements, changes in equity and the notes a lender asks for; other documents yield nothing."""

    name = "statement"
    version = 3

    def __init__(self, embedder: Callable[[], Embedder | None] = current_embedder) -> None:
        self._meter = LikenessMeter(embedder)

    def extract(self, document: Document) -> Iterable[Figure | Proposal]:
        """Every number of every statement, in printed order; rows that name no account have key None.

        After them what would mend the identities of the primary statements that fail.
        """
        statements, source = read_statements(document), f"rules:{self.name}@{self.version}"
        map_by_likeness(statements, self._meter)
        mark_parts(statements)
        identities = [*prove(statements), *compare_prints(statements), *compare_changes(statements)]
        compare_statements(statements, identities)
        repairs = settle(identities)
        prove_per_share(statements)
        figures: dict[int, Figure] = {}
        for statement in statements:
            for entry in statement.entries:
                figures[id(entry)] = _figure(document, statement, entry, source)
        yield from figures.values()
        for table in _beside(document, statements):
            for cell in table.entries:
                yield figure(document, table, cell, source)
        if repairs:
            yield from Proposer(document, statements, source).propose(repairs, figures)


def _beside(document: Document, statements: Sequence[Statement]) -> Iterator[CellTable]:
    """Changes in equity and notes, closed in themselves and against the primary statements, which they leave as is."""
    grids, frame, faces = read_grids(document), read_frame(document), read_faces(statements)
    known = frozenset(bound.end for each in statements for bound in each.bounds if bound.end)
    equity = read_equity_statements(document, grids, frame, known)
    settle_scopes(equity, faces, {each.scope_of(entry.column) for each in statements for entry in each.entries})
    prove_equity(equity, faces)
    yield from (each.cells for each in equity)
    notes = list(read_notes(document, grids, frame, statements))
    settle_dates(notes)
    name_accounts(notes, faces)
    prove_notes(notes, faces)
    yield from (each.cells for each in notes)


def _figure(document: Document, statement: Statement, entry: Entry, source: str) -> Figure:
    bound = statement.bounds[entry.column]
    start, months = _stretch(statement, entry)
    status = _status(statement, entry)
    unit = entry.unit
    return Figure.found(
        document,
        tuple(_evidence(statement, entry)),
        source=source,
        confidence=_confidence(statement, entry, status, bound.end),
        scope=statement.scope_of(entry.column),
        entity=statement.owner,
        statement=statement.kind,
        label=" ".join(entry.row.label.printed.split()),
        key=entry.key,
        period=bound.role,
        period_end=bound.end,
        period_start=start,
        months=months,
        value=entry.value if unit is not None else None,
        as_filed=entry.cell.text,
        unit=unit.name if unit else None,
        currency=unit.currency if unit and unit.name != "shares" else None,
        nil=entry.nil,
        restated=bound.restated,
        status=status,
        checks=tuple(entry.checks),
        mapped_by=None if entry.key is None else "similarity" if entry.row.likened else "label",
        candidates=entry.row.candidates,
    )


def _stretch(statement: Statement, entry: Entry) -> tuple[date | None, int | None]:
    """First day and months of a figure; a flow in a Chinese schedule of balances runs from 1 January to the day."""
    bound, account = statement.bounds[entry.column], entry.row.account
    flow = statement.kind == "notes_table" and account is not None and account.statement != "balance_sheet"
    if flow and statement.chinese and bound.months is None and bound.end is not None:
        return date(bound.end.year, 1, 1), bound.end.month
    return bound.start, bound.months


def _evidence(statement: Statement, entry: Entry) -> Iterator[Span]:
    """The number's words, the caption, the column's header, the words that state the unit."""
    yield entry.cell.span
    yield entry.row.span
    column = statement.columns[entry.column]
    yield from column.spans
    if column.unit is None and entry.unit is not None and statement.unit_span is not None:
        yield statement.unit_span


def _status(statement: Statement, entry: Entry) -> str:
    """Proved only with a period of its own: identities are blind to time, and a flow without length is of no period."""
    if entry.unit is None:
        return "unit_unknown"
    results = {check.result for check in entry.checks if check.id != PART}
    if "fail" in results:
        return "conflict"
    suspected = any(check.id == SUSPECT for check in entry.checks)
    bound = statement.bounds[entry.column]
    timed = bound.end is not None and (statement.kind in _BALANCES or bound.months is not None)
    told = timed and _is_alone(statement, entry.column) and statement.scope_of(entry.column) != "unknown"
    return "proved" if entry.proved and told and not suspected else "unproved"


def _is_alone(statement: Statement, column: int) -> bool:
    """Whether no other column prints other numbers for the same period: a head read wrongly makes two of one.

    In January the month and the year so far are one.
    """
    bound, scope = statement.bounds[column], statement.scope_of(column)
    rivals = {
        at
        for at, other in enumerate(statement.bounds)
        if at != column and statement.columns[at].amounts and statement.scope_of(at) == scope
        and (other.end, other.months, other.restated) == (bound.end, bound.months, bound.restated)
    }  # fmt: skip
    if not rivals:
        return True
    own = {entry.row.span.start: entry.value for entry in statement.entries if entry.column == column}
    others = [entry for entry in statement.entries if entry.column in rivals]
    return all(own.get(entry.row.span.start, entry.value) == entry.value for entry in others)


def _confidence(statement: Statement, entry: Entry, status: str, end: date | None) -> float | None:
    """How surely account, period and value are right; None where nothing was measured."""
    if entry.key is None or end is None or status in ("unit_unknown", "conflict"):
        return None
    said = statement.scope_said or statement.columns[entry.column].scope is not None
    known = min(_MEASURED[status], _LIKENED) if entry.row.likened else _MEASURED[status]
    return known if said else min(known, _SILENT_TITLE)
