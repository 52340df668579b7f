"""Documents that name different companies share no sheet; what names none is said."""

from dataclasses import replace

import pytest

from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_companies import are_one_company, companies_of, company_warnings
from docintel.exports.spread_notes import about_lines, column_heads, sheet_heads
from docintel.exports.spreads import spread_figures
from docintel.records import Document
from spread_statements import BALANCE_ZH, changed, chinese, english, sourced

LATER = chinese(balance=changed(BALANCE_ZH, "货币资金", "1,400.00", "1,200.00"), name="霁岭储能2025.xlsx")


def of(document: Document, company: str | None) -> list[Sourced]:
    return [replace(one, company=company) for one in sourced(document)]


def test_two_companies_have_sheets_of_their_own_and_nothing_differs() -> None:
    spread = spread_figures([*of(chinese(), "青屿储能有限公司"), *of(LATER, "霁岭储能有限公司")])
    names = [sheet.name.zh for sheet in spread.sheets if sheet.statement == "balance_sheet"]
    assert names == ["合并资产负债表 · 霁岭储能有限公司", "合并资产负债表 · 青屿储能有限公司"]
    assert [cell for sheet in spread.sheets for column in sheet.columns for cell in column.cells.values()
            if cell.against] == []  # fmt: skip
    (warning,) = company_warnings(spread.companies)
    assert warning.zh.startswith(
        "本簿含 2 家公司的报表，分列工作表，互不比较、不可相加：青屿储能有限公司 (青屿储能2025.xlsx)；"
    )
    assert warning.en.endswith("青屿储能有限公司 (青屿储能2025.xlsx); 霁岭储能有限公司 (霁岭储能2025.xlsx)")
    # it is said at the top of the book and of every sheet, and every column names its file and company
    second = list(about_lines("two", ["x"] * len(spread.sheets), spread))[1]
    assert second == (("注意 Beware", *warning), "conflict", "")
    assert warning.en in sheet_heads("two", spread.sheets[0], spread.companies)[0]
    assert column_heads(spread.sheets[0].columns[0])[1].endswith("霁岭储能2025.xlsx · 霁岭储能有限公司")


@pytest.mark.parametrize(
    ("first", "second"),
    [("青屿储能有限公司", "青屿储能有限公司 "), ("OSIER QUAY INC.", "Osier Quay, Inc."), (None, None)],
)
def test_documents_of_one_company_are_compared_as_before(first: str | None, second: str | None) -> None:
    spread = spread_figures([*of(chinese(), first), *of(LATER, second)])
    sheet = spread.sheets[0]
    assert sheet.name.zh == "合并资产负债表"
    differing = [cell for column in sheet.columns for row, cell in column.cells.items() if row.key == "bs.cash"]
    assert any(cell.against for cell in differing)
    assert len(companies_of([*of(chinese(), first), *of(LATER, second)])) == 1


@pytest.mark.parametrize(
    ("companies", "said"),
    [
        ((None, None), ["青屿储能2025.xlsx, Osier Quay 10-K.html"]),
        (("青屿储能有限公司", None), ["Osier Quay 10-K.html"]),
        (("青屿储能有限公司", "青屿储能有限公司"), []),
    ],
)
def test_files_that_name_no_company_are_said(companies: tuple[str | None, str | None], said: list[str]) -> None:
    figures = [*of(chinese(), companies[0]), *of(english(), companies[1])]
    warnings = [one.en for one in company_warnings(companies_of(figures))]
    assert [one.rpartition(": ")[2] for one in warnings] == said
    assert all(one.startswith("These files name no company for sure") for one in warnings)


def test_one_file_alone_is_nothing_to_beware_of() -> None:
    assert list(company_warnings(companies_of(sourced(chinese())))) == []


def test_a_value_of_a_file_that_may_be_another_company_s_says_so() -> None:
    sheet = spread_figures([*of(chinese(), "青屿储能有限公司"), *of(LATER, None)]).sheets[0]
    cash = [entry for row, _, entry in sheet.entries() if row.id and row.id.key == "bs.cash" and entry.remarks]
    assert {remark.en for entry in cash for remark in entry.remarks} >= {"the two files do not name one company"}
    one, other = of(chinese(), "青屿储能有限公司")[0], of(english(), None)[0]
    assert (are_one_company(one, one), are_one_company(one, other)) == (True, False)
