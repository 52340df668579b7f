"""Running headers, footers and page numbers: what stands at the edge of page after page and is no content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from docintel.readers.tape import TextLine
from docintel.records import Page

Edge = Literal["header", "footer"]

#: The outer parts of a page, how many lines at each edge are looked at, and how many may be running ones.
_MARGIN = 0.16
_LINES_AT_EDGE, _MOST_RUNNING = 6, 4
#: Pages on which the same words must stand at the same height (fewer in a short document: two).
_FEWEST_PAGES = 3
#: Part of a document's pages that a running line must stand on, up to the number that is enough (a chapter's header).
_SHARE, _ENOUGH_PAGES = 0.3, 8
#: Part of the pages between the first and the last that carry a running line; "not applicable" recurs, but not so.
_DENSE = 0.4
#: Heights of one running line differ less than this from page to page (points).
_SAME_HEIGHT = 6.0

#: Numbers counting up this far, each at least this many lines after the last, are page numbers and no list.
_LONGEST_CHANCE, _LINES_A_PAGE = 4, 12
_PAGE_OF = re.compile(r"page\d{1,4}(?:of\d{1,4})?|第\d{1,4}页|\d{1,4}/\d{1,4}", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-–—\s]*(\d{1,3})[-–—.\s]*")
_PAGE_NUMBER = re.compile(
    r"[-–—(（\[\s]*(?:\d{1,3}|[ivxlc]{1,6})[-–—)）\]\s]*"
    r"|第?\s*\d{1,4}\s*页?\s*[/／,，]?\s*共?\s*\d{0,4}\s*页"
    r"|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|[A-Z]{1,2}-\d{1,4}|\d{1,4}\s*[/／]\s*\d{1,4}",
    re.IGNORECASE,
)


def find_running_lines(lines: Sequence[TextLine], pages: Iterable[Page], text: str) -> dict[int, Edge]:
    """Header and footer lines, by the offset at which each starts."""
    sizes = {page.number: (page.height, page.width) for page in pages}
    by_page: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page, line.turn].append(line)
    running = _numbers_between(lines, text)
    edges = [(key, edge, part) for key, found in by_page.items() for edge, part in _edge_lines(found)]
    seen: dict[tuple[Edge, str, int], set[int]] = defaultdict(set)
    for _, edge, part in edges:
        for line in part:
            seen[edge, _masked(line, text), _slot(line, edge)].add(line.page)
    for (number, turn), edge, part in edges:
        numbers = [line for line in part if _PAGE_NUMBER.fullmatch(_words(line, text).strip())]
        repeated = [line for line in part if _is_running(_pages_with(line, edge, seen, text), len(sizes))]
        # More lines alike than a header has: the pages themselves are alike (signature pages, forms), and content.
        found = [*numbers, *repeated] if len(repeated) <= _MOST_RUNNING else numbers
        height = sizes[number][turn in (90, 270)]
        running.update((line.span.start, edge) for line in found if _in_margin(line, edge, height))
    return running


def _in_margin(line: TextLine, edge: Edge, height: float) -> bool:
    return line.bottom < _MARGIN * height if edge == "header" else line.top > (1 - _MARGIN) * height


def _pages_with(line: TextLine, edge: Edge, seen: dict[tuple[Edge, str, int], set[int]], text: str) -> set[int]:
    """The pages that carry the line's words at the same height."""
    slot, words = _slot(line, edge), _masked(line, text)
    return set().union(*(seen.get((edge, words, near), set()) for near in (slot - 1, slot, slot + 1)))


def _numbers_between(lines: Sequence[TextLine], text: str) -> dict[int, Edge]:
    """Page numbers left in mid-page where a filing was printed anew: alone on their line, counting up by one."""
    alone = [
        (at, int(found[1]))
        for at, line in enumerate(lines)
        if not line.table and (found := _BARE_NUMBER.fullmatch(_words(line, text)))
    ]
    chains: dict[int, list[int]] = {}
    longest: list[int] = []
    for at, number in alone:
        before = [
            chain for n in (number - 1, number - 2) if (chain := chains.get(n)) and _turns_page(lines, chain[-1], at)
        ]
        chain = [*max(before, key=len, default=[]), at]
        if len(chain) >= len(chains.get(number, [])):
            chains[number] = chain
        longest = max(longest, chain, key=len)
    return {lines[at].span.start: "footer" for at in longest} if len(longest) >= _LONGEST_CHANCE else {}


def _turns_page(lines: Sequence[TextLine], last: int, at: int) -> bool:
    """Whether a page may end between two lines."""
    return at - last >= _LINES_A_PAGE or lines[at].page > lines[last].page


def _is_running(pages: set[int], count: int) -> bool:
    """Whether words stand on enough pages, and on most of a stretch of pages (odd or even ones at least)."""
    fewest = max(min(_FEWEST_PAGES, max(2, count)), min(_SHARE * count, _ENOUGH_PAGES))
    return len(pages) >= fewest and len(pages) >= _DENSE * (max(pages) - min(pages) + 1)


def _edge_lines(lines: list[TextLine]) -> list[tuple[Edge, list[TextLine]]]:
    """The first and last lines of one writing direction on a page; tables and slanted words aside."""
    plain = sorted((line for line in lines if not (line.table or line.slanted)), key=lambda line: line.top)
    return [("header", plain[:_LINES_AT_EDGE]), ("footer", plain[-_LINES_AT_EDGE:])]


def _slot(line: TextLine, edge: Edge) -> int:
    return int((line.top if edge == "header" else line.bottom) / _SAME_HEIGHT)


def _masked(line: TextLine, text: str) -> str:
    """The words with page numbers made equal: "12 / 152" and "13 / 152" are one running line."""
    return re.sub(r"^\W*\d{1,4}(?!\d)|(?<!\d)\d{1,4}\W*$", "#", _PAGE_OF.sub("#", "".join(_words(line, text).split())))


def _words(line: TextLine, text: str) -> str:
    return text[line.span.start : line.span.end]
