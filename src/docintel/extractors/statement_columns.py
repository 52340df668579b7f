"""Binds every column of numbers to its period, scope and unit before any row is read (statements.md §7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, takewhile

from docintel.extractors.statement_grid import GridCell, Row
from docintel.extractors.statement_numbers import is_amount, is_year, read_amount
from docintel.extractors.statement_periods import Period, read_period
from docintel.extractors.statement_units import Unit, find_unit
from docintel.language.views import folded, simplified
from docintel.records import Span
from docintel.records.statement import Scope

_META = re.compile(r"编制单位|单位:|会[企合民]\d|会小企|所属期|报表日期|prepared by|form no", re.IGNORECASE)
_NOTE = re.compile(
    r"附注(?:编号|号|序号)?|注释(?:号)?|注|notes?(?: ?no\.?)?|附注[一二三四五六七八九十]+|references?", re.IGNORECASE
)
_LINE = re.compile(r"行次|行号|行|序号|编号|line(?: ?no\.?)?|no\.?|row", re.IGNORECASE)
_CHANGE = re.compile(
    r"增减|增长|变动|变化|同比|环比|比例|占比|比重|调整数|调整金额|影响|重分类|%|\bchange|variance|\bincrease|\badjustment|\bpercent",
    re.IGNORECASE,
)
#: What is planned is no figure of a period, whatever day it is planned for.
_PLANNED = re.compile(r"预算|预测|计划|\bbudget|\bforecast|\bplan(?:ned)?\b", re.IGNORECASE)
_GROUP = re.compile(r"合并|本集团|集团|\b(?:the )?group\b|consolidated", re.IGNORECASE)
_PARENT = re.compile(r"母公司|本公司|^公司|[年度日]公司$|\b(?:the )?company\b|\bparent\b", re.IGNORECASE)
_NOTE_TOKEN = re.compile(
    r"[(]?[一二三四五六七八九十\d]+(?:[、.,()-][一二三四五六七八九十\d]*)*[a-z]?[)]?", re.IGNORECASE
)
_GROUPED = re.compile(r"\d,\d{3}")
_BOTH_ROLES = 2
_SMALL = 100
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column of numbers: where it stands, what its header says, and whether it holds amounts at all."""

    start: int
    end: int
    words: str
    spans: tuple[Span, ...]
    period: Period
    scope: Scope | None
    unit: Unit | None
    amounts: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """A table taken apart: lines above the header, the columns, the rows below; `head` is every text of the header."""

    above: tuple[Row, ...]
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    head: tuple[str, ...] = ()

    @property
    def opening(self) -> tuple[str, ...]:
        """What stands between the header and the first number, such as "(In millions except per share data)"."""
        above = takewhile(lambda row: not any(is_amount(cell) for cell in row), self.body)
        return tuple(cell.text for row in above for cell in row)


def read_layout(rows: Sequence[Row]) -> Layout:
    """Find the header of a table and bind its columns; a table without a header has columns that say nothing."""
    first = next((at for at, row in enumerate(rows) if _holds_amounts(row)), len(rows))
    tiers = _heading_tiers(rows[:first])
    above = tuple(row for at, row in enumerate(rows[:first]) if at not in tiers and at < (tiers[-1] if tiers else 0))
    start = tiers[-1] + 1 if tiers else _first_body_row(rows[:first])
    body = tuple(rows[start:])
    header = [rows[at] for at in tiers]
    places = _number_columns(body)
    columns = tuple(_column(place, places, header, body) for place in places)
    head = tuple(cell.text for tier in header for cell in tier if not any(cell.overlaps(*place) for place in places))
    return Layout(above if tiers else tuple(rows[:start]), columns, body, head)


def _heading_tiers(rows: Sequence[Row]) -> list[int]:
    """The rows that head the columns; a day above 期末余额 and 期初余额 is the statement's, no column's."""
    tiers = [at for at, row in enumerate(rows) if _is_tier(row)]
    last = [read_period(cell.text) for cell in rows[tiers[-1]]] if tiers else []
    if len({period.role for period in last if period.role and not (period.end or period.year)}) < _BOTH_ROLES:
        return tiers
    return [at for at in tiers if at == tiers[-1] or len(rows[at]) > 1 or not read_period(rows[at][0].text).end]


def _first_body_row(rows: Sequence[Row]) -> int:
    """Without a header, section headings stay with the body; lines that state unit or title do not."""
    stated = [at for at, row in enumerate(rows) if _META.search(row[0].text) or find_unit(row[0].text)]
    return stated[-1] + 1 if stated else 0


