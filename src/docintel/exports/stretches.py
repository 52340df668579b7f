"""Cuts a document without pages into stretches that a browser shows at once: some paragraphs, some rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docintel.exports.marked_text import Grid, Marks, Paragraph, marked_grid, marked_runs
from docintel.records import Document, Span, Table

#: A stretch is closed after so many characters, or rows of a table.
_CHARACTERS = 12_000
_ROWS = 200
_TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or some rows of a table, with its place in the text."""

    span: Span
    kind: str
    table: Table | None = None
    rows: range = range(0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces shown together; `title` is the sheet where they are one sheet's."""

    span: Span
    title: str | None
    pieces: tuple[Piece, ...]


def cut_stretches(document: Document) -> list[Stretch]:
    """The whole text in order, each sheet of a workbook on its own; no word of it is left out."""
    stretches: list[Stretch] = []
    held: list[Piece] = []
    for piece in _pieces(document):
        is_new_sheet = piece.table is not None and piece.table.title is not None and piece.rows.start == 0
        # the sheet's name is a heading above its table and belongs to it
        keeps = 1 if held and is_new_sheet and held[-1].kind == "heading" else 0
        if held and (is_new_sheet or _is_full(held)):
            done = held[: len(held) - keeps]
            stretches += [_stretch(done)] if done else []
            held = held[len(held) - keeps :]
        held.append(piece)
    return [*stretches, _stretch(held)] if held else stretches


def mark_pieces(document: Document, stretch: Stretch, marks: Marks) -> list[Paragraph | Grid]:
    """The pieces of a stretch with the evidence in them marked; a sheet whose name stands above it has no caption."""
    marked: list[Paragraph | Grid] = []
    above = ""
    for piece in stretch.pieces:
        if piece.table is None:
            marked.append(Paragraph(piece.kind, marked_runs(document, piece.span, marks)))
        else:
            grid = marked_grid(document, piece.table, piece.rows, marks)
            marked.append(replace(grid, title=None) if grid.title == above else grid)
        above = document.quote(piece.span).strip()
    return marked


def _stretch(pieces: Sequence[Piece]) -> Stretch:
    titles = {piece.table.title for piece in pieces if piece.table is not None}
    span = Span(start=pieces[0].span.start, end=max(piece.span.end for piece in pieces))
    return Stretch(span, titles.pop() if len(titles) == 1 else None, tuple(pieces))


def _is_full(pieces: Sequence[Piece]) -> bool:
    return sum(len(piece.span) for piece in pieces) >= _CHARACTERS or sum(len(one.rows) for one in pieces) >= _ROWS


def _pieces(document: Document) -> Iterator[Piece]:
    """Blocks and tables in order, with the words between them that are in neither."""
    tables = [Piece(table.span, _TABLE, table, range(table.height)) for table in document.tables if len(table.span)]
    blocks = [Piece(block.span, block.kind) for block in document.blocks if len(block.span)]
    at = 0
    for piece in sorted([*tables, *blocks], key=lambda piece: (piece.span.start, piece.table is None)):
        # a table is a block too, and a block inside another says nothing new
        if piece.span.end <= at:
            continue
        yield from _between(document, Span(start=at, end=max(at, piece.span.start)))
        if piece.table is not None and piece.span.start >= at and _holds_all_words(document, piece.table):
            yield from _row_pieces(piece.table)
        else:
            yield from _long_pieces(Span(start=max(at, piece.span.start), end=piece.span.end), piece.kind)
        at = piece.span.end
    yield from _between(document, Span(start=at, end=len(document.text)))


def _holds_all_words(document: Document, table: Table) -> bool:
    """Whether every word of a table's text stands in a cell; a grid would lose the others."""
    at = table.span.start
    for cell in sorted(table.cells, key=lambda cell: cell.span.start):
        if document.text[at : cell.span.start].strip():
            return False
        at = max(at, cell.span.end)
    return not document.text[at : table.span.end].strip()


def _between(document: Document, gap: Span) -> Iterator[Piece]:
    if document.quote(gap).strip():
        yield from _long_pieces(gap, "paragraph")


def _long_pieces(span: Span, kind: str) -> Iterator[Piece]:
    for start in range(span.start, span.end, _CHARACTERS):
        yield Piece(Span(start=start, end=min(start + _CHARACTERS, span.end)), kind)


def _row_pieces(table: Table) -> Iterator[Piece]:
    starts: dict[int, int] = {}
    for cell in table.cells:
        starts[cell.row // _ROWS] = min(starts.get(cell.row // _ROWS, cell.span.start), cell.span.start)
    groups, height = sorted(starts), table.height
    ends = [*(starts[group] for group in groups[1:]), table.span.end]
    for group, end in zip(groups, ends, strict=True):
        rows = range(group * _ROWS, min((group + 1) * _ROWS, height))
        first = table.span.start if group == groups[0] else starts[group]
        yield Piece(Span(start=first, end=max(first, end)), _TABLE, table, rows)
