# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
import gzip
import time

import pytest

from docintel.errors import ReadCode, ReadError
from docintel.readers.html import HtmlReader
from docintel.readers.reading import read


def document(body: str, head: str = "", charset: str = "utf-8"):
    source = f"<html><head>{head}<title>x</title></head><body>{body}</body></html>"
    return HtmlReader().read(source.encode(charset), "a.html").document


def cells(doc, at=0):
    return [(c.row, c.column, c.rows, c.columns, doc.quote(c.span)) for c in doc.tables[at].cells]


def test_headings_clauses_and_lists():
    doc = document(
        "<h1>保证合同</h1><div>第一条 保证人<i>承担</i>连带<br>\n责任。</div><p><b>Governing Law</b></p>"
        "<ol type=a start=2><li>first<li>second</ol><ul><li>x</ul><pre>a\n  b</pre>"
    )
    assert [(b.kind, b.level, b.number, doc.quote(b.span)) for b in doc.blocks] == [
        ("heading", 1, None, "保证合同"),
        ("clause", None, "第一条", "第一条 保证人承担连带"),
        ("paragraph", None, None, "责任。"),
        ("heading", 3, None, "Governing Law"),
        ("list_item", None, "b", "b. first"),
        ("list_item", None, "c", "c. second"),
        ("list_item", None, None, "• x"),
        ("paragraph", None, None, "a"),
        ("paragraph", None, None, "b"),
    ]


def test_scripts_and_hidden_words_are_left_out_and_said():
    doc = document("<script>x()</script><p>seen<span style='display: none'>IGNORE ME</span> too</p><p hidden>y</p>")
    assert doc.text == "seen too"
    assert doc.notes == ("10 characters are hidden on the page and were left out of the text.",)


def test_inline_xbrl_keeps_the_words_it_wraps():
    doc = document(
        "<div style='display:none'><ix:header><ix:hidden><ix:nonNumeric>meta</ix:nonNumeric></ix:hidden></ix:header></div>"
        "<p>Revenue was $<ix:nonFraction name='a' scale='6'>26,974</ix:nonFraction> million</p>"
    )
    assert (doc.text, doc.notes) == ("Revenue was $26,974 million", ())


def test_signs_join_their_figures_and_filler_columns_go():
    row = "<tr><td>{}</td><td>&nbsp;</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    doc = document(
        "<table><tr><td></td><td></td><td colspan=3>2025</td></tr>"
        + row.format("Revenue", "$", "1,234", "")
        + row.format("Loss", "", "(56", ")")
        + row.format("Margin", "", "4.5", "%")
        + row.format("Nil", "$", "—", "")
        + "</table>"
    )
    assert doc.text == "\t2025\nRevenue\t$1,234\nLoss\t\t(56)\nMargin\t\t4.5%\nNil\t$—"


def test_spans_and_captions():
    doc = document(
        "<table><caption>资产负债表</caption><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr>"
        "<tr><th>本期</th><th>上期</th></tr><tr><td>现金</td><td>1</td><td>2</td></tr></table>"
    )
    assert doc.tables[0].title == "资产负债表"
    assert cells(doc) == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "本期"), (1, 2, 1, 1, "上期"),
        (2, 0, 1, 1, "现金"), (2, 1, 1, 1, "1"), (2, 2, 1, 1, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # tables that only place text on the page
        ("<table><tr><td><p>a</p><table><tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr></table></td></tr></table>", "a\nx\t1\ny\t2"),
        ("<table><tr><td>•</td><td>one</td></tr><tr><td>•</td><td>two</td></tr></table>", "• one\n• two"),
        ("<table><tr><td>Item 1.</td><td>Business</td></tr></table>", "Item 1. Business"),
        ("<table><tr><td>(a)</td><td>the Borrower</td></tr></table>", "(a) the Borrower"),
        # Chinese has no spaces where the source breaks its lines; English has
        ("<p>募集资金\n总额</p><p>net\nincome</p>", "募集资金总额\nnet income"),
    ],
)  # fmt: skip
def test_what_is_seen_is_read(body, text):
    assert document(body).text == text


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_the_charset_a_page_names_is_obeyed(charset):
    doc = document("<p>借款合同第一条借款金额为人民币一百万元整</p>", f"<meta charset='{charset}'>", charset)
    assert doc.text == "借款合同第一条借款金额为人民币一百万元整"


def test_an_empty_page_holds_no_words():
    with pytest.raises(ReadError) as caught:
        document("<script>x</script>")
    assert caught.value.code is ReadCode.NO_TEXT


def test_deep_nesting_is_read_whole_or_refused():
    assert document("<div>" * 2000 + "deep").text == "deep"
    with pytest.raises(ReadError) as caught:
        document("first" + "<div>" * 3000 + "deep")
    assert caught.value.code is ReadCode.OVER_LIMIT


@pytest.fixture(scope="module")
def tenk(shared):
    data = gzip.decompress((shared / "samples/statements_dev/Nvidia.10-K.html.gz").read_bytes())
    began = time.perf_counter()
    doc = read(data, "10-K.html").document
    return doc, time.perf_counter() - began


def test_figures_of_a_real_filing_stand_in_their_cells(tenk):
    """Revenue of the fiscal year to January 29, 2023 was $26,974 million, the year before $26,914 million."""
    doc, seconds = tenk
    rows = [
        [doc.quote(cell.span) for cell in table.cells if cell.row == first.row]
        for table in doc.tables
        for first in table.cells
        if first.column == 0 and doc.quote(first.span) == "Revenue"
    ]
    assert ["Revenue", "$26,974", "$26,914", "$16,675"] in rows
    assert len(doc.tables) == 64
    assert seconds < 20


def test_figures_of_a_chinese_report_stand_in_their_cells(shared):
    """货币资金 at the end of 2019: 1,556,575,372.45 元."""
    path = next((shared / "samples/reports").glob("*.html"))
    doc = read(path.read_bytes(), path.name).document
    cash = [cell for table in doc.tables for cell in table.cells if doc.quote(cell.span) == "1,556,575,372.45"]
    assert len(cash) >= 2
    for cell in cash:
        table = next(table for table in doc.tables if cell in table.cells)
        label = table.grid[cell.row, 0]
        assert doc.quote(label.span) in ("货币资金", "合计", "合 计", "一、现金")
