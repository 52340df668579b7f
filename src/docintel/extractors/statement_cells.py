"""Tables whose columns are not only periods: each number knows its caption, the words over it and its own period.

Changes in equity and notes are kept as filed: nothing in them is dropped because it names no account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from docintel.extractors.statement_columns import Column, read_layout, read_scope
from docintel.extractors.statement_frame import Bound
from docintel.extractors.statement_grid import Grid, GridCell, Row
from docintel.extractors.statement_numbers import PrintedAmount, is_amount, is_note_token, read_amount
from docintel.extractors.statement_periods import read_period
from docintel.extractors.statement_repairs import SUSPECT
from docintel.extractors.statement_scales import in_currency
from docintel.extractors.statement_units import Unit, find_row_unit, find_unit, is_per_share, with_currency
from docintel.records import Document, Figure, Span
from docintel.records.statement import Check, Scope, StatementKind

# A narrow column breaks 1,618,820,253.00 over lines; only complete groups of three and two decimals are put together.
_WRAPPED = re.compile(r"-?\(?\d{1,3}(?:,\d{3})+\.\d{2}\)?")
_ASIDE = re.compile(
    r"比例|占比|比重|比率|利率|率[(%]|%|序号|行次|注释|附注|期限|percent|\brate\b|\bterm\b", re.IGNORECASE
)
_SHARES = re.compile(r"(?:.*\W)?(?:number of )?shares|股数|数量(?:\(股\))?", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_SCOPES = re.compile(r"合并|本?集团|母公司|本?公司|(?:the )?group|(?:the )?company|consolidated", re.IGNORECASE)
UNKNOWN = Bound("unknown", None, None, None, restated=False)


@dataclass(slots=True, eq=False)
class CellEntry:
    """One number of such a table. `reported` has the printed sign in units of currency, `value` the account's.

    `proved`: an identity over it closes to the printed digit, or a proved number of the document is the same.
    """

    caption: str
    words: str
    column: int
    cell: GridCell
    spans: tuple[Span, ...]
    unit: Unit | None
    reported: Decimal
    value: Decimal
    step: Decimal
    nil: bool
    bound: Bound = UNKNOWN
    scope: Scope | None = None
    note: str | None = None
    key: str | None = None
    proved: bool = False
    checks: list[Check] = field(default_factory=list)

    @property
    def contradicted(self) -> bool:
        """Whether a check over it fails."""
        return any(check.result == "fail" for check in self.checks)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid taken apart by what stands straight over each column, with nothing bound by guess."""

    columns: tuple[Column, ...]
    headers: tuple[tuple[str, ...], ...]
    body: tuple[Row, ...]
    head: tuple[str, ...]

    @property
    def edge(self) -> int:
        """The first column of numbers; captions stand left of it."""
        return min((column.start for column in self.columns), default=1)


@dataclass(slots=True, eq=False)
class CellTable:
    """A statement of changes in equity or a note, read; `note` is the heading it stands under."""

    kind: StatementKind
    note: str | None
    scope: Scope
    entries: list[CellEntry]
    span: Span


def read_sheet(grid: Grid) -> Sheet:
    """Columns and rows of a grid; numbers that the layout broke over lines are put together again."""
    rows = tuple(tuple(_unwrapped(cell) for cell in row) for row in grid.rows)
    layout = read_layout(rows)
    above = {id(row) for row in layout.above}
    tiers = [row for row in rows[: len(rows) - len(layout.body)] if id(row) not in above]
    over = [
        [cell for tier in tiers for cell in tier if cell.column > 0 and cell.overlaps(column.start, column.end)]
        for column in layout.columns
    ]
    columns = (_headed(each, cells, layout.body) for each, cells in zip(layout.columns, over, strict=True))
    headers = tuple(tuple(cell.text for cell in cells) for cells in over)
    head = (*layout.head, *(cell.text for tier in tiers for cell in tier))
    return Sheet(tuple(columns), headers, layout.body, head)


def _unwrapped(cell: GridCell) -> GridCell:
    packed = "".join(cell.text.split())
    return replace(cell, text=packed) if packed != cell.text and _WRAPPED.fullmatch(packed) else cell


def _headed(column: Column, cells: Sequence[GridCell], body: Sequence[Row]) -> Column:
    """The column with only the header cells that cover it."""
    spoken = [cell.text for cell in cells if read_period(cell.text).said or not find_unit(cell.text)]
    period = read_period(" ".join(spoken))
    if not period.end:
        period = next((found for text in spoken if (found := read_period(text)).end), period)
    return replace(
        column,
        words=" ".join(cell.text for cell in cells),
        spans=tuple(cell.span for cell in cells),
        period=period,
        scope=next((read_scope(cell.text) for cell in cells if _SCOPES.fullmatch(cell.text)), None),
        unit=next((unit for cell in reversed(cells) if (unit := find_unit(cell.text))), None),
        amounts=not any(_ASIDE.search(cell.text) for cell in cells) and _says_something(column, body, period.said),
    )


