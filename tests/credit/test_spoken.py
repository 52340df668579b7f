"""Numbers in sentences."""

from decimal import Decimal

import pytest

from docintel.credit.spoken import fill, level_word, say, say_line


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("0.66588", "percent", "66.6%", "66.6 %"),
        ("0.0665", "percent", "6.7%", "6.7 %"),  # half up
        ("2.4048", "times", "2.40倍", "2.40 times"),
        ("2.405", "times", "2.41倍", "2.41 times"),
        ("-0.0510", "pp", "-5.1个百分点", "-5.1 percentage points"),
        ("-0.0001", "percent", "0.0%", "0.0 %"),  # no negative zero
        ("1234567.891", "amount", "1,234,567.89元", "1,234,567.89"),
    ],
)
def test_values(value: str, unit: str, zh: str, en: str) -> None:
    assert (say(Decimal(value), unit, "zh"), say(Decimal(value), unit, "en")) == (zh, en)


def test_a_value_beyond_its_line_is_never_rounded_onto_it() -> None:
    assert say(Decimal("0.65004"), "percent", "en", apart_from=Decimal("0.65")) == "65.004 %"
    assert say(Decimal("0.65"), "percent", "en", apart_from=Decimal("0.65")) == "65.0 %"


@pytest.mark.parametrize(
    ("limit", "unit", "zh", "en"),
    [
        ("3", "times", "3.0倍", "3.0"),
        ("0.65", "percent", "65%", "65 %"),
        ("0", "times", "0倍", "0"),
        ("-2.22", "score", "-2.22", "-2.22"),
    ],
)
def test_lines(limit: str, unit: str, zh: str, en: str) -> None:
    assert (say_line(Decimal(limit), unit, "zh"), say_line(Decimal(limit), unit, "en")) == (zh, en)


def test_sentences_are_filled_and_unknown_places_stay_visible() -> None:
    assert fill("{a.b} of {c}", {"a.b": "1"}) == "1 of {c}"
    assert (level_word(3, "zh"), level_word(3, "en")) == ("严重", "critical")
