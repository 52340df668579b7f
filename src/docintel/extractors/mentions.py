"""Every sum of money and every date a document's own words name, each where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from docintel.extractors.scaled_rows import ScaledRows
from docintel.language.dates import find_dates
from docintel.language.fillers import Unwrapped
from docintel.language.money import find_amounts
from docintel.language.outline import content_blocks
from docintel.records import Amount, DatedMention, Document, Span

#: Read by hand on the sample deal and 40 Chinese forms (2026-11-22): 33 of 34 sums and 31 of 31 dates were right.
_SURE_OF_AMOUNT = 0.95
#: Without a currency beside it, 万 or 亿 alone says that a number is money.
_SURE_WITHOUT_CURRENCY = 0.8
_SURE_OF_DATE = 0.95
_CAPTION = 250


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of words that no cell border or block end interrupts; `scaled` when figures in it count thousands."""

    offset: int
    unwrapped: Unwrapped
    scaled: bool = False
    cell: bool = False


def amounts(document: Document) -> Iterator[Amount]:
    """The sums of money outside spreadsheets; a sum in words and figures is one fact, flagged where they differ."""
    rows = ScaledRows(document)
    for run in _runs(document):
        for amount in find_amounts(run.unwrapped.text):
            if (amount.pair is not None and amount.pair[0] < amount.start) or (run.scaled and not amount.unit):
                continue
            spans = [_place(run, amount.start, amount.end)]
            scale = "none" if amount.unit or run.cell else rows.scale_of(spans[0])
            if scale == "above":
                continue
            if amount.pair is not None:
                spans.append(_place(run, *amount.pair))
            yield Amount.found(
                document,
                tuple(spans),
                source="rules:amount@1",
                confidence=None if amount.conflict or scale == "elsewhere" else _sure(amount.currency),
                value=amount.value,
                low=amount.low,
                high=amount.high,
                currency=amount.currency,
                as_filed=document.quote(spans[0]),
                unit=amount.unit or None,
                bound=amount.bound,
                conflict=amount.conflict,
            )


def _sure(currency: str | None) -> float:
    return _SURE_OF_AMOUNT if currency else _SURE_WITHOUT_CURRENCY


def dates(document: Document) -> Iterator[DatedMention]:
    """The days, months and years named; one with several readings is listed with its first and said to be ambiguous."""
    for run in _runs(document):
        for mention in find_dates(run.unwrapped.text):
            value = mention.value or mention.first
            if value is not None:
                yield DatedMention.found(
                    document,
                    _place(run, mention.start, mention.end),
                    source="rules:date@1",
                    confidence=None if mention.ambiguous else _SURE_OF_DATE,
                    value=value,
                    precision=mention.precision,
                    year_inferred=mention.year_inferred,
                    ambiguous=mention.ambiguous,
                )


def _runs(document: Document) -> Iterator[_Run]:
    """The content outside spreadsheets, block by block and cell by cell; a workbook's figures are the statement
    extractor's.
    """
    if any(cell.name for table in document.tables[:1] for cell in table.cells[:1]):
        return
    cells = sorted((cell for table in document.tables for cell in table.cells), key=lambda cell: cell.span.start)
    starts = [cell.span.start for cell in cells]
    rows, scaled, ended = ScaledRows(document), False, 0
    for block in content_blocks(document):
        inside = cells[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        if block.kind == "table" and inside:
            # A second table right under the first one has the same unit and no caption of its own.
            scaled = rows.is_scaled_table(block.span) or (scaled and block.span.start - ended < _CAPTION)
            ended = block.span.end
            yield from (_Run(cell.span.start, Unwrapped(document.quote(cell.span)), scaled, True) for cell in inside)
        else:
            yield _Run(block.span.start, Unwrapped(document.quote(block.span)))


def _place(run: _Run, start: int, end: int) -> Span:
    first, last = run.unwrapped.place(start, end)
    return Span(start=first + run.offset, end=last + run.offset)
