"""One file as one text, with everything else as spans of that text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Literal

from docintel.records.record import Record
from docintel.records.span import Span

BlockKind = Literal[
    "title", "heading", "clause", "paragraph", "list_item", "table", "header", "footer", "message_header", "comment"
]
PageSource = Literal["text", "ocr", "none"]
_ARCHIVES = frozenset(("application/zip", "application/gzip", "application/x-tar"))


class Block(Record):
    """A paragraph, heading, numbered clause or table of the document, in reading order.

    `level` is a heading's depth (1 = outermost); `number` is the numbering as printed or as Word shows it
    ("第三条", "4.1", "(a)"). Headers and footers are blocks too, so that they can be left out.
    """

    kind: BlockKind
    span: Span
    page: int | None = None
    level: int | None = None
    number: str | None = None


class Cell(Record):
    """One cell of a table. `name` is its spreadsheet address ("资产负债表!C14"); `number` the stored value, exact.

    Merged cells carry their extent; a hidden row, column or sheet is read and flagged.
    """

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1
    page: int | None = None
    name: str | None = None
    number: Decimal | None = None
    formula: str | None = None
    hidden: bool = False


class Table(Record):
    """Cells in row order. `title` is the sheet name or the caption above; every cell keeps its own page."""

    span: Span
    cells: tuple[Cell, ...]
    page: int | None = None
    title: str | None = None

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def grid(self) -> dict[tuple[int, int], Cell]:
        """Cells by (row, column) of their upper left corner."""
        return {(cell.row, cell.column): cell for cell in self.cells}


class Page(Record):
    """A page of the original: its text range, its size in PDF points, and how well it could be read.

    `quality` runs from 0 (nothing could be read) to 1; `source` says whether the words come from the text
    layer, from OCR, or not at all. `note` says in one sentence what was wrong.
    """

    number: int
    span: Span
    width: float
    height: float
    rotation: int = 0
    source: PageSource = "text"
    quality: float = 1.0
    note: str | None = None


class MessageHeader(Record):
    """The envelope of one mail in the document; `span` is its body in the text, quotes included."""

    span: Span
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    date: datetime | None
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    automatic: bool = False


class Part(Record):
    """An attachment or archive member: named always, `document` set when it was read in its turn."""

    name: str
    media_type: str
    size: int
    document: str | None = None
    note: str | None = None


class Change(Record):
    """A tracked change or comment: who wanted what, when. Deleted words are here and not in the text."""

    kind: Literal["insertion", "deletion", "comment"]
    text: str
    span: Span
    author: str | None = None
    date: datetime | None = None


class Document(Record):
    """One file as one text. The id is the SHA-256 of the bytes; `reader` says which reader and version read it.

    `language` is "zh", "en", "mixed" or "und". `notes` are sentences about what could not be read as meant.
    """

    id: str
    name: str
    media_type: str
    reader: str
    text: str
    language: str = "und"
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    messages: tuple[MessageHeader, ...] = ()
    parts: tuple[Part, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> Page | None:
        """The page that holds a character; None where the format has no pages."""
        at = bisect_right(self._page_starts, offset) - 1
        return self.pages[at] if at >= 0 else None

    def cell_at(self, span: Span) -> Cell | None:
        """The table cell that holds a span whole; None outside tables."""
        at = bisect_right(self._cell_starts, span.start) - 1
        if at < 0:
            return None
        cell = self._cells[at]
        return cell if cell.span.contains(span) else None

    def message_at(self, offset: int) -> MessageHeader | None:
        """The mail whose body holds a character; None outside mail."""
        return next((m for m in self.messages if m.span.start <= offset < m.span.end), None)

    def ordinal(self, span: Span, within: Span) -> int:
        """How often the span's words stand earlier in `within`, white space aside."""
        packed, position = self._packed
        quote = packed[position[span.start] : position[span.end]]
        return packed.count(quote, position[within.start], position[span.start]) if quote else 0

    @property
    def is_archive(self) -> bool:
        """Whether the file only holds other files: its text lists their names."""
        return self.media_type in _ARCHIVES

    @property
    def unread_pages(self) -> tuple[Page, ...]:
        """Pages of which no word could be read."""
        return tuple(page for page in self.pages if page.source == "none")

    @cached_property
    def _packed(self) -> tuple[str, array[int]]:
        """The text without white space, and for each offset of the text its offset there."""
        position = array("L", [0])
        for character in self.text:
            position.append(position[-1] + (not character.isspace()))
        return "".join(self.text.split()), position

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.span.start for page in self.pages]

    @cached_property
    def _cells(self) -> list[Cell]:
        return sorted((cell for table in self.tables for cell in table.cells), key=lambda cell: cell.span.start)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [cell.span.start for cell in self._cells]


def document_id(data: bytes) -> str:
    """The id of a file: its SHA-256, so that the same bytes are the same document."""
    return "sha256:" + sha256(data).hexdigest()
