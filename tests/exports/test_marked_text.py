"""Text cut at its evidence: nothing is lost between the cuts, and cells stand in their columns."""

from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.marked_text import Mark, Marks, marked_grid, marked_runs
from docintel.records import Span, Table
from factories import document, span_of

TEXT = "借款人应于2026年6月30日前偿还本金6,000,000元。The Borrower shall repay."


def mark(fact: str, words: str, *, is_first: bool = True) -> Mark:
    return Mark(fact, "amount", span_of(TEXT, words), is_first)


def test_overlapping_evidence_is_cut_where_it_begins_and_ends_the_narrowest_first() -> None:
    whole = Span(start=0, end=TEXT.index("The"))
    marks = Marks(
        [Mark("F-clause", "clause", whole), mark("F-sum", "6,000,000元"), mark("F-label", "本金", is_first=False)]
    )
    runs = marked_runs(document(TEXT), whole, marks)
    assert [(run.text, [one.fact for one in run.marks]) for run in runs] == [
        ("借款人应于2026年6月30日前偿还", ["F-clause"]),
        ("本金", ["F-clause", "F-label"]),  # what a fact is anchored to comes before the label beside it
        ("6,000,000元", ["F-sum", "F-clause"]),
        ("。", ["F-clause"]),
    ]  # fmt: skip


@given(st.text(min_size=1, max_size=900), st.data())
def test_the_runs_are_the_words_whatever_is_marked(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [Span(start=start, end=end) for start, end in data.draw(st.lists(ends, max_size=8))]
    within = Span(start=0, end=len(text))
    marks = [Mark(f"F-{at}", "date", span) for at, span in enumerate(spans) if len(span)]
    runs = marked_runs(document(text), within, Marks(marks))
    assert "".join(run.text for run in runs) == text
    for one in marks:
        assert "".join(run.text for run in runs if one in run.marks) == text[one.span.start : one.span.end]


def test_a_cell_that_is_left_out_moves_no_other() -> None:
    text = "项目\t本期\t上期\n收入\t1\t2\n成本\t9"
    cells = [
        (0, 0, "项目"),
        (0, 1, "本期"),
        (0, 2, "上期"),
        (1, 0, "收入"),
        (1, 1, "1"),
        (1, 2, "2"),
        (2, 0, "成本"),
        (2, 2, "9"),
    ]
    rows = [
        {"row": row, "column": column, "span": span_of(text, words), "name": f"S!{'ABC'[column]}{row + 1}"}
        for row, column, words in cells
    ]
    table = Table.model_validate({"span": {"start": 0, "end": len(text)}, "cells": rows})
    grid = marked_grid(document(text), table, range(3), Marks([]))
    assert [[(cell.name, cell.columns) for cell in row] for row in grid.rows] == [
        [("S!A1", 1), ("S!B1", 1), ("S!C1", 1)],
        [("S!A2", 1), ("S!B2", 1), ("S!C2", 1)],
        [("S!A3", 1), (None, 1), ("S!C3", 1)],
    ]


def test_a_merged_cell_above_takes_its_column_and_ends_with_its_stretch() -> None:
    text = "甲\t乙\t丙\n丁"
    cells = [
        {"row": 0, "column": 0, "rows": 5, "span": span_of(text, "甲")},
        {"row": 0, "column": 1, "span": span_of(text, "乙")},
        {"row": 0, "column": 2, "span": span_of(text, "丙")},
        {"row": 1, "column": 2, "span": span_of(text, "丁")},
    ]
    table = Table.model_validate({"span": {"start": 0, "end": len(text)}, "cells": cells})
    grid = marked_grid(document(text), table, range(2), Marks([]))
    assert [
        [("".join(run.text for run in cell.runs), cell.rows, cell.columns) for cell in row] for row in grid.rows
    ] == [
        [("甲", 2, 1), ("乙", 1, 1), ("丙", 1, 1)],
        [("", 1, 1), ("丁", 1, 1)],
    ]
