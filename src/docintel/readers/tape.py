"""The document as it is written page by page: its text, the box of each character, its lines and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from docintel.readers.lattice import Grid
from docintel.readers.page_glyphs import Boxes, Glyphs
from docintel.records import Layout, Span, Table

_NOWHERE: Boxes = np.zeros((1, 4))


class TextLine(NamedTuple):
    """A line as written into the document, with where it stands on its page (in its own writing direction).

    Lines of one `region` follow each other in a column. `table` is set for the single line that stands for a table.
    """

    span: Span
    page: int
    region: int
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    turn: int = 0
    slanted: bool = False
    table: bool = False


@dataclass(slots=True)
class Tape:
    """The document's text so far, the box of each of its characters, its lines, its tables and the grid of each.

    Boxes wait until `end_page` writes those of a page to the layout in one go.
    """

    layout: Layout = field(default_factory=Layout)
    texts: list[str] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    regions: int = 0
    #: Where the next character goes.
    length: int = 0
    _pages: list[int] = field(default_factory=list)
    _boxes: list[Boxes] = field(default_factory=list)

    def mark(self, text: str) -> None:
        """Write characters that have no place on a page: tabs and line breaks."""
        if text:
            self._add(text, _NOWHERE if len(text) == 1 else np.zeros((len(text), 4)), 0)

    def write(self, glyphs: Glyphs, page: int) -> None:
        """Write printed characters with their boxes."""
        self._add(glyphs.text, glyphs.boxes, page)

    def end_page(self) -> None:
        """Write the boxes that wait to the layout."""
        if not self._boxes:
            return
        pages = np.repeat(np.array(self._pages, np.uint16), [len(boxes) for boxes in self._boxes])
        edges = np.concatenate(self._boxes).astype(np.float32)
        layout = self.layout
        layout.page.frombytes(pages.tobytes())
        for column, numbers in zip((layout.x0, layout.top, layout.x1, layout.bottom), edges.T, strict=True):
            column.frombytes(numbers.tobytes())
        self._pages.clear()
        self._boxes.clear()

    def _add(self, text: str, boxes: Boxes, page: int) -> None:
        self.texts.append(text)
        self.length += len(text)
        self._pages.append(page)
        self._boxes.append(boxes)
