"""How lines of public sets are read as labels of ours, and the one measure that only they need."""

from __future__ import annotations

from typing import Any

import pytest
from tests.bench.public_sets import lease_labels, precision_at, read_lease, tone_of


def unit(kind: str, bearer: str, counterparty: str | None = None) -> dict[str, Any]:
    return {"type": kind, "bearer": bearer, "counterparty": counterparty}


@pytest.mark.parametrize(
    ("units", "agent", "labels"),
    [
        ([unit("OBL", "Tenant", "Landlord")], "tenant", {"obligation"}),
        ([unit("OBL", "Tenant", "Landlord")], "landlord", {"entitlement"}),
        # the same parties by their other names
        ([unit("PRH", "The Lessee")], "tenant", {"prohibition"}),
        ([unit("PRM", "Lessor"), unit("NOB", "Lessor")], "landlord", {"permission", "no-obligation"}),
        # a representation is no deontic label there, and another's permission gives nothing
        ([unit("REP", "Tenant"), unit("PRM", "Landlord", "Tenant")], "tenant", {"none"}),
        ([], "landlord", {"none"}),
    ],
)
def test_units_as_labels_of_one_party(units: list[dict[str, Any]], agent: str, labels: set[str]) -> None:
    assert lease_labels({"units": units}, agent) == labels


def test_a_line_of_the_lease_set() -> None:
    line = "[tenant] Tenant shall , at Landlord 's cost ( if any ) , repair it .\t[1, 0, 0, 0, 0, 1, 0]\n"
    assert read_lease(line) == (
        "tenant",
        "Tenant shall, at Landlord's cost (if any), repair it.",
        {"obligation", "no-entitlement"},
    )


def test_scores_near_nought_are_neutral() -> None:
    assert [tone_of(score) for score in (-0.374, -0.1, 0.0, 0.05, 0.438)] == [
        "negative", "neutral", "neutral", "neutral", "positive",
    ]  # fmt: skip


def test_precision_at_a_recall() -> None:
    ranked = [(0.9, True), (0.8, False), (0.7, True), (0.6, True), (0.5, False), (0.1, True)]
    # 0.8 of 4 needs all four: 4 of 6; 0.75 needs three: 3 of 4
    assert (precision_at(0.8, ranked), precision_at(0.75, ranked)) == (4 / 6, 0.75)
    # equal scores stand or fall together
    assert precision_at(0.5, [(0.5, True), (0.5, False)]) == 0.5
    assert precision_at(0.5, [(0.5, False)]) is None
