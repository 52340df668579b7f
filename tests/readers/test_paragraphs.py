"""Lines joined into paragraphs and headings."""

from docintel.readers.paragraphs import make_blocks
from docintel.readers.tape import TextLine
from docintel.records import Span


def blocks(*placed: tuple[str, float, float, float]) -> list[tuple[str, str | None, int]]:
    """(kind, number, lines) of the blocks made of lines (words, x0, x1, top), 10-point type in one column."""
    text, lines = "", []
    for words, x0, x1, top in placed:
        span = Span(start=len(text), end=len(text) + len(words))
        lines.append(TextLine(span, 1, 1, x0, top, x1, top + 10.5, 10))
        text += words + "\n"
    made = make_blocks(lines, {}, text)
    return [(block.kind, block.number, 1 + text[block.span.start : block.span.end].count("\n")) for block in made]


def test_an_indented_first_line_begins_a_paragraph() -> None:
    """Chinese reports set no space between paragraphs, only two characters in."""
    found = blocks(
        ("本公司及董事会全体成员保证信息披露内容真实", 70, 400, 0),
        ("准确和完整没有虚假记载误导性陈述或者重大遗", 50, 400, 15),
        ("漏并对其承担责任。", 50, 150, 30),
        ("截至报告期末公司银行借款余额为一亿二千万元", 70, 400, 45),
        ("均已按期偿还。", 50, 130, 60),
    )
    assert found == [("paragraph", None, 3), ("paragraph", None, 2)]


def test_a_wider_gap_begins_a_paragraph() -> None:
    found = blocks(
        ("The Borrower shall repay each Loan in full on", 50, 400, 0),
        ("the Maturity Date together with accrued interest", 50, 395, 14),
        ("and all other sums then due to the Lender and", 50, 398, 28),
        ("Interest accrues from day to day on the basis of", 50, 397, 60),
        ("a year of 360 days.", 50, 160, 74),
    )
    assert found == [("paragraph", None, 3), ("paragraph", None, 2)]


def test_a_numbered_line_begins_a_clause() -> None:
    found = blocks(
        ("第二条 借款用途。借款人应当将借款用于补充流动资金", 50, 400, 0),
        ("未经贷款人书面同意不得改变。", 50, 250, 15),
        ("第三条 借款期限为十二个月，自实际提款日起计算利息", 50, 400, 30),
        ("（一）逾期的，按合同约定的罚息利率计收罚息并有权解", 50, 400, 45),
        ("除合同。", 50, 100, 60),
    )
    assert found == [("clause", "第二条", 2), ("clause", "第三条", 1), ("list_item", "（一）", 2)]
