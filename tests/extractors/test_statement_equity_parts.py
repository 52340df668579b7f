"""Which part of equity words name, and in which sign its balances are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docintel.extractors.statement_equity_parts import part_of_equity, printed_sign


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("归属于母公司所有者权益", "未分配利润"), "bs.retained_earnings"),
        (("Additional Paid-in", "Capital"), "bs.capital_reserve"),
        (("Retained earnings, ending balances",), "bs.retained_earnings"),
        (("Total deficit",), "bs.total_equity"),
        (("Revenue",), None),
        ((), None),
    ],
)
def test_words_name_a_part(texts: tuple[str, ...], key: str | None) -> None:
    account = part_of_equity(texts)
    assert (account.key if account else None) == key


@pytest.mark.parametrize(
    ("words", "balances", "sign"),
    [
        # a deficit printed as a plain number
        ("Accumulated deficit", (70, 100), -1),
        ("Accumulated losses", (70, 100), -1),
        ("累计亏损", (70, 100), -1),
        ("未弥补亏损", (70, 0), -1),
        # printed with its sign
        ("Accumulated deficit", (-70, -100), 1),
        ("未弥补亏损", (-70, -100), 1),
        # it turned into a profit, or the print changed: nothing tells
        ("Accumulated deficit", (-70, 30), None),
        ("累计亏损", (70, -30), None),
        # the words allow both, so the print is signed
        ("Retained earnings (accumulated deficit)", (70, 100), 1),
        ("未分配利润（未弥补亏损以“-”号填列）", (70, 100), 1),
        ("未分配利润", (70, -100), 1),
        ("Retained earnings", (70,), 1),
        # of these no form says how a plain number is meant
        ("Total deficit", (100,), None),
        ("Accumulated other comprehensive loss", (5,), None),
        ("Accumulated other comprehensive loss", (-5,), 1),
        ("Accumulated other comprehensive income (loss)", (5, -5), 1),
        ("Accumulated deficit", (), 1),
    ],
)
def test_the_sign_of_a_deficit(words: str, balances: tuple[int, ...], sign: int | None) -> None:
    assert printed_sign((words,), map(Decimal, balances)) == sign
