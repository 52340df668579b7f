from decimal import Decimal

import pytest

from docintel.language.percentages import percentages


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("年利率7.5％", ["0.075"]),
        ("百分之五十以上", ["0.5"]),
        ("每日万分之五", ["0.0005"]),
        ("千分之一点五", ["0.0015"]),
        ("LPR加50个基点", ["0.005"]),
        ("SOFR + 250 bps", ["0.025"]),
        ("上升0.5个百分点", ["0.005"]),
        ("-3.5%", ["-0.035"]),
        ("LPR-3.5%", ["0.035"]),  # a dash behind a word is no minus
        ("two percent (2%)", ["0.02", "0.02"]),
        ("5‰", ["0.005"]),
        ("1.20:1, 7.5 million", []),
    ],
)
def test_percentages(text: str, values: list[str]) -> None:
    assert [found.value for found in percentages(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(("text", "low", "high"), [("3-5%", "0.03", "0.05"), ("百分之三十几", "0.3", "0.4")])
def test_spreads(text: str, low: str, high: str) -> None:
    (found,) = percentages(text)
    assert (found.value, found.low, found.high) == (None, Decimal(low), Decimal(high))
    assert (found.start, found.end) == (0, len(text))
