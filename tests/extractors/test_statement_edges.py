"""Rows that a page's edge parted from their table: taken back with their head, or left where nothing says whose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.make_pdf import make_pdf, write

from docintel.extractors.statement import StatementExtractor
from docintel.readers.pdf import PdfReader
from docintel.records import Figure

_HEAD = ["合并现金流量表", "2024年度", "单位：元"]
_COLUMNS = ["项目", "2024年度", "2023年度"]
_OPENING = ["一、经营活动产生的现金流量："]
_FIRST = ["销售商品、提供劳务收到的现金", "3,871.20", "3,402.66"]
_ROWS = [
    ["收到其他与经营活动有关的现金", "44.83", "39.17"],
    ["经营活动现金流入小计", "3,916.03", "3,441.83"],
    ["购买商品、接受劳务支付的现金", "2,958.74", "2,644.09"],
    ["支付的各项税费", "549.09", "490.15"],
    ["经营活动现金流出小计", "3,507.83", "3,134.24"],
    ["经营活动产生的现金流量净额", "408.20", "307.59"],
    ["五、现金及现金等价物净增加额", "408.20", "307.59"],
    ["加：期初现金及现金等价物余额", "1,003.28", "695.69"],
]
_LAST = ["六、期末现金及现金等价物余额", "1,411.48", "1,003.28"]


def read(*pages: Sequence[Sequence[str]]) -> list[Figure]:
    """The figures of pages whose rows stand without rules: a caption, and figures flush right."""

    def drawing(rows: Sequence[Sequence[str]]):  # type: ignore[no-untyped-def]
        def draw(canvas: Canvas) -> None:
            for at, (caption, *figures) in enumerate(rows):
                write(canvas, 40, 60 + 18 * at, caption, 9)
                for edge, text in zip((300, 400), figures, strict=False):
                    write(canvas, edge, 60 + 18 * at, text, 9, right=True)

        return draw

    document = PdfReader().read(make_pdf(*(drawing(rows) for rows in pages)), "report.pdf").document
    return [fact for fact in StatementExtractor().extract(document) if isinstance(fact, Figure)]


@pytest.mark.parametrize(
    "columns",
    [
        [_COLUMNS],
        # a head of two lines, and Word's blanks around digits
        [["项目", "2024年", "2023年"], ["", "（元）", "（元）"]],
        [["项目", "2024 年度", "2023 年度"]],
    ],
)
def test_a_head_left_on_the_page_before_heads_the_table(columns: list[list[str]]) -> None:
    found = read([*([line] for line in _HEAD), *columns, _OPENING, _FIRST], [*_ROWS, _LAST])
    sales = [figure for figure in found if figure.key == "cf.sales_cash"]
    assert [(f.as_filed, f.period, f.months, f.status) for f in sales] == [
        ("3,871.20", "current", 12, "proved"),
        ("3,402.66", "prior", 12, "proved"),
    ]
    assert {f.period_end.year for f in found if f.period_end} == {2024, 2023}
    assert len(found) == 20


def test_a_last_row_alone_on_the_next_page_belongs_to_the_table() -> None:
    found = read([*([line] for line in _HEAD), _COLUMNS, _OPENING, _FIRST, *_ROWS], [_LAST, ["法定代表人：林远舟"]])
    last = [figure for figure in found if figure.key == "cf.cash_end"]
    assert [(f.as_filed, f.status) for f in last] == [("1,411.48", "proved"), ("1,003.28", "proved")]


def test_a_row_with_a_blank_is_not_taken_for_nothing_says_where_its_number_stands() -> None:
    page = [*([line] for line in _HEAD), _COLUMNS, _OPENING, _FIRST, *_ROWS]
    found = read(page, [["六、期末现金及现金等价物余额", "1,411.48"]])
    assert [figure for figure in found if figure.key == "cf.cash_end"] == []


def test_lines_on_the_same_page_are_no_rows() -> None:
    page = [
        *([line] for line in _HEAD),
        _COLUMNS,
        _OPENING,
        _FIRST,
        *_ROWS,
        _LAST,
        *[[""]] * 5,
        ["营业收入", "1.00", "2.00"],
    ]
    assert [figure for figure in read(page) if figure.label == "营业收入"] == []
