"""Earnings per share are proved by profit and number of shares; the number of shares is borne out, not proved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure
from statement_documents import Rows, table_document

INCOME_EN: Rows = [
    ["", "2025", "2024"],
    ["Revenue", "90,120", "81,400"],
    ["Cost of revenue", "60,030", "55,210"],
    ["Gross profit", "30,090", "26,190"],
    ["Selling, general and administrative", "9,740", "9,510"],
    ["Operating income", "20,350", "16,680"],
    ["Income before income tax", "20,350", "16,680"],
    ["Income tax expense", "4,487", "3,740"],
    ["Net income", "15,863", "12,940"],
    ["Net income per share:", "", ""],
    ["Basic", "$1.59", "$1.32"],
    ["Diluted", "$1.56", "$1.29"],
    ["Weighted average shares used in per share computation:", "", ""],
    ["Basic", "10,000", "9,800"],
    ["Diluted", "10,182", "10,031"],
]
INCOME_ZH: Rows = [
    ["项目", "本期金额", "上期金额"],
    ["一、营业收入", "90,120,000.00", "81,400,000.00"],
    ["减：营业成本", "60,030,000.00", "55,210,000.00"],
    ["管理费用", "9,740,000.00", "9,510,000.00"],
    ["二、营业利润", "20,350,000.00", "16,680,000.00"],
    ["三、利润总额", "20,350,000.00", "16,680,000.00"],
    ["减：所得税费用", "4,487,000.00", "3,740,000.00"],
    ["四、净利润", "15,863,000.00", "12,940,000.00"],
    ["五、每股收益：", "", ""],
    ["（一）基本每股收益（元/股）", "1.59", "1.32"],
]
ABOVE = {
    "en": [
        "Consolidated Statements of Income",
        "Years ended December 31",
        "(In thousands, except per share data, in US dollars)",
    ],
    "zh": ["合并利润表", "2025年度", "单位：元"],
}
ROWS = {"en": INCOME_EN, "zh": INCOME_ZH}


def read(language: str, *changes: tuple[str, str]) -> list[Figure]:
    rows = [[dict(changes).get(cell, cell) for cell in row] for row in ROWS[language]]
    found = StatementExtractor().extract(table_document(rows, above=ABOVE[language], language=language))
    return [fact for fact in found if isinstance(fact, Figure)]


def checked(figures: list[Figure], printed: str) -> tuple[str, list[tuple[str, str]]]:
    """Status of the figure so printed, and what became of the check."""
    (figure,) = [each for each in figures if each.as_filed == printed]
    return figure.status, [(check.id, check.result) for check in figure.checks if check.id == "EPS"]


def test_what_profit_and_shares_give_is_proved() -> None:
    figures = read("en")
    for per_share in ("$1.59", "$1.32", "$1.56", "$1.29"):
        assert checked(figures, per_share) == ("proved", [("EPS", "pass")])
    for shares in ("10,000", "10,031"):
        assert checked(figures, shares) == ("unproved", [("EPS", "pass")])


def test_a_chinese_form_prints_no_number_of_shares_and_proves_nothing_per_share() -> None:
    assert checked(read("zh"), "1.59") == ("unproved", [])


@pytest.mark.parametrize(("language", "old", "new"), [("en", "$1.59", "$1.95"), ("en", "$1.29", "$1.28")])
def test_an_altered_figure_per_share_is_in_conflict(language: str, old: str, new: str) -> None:
    assert checked(read(language, (old, new)), new) == ("conflict", [("EPS", "fail")])


def test_a_wrong_number_of_shares_is_in_conflict_with_what_it_gives() -> None:
    figures = read("en", ("10,000", "10,500"))
    assert checked(figures, "10,500") == ("conflict", [("EPS", "fail")])
    assert checked(figures, "$1.59") == ("conflict", [("EPS", "fail")])
    assert checked(figures, "$1.56") == ("proved", [("EPS", "pass")])


def test_where_it_holds_in_no_period_something_else_is_taken_out_first() -> None:
    """Preferred dividends, for one."""
    figures = read("en", ("$1.59", "$1.41"), ("$1.32", "$1.10"))
    assert checked(figures, "$1.41") == ("unproved", [])


def test_a_loss_per_share_is_the_loss_over_the_shares() -> None:
    figures = read("en", ("15,863", "(15,863)"), ("$1.59", "$(1.59)"))
    assert ("EPS", "pass") in checked(figures, "$(1.59)")[1]


@given(st.integers(min_value=1, max_value=99_999), st.integers(min_value=1_000, max_value=99_999))
def test_no_other_print_is_proved_by_the_same_profit_and_shares(profit: int, shares: int) -> None:
    quotient = (Decimal(profit) / shares).quantize(Decimal("0.01"))
    for away in (Decimal("-0.02"), Decimal("0.02")):
        if quotient + away > 0:
            printed = f"{quotient + away:.2f}"
            rows = [["", "2025", "2024"], ["Revenue", f"{profit:,}", "12,940"], ["Net income", f"{profit:,}", "12,940"],
                    ["Basic net income per share", printed, "1.32"],
                    ["Weighted average basic shares", f"{shares:,}", "9,800"]]  # fmt: skip
            found = StatementExtractor().extract(table_document(rows, above=ABOVE["en"], language="en"))
            (figure,) = [f for f in found if isinstance(f, Figure) and f.as_filed == printed and f.unit == "per share"]
            assert figure.status != "proved"
