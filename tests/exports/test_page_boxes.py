"""Boxes of facts on a page: over their words, the small ones on top, long evidence as one frame a column."""

from docintel.exports.marked_text import Mark
from docintel.exports.page_boxes import boxes_on, pages_of
from docintel.records import Box, Layout, Span
from factories import boxed, span_of

TEXT = "甲方应付\n人民币六百万元\n于六月三十日\n前付清\n逾期罚息"


def test_small_boxes_are_drawn_after_large_ones() -> None:
    layout = boxed(TEXT).layout
    clause = Mark("F-clause", "clause", Span(start=0, end=len(TEXT)))
    amount = Mark("F-sum", "amount", span_of(TEXT, "六百万元"))
    drawn = [(one.mark.fact, one.box) for one in boxes_on(1, [amount, clause], layout)]
    # five lines are one frame, from the first character's top to the last line's bottom
    assert drawn == [("F-clause", Box(1, 0, 0, 70, 92)), ("F-sum", Box(1, 30, 20, 70, 32))]


def test_evidence_of_few_lines_is_drawn_line_by_line() -> None:
    mark = Mark("F-1", "date", span_of(TEXT, "于六月三十日\n前付清"))
    drawn = [one.box for one in boxes_on(1, [mark], boxed(TEXT).layout)]
    assert drawn == [Box(1, 0, 40, 60, 52), Box(1, 0, 60, 30, 72)]


def test_columns_get_a_frame_each_and_other_pages_none() -> None:
    layout = Layout()
    for column in (0, 300):
        for row in range(3):
            layout.append(Box(1, column, 20 * row, column + 100, 20 * row + 12))
    layout.append(Box(2, 0, 0, 100, 12))
    span = Span(start=0, end=7)
    mark = Mark("F-1", "clause", span)
    assert [one.box for one in boxes_on(1, [mark], layout)] == [Box(1, 0, 0, 100, 52), Box(1, 300, 0, 400, 52)]
    assert [one.box for one in boxes_on(2, [mark], layout)] == [Box(2, 0, 0, 100, 12)]
    assert boxes_on(3, [mark], layout) == []
    assert (pages_of(span, layout), pages_of(span, Layout())) == ({1, 2}, set())
