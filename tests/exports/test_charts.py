"""Pictures: what is drawn is what was measured."""

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from docintel.exports.charts import Mark, Series, bars, timeline

SVG = "{http://www.w3.org/2000/svg}"


def rectangles(picture: str) -> list[tuple[float, float]]:
    root = ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return [
        (float(r.get("y", "")), float(r.get("height", "")))
        for r in root.iter(f"{SVG}rect")
        if r.find(f"{SVG}title") is not None
    ]


def test_bars_are_as_high_as_their_values_and_gaps_are_not_zeros() -> None:
    series = [Series("收入", (Decimal(100), None, Decimal(-50)))]
    (first, second) = rectangles(bars("t", ["2024", "2025", "2026"], series, unit="CNY"))
    assert first[1] == pytest.approx(2 * second[1], abs=0.2)  # 100 is twice as high as −50
    assert first[0] + first[1] == pytest.approx(second[0], abs=0.1)  # they meet on the zero line


def test_words_from_documents_cannot_break_the_page() -> None:
    picture = timeline("t", [Mark(date(2026, 1, 1), -1, '<script>"甲&乙"', "#b23b3b")], upper="合作", lower="对立")
    assert "<script>" not in picture
    assert "&lt;script&gt;" in picture


def test_nothing_to_draw_is_no_picture() -> None:
    assert bars("t", ["2024"], [Series("收入", (None,))], unit="CNY") == ""
    assert timeline("t", [], upper="a", lower="b") == ""


@pytest.mark.parametrize(
    ("amount", "unit", "scale", "edge"),
    [
        (Decimal(26974000000), "USD", "USD 亿 (100 million)", "269.74"),
        (Decimal(888670), "CNY", "CNY 万 (10,000)", "88.87"),
        (Decimal(58), "%", "%", "58"),
    ],
)
def test_the_axis_says_its_currency_and_scale_in_both_languages(
    amount: Decimal, unit: str, scale: str, edge: str
) -> None:
    root = ET.fromstring(bars("t", ["2025"], [Series("收入 revenue", (amount,))], unit=unit))
    texts = [(one.text, float(one.get("y", ""))) for one in root.iter("text")]
    assert [scale in {text for text, _ in texts}, edge in {text for text, _ in texts}] == [True, True]
    # the legend stands whole inside the picture, below the periods
    height = float(root.get("viewBox", "").split()[3])
    assert dict(texts)["收入 revenue"] <= height - 5
    assert dict(texts)["2025"] <= dict(texts)["收入 revenue"] - 14
