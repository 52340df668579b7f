import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.errors import ReadCode, ReadError
from docintel.readers.plain import PlainReader
from docintel.readers.reading import read

CONTRACT = """流动资金借款合同

第一条 借款金额
甲方向乙方提供借款人民币壹佰万元整（¥1,000,000.00）。
第二条 借款期限
自2025年1月1日起至2025年12月31日止。
（一）逾期的，按日万分之五计收罚息。

LOAN AGREEMENT
1. Definitions
In this Agreement the words below have the meaning that stands beside them, and no other
meaning, wherever they are used.
"""


def plain(text: str, name: str = "a.txt", charset: str = "utf-8"):
    return PlainReader().read(text.encode(charset), name).document


def blocks(document):
    return [(block.kind, block.number, document.quote(block.span)) for block in document.blocks]


def test_blocks_of_a_bilingual_contract():
    assert blocks(plain(CONTRACT)) == [
        ("title", None, "流动资金借款合同"),
        ("clause", "第一条", "第一条 借款金额"),
        ("paragraph", None, "甲方向乙方提供借款人民币壹佰万元整（¥1,000,000.00）。"),
        ("clause", "第二条", "第二条 借款期限"),
        ("paragraph", None, "自2025年1月1日起至2025年12月31日止。"),
        ("list_item", "（一）", "（一）逾期的，按日万分之五计收罚息。"),
        ("heading", None, "LOAN AGREEMENT"),
        ("clause", "1", "1. Definitions"),
        # a line broken by the margin goes on; the clause's heading does not
        ("paragraph", None, CONTRACT[CONTRACT.index("In this") :].rstrip()),
    ]


def test_page_numbers_and_tags_of_filings_are_no_content():
    text = "<PAGE>   5\n\nLOAN AGREEMENT\n\nThe Lender may do so.\n\n- 12 -\n\n第 3 页 共 9 页\n\n1,000\n5\n"
    assert [kind for kind, _, _ in blocks(plain(text))] == [
        "footer", "title", "paragraph", "footer", "footer", "paragraph", "paragraph",
    ]  # fmt: skip


# Characters a database cannot hold (NUL, control characters, halves of pairs) are replaced; all others stay.
STORABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff") | st.sampled_from(
    "\n\t"
)


@given(st.text(STORABLE, min_size=1).filter(lambda text: bool(text.strip())))
def test_the_text_of_a_utf_8_file_is_the_document_offset_for_offset(text):
    assert plain(text).text == text


@given(st.text(STORABLE, min_size=1).filter(lambda text: bool(text.strip())))
def test_line_ends_of_windows_and_the_byte_order_mark_are_dropped(text):
    document = PlainReader().read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "a.txt").document
    assert document.text == text


@given(st.text(STORABLE, min_size=1).filter(lambda text: bool(text.strip())))
def test_blocks_cover_every_word_once_and_in_order(text):
    document = plain(text)
    written = "".join("".join(document.quote(block.span).split()) for block in document.blocks)
    assert written == "".join(text.split())


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_reads_chinese_in_the_charsets_it_comes_in(charset):
    text = "保證合同\n第一條 保證人願意承擔連帶責任，金額為人民幣壹佰萬元整。\n第二條 本合同自簽字之日起生效。\n"
    if charset == "gb18030":
        text = CONTRACT
    assert plain(text, charset=charset).text == text


def test_reads_western_text():
    text = "Crédit renouvelable\n\nLe prêteur accorde à l’emprunteur un crédit de 1 000 € – remboursable.\n"
    assert plain(text, charset="cp1252").text == text


def test_markdown_headings_and_tables():
    document = plain("# 授信方案\n\n| 项目 | 金额 |\n| --- | ---: |\n| 贷款 | 1,000 |\n| 保证 | |\n\n正文。\n", "a.md")
    assert [(b.kind, b.level) for b in document.blocks] == [("title", None), ("table", None), ("paragraph", None)]
    cells = document.tables[0].cells
    assert [(c.row, c.column, document.quote(c.span)) for c in cells] == [
        (0, 0, "项目"), (0, 1, "金额"), (1, 0, "贷款"), (1, 1, "1,000"), (2, 0, "保证"), (2, 1, ""),
    ]  # fmt: skip


def test_what_cannot_be_read_is_said():
    document = (
        PlainReader().read("第一条 借款金额为人民币一百万元整。\n".encode("gb18030") + b"\xff\xff", "a.txt").document
    )
    assert document.notes[0].startswith("2 characters could not be read as gb18030")


def test_a_file_of_blanks_holds_no_words():
    with pytest.raises(ReadError) as caught:
        read(b" \n\t\n", "a.txt")
    assert caught.value.code is ReadCode.NO_TEXT


def test_real_contracts_keep_their_text(shared):
    """A statute and a CUAD contract: every offset of the file is an offset of the document."""
    for path in [
        *sorted((shared / "data/cuad/txt").glob("*.txt"))[:20],
        shared / "data/zh_statutes/公司法(2018-10-26).md",
    ]:
        raw = path.read_bytes()
        assert read(raw, path.name).document.text == raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def test_every_article_of_a_statute_is_a_clause(shared):
    """The Company Law of 2018 has 218 articles."""
    data = (shared / "data/zh_statutes/公司法(2018-10-26).md").read_bytes()
    document = read(data, "law.md").document
    numbers = {b.number for b in document.blocks if b.kind == "clause" and b.number and b.number.endswith("条")}
    assert len(numbers) == 218
