"""In a free layout a sum counts every row of its own, or it says nothing."""

from __future__ import annotations

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure, Proposal
from statement_documents import Rows, table_document


def read(rows: Rows, language: str) -> tuple[dict[str, Figure], list[Proposal]]:
    """The figures by caption, and what is proposed."""
    above = {
        "en": ["Consolidated Statement of Profit or Loss", "For the year ended 31 December 2025", "(RMB million)"],
        "zh": ["合并利润表", "2025年度", "单位：万元"],
    }[language]
    first = {"en": ["", "2025"], "zh": ["项目", "本期金额"]}[language]
    facts = list(StatementExtractor().extract(table_document([first, *rows], above=above, language=language)))
    figures = {fact.label: fact for fact in facts if isinstance(fact, Figure)}
    return figures, [fact for fact in facts if isinstance(fact, Proposal)]


@pytest.mark.parametrize("more", [[], [["Share of results of associates", "–"]]])
def test_a_profit_repeated_below_a_row_between_is_not_proved_by_leaving_the_row_out(more: Rows) -> None:
    # 80 before tax is read as the 100 above it
    rows = [
        ["Revenue", "5,000"], ["Cost of sales", "(4,900)"], ["Operating profit", "100"], ["Finance costs", "(20)"],
        *more, ["Profit before tax", "100"], ["Income tax expense", "(20)"], ["Profit for the year", "60"],
    ]  # fmt: skip
    figures, proposals = read(rows, "en")
    assert (figures["Operating profit"].status, figures["Profit before tax"].status) == ("proved", "conflict")
    assert ("Profit before tax", "80") in {(each.label, each.as_proposed) for each in proposals}


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        # 305 is read as 300: the row above it makes the difference
        ("zh", [["利润总额", "400.00"], ["减：所得税费用", "100.00"], ["加：未确认投资损失", "5.00"],
                ["净利润", "300.00"]]),
        ("en", [["Profit before tax", "400"], ["Income tax expense", "(100)"],
                ["Profit of an entity held for sale", "5"], ["Profit for the year", "300"]]),
    ],
)  # fmt: skip
def test_profit_after_tax_counts_what_stands_between(language: str, rows: Rows) -> None:
    figures, _ = read(rows, language)
    assert {figure.status for figure in figures.values()} == {"unproved"}


@pytest.mark.parametrize(
    ("between", "counted"),
    [
        ([["Interest income", "30"], ["Interest expense", "(50)"], ["Sundry items", "5"],
          ["Other income (expense), net", "(15)"]], ["Interest income", "Sundry items"]),
        ([["Finance costs", "(20)"], ["Sundry items", "5"], ["Profit before exceptional items", "385"]],
         ["Finance costs", "Sundry items"]),
    ],
)  # fmt: skip
def test_a_total_on_the_way_is_no_summand(between: Rows, counted: list[str]) -> None:
    rows = [["Revenue", "5,000"], ["Operating profit", "400"], *between, ["Profit before tax", "385"]]
    figures, proposals = read(rows, "en")
    proved = {label for label, figure in figures.items() if figure.status == "proved"}
    assert {"Operating profit", "Profit before tax", *counted} <= proved
    assert proposals == []
