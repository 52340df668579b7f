"""Units and currencies as headers, captions and policies print them."""

from __future__ import annotations

import pytest

from docintel.extractors.statement_units import (
    Unit,
    find_default_unit,
    find_row_unit,
    find_unit,
    is_per_share,
    is_share_count,
)


@pytest.mark.parametrize(
    ("text", "name", "exponent", "currency"),
    [
        ("单位：元", "元", 0, "CNY"),
        ("单位:元 币种:人民币", "元", 0, "CNY"),
        ("金额单位：人民币万元", "万元", 4, "CNY"),
        ("编制单位：青屿储能有限公司  单位：千元", "千元", 3, "CNY"),
        ("人民币百万元", "百万元", 6, "CNY"),
        ("单位：亿元", "亿元", 8, "CNY"),
        ("单位：万美元", "万元", 4, "USD"),
        ("2024年12月31日人民币千元", "千元", 3, "CNY"),  # a head of two lines
        ("本期发生额（人民币百万元）", "百万元", 6, "CNY"),
        ("單位：港元", "元", 0, "HKD"),  # traditional characters
        ("RMB’000", "thousand", 3, "CNY"),
        ("HK$ million", "million", 6, "HKD"),
        ("(in thousands of US dollars)", "thousand", 3, "USD"),
        ("Amounts in RMB millions", "million", 6, "CNY"),
        ("(In billions)", "billion", 9, None),
        ("Expressed in Renminbi", "unit", 0, "CNY"),
        ("(millions of dollars)", "million", 6, None),
        ("Millions, except per share amounts", "million", 6, None),
        ("(Unaudited; thousands of U.S. dollars)", "thousand", 3, "USD"),
        ("$ millions", "million", 6, None),
    ],
)
def test_stated_units(text: str, name: str, exponent: int, currency: str | None) -> None:
    unit = find_unit(text)
    assert unit is not None
    assert (unit.name, unit.exponent, unit.currency) == (name, exponent, currency)


@pytest.mark.parametrize(
    "text",
    [
        "单位：股",
        "一、营业收入",
        "in the year ended",
        "$",
        "编制单位：某某公司",
        "美元升值",
        "Millions of customers rely on us",
        "tens of millions",
    ],
)
def test_what_states_no_unit(text: str) -> None:
    assert find_unit(text) is None


@pytest.mark.parametrize(
    ("header", "shares"),
    [
        ("(In millions, except per share data)", 6),  # share counts follow the money
        ("(In millions, except number of shares, which are reflected in thousands, and per-share amounts)", 3),
        ("(In thousands, except share and per share amounts)", 0),  # excepted: whole shares
        ("(In thousands, except per-share amounts)", 3),
    ],
)
def test_scale_of_share_counts(header: str, shares: int) -> None:
    unit = find_unit(header)
    assert unit is not None
    assert unit.shares_exponent == shares


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("营业收入(万元)", Unit("万元", 4, "CNY")),
        ("(一)基本每股收益(元/股)", Unit("元", 0, "CNY")),
        ("Income tax expense (benefit)", None),
        ("实收资本（或股本）", None),
    ],
)
def test_unit_in_a_caption(caption: str, unit: Unit | None) -> None:
    assert find_row_unit(caption) == unit


def test_default_of_a_document_needs_a_sentence_that_says_so() -> None:
    assert find_default_unit("除特别注明外，金额单位均为人民币千元。") == Unit("千元", 3, "CNY")
    assert find_default_unit("All amounts in millions of US dollars unless otherwise stated") == Unit(
        "million", 6, "USD", 6
    )
    assert find_default_unit("本公司注册资本为3亿元。单位：万元") is None
    assert find_default_unit("本报告期公司以现金3亿元收购两家公司") is None


@pytest.mark.parametrize(
    "caption",
    [
        "Common stock, $1 par value per share",
        "Common stock at $0.0001 par value; 1,500 shares authorized, 655 shares outstanding",
        "Preferred stock, stated value $1 per share (600 shares authorized)",
        "Common stock in treasury, at cost (82 and 87 shares outstanding)",
    ],
)
def test_a_class_of_stock_is_an_amount_of_money(caption: str) -> None:
    assert (is_per_share(caption), is_share_count(caption)) == (False, False)


def test_amounts_per_share_and_numbers_of_shares() -> None:
    assert is_per_share("Cash dividends declared per common share")
    assert is_per_share("基本每股收益（元/股）")
    assert is_share_count("Basic weighted-average number of common shares outstanding")
    assert is_share_count("发行在外普通股的加权平均数")
