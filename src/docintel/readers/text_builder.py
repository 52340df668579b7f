"""Writes a document's one text and keeps the spans of what was written: blocks, tables, tracked changes.

A reader first drafts what the file holds (paragraphs and tables, nested as in the file), then adds the drafts in
reading order. Cells of a row stand on one line with tabs between them; paragraphs inside a cell keep their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from docintel.errors import ReadCode, ReadError
from docintel.language.languages import language_of
from docintel.readers.limits import check_time, require
from docintel.records import Block, Cell, Change, Document, Span, Table, document_id
from docintel.records.document import BlockKind
from docintel.settings import current_settings

# A text that PostgreSQL, JSON and UTF-8 can carry: neither control characters nor halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
#: A lone note in the last column of a sheet must not cost 16,384 tabs.
_WIDEST_GAP = 64
_ONE_LINE = str.maketrans("\t\n\x0b\x0c\r\x85\u2028\u2029", " " * 8)


@dataclass(frozen=True, slots=True)
class Mark:
    """A tracked change or comment inside a paragraph, at offsets of that paragraph.

    `goes_on` marks the rest of a comment that began in an earlier paragraph.
    """

    kind: Literal["insertion", "deletion", "comment"]
    text: str
    start: int
    end: int
    author: str | None = None
    date: datetime | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph not yet placed in the document's text."""

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    number: str | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell with what stands in it: paragraphs, or whole tables."""

    row: int
    column: int
    content: Sequence[ParagraphDraft | TableDraft]
    rows: int = 1
    columns: int = 1
    name: str | None = None
    number: Decimal | None = None
    formula: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableDraft:
    """Cells in row order."""

    cells: Sequence[CellDraft]
    title: str | None = None


Draft = ParagraphDraft | TableDraft


@dataclass(slots=True)
class TextBuilder:
    """The text so far, with the blocks, tables and changes that point into it."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _pending_break: bool = False
    _most: int = field(default_factory=lambda: current_settings().max_characters)

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """Where the next block will start, its line break counted."""
        return self._length + self._pending_break

    @property
    def end(self) -> int:
        """Where the text ends."""
        return self._length

    def write(self, text: str) -> Span:
        """Append characters as they are; the span they took."""
        self._break()
        start = self._length
        self._put(text)
        return Span(start=start, end=self._length)

    def note(self, sentence: str) -> None:
        """Say once what could not be read as meant."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def add_all(self, drafts: Iterable[Draft]) -> None:
        """Add drafts in reading order, one block each."""
        for draft in drafts:
            check_time()
            self.add(draft)

    def add(self, draft: Draft) -> Span | None:
        """Add one paragraph or table as a block on lines of its own; None for one that holds no words."""
        if isinstance(draft, TableDraft):
            return self._add_table_block(draft)
        if not draft.text.strip() and not draft.marks:
            return None
        span = self._write_paragraph(draft)
        if draft.text.strip():
            place = _trimmed(span, draft.text)
            self.blocks.append(Block(kind=draft.kind, span=place, level=draft.level, number=draft.number))
            require(len(self.blocks), "max_blocks", "paragraphs")
            self._pending_break = True
        return span

    def document(self, data: bytes, name: str, *, media_type: str, reader: str, **parts: Any) -> Document:
        """The finished document; raises ReadError when the file holds no words at all."""
        text = self.text
        if not text.strip():
            raise ReadError(ReadCode.NO_TEXT, f"{name} holds no words. {' '.join(self.notes)}".strip())
        return Document(
            id=document_id(data), name=name, media_type=media_type, reader=reader, text=text,
            language=language_of(text), blocks=tuple(self.blocks), tables=tuple(self.tables),
            changes=tuple(self.changes), notes=tuple(self.notes), **parts,
        )  # fmt: skip

    def _add_table_block(self, draft: TableDraft) -> Span | None:
        if not draft.cells:
            return None
        at = len(self.blocks)
        span = self._write_table(draft)
        self.blocks.insert(at, Block(kind="table", span=span))
        self._pending_break = True
        return span

    def _write_paragraph(self, draft: ParagraphDraft) -> Span:
        span = self.write(draft.text)
        for mark in draft.marks:
            place = Span(start=span.start + mark.start, end=span.start + mark.end)
            change = Change(kind=mark.kind, text=mark.text, span=place, author=mark.author, date=mark.date)
            self._note_change(change, goes_on=mark.goes_on)
        return span

    def _note_change(self, change: Change, *, goes_on: bool) -> None:
        """Add a change; the rest of a comment makes the one it goes on from longer."""
        same = (at for at in range(len(self.changes) - 1, -1, -1) if _is_same_comment(self.changes[at], change))
        at = next(same, None) if goes_on else None
        if at is None:
            self.changes.append(change)
        else:
            span = Span(start=self.changes[at].span.start, end=change.span.end)
            self.changes[at] = change.model_copy(update={"span": span})

    def _write_table(self, draft: TableDraft) -> Span:
        at = len(self.tables)
        start = self.write("").start
        cells: list[Cell] = []
        row, column = draft.cells[0].row, 0
        for cell in sorted(draft.cells, key=lambda one: (one.row, one.column)):
            if cell.row > row:
                self._put("\n")
                row, column = cell.row, 0
            # One tab a column, so that a line split at its tabs has its words in their columns.
            self._put("\t" * min(cell.column - column, _WIDEST_GAP))
            column = cell.column
            cells.append(self._write_cell(cell))
        span = Span(start=start, end=self._length)
        self.tables.insert(at, Table(span=span, cells=tuple(cells), title=draft.title))
        return span

    def _write_cell(self, draft: CellDraft) -> Cell:
        start, pieces = self._length, len(self._pieces)
        content = [one for one in draft.content if _holds_something(one)]
        for one in content:
            if self._length > start and (isinstance(one, TableDraft) or one.text):
                self._put("\n")
            if isinstance(one, TableDraft):
                self._write_table(one)
            elif one.marks:
                self._write_paragraph(ParagraphDraft(one.text.translate(_ONE_LINE), marks=one.marks))
            else:
                self._put(one.text.translate(_ONE_LINE))
        place = _trimmed(Span(start=start, end=self._length), "".join(self._pieces[pieces:]))
        return Cell(
            row=draft.row, column=draft.column, span=place, rows=draft.rows,
            columns=draft.columns, name=draft.name, number=draft.number, formula=draft.formula, hidden=draft.hidden,
        )  # fmt: skip

    def _break(self) -> None:
        if self._pending_break:
            self._pending_break = False
            self._put("\n")

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > self._most:
            require(self._length, "max_characters", "characters")


def _holds_something(draft: Draft) -> bool:
    return bool(draft.cells) if isinstance(draft, TableDraft) else bool(draft.text.strip() or draft.marks)


def _is_same_comment(one: Change, other: Change) -> bool:
    return one.model_copy(update={"span": other.span}) == other


def _trimmed(span: Span, words: str) -> Span:
    """The span without the white space at the ends of its words."""
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=min(start, span.end), end=max(min(start, span.end), span.start + len(words.rstrip())))


def storable(text: str) -> str:
    """The text with what no database or JSON can carry replaced by U+FFFD, length kept."""
    return _UNSTORABLE.sub("\ufffd", text)


def visible(text: str) -> str:
    """The text as it is seen on paper: no zero-width characters or soft hyphens, no-break spaces as spaces."""
    return storable(_INVISIBLE.sub("", text).replace("\u00a0", " "))


def unix_lines(text: str) -> str:
    """The text with every line end as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
