"""Headings above a table: the numbered note, the heading below it, whose notes they are, the unit they state."""

from __future__ import annotations

import pytest

from docintel.extractors.statement_grid import read_grids
from docintel.extractors.statement_note_sections import Section, account_of, read_sections, stated_unit
from statement_documents import tables_document

TABLE = [["项目", "期末余额"], ["甲", "1.00"]]


def sections(*above: list[str]) -> list[Section]:
    """The section of one table after each list of lines."""
    document = tables_document([(TABLE, None, lines) for lines in above])
    return [section for _, section in read_sections(document, read_grids(document))]


def test_headings_from_the_chapter_down() -> None:
    found = sections(
        ["七、合并财务报表项目注释", "5、应收账款", "（1）应收账款分类披露", "单位：元"],
        ["√适用 □不适用", "按账龄披露"],
        ["8、其他应收款", "单位：万元"],
        ["十七、母公司财务报表主要项目注释", "1、应收账款"],
        ["十八、补充资料", "1、当期非经常性损益明细表"],
    )
    assert [(s.words, s.account, s.scope, [line for line, _ in s.units]) for s in found] == [
        ("5、应收账款 （1）应收账款分类披露", "bs.accounts_receivable", "consolidated", ["单位:元"]),
        ("5、应收账款 （1）应收账款分类披露 按账龄披露", "bs.accounts_receivable", "consolidated", ["单位:元"]),
        ("8、其他应收款", "bs.other_receivables", "consolidated", ["单位:万元"]),
        ("1、应收账款", "bs.accounts_receivable", "parent", []),
        ("1、当期非经常性损益明细表", None, None, []),
    ]


def test_english_headings() -> None:
    found = sections(
        ["Note 12 - Debt", "The carrying value of the notes was as follows (in millions):"],
        ["15. Trade receivables", "In 2025 we collected 12 of them."],
        ["5 of the notes were repaid early", "3.20% Notes Due 2026"],
    )
    assert [(s.title, s.account) for s in found] == [
        ("Note 12 - Debt", None),
        ("15. Trade receivables", "bs.accounts_receivable"),
        ("15. Trade receivables", "bs.accounts_receivable"),
    ]
    assert [line for line, _ in found[0].units] == ["The carrying value of the notes was as follows (in millions):"]


def test_traditional_characters_are_compared_and_kept_as_filed() -> None:
    (found,) = sections(["七、合併財務報表項目註釋", "5、應收賬款"])
    assert (found.title, found.plain) == ("5、應收賬款", "5、应收账款")


@pytest.mark.parametrize(
    ("title", "account"),
    [
        ("短期借款分类", "bs.short_term_borrowings"),
        ("预付款项按账龄列示", "bs.prepayments"),
        ("一年内到期的非流动负债", "bs.noncurrent_liabilities_due_1y"),
        ("关联方应收应付款项", None),
        ("期末公司因出票人未履约而将其转应收账款的票据", None),
    ],
)
def test_the_account_a_heading_names(title: str, account: str | None) -> None:
    assert account_of(title) == account


@pytest.mark.parametrize(
    ("line", "exponent"),
    [
        ("单位：万元 币种：人民币", 4),
        ("(In millions)", 6),
        ("The components of long-term debt as of December 31, 2025 and 2024 were as follows (in thousands):", 3),
        ("In the ordinary course of business in China, Japan, in US dollars and in other places we sell goods.", None),
    ],
)
def test_a_unit_is_stated_by_a_line_or_in_brackets(line: str, exponent: int | None) -> None:
    unit = stated_unit(line)
    assert (unit.exponent if unit else None) == exponent
