"""Documents without pages in stretches: no word is left out, and a sheet begins one of its own."""

from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.marked_text import Grid, Marks, Paragraph
from docintel.exports.stretches import cut_stretches, mark_pieces
from docintel.records import Document
from factories import document, span_of


def words(shelf: Document) -> str:
    """Everything that is shown of a document, white space aside."""
    shown = []
    for stretch in cut_stretches(shelf):
        for piece in mark_pieces(shelf, stretch, Marks([])):
            runs = (
                piece.runs if isinstance(piece, Paragraph) else [r for row in piece.rows for c in row for r in c.runs]
            )
            shown += [run.text for run in runs]
    return "".join("".join(shown).split())


@given(st.text(max_size=600), st.data())
def test_no_word_is_left_out_whatever_the_blocks_say(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    blocks = [
        {"kind": "paragraph", "span": {"start": start, "end": end}}
        for start, end in data.draw(st.lists(ends, max_size=6))
    ]
    assert words(document(text, blocks=blocks)) == "".join(text.split())


def test_a_table_whose_cells_lack_a_word_is_shown_as_words() -> None:
    text = "合计 100 另有附注"
    table = {
        "span": {"start": 0, "end": len(text)},
        "cells": [{"row": 0, "column": 0, "span": span_of(text, "合计 100")}],
    }
    assert words(document(text, tables=[table])) == "合计100另有附注"


def test_each_sheet_begins_a_stretch_under_its_name() -> None:
    text = "资产表\n现金\t5\n利润表\n收入\t9"
    sheets = [
        {
            "title": title,
            "span": {"start": text.index(label), "end": text.index(number) + 1},
            "cells": [
                {"row": 0, "column": 0, "span": span_of(text, label), "name": f"{title}!A1"},
                {"row": 0, "column": 1, "span": span_of(text, number), "name": f"{title}!B1"},
            ],
        }
        for title, label, number in (("资产表", "现金", "5"), ("利润表", "收入", "9"))
    ]
    blocks = [{"kind": "heading", "span": span_of(text, title)} for title in ("资产表", "利润表")]
    shelf = document(text, tables=sheets, blocks=blocks)
    stretches = cut_stretches(shelf)
    assert [(one.title, shelf.quote(one.span)) for one in stretches] == [
        ("资产表", "资产表\n现金\t5"),
        ("利润表", "利润表\n收入\t9"),
    ]
    heading, grid = mark_pieces(shelf, stretches[1], Marks([]))
    assert isinstance(heading, Paragraph)
    assert isinstance(grid, Grid)
    assert (heading.kind, grid.title) == ("heading", None)  # its name stands above it already


def test_a_long_text_and_a_long_table_are_cut() -> None:
    assert len(cut_stretches(document("字" * 30_000))) == 3
    lines = [f"{row}\n" for row in range(450)]
    cells, at = [], 0
    for row, line in enumerate(lines):
        cells.append({"row": row, "column": 0, "span": {"start": at, "end": at + len(line) - 1}})
        at += len(line)
    text = "".join(lines)
    shelf = document(text, tables=[{"span": {"start": 0, "end": len(text) - 1}, "cells": cells}])
    assert [stretch.pieces[0].rows for stretch in cut_stretches(shelf)] == [
        range(200),
        range(200, 400),
        range(400, 450),
    ]
    assert words(shelf) == "".join(text.split())


def test_a_document_without_a_word_has_no_stretch() -> None:
    assert cut_stretches(document(" \n")) == []
