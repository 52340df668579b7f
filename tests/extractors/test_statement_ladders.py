"""Income statements without a fixed form, English and Chinese: rungs, totals, and the signs that they settle."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure, Proposal
from statement_documents import Rows, by_key, table_document

HEAD = ["", "2025", "2024"]
POSITIVE: Rows = [
    HEAD,
    ["Products", "700", "600"],
    ["Services", "300", "250"],
    ["Total revenue", "1,000", "850"],
    ["Cost of sales", "400", "350"],
    ["Gross profit", "600", "500"],
    ["Selling expenses", "120", "110"],
    ["Administrative expenses", "180", "150"],
    ["Operating profit", "300", "240"],
    ["Finance costs", "40", "30"],
    ["Profit before tax", "260", "210"],
    ["Income tax expense", "60", "50"],
    ["Profit for the year", "200", "160"],
]
_COSTS = {"Cost of sales", "Selling expenses", "Administrative expenses", "Finance costs", "Income tax expense"}
BRACKETED: Rows = [[row[0], *(f"({cell})" if row[0] in _COSTS else cell for cell in row[1:])] for row in POSITIVE]
#: Two of five costs without their brackets: too few are left for the layout to be told by counting.
MIXED: Rows = [[row[0], *(cell.strip("()") if "expenses" in row[0] else cell for cell in row[1:])] for row in BRACKETED]
ABOVE = ["Income statement", "Year ended 31 December", "Amounts in USD thousands"]
SMALL: Rows = [
    ["项目", "行次", "本年累计金额", "本月金额"],
    ["一、营业收入", "1", "1,000.00", "100.00"],
    ["减：营业成本", "2", "600.00", "60.00"],
    ["税金及附加", "3", "20.00", "2.00"],
    ["其中：消费税", "4", "", ""],
    ["城市维护建设税", "6", "9.00", "1.00"],
    ["销售费用", "11", "50.00", "5.00"],
    ["其中：商品维修费", "12", "", ""],
    ["自设科目", "13", "7.00", "0.70"],
    ["二、营业利润（亏损以“-”号填列）", "21", "330.00", "33.00"],
]
ABOVE_SMALL = ["利润表", "2025年9月", "单位：元"]


def read(rows: Rows, above: Sequence[str] = ABOVE, language: str = "en") -> list[Figure]:
    """The figures of an income statement."""
    found = StatementExtractor().extract(table_document(rows, above=above, language=language))
    return [fact for fact in found if isinstance(fact, Figure)]


def changed(rows: Rows, label: str, printed: str) -> Rows:
    """The rows with another current figure in one of them."""
    return [[row[0], printed, *row[2:]] if row[0] == label else row for row in rows]


@pytest.mark.parametrize("rows", [POSITIVE, BRACKETED])
def test_every_row_of_either_layout_is_proved_with_one_sign(rows: Rows) -> None:
    figures = read(rows)
    assert {figure.status for figure in figures} == {"proved"}
    assert by_key(figures)["is.cost_of_sales"].value == Decimal(400_000)
    assert by_key(figures, "prior")["is.admin_expenses"].value == Decimal(150_000)


@pytest.mark.parametrize(
    "label", ["Products", "Cost of sales", "Gross profit", "Administrative expenses", "Finance costs"]
)
@pytest.mark.parametrize("rows", [POSITIVE, BRACKETED])
def test_an_altered_row_is_named_and_never_proved(rows: Rows, label: str) -> None:
    document = table_document(
        changed(rows, label, "(777)" if "(" in rows[4][1] and label in _COSTS else "777"), above=ABOVE
    )
    facts = list(StatementExtractor().extract(document))
    figure = next(f for f in facts if isinstance(f, Figure) and f.label == label and f.period == "current")
    assert figure.status == "conflict"
    assert figure.id in {fact.figure for fact in facts if isinstance(fact, Proposal)}


def test_a_cost_that_is_proved_has_the_sign_of_a_cost() -> None:
    figures = read(MIXED)
    wrong = [f for f in figures if f.status == "proved" and f.key and f.key.endswith(("expenses", "sales")) and f.value]
    assert [figure.label for figure in wrong if figure.value is not None and figure.value < 0] == []


def test_rows_inside_others_are_filed_and_added_to_nothing() -> None:
    figures = read(SMALL, ABOVE_SMALL, "zh")
    assert {f.status for f in figures if f.key} == {"proved"}
    inside = {(figure.label, figure.status) for figure in figures if figure.key is None}
    assert inside == {("城市维护建设税", "unproved"), ("自设科目", "unproved")}


def test_an_altered_cost_beside_rows_inside_it_is_named() -> None:
    rows = [[*row[:2], "51.00", *row[3:]] if row[0] == "销售费用" else row for row in SMALL]
    facts = list(StatementExtractor().extract(table_document(rows, above=ABOVE_SMALL)))
    named = {fact.label for fact in facts if isinstance(fact, Proposal)}
    assert "销售费用" in named


def test_a_wrong_rung_is_off_by_its_own_slip_when_the_other_year_told_the_signs() -> None:
    rows = changed(POSITIVE, "Total revenue", "1,090")
    facts = list(StatementExtractor().extract(table_document(rows, above=ABOVE, language="en")))
    open_rungs = {check.difference for fact in facts if isinstance(fact, Figure) for check in fact.checks
                  if check.result == "fail" and check.id == "I-IS1"}  # fmt: skip
    assert open_rungs == {Decimal(-90_000), Decimal(90_000)}
    (proposal,) = [fact for fact in facts if isinstance(fact, Proposal) and fact.label == "Total revenue"]
    assert proposal.as_proposed == "1,000"


@pytest.mark.parametrize("label", sorted(_COSTS - {"Income tax expense"}))
def test_a_cost_that_lost_its_brackets_is_the_cost_it_was_or_not_proved(label: str) -> None:
    was = next(each for each in read(BRACKETED) if (each.label, each.period) == (label, "prior"))
    rows = [[row[0], row[1], row[2].strip("()")] if row[0] == label else row for row in BRACKETED]
    now = next(each for each in read(rows) if (each.label, each.period) == (label, "prior"))
    assert now.value == was.value or now.status != "proved"
