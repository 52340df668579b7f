"""Rows of a statement of changes in equity: which balance a caption names, and the blocks between balances."""

from __future__ import annotations

from datetime import date

import pytest

from docintel.extractors.statement_equity_rows import balance_role, read_blocks, read_row


@pytest.mark.parametrize(
    ("caption", "role"),
    [
        ("一、上年期末余额", "carried"),
        ("一、上年年末余额", "carried"),
        ("二、本年期初余额", "opening"),
        ("二、本期期初余额", "opening"),
        ("三、本期增减变动金额（减少以“－”号填列）", "change"),
        ("四、本期期末余额", "closing"),
        ("四、本年年末余额", "closing"),
        ("二、2025年1月1日余额", "dated"),
        ("於2025年12月31日", "dated"),
        ("于2025年12月31日的结余", "dated"),
        ("Balance at December 31, 2025", "dated"),
        ("At 1 January 2025", "dated"),
        ("Balances, January 26, 2025", "dated"),
        ("Beginning balances", "opening"),
        ("Balance at end of year", "closing"),
        ("（一）综合收益总额", None),
        ("2025年12月31日派发股利", None),
        ("Net income", None),
        ("Shares issued at December 31, 2025", None),
    ],
)
def test_balances_by_their_captions(caption: str, role: str | None) -> None:
    assert balance_role(caption) == role


@pytest.mark.parametrize(
    ("caption", "level"),
    [("三、本期增减变动金额", 0), ("(二)所有者投入和减少资本", 1), ("1.所有者投入的普通股", 2), ("Net income", 3)],
)
def test_the_depth_of_a_row_is_its_numbering(caption: str, level: int) -> None:
    assert read_row(caption, []).level == level


def test_a_dated_balance_ends_one_block_and_begins_the_next() -> None:
    captions = ["At 1 January 2024", "Profit for the year", "At 31 December 2024", "Dividends", "At 31 December 2025"]
    blocks = read_blocks([(None, read_row(caption, [])) for caption in captions])
    ends = [[row.day if row else None for row in (block.opening, block.closing)] for block in blocks]
    assert ends == [[date(2024, 1, 1), date(2024, 12, 31)], [date(2024, 12, 31), date(2025, 12, 31)]]
    assert [[row.caption for row in block.movements] for block in blocks] == [["Profit for the year"], ["Dividends"]]


def test_what_stands_between_the_two_openings_is_an_adjustment() -> None:
    captions = ["一、上年期末余额", "加：会计政策变更", "二、本年期初余额", "（一）综合收益总额", "四、本期期末余额"]
    (block,) = read_blocks([(None, read_row(caption, [])) for caption in captions])
    assert [row.caption for row in block.adjustments] == ["加：会计政策变更"]
    assert [row.caption for row in block.movements] == ["（一）综合收益总额"]


def test_nothing_closes_without_a_closing_balance() -> None:
    assert read_blocks([(None, read_row(caption, [])) for caption in ("Beginning balances", "Net income")]) == []