def _says_something(column: Column, body: Sequence[Row], dated: bool) -> bool:
    """Whether a column has a number in it; dashes under no period stand for "not applicable", not for nil."""
    cells = [cell for row in body for cell in row if cell.overlaps(column.start, column.end)]
    amounts = [amount for cell in cells if (amount := read_amount(cell)) is not None]
    return any(not amount.nil for amount in amounts) or (dated and bool(amounts))


def captions(row: Row, edge: int) -> list[GridCell]:
    """The words left of the numbers: a caption, or an account and the party it is owed by."""
    return [cell for cell in row if cell.column < max(edge, 1) and not is_amount(cell) and not is_note_token(cell)]


@dataclass(frozen=True, slots=True)
class Money:
    """The unit a table states, where it does, and whether a caption may turn its row into values per share."""

    unit: Unit | None
    span: Span | None
    per_share: bool = True


def read_cells(sheet: Sheet, money: Money) -> Iterator[tuple[Row, list[CellEntry]]]:
    """Every row with its numbers, blank rows and headings with none."""
    for row in sheet.body:
        words = captions(row, sheet.edge)
        caption = " ".join(cell.text for cell in words)
        found = [
            _entry((at, column), cell, (caption, tuple(each.span for each in words)), money)
            for at, column in enumerate(sheet.columns)
            if column.amounts
            for cell in row
            if cell.overlaps(column.start, column.end) and is_amount(cell)
        ]
        heading = caption.endswith((":", "\uff1a")) and all(entry.nil for entry in found)
        yield row, [] if heading else found


def _entry(
    placed: tuple[int, Column], cell: GridCell, caption: tuple[str, tuple[Span, ...]], money: Money
) -> CellEntry:
    (at, column), (words, spans) = placed, caption
    stated = unit_of(words, column, money)
    said = (money.span,) if column.unit is None and stated is not None and money.span is not None else ()
    # Only numbers come here: the caller has asked.
    amount = read_amount(cell) or PrintedAmount(Decimal(0), nil=False, step=Decimal(1))
    scaled = in_currency(cell, amount, stated)
    return CellEntry(
        caption=" ".join(words.split()),
        words=" ".join(column.words.split()),
        column=at,
        cell=cell,
        spans=(*spans, *column.spans, *said),
        unit=scaled.unit,
        reported=scaled.value,
        value=scaled.value,
        step=scaled.step,
        nil=amount.nil,
        scope=column.scope,
    )


def unit_of(caption: str, column: Column, money: Money) -> Unit | None:
    """The nearest stated unit: caption, column, table; a count of shares and a value per share have their own."""
    near = column.unit or money.unit
    if _SHARES.fullmatch(column.words):
        return Unit("shares", near.shares_exponent) if near and near.shares_exponent is not None else None
    # "Dividends ($0.16 per share)" is money; "dividends per share" is not.
    each = money.per_share and is_per_share(_BRACKETS.sub("", caption))
    if each or is_per_share(column.words):
        return replace(near, name="per share", exponent=0) if near else None
    own = find_row_unit(caption)
    if own is not None:
        return with_currency(own, near.currency if near else None)
    return with_currency(near, money.unit.currency) if near and money.unit else near


def is_shares(entry: CellEntry) -> bool:
    """Whether a number counts shares, which adds up with no money."""
    return bool(_SHARES.fullmatch(entry.words))


def figure(document: Document, table: CellTable, entry: CellEntry, source: str) -> Figure:
    """The entry as a figure; confidence is None because no withheld document has measured these tables yet."""
    unit, bound, scope = entry.unit, entry.bound, entry.scope or table.scope
    return Figure.found(
        document,
        (entry.cell.span, *entry.spans),
        source=source,
        confidence=None,
        scope=scope,
        statement=table.kind,
        label=entry.caption,
        column_label=entry.words or None,
        note=entry.note or table.note,
        key=entry.key,
        period=bound.role,
        period_end=bound.end,
        period_start=bound.start,
        months=bound.months,
        value=entry.value if unit is not None else None,
        as_filed=entry.cell.text,
        unit=unit.name if unit else None,
        currency=unit.currency if unit and unit.name != "shares" else None,
        nil=entry.nil,
        restated=bound.restated,
        status=_status(entry, scope),
        checks=tuple(entry.checks),
    )


def _status(entry: CellEntry, scope: Scope) -> str:
    if entry.unit is None:
        return "unit_unknown"
    if entry.contradicted:
        return "conflict"
    # Sums are blind to time and to whose they are: a number without a day or a scope is not proved by them.
    suspected = any(check.id == SUSPECT for check in entry.checks)
    known = entry.bound.end is not None and scope != "unknown"
    return "proved" if entry.proved and known and not suspected else "unproved"
