"""Every sum of money and every date a document's own words name, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator

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


def amounts(document: Document) -> Iterator[Amount]:
    """The sums of money outside spreadsheets; a sum in words and figures is one fact, flagged where they differ."""
    for offset, unwrapped in _runs(document):
        for amount in find_amounts(unwrapped.text):
            if amount.pair is not None and amount.pair[0] < amount.start:
                continue
            spans = [_place(unwrapped, offset, amount.start, amount.end)]
            if amount.pair is not None:
                spans.append(_place(unwrapped, offset, *amount.pair))
            yield Amount.found(
                document,
                tuple(spans),
                source="rules:amount@1",
                confidence=None if amount.conflict else _SURE_OF_AMOUNT if amount.currency else _SURE_WITHOUT_CURRENCY,
                value=amount.value,
                low=amount.low,
                high=amount.high,
                currency=amount.currency,
                as_filed=document.quote(spans[0]),
                unit=amount.unit or None,
                bound=amount.bound,
                conflict=amount.conflict,
            )


def dates(document: Document) -> Iterator[DatedMention]:
    """The days, months and years named; one with several readings is listed with its first and said to be ambiguous."""
    for offset, unwrapped in _runs(document):
        for mention in find_dates(unwrapped.text):
            value = mention.value or mention.first
            if value is not None:
                yield DatedMention.found(
                    document,
                    _place(unwrapped, offset, mention.start, mention.end),
                    source="rules:date@1",
                    confidence=None if mention.ambiguous else _SURE_OF_DATE,
                    value=value,
                    precision=mention.precision,
                    year_inferred=mention.year_inferred,
                    ambiguous=mention.ambiguous,
                )


def _runs(document: Document) -> Iterator[tuple[int, Unwrapped]]:
    """The content outside spreadsheets, block by block; a workbook's figures are the statement extractor's."""
    if any(cell.name for table in document.tables[:1] for cell in table.cells[:1]):
        return
    for block in content_blocks(document):
        yield block.span.start, Unwrapped(document.quote(block.span))


def _place(unwrapped: Unwrapped, offset: int, start: int, end: int) -> Span:
    first, last = unwrapped.place(start, end)
    return Span(start=first + offset, end=last + offset)
