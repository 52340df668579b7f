"""Document → its primary statements: cuts tables at titles and between halves, recognises, continues over pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import pairwise

from docintel.extractors.statement_columns import Layout, read_layout
from docintel.extractors.statement_continued import goes_on, may_go_on, under
from docintel.extractors.statement_edges import Edges
from docintel.extractors.statement_entries import Statement, read_entries
from docintel.extractors.statement_frame import Frame, bind, in_fiscal_years, read_frame, roles
from docintel.extractors.statement_grid import Grid, GridCell, Row, read_grids
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_lines import read_lines
from docintel.extractors.statement_numbers import is_amount
from docintel.extractors.statement_owners import read_owner, settle_owners
from docintel.extractors.statement_rows import read_rows
from docintel.extractors.statement_scopes import scope_of_rows, settle_scopes
from docintel.extractors.statement_sections import section_opened
from docintel.extractors.statement_summaries import without_summaries
from docintel.extractors.statement_titles import (
    PARENTHETICAL,
    Heading,
    Title,
    keys_of,
    read_heading,
    read_title,
    recognise,
)
from docintel.extractors.statement_units import find_unit, with_currency
from docintel.language.views import half_width
from docintel.records import Document, Span

_LEFT_HALF = re.compile(r"资产|assets", re.IGNORECASE)
_RIGHT_HALF = re.compile(
    r"负债(?:(?:和|及|与)?(?:所有者|股东|业主)?(?:权益|净资产))?(?:\(.*\))?|liabilities(?: and .*)?", re.IGNORECASE
)
_SIGN_CURRENCY = {
    "US$": "USD",
    "HK$": "HKD",
    "€": "EUR",
    "£": "GBP",
    "RMB": "CNY",
    "CNY": "CNY",
    "USD": "USD",
    "HKD": "HKD",
}
_HEADER_ROWS = 8
_PAGE_HEAD = 3
_FEWEST_ACCOUNTS = 2
_FAR_ABOVE = 3000


@dataclass(slots=True)
class _Reader:
    """Walks the document's grids and remembers the statement before, for tables that go on over a page."""

    document: Document
    frame: Frame
    edges: Edges
    printed: int = 0
    before: Statement | None = None

    def statement(self, grid: Grid) -> Statement | None:
        """The statement a grid holds, or None; remembers where its print ends."""
        grid = self.edges.complete(grid, self.printed)
        layout = read_layout(grid.rows)
        if not any(column.amounts for column in layout.columns):
            return None
        above = [cell.text for row in layout.above for cell in row]
        heading = read_heading(self.document, self.printed, grid.span.start, grid.title, *above)
        if any(PARENTHETICAL.search(line) for line in heading.lines):
            self.printed, self.before = max(self.printed, grid.span.end), None
            return None
        gap = self.document.text[self.printed : grid.span.start]
        found = self._continued(grid, layout, heading, gap) or self._titled(grid, layout, heading)
        self.printed = max(self.printed, grid.span.end)
        self.before = found
        return found

    def _titled(self, grid: Grid, layout: Layout, heading: Heading) -> Statement | None:
        labels = [read_label(row[0].text) for row in layout.body if row]
        title = heading.title
        if title is None or title.kind == "equity_changes":
            kind = None if title else recognise(labels)
        else:
            kind = title.kind if len(keys_of(title.kind, labels)) >= _FEWEST_ACCOUNTS else None
        if kind is None:
            return None
        title = title or Title(kind, None, "")
        supplement = title.supplement or any("净利润调节为" in label.name for label in labels[:2])
        return self._made(grid, layout, replace(title, supplement=supplement), heading.lines, section=None)

    def _continued(self, grid: Grid, layout: Layout, heading: Heading, gap: str) -> Statement | None:
        """The rest of a statement broken by a page: no title but its own, the same columns, rows of its kind."""
        before = self.before
        if before is None or not may_go_on(before, heading, gap):
            return None
        below = under(before, layout)
        if below is None:
            return None
        title = Title(before.kind, before.scope if before.scope_said else None, "", before.supplement, continued=True)
        section = reduce(
            lambda current, line: section_opened(before.kind, read_label(line), current),
            heading.lines, before.end_section,
        )  # fmt: skip
        made = self._made(grid, below, title, heading.lines, section=section, before=before.before | before.keys())
        if not goes_on(before, made, heading, registrant=self.frame.registrant):
            return None
        if made.unit is None or made.unit_span is None:
            made.unit, made.unit_span = before.unit, before.unit_span
        made.lines = (*before.lines, *made.lines)
        made.part_of = before.part_of or before
        return made

    def _made(
        self,
        grid: Grid,
        layout: Layout,
        title: Title,
        lines: tuple[str, ...],
        *,
        section: str | None,
        before: frozenset[str] = frozenset(),
    ) -> Statement:
        unnamed = self.frame.registrant and not self.frame.chinese
        rows, end = read_rows(
            layout.body,
            layout.columns,
            title.kind,
            supplement=title.supplement,
            section=section,
            unnamed=unnamed,
            before=before,
        )
        chinese = sum(row.label.chinese for row in rows) * 2 > len(rows)
        words = _unit_words(
            (*layout.head, *layout.opening, *reversed(lines), *reversed(grid.head), *reversed(self._page_head(grid)))
        )
        unit = find_unit(words) if words else self.frame.unit
        return Statement(
            kind=title.kind,
            scope=title.scope or scope_of_rows(rows),
            scope_said=title.scope is not None,
            layout=layout,
            rows=rows,
            unit=with_currency(unit, _currency(grid, chinese)) if unit else None,
            unit_span=self._place_of(words, grid) if words else None,
            chinese=chinese,
            supplement=title.supplement,
            titled=bool(title.words),
            end_section=end,
            unnamed=unnamed,
            before=before,
            lines=lines,
            owner=read_owner([*(cell.text for row in layout.above for cell in row), *lines, *grid.head]),
        )

    def _page_head(self, grid: Grid) -> list[str]:
        """The first lines of the page, where a running head may state the unit of all that stands on it."""
        page = self.document.page_at(grid.span.start)
        return [] if page is None else self.document.text[page.span.start : grid.span.start].split("\n")[:_PAGE_HEAD]

    def _place_of(self, words: str, grid: Grid) -> Span | None:
        """Where the words that state the unit stand, as near above or in the table as they can be found."""
        start = max(0, grid.span.start - _FAR_ABOVE)
        at = half_width(self.document.text[start : grid.span.end]).rfind(half_width(words).strip())
        return Span(start=start + at, end=start + at + len(words.strip())) if at >= 0 else None


