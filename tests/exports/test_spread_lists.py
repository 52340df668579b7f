"""Sheets that are lists, read back by another library: numbers as filed, and proposals nobody can take for values."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docintel.exports.spread_book import FILLS
from docintel.exports.spread_cells import Proposed
from docintel.exports.spread_workbook import write_spreading
from docintel.exports.spreads import Spread, spread_figures
from docintel.records import Document
from spread_statements import (
    BALANCE_EN,
    BALANCE_ZH,
    changed,
    chinese,
    english,
    proposed,
    sourced,
    with_equity_en,
    with_equity_zh,
)  # fmt: skip

PAGE = "http://docintel.bank/documents/D-1?view=figures&part=1"
EQUITY, PROPOSALS = "合并所有者权益变动表 EQ", "建议 Proposals"
ALTERED_ZH = chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00"))
ALTERED_EN = english(balance=changed(BALANCE_EN, "Accounts receivable, net", "", "150"))

CURRENT = "I-BS4（流动资产合计 = 流动资产各行之和） / I-BS4 (total current assets = sum of its rows)"


def written(path: Path, spread: Spread) -> Workbook:
    write_spreading(path, "青屿储能", spread)
    return load_workbook(path)


def lines(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines of a list by the Chinese words of its heads."""
    heads = [str(one.value).split(" ")[0] for one in sheet[4]]
    return [
        dict(zip(heads, (one.value for one in row), strict=True))
        for row in sheet.iter_rows(min_row=5, max_col=len(heads))
    ]


@pytest.mark.parametrize(
    ("document", "digits", "value", "unit", "period"),
    [
        (with_equity_zh(), "1,400.00", 14000000, "万元", "2025-12-31"),
        (with_equity_en(), "500", 500000000, "million", "2025-12-31"),
    ],
)
def test_a_table_as_filed_has_a_line_for_each_number(
    document: Document, digits: str, value: int, unit: str, period: str, tmp_path: Path
) -> None:
    figures = sourced(document, href=PAGE)
    sheet = written(tmp_path / "s.xlsx", spread_figures(figures))[EQUITY]
    found = lines(sheet)
    assert len(found) == sum(one.figure.statement == "equity_changes" for one in figures)
    last = found[-1]
    assert (last["原文数字"], last["标准值"], last["原文单位"], last["期间"]) == (digits, value, unit, period)
    assert last["状态"] == "勾稽相符 / proved"
    cell = sheet.cell(4 + len(found), 5)
    assert cell.fill.fgColor.rgb == "FF" + FILLS["proved"].removeprefix("#")
    assert cell.hyperlink.location == figures[-1].figure.id
    assert "no formula elsewhere uses it" in str(sheet["A2"].value)
    assert [one for row in sheet.iter_rows() for one in row if one.data_type == "f"] == []


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (ALTERED_ZH, [
            ("货币资金", "1,290.00", "1,200.00", "万元 CNY", "一位数字不同 / one digit differs", CURRENT, "0"),
        ]),
        (ALTERED_EN, [
            ("Berth deposits held by the harbour", "20", "200", "million USD",
             "小数点错位 / decimal point misplaced", CURRENT, "2"),
            ("Cash and cash equivalents", "320", "500", "million USD", None, CURRENT, "2"),
            ("Accounts receivable, net", "未印数字 nothing printed", "180", "million USD", None, CURRENT, "2"),
        ]),
    ],
)  # fmt: skip
def test_proposals_stand_on_their_own_sheet_as_digits(
    document: Document, expected: list[tuple[str, ...]], tmp_path: Path
) -> None:
    spread = spread_figures(sourced(document, href=PAGE), proposed(document, href=PAGE))
    sheet = written(tmp_path / "s.xlsx", spread)[PROPOSALS]
    heads = ("原文科目", "原文数字", "建议数字", "单位", "可能成因", "将成立的勾稽", "其他同样可能的更正")
    assert [tuple(line[head] or None for head in heads) for line in lines(sheet)] == expected
    # text only: no sum and no chart takes it for a value
    assert {one.data_type for row in sheet.iter_rows(min_row=5) for one in row if one.value} == {"s"}
    links = [sheet.cell(row, 2).hyperlink.location for row in range(5, 5 + len(expected))]
    assert links == [one.proposal.id for one in spread.proposals]


@pytest.mark.parametrize(
    ("verdict", "advice"),
    [
        (
            "",
            "打开原件核对该数字及所列勾稽中的各行：若确系误印或误读，采纳建议；若原件无误，驳回；采纳之前不用于任何计算",
        ),
        ("accepted", "已采纳：客户画像按建议值计算，标准报表仍列原文"),
        ("rejected", "已驳回：原文数字维持"),
    ],
)
def test_what_to_do_is_said_until_somebody_did_it(verdict: str, advice: str, tmp_path: Path) -> None:
    found: list[Proposed] = proposed(ALTERED_ZH, verdict=verdict)
    sheet = written(tmp_path / "s.xlsx", spread_figures(sourced(ALTERED_ZH), found))[PROPOSALS]
    (line,) = lines(sheet)
    assert str(line["怎么办"]).partition(" / ")[0] == advice


@pytest.mark.parametrize("document", [ALTERED_ZH, ALTERED_EN])
def test_no_value_and_no_formula_takes_a_proposal(document: Document, tmp_path: Path) -> None:
    """The standard sheets are what they are without it, but for the remark beside the figure."""
    with_them = written(tmp_path / "a.xlsx", spread_figures(sourced(document), proposed(document)))
    without = written(tmp_path / "b.xlsx", spread_figures(sourced(document)))
    assert [name for name in with_them.sheetnames if name not in without.sheetnames] == [PROPOSALS]
    for sheet in without.worksheets[1:]:
        for row in sheet.iter_rows():
            for one in row:
                assert with_them[sheet.title][one.coordinate].value == one.value


def test_without_a_proposal_there_is_no_such_sheet(tmp_path: Path) -> None:
    assert (
        PROPOSALS
        not in written(tmp_path / "s.xlsx", spread_figures(sourced(chinese()), proposed(chinese()))).sheetnames
    )
