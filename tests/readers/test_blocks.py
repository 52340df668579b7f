import pytest

from docintel.readers.blocks import line_shape


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("第三条 借款期限", "clause", "第三条"),
        ("第 二 条　借款方", "clause", "第二条"),  # spaces set for width
        ("第十条的规定执行", "paragraph", None),  # a reference, not a clause
        ("第三方付款", "paragraph", None),
        ("第一章 总则", "heading", "第一章"),
        ("第一部分 释义", "heading", "第一部分"),
        ("一、甲方应当按时还款。", "clause", "一"),
        ("一、总则", "heading", "一"),
        ("（一）借款人", "list_item", "（一）"),
        ("1、借款金额", "clause", "1"),
        ("1.1定义", "clause", "1.1"),
        ("附件一：还款计划", "heading", "附件一"),
        ("4.1 Payment", "clause", "4.1"),
        ("10.1. Notices", "clause", "10.1"),
        ("1. Definitions", "clause", "1"),
        ("(a) the Borrower", "list_item", "(a)"),
        ("Article IV Term", "clause", "Article IV"),
        ("ARTICLE 2—CONDITIONS PRECEDENT", "clause", "ARTICLE 2"),
        ("Section 2.1 Loans. The Lender", "clause", "Section 2.1"),
        ("Section 2.1(b) of the agreement", "paragraph", None),
        ("Schedule 1", "heading", "Schedule 1"),
        ("Annex A shall apply.", "paragraph", None),
        ("GOVERNING LAW", "heading", None),
        ("• bullet", "list_item", None),
        # figures, dates and measures are no clause numbers
        ("1.5 million dollars", "paragraph", None),
        ("5.25 per cent per annum", "paragraph", None),
        ("10.5%以上", "paragraph", None),
        ("3.5 亿元", "paragraph", None),
        ("2018.12.31", "paragraph", None),
        ("12月31日", "paragraph", None),
        ("USD 5", "paragraph", None),
        # a table of contents repeats the clauses without being them
        ("1.1 Definitions ........ 5", "paragraph", None),
        ("第一条 总则……………… 2", "paragraph", None),
        ("", "paragraph", None),
    ],
)
def test_first_words_tell_what_a_line_is(line, kind, number):
    shape = line_shape(line)
    assert (shape.kind, shape.number) == (kind, number)
