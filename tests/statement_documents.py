"""Builds documents with one or more tables from lists of printed cells, as a reader would hand them over."""

from __future__ import annotations

from collections.abc import Sequence

from docintel.records import Block, Cell, Document, Figure, Span, Table, document_id

Rows = Sequence[Sequence[str]]


def table_document(rows: Rows, title: str | None = None, above: Sequence[str] = (), **more: str) -> Document:
    """A document of one table with lines of text above it. A cell ">2:text" spans two columns."""
    return tables_document([(rows, title, above)], **more)


def tables_document(
    parts: Sequence[tuple[Rows, str | None, Sequence[str]]], language: str = "zh", name: str = "statement.xlsx"
) -> Document:
    """A document of several tables in reading order."""
    text = ""
    blocks: list[Block] = []
    tables: list[Table] = []
    for rows, title, above in parts:
        for line in above:
            blocks.append(Block(kind="paragraph", span=Span(start=len(text), end=len(text) + len(line))))
            text += line + "\n"
        start = len(text)
        cells: list[Cell] = []
        for at, row in enumerate(rows):
            column = 0
            for printed in row:
                columns, words = _extent(printed)
                span = Span(start=len(text), end=len(text) + len(words))
                cells.append(Cell(row=at, column=column, columns=columns, span=span))
                text += words + "\t"
                column += columns
            text = text[:-1] + "\n"
        tables.append(Table(span=Span(start=start, end=len(text)), cells=tuple(cells), title=title))
    return Document(
        id=document_id(text.encode()),
        name=name,
        media_type="text/plain",
        reader="test",
        text=text,
        language=language,
        blocks=tuple(blocks),
        tables=tuple(tables),
    )


def _extent(printed: str) -> tuple[int, str]:
    if not printed.startswith(">"):
        return 1, printed
    columns, _, words = printed[1:].partition(":")
    return int(columns), words


def by_key(figures: Sequence[Figure], period: str = "current") -> dict[str, Figure]:
    """The figures of one period by account."""
    return {figure.key: figure for figure in figures if figure.key and figure.period == period}