def read_statements(document: Document) -> list[Statement]:
    """Every primary statement of a document in reading order, numbers read, periods bound, signs canonical."""
    reader = _Reader(document, read_frame(document), Edges(document))
    grids = read_grids(document)
    everything = sorted([*grids, *read_lines(document, grids)], key=lambda grid: grid.span.start)
    found = [statement for grid in everything for part in cut(grid) if (statement := reader.statement(part))]
    found = without_summaries(found)
    settle_owners(found)
    for owner in dict.fromkeys(each.owner for each in found):
        settle_scopes([each for each in found if each.owner == owner], registrant=reader.frame.registrant)
    _bind_periods(found, reader.frame)
    for statement in found:
        statement.entries = list(read_entries(statement))
    return found


def cut(grid: Grid) -> Iterator[Grid]:
    """The prints of one table: cut where a new statement's title stands, and between the halves of an account form."""
    starts = [at for at, row in enumerate(grid.rows) if _is_title_row(row)]
    # What a sheet says above its first title, it says of all statements below.
    top = grid.rows[: starts[0]] if starts else ()
    if not any(is_amount(cell) for row in top for cell in row[1:]):
        grid = replace(grid, head=tuple(cell.text for row in top for cell in row))
    edges = _with_numbers_between(grid, [0, *starts, len(grid.rows)])
    for start, end in pairwise(edges):
        yield from _halves(grid.part(grid.rows[start:end]))


def _with_numbers_between(grid: Grid, edges: list[int]) -> list[int]:
    """Keep only the cuts that leave numbers on both sides: title lines in a row are one heading."""
    kept = [edges[0]]
    for at, edge in enumerate(edges[1:-1], 1):
        if any(is_amount(cell) for row in grid.rows[kept[-1] : edge] for cell in row[1:]) and at:
            kept.append(edge)
    return [*kept, edges[-1]]


def _is_title_row(row: Row) -> bool:
    return len(row) <= 2 and not any(is_amount(cell) for cell in row) and read_title(row[0].text) is not None


def _halves(grid: Grid) -> Iterator[Grid]:
    """An account-form balance sheet as two prints: assets left, liabilities and equity right."""
    header = next(((at, cell) for at, row in enumerate(grid.rows[:_HEADER_ROWS]) if (cell := _right_head(row))), None)
    if header is None:
        yield grid
        return
    at, head = header
    above, below = grid.rows[:at], grid.rows[at:]
    left = tuple(tuple(cell for cell in row if cell.column < head.column) for row in below)
    right = tuple(tuple(cell for cell in row if cell.column >= head.column) for row in below)
    for half in (left, right):
        rows = tuple(row for row in half if row)
        yield replace(grid.part((*above, *rows)), span=grid.span)


def _right_head(row: Row) -> GridCell | None:
    if not row or not _LEFT_HALF.search("".join(row[0].text.split())):
        return None
    return next((cell for cell in row[1:] if _RIGHT_HALF.fullmatch("".join(cell.text.split()))), None)


def _unit_words(texts: Iterable[str]) -> str | None:
    """The first words that state a unit: those in the head of the table before the lines above it, nearest first."""
    return next((text for text in texts if find_unit(text)), None)


def _currency(grid: Grid, chinese: bool) -> str | None:
    signs = {sign for sign in grid.signs if sign not in ("$", "¥")}
    named = {_SIGN_CURRENCY.get(sign) for sign in signs} - {None}
    if len(named) == 1:
        return named.pop()
    if named:
        return None
    if "$" in grid.signs:
        return "USD"
    # ¥ is the yen elsewhere (statements.md §7.2).
    return "CNY" if chinese and "¥" in grid.signs else None


def _bind_periods(statements: list[Statement], frame: Frame) -> None:
    ends = [bind(each.columns, each.kind, each.lines, frame, head=each.layout.head) for each in statements]
    balances = _days(
        (each, bound) for each, bound in zip(statements, ends, strict=True) if each.kind == "balance_sheet"
    )
    ends = [
        bound if each.kind == "balance_sheet" else in_fiscal_years(each.columns, bound, balances)
        for each, bound in zip(statements, ends, strict=True)
    ]
    known = _days(zip(statements, ends, strict=True))
    for statement, bound in zip(statements, ends, strict=True):
        statement.bounds = tuple(roles(bound, statement.columns, known))


def _days(bound: Iterable[tuple[Statement, Sequence[tuple[date | None, int | None]]]]) -> frozenset[date]:
    """The last days of all columns that hold amounts."""
    return frozenset(
        end
        for statement, ends in bound
        for (end, _), column in zip(ends, statement.columns, strict=True)
        if end is not None and column.amounts
    )
