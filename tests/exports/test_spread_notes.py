"""What the workbook says around its numbers, in both languages."""

import pytest

from docintel.exports.spread_notes import about_lines, column_heads, disagreements, sheet_heads
from docintel.exports.spreads import spread_figures, spread_sheets
from docintel.records import Document
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, sourced


@pytest.mark.parametrize(
    ("document", "head"),
    [
        (chinese(), "数值单位 CNY 元 / values in CNY yuan · 原文单位 万元 / printed in 万元 · 青屿储能2025.xlsx"),
        (
            english(),
            "数值单位 USD 美元 / values in USD US dollar · 原文单位 million / printed in million"
            " · Osier Quay 10-K.html",
        ),
        (
            chinese(unit=""),
            "数值单位 币种未知 / values in currency unknown · 原文单位未知 / printed unit unknown · 青屿储能2025.xlsx",
        ),
    ],
)
def test_a_column_says_its_currency_unit_and_file(document: Document, head: str) -> None:
    sheet = spread_sheets(sourced(document))[0]
    assert column_heads(sheet.columns[0])[1] == head
    assert ("未知" in sheet_heads("青屿储能", sheet)[1]) is ("未知" in head)


def test_the_first_sheet_has_legend_rules_and_files_in_both_languages() -> None:
    balance = [one for one in sourced(chinese()) if one.figure.statement == "balance_sheet"]
    lines = list(about_lines("青屿储能", ["合并资产负债表 BS"], spread_figures(balance)))
    words = [line[0] for line in lines]
    assert (words[0], words[2]) == (
        ("青屿储能 · 标准财务报表", "Standardised financial statements"),
        ("合并资产负债表 BS", "consolidated balance sheet", "2025-12-31、2024-12-31"),
    )
    legend = {status: line for line, status, _ in lines if status}
    assert set(legend) == {"proved", "unproved", "conflict", "unit_unknown", "computed", "rejected"}
    assert legend["unproved"] == (
        "未经勾稽 unproved",
        "没有勾稽关系能证实或推翻",
        "no identity speaks for or against it",
    )
    assert [target for _, _, target in lines if target] == ["合并资产负债表 BS"]
    assert ("青屿储能2025.xlsx", "公司未写明 company not named") in words
    assert ("", "没有不符之处", "nothing disagrees") in words
    assert words[-2:] == [
        ("未归类或按相似度归类的行", "Rows of no account, or mapped by likeness"),
        ("合并资产负债表 · 待安装储能柜", "没有相近的科目", "no account is near"),
    ]


@pytest.mark.parametrize(
    ("document", "place", "zh", "en"),
    [
        (
            chinese(balance=changed(BALANCE_ZH, "流动资产合计", "2,060.00", "1,700.00")),
            "合并资产负债表 · 2025-12-31 · 流动资产合计 Total current assets",
            "I-BS4（流动资产合计 = 流动资产各行之和） 不平 100,000.00",
            "I-BS4 (total current assets = sum of its rows) fails 100,000.00",
        ),
        (
            english(balance=changed(BALANCE_EN, "Total current assets", "530", "460")),
            "合并资产负债表 · 2025-12-31 · 流动资产合计 Total current assets",
            "各行合计与原文合计不符",
            "the rows do not add up to the printed total",
        ),
    ],
)
def test_what_disagrees_is_named_with_its_place(document: Document, place: str, zh: str, en: str) -> None:
    found = dict(disagreements(spread_figures(sourced(document))))
    assert zh in found[place].zh
    assert en in found[place].en
