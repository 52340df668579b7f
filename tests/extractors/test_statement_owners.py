"""Whose statement each is, in a file that holds the statements of several companies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement import StatementExtractor
from docintel.extractors.statement_owners import read_owner
from docintel.records import Figure
from statement_documents import Rows, tables_document

EAST: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、营业收入", "900.00", "800.00"],
    ["减：营业成本", "500.00", "450.00"],
    ["二、营业利润", "400.00", "350.00"],
    ["三、利润总额", "400.00", "350.00"],
    ["减：所得税费用", "100.00", "90.00"],
    ["四、净利润", "300.00", "260.00"],
]
WEST: Rows = [EAST[0], *([row[0], *(f"{3 * float(cell):,.2f}" for cell in row[1:])] for row in EAST[1:])]
HEADS = {
    "zh": ("编制单位：{}", "2025年度", "单位：元"),
    "en": ("{}", "Year ended 31 December 2025", "Amounts in RMB"),
}


def read(*names: str | None, language: str = "zh") -> list[Figure]:
    """The figures of two income statements under these names."""
    parts = []
    for name, rows in zip(names, (EAST, WEST), strict=True):
        head = [line.format(name) for line in HEADS[language] if name is not None or "{}" not in line]
        title = "利润表" if language == "zh" else "Income statement"
        parts.append((rows, None, [title, *head]))
    found = StatementExtractor().extract(tables_document(parts))
    return [fact for fact in found if isinstance(fact, Figure)]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["利润表", "编制单位：东浦塑料有限公司    2025年度"], "东浦塑料有限公司"),
        (["利润表", "单位名称:西浦模具厂有限公司（盖章）"], "西浦模具厂有限公司"),
        (["Halden Fittings Ltd", "Profit and loss account"], "Halden Fittings Ltd"),
        (["Company: Marlowe Bakery Limited"], "Marlowe Bakery Limited"),
        (["利润表", "单位：元"], None),
        # A sentence that mentions a company is no heading.
        (["The following statement of Halden Fittings Ltd was prepared by the directors for the bank"], None),
    ],
)
def test_the_head_names_the_company(lines: list[str], name: str | None) -> None:
    assert read_owner(lines) == name


@pytest.mark.parametrize(
    ("names", "language"),
    [(("东浦塑料有限公司", "西浦模具有限公司"), "zh"), (("Halden Fittings Ltd", "Marlowe Bakery Limited"), "en")],
)
def test_two_companies_do_not_contradict_each_other(names: tuple[str, str], language: str) -> None:
    figures = read(*names, language=language)
    assert {figure.entity for figure in figures} == set(names)
    assert {figure.status for figure in figures} == {"proved"}
    assert not [check for figure in figures for check in figure.checks if check.result == "fail"]


@pytest.mark.parametrize(
    "names", [("东浦塑料有限公司", "东浦塑料有限公司"), ("东浦塑料有限公司", "东浦塑料有限"), (None, None)]
)
def test_one_company_printed_twice_does_and_is_not_named(names: tuple[str | None, str | None]) -> None:
    figures = read(*names)
    assert {figure.entity for figure in figures} == {None}
    assert {figure.status for figure in figures if figure.key == "is.net_profit"} == {"conflict"}


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_are_read(lines: list[str]) -> None:
    owner = read_owner(lines)
    assert owner is None or any(owner in line for line in lines)
