"""Excel's old workbooks (.xls and WPS's .et, MS-XLS): the same tables as from new ones, formulas by their results.

The format keeps formulas as compiled tokens: a cell says that it has one ("="), not which.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from typing import Any

from docintel.errors import ReadCode, ReadError
from docintel.readers.archive import truncated
from docintel.readers.number_format import built_in_format
from docintel.readers.ole import open_ole, root_names, stream_bytes
from docintel.readers.spreadsheet import add_workbook
from docintel.readers.text_builder import TextBuilder
from docintel.readers.workbook import Sheet, SheetCells, StoredCell
from docintel.records import Reading

_MEDIA_TYPE = "application/vnd.ms-excel"
#: Cell types of xlrd: words, number, date, truth value, error.
_WORDS, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5
#: Records of a formula, the start and end of a sheet, and a sheet's place in the stream (MS-XLS 2.3).
_FORMULA, _BOF, _EOF, _SHEET = 0x0006, 0x0809, 0x000A, 0x0085
_WORKSHEET = 0


class XlsReader:
    """Reads .xls and .et of Excel 95 and later."""

    name = "xls"
    version = 1

    def read(self, data: bytes, name: str) -> Reading:
        """Each sheet as a table under its name, as the reader of new workbooks gives it; raises ReadError."""
        builder = TextBuilder()
        add_workbook(builder, OldWorkbook.open(data))
        document = builder.document(data, name, media_type=_MEDIA_TYPE, reader=f"{self.name}@{self.version}")
        return Reading(document)


@dataclass(frozen=True, slots=True)
class OldWorkbook:
    """An open workbook: `formats` are the number formats of its cell styles, in order.

    `formulas` are the cells with one, for each sheet in order.
    """

    book: Any
    sheets: tuple[Sheet, ...]
    formats: tuple[str, ...]
    since_1904: bool
    formulas: tuple[frozenset[tuple[int, int]], ...]

    @classmethod
    def open(cls, data: bytes) -> OldWorkbook:
        """The workbook in these bytes; raises ReadError when it is damaged."""
        with closing(open_ole(data)) as ole:
            stream = "Workbook" if "Workbook" in root_names(ole) else "Book"
            records = stream_bytes(ole, [stream])
        book = _parsed(records)
        own = {one.format_key: one.format_str for one in book.format_list}
        codes = tuple(own.get(one.format_key) or built_in_format(one.format_key) for one in book.xf_list)
        sheets = tuple(Sheet(one.name, str(at), one.visibility != 0) for at, one in enumerate(book.sheets()))
        starts = _sheet_starts(records)
        formulas = tuple(frozenset(_formula_cells(records, at)) for at in starts)
        return cls(book, sheets, codes, book.datemode == 1, formulas if len(formulas) == len(sheets) else ())

    def read(self, sheet: Sheet, limit: int) -> SheetCells:
        """The cells of a sheet that hold something; stops one past the limit."""
        source = self.book.sheet_by_index(int(sheet.part))
        found = SheetCells()
        # xlrd states the end of a merged range one past its last row and column
        found.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
        hidden = {column for column, info in source.colinfo_map.items() if info.hidden}
        for cell in self._cells(source, hidden):
            found.cells.append(cell)
            if len(found.cells) > limit:
                break
        return found

    def comments(self, sheet: Sheet) -> dict[tuple[int, int], tuple[str, str | None]]:
        """Notes on the cells of a sheet by row and column: the words and who wrote them."""
        notes = self.book.sheet_by_index(int(sheet.part)).cell_note_map
        return {place: (note.text, note.author or None) for place, note in notes.items() if note.text}

    def _cells(self, source: Any, hidden_columns: set[int]) -> Iterator[StoredCell]:
        formulas = self.formulas[source.number] if self.formulas else frozenset()
        for row in range(source.nrows):
            info = source.rowinfo_map.get(row)
            hidden_row = bool(info is not None and info.hidden)
            for column, (kind, value) in enumerate(zip(source.row_types(row), source.row_values(row), strict=True)):
                formula = "=" if (row, column) in formulas else None
                stored, text = _stored(kind, value)
                if text is None and formula is None:
                    continue
                style = source.cell_xf_index(row, column)
                code = self.formats[style] if 0 <= style < len(self.formats) else "General"
                veiled = hidden_row or column in hidden_columns
                yield StoredCell(row, column, stored, text, code, formula, veiled)


def _parsed(records: bytes) -> Any:
    import xlrd  # heavy: loaded on first use

    try:
        # the stream alone: xlrd's own container parser refuses files that Excel opens
        return xlrd.open_workbook(
            file_contents=records, formatting_info=True, ragged_rows=True, logfile=StringIO(), use_mmap=False
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise ReadError(
                ReadCode.ENCRYPTED,
                "The workbook is encrypted in a way docintel does not open; save it without a password.",
            ) from error
        raise truncated() from error
    except Exception as error:
        # on damaged records it throws whatever its arithmetic throws, bare assertions too
        raise truncated() from error


def _stored(kind: int, value: Any) -> tuple[str, str | None]:
    """A cell's type and value as a new workbook writes them; None for a cell that holds nothing."""
    from xlrd.biffh import error_text_from_code

    if kind in (_NUMBER, _DATE):
        # the shortest text that is the same binary number; a whole one has no decimals
        return "n", str(int(value)) if float(value).is_integer() else repr(float(value))
    if kind == _TRUTH:
        return "b", "1" if value else "0"
    if kind == _ERROR:
        return "e", error_text_from_code.get(value, "#ERROR!")
    return "s", value or None


def _sheet_starts(records: bytes) -> Iterator[int]:
    """Where each worksheet begins in the stream, in the order of the tabs (charts and macro sheets aside)."""
    for kind, body in _records(records, 0):
        if kind == _SHEET and len(body) > 5 and body[5] == _WORKSHEET:
            yield int.from_bytes(body[:4], "little")


def _formula_cells(records: bytes, start: int) -> Iterator[tuple[int, int]]:
    for kind, body in _records(records, start):
        if kind == _FORMULA and len(body) >= 4:
            yield int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")


def _records(records: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from one place on to the end of their part of the stream, charts inside a sheet included."""
    depth = 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, records[at + 4 : at + 4 + size]
        at += 4 + size
        if depth < 1:
            return
