"""Where a page's facts are drawn: rectangles over the words that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docintel.exports.marked_text import Mark
from docintel.records import Box, Layout, Span

#: Evidence of more lines than this (a clause, a mail) is drawn as one frame around them and not line by line.
_LINES = 3


@dataclass(frozen=True, slots=True)
class FactBox:
    """One rectangle on a page (points from the top left as the page is shown), and the mark it is drawn for."""

    mark: Mark
    box: Box


def boxes_on(page: int, marks: Iterable[Mark], layout: Layout) -> list[FactBox]:
    """The rectangles of a page, the largest first, so that what is drawn later is small and can be clicked."""
    found = [
        FactBox(mark, box)
        for mark in marks
        if page in pages_of(mark.span, layout)
        for box in _framed([box for box in layout.boxes(mark.span) if box.page == page])
    ]
    return sorted(found, key=lambda one: -area(one.box))


def pages_of(span: Span, layout: Layout) -> set[int]:
    """The pages on which characters of a span stand; empty without a layout."""
    return set(layout.page[span.start : span.end]) - {0}


def area(box: Box) -> float:
    """How much of the page a box takes (square points)."""
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _framed(lines: list[Box]) -> list[Box]:
    if len(lines) <= _LINES:
        return lines
    frames: list[Box] = []
    for line in lines:
        # the next column starts higher up: it gets a frame of its own
        if frames and line.top >= frames[-1].top and line.x0 < frames[-1].x1 and frames[-1].x0 < line.x1:
            last = frames[-1]
            frames[-1] = Box(
                last.page,
                min(last.x0, line.x0),
                last.top,
                max(last.x1, line.x1),
                max(last.bottom, line.bottom),
            )
        else:
            frames.append(line)
    return frames
