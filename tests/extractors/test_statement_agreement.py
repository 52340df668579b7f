"""Statements that contradict each other in scale or periods prove nothing; the one that stands alone is to blame."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure, Proposal
from statement_documents import Rows, tables_document
from statement_sets import SETS

#: The reconciliation of profit and cash flow, printed apart from the statement: the second witness of both.
RECONCILED_ZH: Rows = [
    ["补充资料", "本期金额", "上期金额"],
    ["1．将净利润调节为经营活动现金流量：", "", ""],
    ["净利润", "288.65", "230.88"],
    ["加：固定资产折旧", "119.55", "76.71"],
    ["经营活动产生的现金流量净额", "408.20", "307.59"],
]
INCOME_EN: Rows = [
    ["", "2025", "2024"],
    ["Revenue", "90,120", "81,400"],
    ["Cost of revenue", "60,030", "55,210"],
    ["Gross profit", "30,090", "26,190"],
    ["Selling, general and administrative", "9,740", "9,510"],
    ["Operating income", "20,350", "16,680"],
    ["Income tax expense", "4,487", "3,740"],
    ["Net income", "15,863", "12,940"],
]
Parts = list[tuple[Rows, str | None, list[str]]]


def parts(language: str) -> Parts:
    found: Parts = [([list(row) for row in rows], None, list(above)) for _, rows, above in SETS[language]]
    if language == "zh":
        return [*found, (RECONCILED_ZH, None, ["合并现金流量表补充资料", "2025年度", "单位：元"])]
    words = ["Consolidated Statements of Income", "Years ended December 31, 2025 and 2024", "(US$ in thousands)"]
    return [found[0], (INCOME_EN, None, words), found[1]]


def read(language: str, change: Callable[[Parts], object]) -> tuple[list[Figure], list[Proposal]]:
    found = parts(language)
    change(found)
    facts = list(StatementExtractor().extract(tables_document(found, language=language)))
    return [f for f in facts if isinstance(f, Figure)], [f for f in facts if isinstance(f, Proposal)]


def statuses(figures: list[Figure], statement: str) -> set[str]:
    return {f.status for f in figures if f.statement == statement and f.key and f.unit != "per share"}


def failing(figures: list[Figure]) -> dict[str, set[str]]:
    """The statements on which a check fails, by check."""
    found: dict[str, set[str]] = {}
    for figure in figures:
        for check in figure.checks:
            if check.result == "fail":
                found.setdefault(check.id, set()).add(figure.statement)
    return found


def replaced(at: int, old: str, new: str) -> Callable[[Parts], object]:
    def change(found: Parts) -> None:
        rows, title, above = found[at]
        found[at] = (rows, title, [line.replace(old, new) for line in above])

    return change


def columns_exchanged(at: int) -> Callable[[Parts], object]:
    """The heads of the two periods, the numbers staying where they are."""

    def change(found: Parts) -> None:
        rows, title, above = found[at]
        (caption, first, second), *body = rows
        found[at] = ([[caption, second, first], *body], title, above)

    return change


def nothing(found: Parts) -> None:
    pass


@pytest.mark.parametrize("language", ["zh", "en"])
def test_statements_that_agree_are_left_alone(language: str) -> None:
    figures, proposals = read(language, nothing)
    assert (failing(figures), proposals) == ({}, [])
    assert "proved" in statuses(figures, "balance_sheet")


@pytest.mark.parametrize(
    ("language", "at", "old", "new", "blamed"),
    [
        ("zh", 0, "单位：元", "单位：万元", "balance_sheet"),
        ("zh", 1, "单位：元", "单位：千元", "income_statement"),
        ("en", 0, "thousands", "millions", "balance_sheet"),
        ("en", 1, "thousands", "millions", "income_statement"),
    ],
)
def test_a_unit_that_the_other_statements_contradict_proves_nothing(
    language: str, at: int, old: str, new: str, blamed: str
) -> None:
    figures, proposals = read(language, replaced(at, old, new))
    assert failing(figures) == {"SCALE": {blamed}}
    assert statuses(figures, blamed) == {"conflict"}
    assert "proved" in statuses(figures, "cash_flow")
    assert proposals == []  # the numbers are as they should be: it is their unit that is not


def test_two_statements_alone_are_both_to_blame() -> None:
    figures, _ = read("en", lambda found: (replaced(0, "thousands", "millions")(found), found.pop(1)))
    assert failing(figures) == {"SCALE": {"balance_sheet", "cash_flow"}}


@pytest.mark.parametrize(("language", "unit"), [("zh", "单位：万元"), ("en", "(In millions of US dollars)")])
def test_different_units_that_say_the_same_amounts_agree(language: str, unit: str) -> None:
    scale = Decimal(10_000 if language == "zh" else 1_000)

    def coarser(found: Parts) -> None:
        rows, title, above = found[0]
        body = [[row[0], *(f"{Decimal(each.replace(',', '')) / scale:f}" if each else "" for each in row[1:])]
                for row in rows[1:]]  # fmt: skip
        found[0] = ([rows[0], *body], title, [*above[:-1], unit])

    figures, _ = read(language, coarser)
    assert failing(figures) == {}
    assert "proved" in statuses(figures, "balance_sheet")


@pytest.mark.parametrize(("language", "at", "blamed"), [("zh", 1, "income_statement"), ("en", 0, "balance_sheet")])
def test_periods_exchanged_in_one_statement_prove_nothing(language: str, at: int, blamed: str) -> None:
    figures, _ = read(language, columns_exchanged(at))
    assert failing(figures)["PERIODS"] == {blamed}
    assert statuses(figures, blamed) == {"conflict"}
    assert "proved" in statuses(figures, "cash_flow")


def test_assets_do_not_grow_ten_thousandfold_in_a_year() -> None:
    def one_column_in_ten_thousands(found: Parts) -> None:
        del found[1:]
        rows, title, above = found[0]
        body = [
            [name, one, f"{Decimal(two.replace(',', '')) / 10_000:,.6f}" if two else ""] for name, one, two in rows[1:]
        ]
        found[0] = ([rows[0], *body], title, above)

    figures, _ = read("zh", one_column_in_ten_thousands)
    assert failing(figures) == {"SCALE": {"balance_sheet"}}