def _holds_amounts(row: Row) -> bool:
    cells = row[1:] if len(row) > 1 else ()
    found = [cell for cell in cells if is_amount(cell)]
    return bool(found) and not all(is_year(cell) for cell in found) and not _counts_columns(row)


def _counts_columns(row: Row) -> bool:
    """A tier that numbers the columns 1, 2, 3 … below the header of a printed form."""
    texts = [cell.text for cell in row]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_tier(row: Row) -> bool:
    said = sum(read_period(cell.text).said for cell in row)
    if any(_META.search(cell.text) for cell in row) and said < 2:
        return False
    return len(row) > 1 or (row[0].column > 0 and bool(said or find_unit(row[0].text)))


def _number_columns(body: Iterable[Row]) -> list[tuple[int, int]]:
    """Ranges of grid columns in which numbers stand; cells that overlap are one column."""
    ranges = sorted({(cell.column, cell.end) for row in body for cell in row[1:] if is_amount(cell)})
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _column(place: tuple[int, int], places: list[tuple[int, int]], header: list[Row], body: Sequence[Row]) -> Column:
    cells = [cell for at, tier in enumerate(header) if (cell := _over(place, places, tier, at == len(header) - 1))]
    words = " ".join(cell.text for cell in cells)
    spoken = [cell.text for cell in cells if read_period(cell.text).said or not find_unit(cell.text)]
    period = read_period(" ".join(spoken))
    if not period.end:
        period = reduce(_richer, (read_period(text) for text in spoken), period)
    return Column(
        *place,
        words=words,
        spans=tuple(cell.span for cell in cells),
        period=period,
        scope=read_scope(words),
        unit=next((unit for cell in reversed(cells) if (unit := find_unit(cell.text))), None),
        amounts=not _is_aside(place, cells, body),
    )


def _richer(known: Period, more: Period) -> Period:
    return more if more.end or (more.year and not known.year) else known


def _over(place: tuple[int, int], places: list[tuple[int, int]], tier: Row, last: bool) -> GridCell | None:
    """The header cell over a column: the one that covers it, else the merged one that began left of it."""
    covering = [cell for cell in tier if cell.overlaps(*place)]
    if covering:
        return covering[0]
    own = [cell for cell in tier if cell.column > 0 or len(tier) == len(places)]
    free = [cell for cell in own if not any(cell.overlaps(*each) for each in places)]
    bare = [each for each in places if not any(cell.overlaps(*each) for cell in own)]
    if last:
        # A header set a column beside its numbers: bind by order when the counts agree.
        return free[bare.index(place)] if len(free) == len(bare) else None
    left = [cell for cell in own if cell.end <= place[0]]
    return left[-1] if left else None


def read_scope(text: str) -> Scope | None:
    """Group or parent company, as a header or title says it; None when it says neither."""
    plain = simplified(text)
    if _GROUP.search(plain):
        return "consolidated"
    return "parent" if _PARENT.search(folded(plain)) else None


def _is_aside(place: tuple[int, int], cells: list[GridCell], body: Sequence[Row]) -> bool:
    """Note references, line numbers and changes are no amounts of a period."""
    texts = ["".join(cell.text.split()) for cell in cells]
    if texts and (_NOTE.fullmatch(texts[-1]) or _LINE.fullmatch(texts[-1])):
        return True
    if any(
        _PLANNED.search(cell.text) or (_CHANGE.search(cell.text) and not read_period(cell.text).end) for cell in cells
    ):
        return True
    printed = [cell for row in body for cell in row[1:] if cell.overlaps(*place)]
    dated = any(read_period(cell.text).said for cell in cells)
    return not dated and (_are_notes(printed) or _are_line_numbers(printed))


def _are_notes(cells: list[GridCell]) -> bool:
    # Earnings per share look like references; the profits above them do not.
    if any(_GROUPED.search(cell.text) for cell in cells):
        return False
    tokens = [cell for cell in cells if _NOTE_TOKEN.fullmatch(cell.text) and _is_small(cell)]
    return len(cells) > 2 and len(tokens) > _MOSTLY * len(cells)


def _is_small(cell: GridCell) -> bool:
    amount = read_amount(cell)
    return amount is None or (0 < amount.value < _SMALL and "," not in cell.text)


def _are_line_numbers(cells: list[GridCell]) -> bool:
    texts = [cell.text for cell in cells]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 2 and len(numbers) == len(texts) and all(b - a in (1, 2) for a, b in pairwise(numbers))
