"""Periods and documents become columns: none is lost, none counts twice, and what differs stands side by side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docintel.exports.spread_cells import RowId, Sourced
from docintel.exports.spread_columns import PeriodColumn, period_columns
from docintel.exports.spread_form import standard_form
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, sourced
from statement_documents import table_document

FORM = standard_form()
CASH = RowId("bs.cash", "current_assets")


def columns(figures: list[Sourced], statement: str = "balance_sheet") -> list[PeriodColumn]:
    return period_columns(FORM, [one for one in figures if one.figure.statement == statement])


def cash(column: PeriodColumn) -> Decimal | None:
    return column.cells[CASH].value


def later(*cells: str) -> list[Sourced]:
    """The statements of the year after, with these digits of cash: at its end, and as comparative."""
    return sourced(
        chinese(balance=changed(BALANCE_ZH, "货币资金", *cells), name="青屿储能2026.xlsx", day="2026年12月31日")
    )


@pytest.mark.parametrize(
    ("figures", "currency", "unit", "values"),
    [
        (sourced(chinese()), "CNY", "万元", ["12000000.00", "10000000.00"]),
        (sourced(english()), "USD", "million", ["320000000", "300000000"]),
    ],
)
def test_periods_stand_newest_first(figures: list[Sourced], currency: str, unit: str, values: list[str]) -> None:
    found = columns(figures)
    assert [column.period.end for column in found] == [date(2025, 12, 31), date(2024, 12, 31)]
    assert [(column.period.currency, column.units) for column in found] == [(currency, (unit,))] * 2
    assert [cash(column) for column in found] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("figures", "row"),
    [
        (sourced(chinese()), RowId(None, "noncurrent_assets", "待安装储能柜")),
        (sourced(english()), RowId(None, "current_assets", "Berth deposits held by the harbour")),
        (sourced(chinese()), RowId("bs.interest_receivable", "current_assets")),
    ],
)
def test_a_row_of_no_account_stands_in_the_block_it_was_printed_in(figures: list[Sourced], row: RowId) -> None:
    assert row in columns(figures)[0].cells


def test_documents_that_agree_share_a_column_and_name_both_files() -> None:
    again = sourced(chinese(name="青屿储能2025（报送）.xlsx"))
    found = columns([*sourced(chinese()), *again])
    assert [column.period.end for column in found] == [date(2025, 12, 31), date(2024, 12, 31)]
    assert found[0].files == ["青屿储能2025.xlsx", "青屿储能2025（报送）.xlsx"]
    assert [one.file for one in found[0].cells[CASH].also] == ["青屿储能2025（报送）.xlsx"]
    assert found[0].cells[CASH].status == "proved"


def test_documents_that_differ_stand_side_by_side_with_the_conflict_on_both() -> None:
    found = columns([*sourced(chinese()), *later("1,400.00", "1,190.00")])
    assert [(column.period.end, column.file) for column in found] == [
        (date(2026, 12, 31), "青屿储能2026.xlsx"), (date(2025, 12, 31), "青屿储能2025.xlsx"),
        (date(2025, 12, 31), "青屿储能2026.xlsx"), (date(2024, 12, 31), "青屿储能2025.xlsx"),
    ]  # fmt: skip
    first, other = found[1].cells[CASH], found[2].cells[CASH]
    assert (first.value, other.value) == (Decimal("12000000.00"), Decimal("11900000.00"))
    assert ([one.value for one in first.against], [one.value for one in other.against]) == (
        [other.value],
        [first.value],
    )
    assert (first.status, other.status) == ("conflict", "conflict")


@pytest.mark.parametrize("verdict", ["rejected", "corrected"])
def test_what_a_person_struck_out_contradicts_nothing(verdict: str) -> None:
    first = sourced(chinese())
    struck = [replace(one, verdict=verdict) if one.figure.key == "bs.cash" else one for one in first]
    found = columns([*struck, *sourced(chinese(name="again.xlsx"))])
    statuses = {(column.file, column.cells[CASH].status) for column in found}
    assert statuses == {("青屿储能2025.xlsx", verdict), ("again.xlsx", "proved")}
    assert [cell.against for column in found for cell in column.cells.values() if cell.against] == []


def test_a_unit_that_one_document_lacks_is_no_conflict_with_another() -> None:
    lacking = [
        replace(one, figure=one.figure.model_copy(update={"value": None, "unit": None, "status": "unit_unknown"}))
        for one in sourced(chinese(name="again.xlsx"))
    ]
    found = columns([*sourced(chinese()), *lacking])
    assert {cell.status for column in found for cell in column.cells.values()} == {"proved", "unit_unknown", "unproved"}


def test_two_currencies_are_two_columns() -> None:
    yuan, dollars = sourced(chinese()), sourced(english())
    found = columns([*yuan, *dollars])
    assert [(column.period.end, column.period.currency) for column in found] == [
        (date(2025, 12, 31), "CNY"), (date(2025, 12, 31), "USD"),
        (date(2024, 12, 31), "CNY"), (date(2024, 12, 31), "USD"),
    ]  # fmt: skip
    assert [cell.against for column in found for cell in column.cells.values() if cell.against] == []


def test_columns_without_a_date_are_kept_apart_by_document() -> None:
    undated = [["项目", "本期", "上期"], ["货币资金", "1,200.00", "1,000.00"], ["资产总计", "3,000.00", "2,700.00"]]
    one, two = (
        table_document([*undated, ["应收账款", amount, "1.00"]], above=["资产负债表", "单位：元"], name=name)
        for amount, name in (("5.00", "a.xlsx"), ("6.00", "b.xlsx"))
    )
    found = columns(sourced(one, two))
    assert [
        (column.period.end, column.period.role, column.file) for column in found if column.period.role == "current"
    ] == [
        (None, "current", "a.xlsx"),
        (None, "current", "b.xlsx"),
    ]


def test_a_statement_printed_twice_otherwise_is_two_columns_of_one_document() -> None:
    shelf = chinese()
    first = columns(sourced(shelf))[0]
    figures = sourced(shelf)
    twice = [
        Sourced(one.figure.model_copy(update={"value": Decimal(7), "id": f"{one.figure.id}x"}), one.file, "p. 90")
        for one in figures
        if one.figure.key == "bs.cash" and one.figure.period == "current"
    ]
    found = columns([*figures, *twice])
    assert [cash(column) for column in found[:2]] == [first.cells[CASH].value, Decimal(7)]
    assert {column.cells[CASH].status for column in found[:2]} == {"conflict"}


def test_two_rows_of_one_account_are_its_parts() -> None:
    rows = [
        ["项目", "2025年12月31日"],
        ["货币资金", "10.00"],
        ["应收账款", "3.00"],
        ["应收账款净额", "4.50"],
        ["资产总计", "17.50"],
    ]
    (found,) = columns(sourced(table_document(rows, above=["资产负债表", "单位：元"])))
    parts = found.cells[RowId("bs.accounts_receivable", "current_assets")]
    assert [part.figure.as_filed for part in parts.parts] == ["3.00", "4.50"]
    assert (parts.value, parts.status) == (Decimal("7.50"), "unproved")


def test_nothing_is_lost() -> None:
    figures = [*sourced(chinese()), *later("1,400.00", "1,190.00"), *sourced(english(balance=BALANCE_EN))]
    for statement in ("balance_sheet", "income_statement", "cash_flow"):
        held = [
            one.figure.id
            for column in columns(figures, statement)
            for cell in column.cells.values()
            for one in (*cell.parts, *cell.also)
        ]
        assert sorted(held) == sorted(one.figure.id for one in figures if one.figure.statement == statement)
