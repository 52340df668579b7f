"""Where a fact stands, in words that a person can follow to it."""

import pytest

from docintel.readers.html import HtmlReader
from docintel.records import Amount, Document, Span
from docintel.workflows.pages import place_of

PAGE_ZH = """<table><tr><td>编号</td><td>甲</td></tr><tr><td>日期</td><td>乙</td></tr></table><p>合并资产负债表</p>
<table><tr><td>项目</td><td>期末</td></tr><tr><td></td><td>货币资金</td><td>1,200.00</td></tr></table>"""
PAGE_EN = """<p>We owe USD 75.</p><table><tr><td>Assets</td><td>2025</td></tr>
<tr><td>Cash and cash equivalents held by the harbour company and by its
subsidiaries abroad</td><td>320</td></tr></table>"""


def read(page: str) -> Document:
    return HtmlReader().read(page.encode(), "statement.html").document


def place(document: Document, words: str) -> str:
    start = document.text.index(words)
    span = Span(start=start, end=start + len(words))
    fact = Amount.found(
        document, span, source="rules:test@1", confidence=None, value=None, currency=None, as_filed=words
    )
    return place_of(fact, document)


@pytest.mark.parametrize(
    ("page", "words", "said"),
    [
        (PAGE_ZH, "1,200.00", "表 table 2 行 row 2「货币资金」"),
        (PAGE_EN, "320", "表 table 1 行 row 2「Cash and cash equivalents held by the harbour company and by…」"),
        # outside tables only characters can be counted
        (PAGE_EN, "75", "characters 11–13"),
    ],
)
def test_a_number_of_a_page_without_pages_is_found_by_table_and_row(page: str, words: str, said: str) -> None:
    assert place(read(page), words) == said
