"""The guarantee form of Chinese annual reports: lists of guarantees under repeated headers, and captions beside totals.

Its rows say four things side by side, so numbers are read by the caption just left of them, not by columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from docintel.extractors.statement_cells import UNKNOWN, CellEntry, Money, unit_of
from docintel.extractors.statement_columns import Column
from docintel.extractors.statement_frame import Bound
from docintel.extractors.statement_grid import Grid, GridCell, Row
from docintel.extractors.statement_numbers import is_amount, read_amount
from docintel.extractors.statement_periods import Period, start_of

_HEADER = re.compile(r"担保对象(?:名称)?|被?担保方|被担保(?:单位|人|公司).{0,4}")
_AMOUNT = re.compile(r".*(?:额度?|金额|余额)(?:\(.*\))?")
_SUMMARY = re.compile(r"报告期|(?:公司)?担保总额|实际担保总额|.*合计|.*余额\(")
_CODE = re.compile(r"\(([A-F]\d?(?:\+[A-F]\d?)*)\)$")
_FEWEST_HEADERS = 4


def is_guarantee_form(grid: Grid) -> bool:
    """Whether a table is such a form: it lists the guaranteed, or sums what was approved and given in the period."""
    return any(_is_header(row) or _SUMMARY.match("".join(row[0].text.split())) for row in grid.rows)


def read_guarantees(grid: Grid, money: Money) -> Iterator[tuple[str, list[CellEntry]]]:
    """Each guarantee with its amounts, and each total, in printed order, under the caption it has in the form."""
    header: Row | None = None
    for row in grid.rows:
        if _is_header(row):
            header = row
            continue
        if header is not None and len(row) == len(header) and not _SUMMARY.match("".join(row[0].text.split())):
            yield row[0].text, list(_listed(row, header, money))
            continue
        for before, cell in pairwise(row):
            if is_amount(cell) and not is_amount(before):
                yield before.text, [_entry(before, cell, None, money)]


def date_guarantee(entry: CellEntry, reported: Period) -> Bound:
    """The period a total of the form names itself: 报告期末 is the report's last day, 报告期内 the stretch to it."""
    end, months = reported.end, reported.months
    if end is None or entry.words:
        return UNKNOWN
    if "报告期内" in entry.caption:
        start = start_of(end, months, frozenset()) if months else None
        return Bound("current", end, start, months, restated=False)
    ended = "报告期末" in entry.caption or "余额" in entry.caption
    return Bound("current", end, None, None, restated=False) if ended else UNKNOWN


def coded_sums(entries: Iterable[CellEntry]) -> Iterator[tuple[CellEntry, list[CellEntry]]]:
    """Totals the form spells out in letters, A4+B4+C4, each with the numbers that bear those letters."""
    coded = {found[1]: entry for entry in entries if (found := _CODE.search("".join(entry.caption.split())))}
    for codes, entry in coded.items():
        parts = [coded.get(code) for code in codes.split("+")]
        if len(parts) > 1 and all(parts):
            yield entry, [part for part in parts if part is not None]


def _is_header(row: Row) -> bool:
    texts = ["".join(cell.text.split()) for cell in row]
    return (
        len(row) >= _FEWEST_HEADERS
        and any(_HEADER.fullmatch(text) for text in texts)
        and not any(is_amount(cell) for cell in row)
    )


def _listed(row: Row, header: Row, money: Money) -> Iterator[CellEntry]:
    for cell, head in zip(row, header, strict=True):
        if _AMOUNT.fullmatch("".join(head.text.split())) and is_amount(cell):
            yield _entry(row[0], cell, head, money)


def _entry(caption: GridCell, cell: GridCell, head: GridCell | None, money: Money) -> CellEntry:
    words = head.text if head else ""
    column = Column(cell.column, cell.end, words, (head.span,) if head else (), Period(), None, None)
    unit = unit_of(caption.text, column, money)
    amount = read_amount(cell)
    if amount is None:
        raise ValueError(f"{cell.text!r} is no amount")
    scale = unit.multiplier if unit else 1
    said = (money.span,) if money.span is not None and unit is not None else ()
    return CellEntry(
        caption=" ".join(caption.text.split()),
        words=words,
        # Columns mean nothing in this form: far right, no number shares one with a header of the sheet.
        column=1000 + cell.column,
        cell=cell,
        spans=(caption.span, *column.spans, *said),
        unit=unit,
        reported=amount.value * scale,
        value=amount.value * scale,
        step=amount.step * scale,
        nil=amount.nil,
    )
