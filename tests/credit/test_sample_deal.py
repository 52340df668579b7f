"""The sample deal's figures against a calculation made apart from docintel (golden/indicators.json)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from borrowers import covenant
from docintel.credit.customers import customer_grade
from docintel.credit.indicators import assess
from docintel.credit.ledgers import is_flow
from docintel.records import Assessment, Customer, Value

YANSHI = Customer(id="C0001", name="澜川砚石储能科技股份有限公司", industry="C")
DAY = date(2026, 7, 31)


def load(sample_deal: Path, name: str) -> Any:
    return json.loads((sample_deal / "golden" / name).read_text(encoding="utf-8"))


def figures(sample_deal: Path) -> list[Value]:
    found = []
    for number, row in enumerate(load(sample_deal, "figures.json")):
        if row["key"] is None or row["value"] is None or row["period_end"] is None:
            continue
        end = date.fromisoformat(row["period_end"])
        start = date.fromisoformat(row["period_start"]) if row["period_start"] else None
        months = round((end - start).days / 30.4) if start and is_flow(row["key"]) else None
        found.append(
            Value(
                customer="C0001",
                name=row["key"],
                value=Decimal(row["value"]),
                unit="CNY",
                as_of=end,
                months=months,
                scope=row["scope"],
                facts=(f"F-{number}",),
            )
        )
    return found


@pytest.fixture(scope="module")
def assessed(sample_deal: Path) -> list[Assessment]:
    return assess(YANSHI, figures(sample_deal), as_of=DAY)


@pytest.mark.parametrize(
    ("as_of", "compared"),
    [(DAY, 38), (date(2026, 3, 1), 38), (date(2025, 3, 1), 24)],  # half-year 2026, year 2025, year 2024
)
def test_every_indicator_agrees_with_the_second_calculation(sample_deal: Path, as_of: date, compared: int) -> None:
    found = assess(YANSHI, figures(sample_deal), as_of=as_of)
    ours = {(one.indicator, str(one.period_end)): one for one in found if one.value is not None}
    golden = {(row["id"], row["period_end"]): row for row in load(sample_deal, "indicators.json")}
    both = {name: (ours[name], golden[name]) for name in ours.keys() & golden.keys()}
    apart = {
        name: (str(one.value), row["value"])
        for name, (one, row) in both.items()
        if round(one.value or 0, 4) != round(Decimal(row["value"]), 4)
    }
    assert apart == {}
    assert {name: (one.grade, row["grade"]) for name, (one, row) in both.items() if one.grade != row["grade"]} == {}
    assert len(both) == compared


def test_every_alert_from_the_figures_is_raised(sample_deal: Path, assessed: list[Assessment]) -> None:
    wanted = [row for row in load(sample_deal, "alerts.json")["from_figures"] if row["id"] != "C-05"]
    ours = {(one.indicator, str(one.period_end)): one.grade for one in assessed if one.grade}
    assert {(row["id"], row["period_end"]): row["grade"] for row in wanted}.items() <= ours.items()
    assert customer_grade(assessed) == load(sample_deal, "alerts.json")["customer_grade"] == 3


@pytest.mark.parametrize(
    ("metric", "operator", "line", "words"),
    [
        ("fin.interest_cover", ">=", "2.0", "利息保障倍数不低于2.0"),
        ("fin.current_ratio", ">=", "1.20", "流动比率不低于1.20"),
        ("fin.debt_to_assets", "<=", "0.70", "资产负债率不高于70%"),
    ],
)
def test_covenant_headroom(sample_deal: Path, metric: str, operator: str, line: str, words: str) -> None:
    agreed = Value(
        customer="C0001", name=f"cov.limit:{metric}", value=Decimal(line), as_of=date(2025, 2, 26),
        facts=(covenant(metric, operator, line).id,), flags=(f"operator:{operator}", "level:default"),
    )  # fmt: skip
    (found,) = [one for one in assess(YANSHI, [*figures(sample_deal), agreed], as_of=DAY) if one.indicator == "C-05"]
    rows = load(sample_deal, "alerts.json")["from_figures"]
    (wanted,) = [row for row in rows if row.get("covenant") == words]
    assert (round(found.value or 0, 4), found.grade) == (Decimal(wanted["value"]), wanted["grade"])
