"""Running headers, footers and page numbers: what stands at the edge of page after page and is no content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from docintel.readers.page_text import TextLine
from docintel.records import Page

Edge = Literal["header", "footer"]

#: The outer parts of a page, and how many lines at each edge may be running ones.
_MARGIN = 0.16
_LINES_AT_EDGE = 3
#: Pages on which the same words must stand at the same height (fewer in a short document: two).
_FEWEST_PAGES = 3
#: Part of the pages between the first and the last that carry a running line; "not applicable" recurs, but not so.
_DENSE = 0.4
#: Heights of one running line differ less than this from page to page (points).
_SAME_HEIGHT = 6.0

_PAGE_NUMBER = re.compile(
    r"[-–—(（\[\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—)）\]\s]*"
    r"|第?\s*\d{1,4}\s*页?\s*[/／,，]?\s*共?\s*\d{0,4}\s*页"
    r"|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|[A-Z]{1,2}-\d{1,4}|\d{1,4}\s*[/／]\s*\d{1,4}",
    re.IGNORECASE,
)


def find_running_lines(lines: Iterable[TextLine], pages: Iterable[Page], text: str) -> dict[int, Edge]:
    """Header and footer lines, by the offset at which each starts."""
    sizes = {page.number: (page.height, page.width) for page in pages}
    by_page: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page, line.turn].append(line)
    at_edge = [
        (line, edge)
        for (number, turn), found in by_page.items()
        for line, edge in _edge_lines(found, sizes[number][turn in (90, 270)])
    ]
    seen: dict[tuple[Edge, str, int], set[int]] = defaultdict(set)
    for line, edge in at_edge:
        seen[edge, _masked(line, text), _slot(line, edge)].add(line.page)
    running: dict[int, Edge] = {}
    for line, edge in at_edge:
        key, slot = _masked(line, text), _slot(line, edge)
        on = set().union(*(seen.get((edge, key, near), set()) for near in (slot - 1, slot, slot + 1)))
        if _is_running(on, len(sizes)) or _PAGE_NUMBER.fullmatch(_words(line, text).strip()):
            running[line.span.start] = edge
    return running


def _is_running(pages: set[int], count: int) -> bool:
    """Whether words stand on enough pages, and on most of a stretch of pages (odd or even ones at least)."""
    fewest = min(_FEWEST_PAGES, max(2, count))
    return len(pages) >= fewest and len(pages) >= _DENSE * (max(pages) - min(pages) + 1)


def _edge_lines(lines: list[TextLine], height: float) -> list[tuple[TextLine, Edge]]:
    """The first and last lines of one writing direction that stand in its margins; tables and slanted words do not."""
    plain = sorted((line for line in lines if not (line.table or line.slanted)), key=lambda line: line.top)
    heads = [line for line in plain[:_LINES_AT_EDGE] if line.bottom < _MARGIN * height]
    feet = [line for line in plain[-_LINES_AT_EDGE:] if line.top > (1 - _MARGIN) * height]
    return [(line, "header") for line in heads] + [(line, "footer") for line in feet]


def _slot(line: TextLine, edge: Edge) -> int:
    return int((line.top if edge == "header" else line.bottom) / _SAME_HEIGHT)


def _masked(line: TextLine, text: str) -> str:
    """The words with page numbers made equal: "12 / 152" and "13 / 152" are one running line."""
    return re.sub(r"\d+", "0", "".join(_words(line, text).split()))


def _words(line: TextLine, text: str) -> str:
    return text[line.span.start : line.span.end]
