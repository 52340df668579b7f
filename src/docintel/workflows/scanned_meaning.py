"""What on a scanned page says what a number means: its caption, the heads of its column, and the lines above its table.

Arithmetic is blind to a wrong year, unit or scope; on a scan the words that state them were recognised, and so may be
wrong. Where a date stands only on the cover it is not looked at again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from docintel.extractors.statement_periods import read_period
from docintel.extractors.statement_titles import read_title
from docintel.extractors.statement_units import find_unit
from docintel.records import Document, Figure, Span

#: Longer lines are running text.
_LONGEST = 110


class ScannedMeaning:
    """The words of a document's recognised pages that give its figures their meaning."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines: list[Span] = []
        self._titles: list[int] = []
        for line in self._spoken():
            if read_title(document.quote(line)) is not None:
                self._titles.append(len(self._lines))
            self._lines.append(line)
        self._starts = [line.start for line in self._lines]

    def of(self, fact: Figure) -> list[Span]:
        """Caption, heads and the lines from the last title to the number; nothing for a page with a text layer."""
        if not is_recognised(fact.span, self._document):
            return []
        end = bisect_right(self._starts, fact.span.start)
        before = bisect_right(self._titles, end - 1)
        start = self._titles[before - 1] if before else 0
        return list(dict.fromkeys([*(each.span for each in fact.evidence[1:]), *self._lines[start:end]]))

    def _spoken(self) -> Iterator[Span]:
        """Lines, or rows of one filled cell, that state a title, a period or a unit."""
        document = self._document
        for page in document.pages:
            if not is_recognised(page.span, document):
                continue
            at = page.span.start
            for line in document.quote(page.span).split("\n"):
                words = line.strip()
                if 0 < len(words) <= _LONGEST and "\t" not in words and _speaks(words):
                    start = at + line.index(words)
                    yield Span(start=start, end=start + len(words))
                at += len(line) + 1


def is_recognised(span: Span, document: Document) -> bool:
    """Whether the words of a page were recognised, now or by an earlier OCR, or stand in a text layer that is torn."""
    page = document.page_at(span.start)
    return page is not None and (page.source != "text" or page.quality < 1.0)


def _speaks(line: str) -> bool:
    return read_title(line) is not None or read_period(line).end is not None or find_unit(line) is not None
