from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.numerals import read_chinese, read_english

FORMAL_DIGITS, FORMAL_UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三百二十万", 3_200_000),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒", 1_234_567),
        ("壹佰万零伍佰", 1_000_500),
        ("贰仟零伍拾", 2050),
        ("两亿三千万", 230_000_000),
        ("一万亿", 10**12),
        ("二〇二六", 2026),  # digit by digit
        ("十五", 15),
        ("三万五", 35_000),  # colloquial
        ("廿五", 25),
    ],
)
def test_chinese_numbers(words: str, value: int) -> None:
    reading = read_chinese(words)
    assert reading is not None
    assert reading.value == value


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("三十几万", 300_000, 400_000),
        ("几十万", 100_000, 1_000_000),
        ("三十多万", 300_000, 400_000),
        ("三百余万", 3_000_000, 4_000_000),
        ("三四百万", 3_000_000, 4_000_000),
        ("十七八", 17, 18),
        ("壹万伍", 10_005, 15_000),  # 大写 without 零 can be read both ways
    ],
)
def test_inexact_numbers_are_intervals(words: str, low: int, high: int) -> None:
    reading = read_chinese(words)
    assert reading is not None
    assert (reading.value, reading.low, reading.high) == (None, low, high)


@pytest.mark.parametrize("words", ["万", "千万", "", "一三一百", "十百"])
def test_what_is_no_chinese_number(words: str) -> None:
    assert read_chinese(words) is None


def formal(number: int) -> str:
    """大写 of a whole number below ten thousand, written from the rule and not from the reader."""
    digits = str(number)
    parts = [
        (FORMAL_DIGITS[int(digit)] + FORMAL_UNITS[len(digits) - place - 1]) if digit != "0" else "零"
        for place, digit in enumerate(digits)
    ]
    words = "".join(parts).rstrip("零")
    while "零零" in words:
        words = words.replace("零零", "零")
    return words


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_every_formal_number_reads_back(upper: int, lower: int) -> None:
    words = formal(upper) + "万" + (("零" if lower < 1000 else "") + formal(lower) if lower else "")
    reading = read_chinese(words)
    assert reading is not None
    assert reading.value == Decimal(upper * 10_000 + lower)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Two Million Five Hundred Thousand", 2_500_000),
        ("one hundred and five", 105),
        ("twenty-five", 25),
        ("one thousand two hundred thirty-four", 1234),
        ("two three", None),  # two numbers
        ("thousand", None),
        ("and", None),
    ],
)
def test_english_numbers(words: str, value: int | None) -> None:
    assert read_english(words) == value
