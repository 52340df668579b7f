"""Which subtotals leave no room for a row that is not printed."""

from decimal import Decimal

import pytest

from borrowers import figure
from docintel.credit.closing_sums import closing_sums, subtotal_of
from docintel.records import Check, Figure

TOTAL = "bs.total_current_liabilities"
PASS = (Check(id="I-BS6", result="pass", difference=Decimal(0)),)
ROWS = (
    figure("bs.advances_from_customers", "30", checks=PASS),
    figure("bs.taxes_payable", "10", checks=PASS),
    figure(TOTAL, "40", checks=PASS),
)
ONE = ROWS[0].document


def closing(*rows: Figure) -> list[str]:
    return [one.name for one in closing_sums("C9", [row.model_copy(update={"document": ONE}) for row in rows])]


def test_a_subtotal_that_closes_over_known_rows() -> None:
    assert closing(*ROWS) == [f"check.closes:{TOTAL}"]
    (found,) = closing_sums("C9", [row.model_copy(update={"document": ONE}) for row in ROWS])
    assert (found.value, found.scope, found.facts) == (1, "consolidated", tuple(sorted(row.id for row in ROWS)))


@pytest.mark.parametrize(
    "more",
    [
        {"key": None, "label": "银行贷款"},  # a borrowing may stand in a row of no account
        {"key": None, "label": "Facility A"},
        {"mapped_by": "similarity"},  # or in one that was only like the account's name
        {"checks": (*PASS, Check(id="PART", result="cannot_tell"))},
        {"checks": (Check(id="I-BS6", result="pass", difference=Decimal("0.5")),)},  # rounding excuses half a unit
        {"checks": (Check(id="I-BS6", result="cannot_tell", difference=Decimal(0)),)},
    ],
)
def test_a_row_that_is_not_known_or_not_exact_leaves_room(more: dict[str, object]) -> None:
    assert closing(ROWS[0].model_copy(update=more), *ROWS[1:]) == []


def test_a_subtotal_in_doubt_or_alone_says_nothing() -> None:
    assert closing(*ROWS[:2], ROWS[2].model_copy(update={"status": "conflict"})) == []
    assert closing(ROWS[2]) == []
    assert closing(*ROWS[:2]) == []


@pytest.mark.parametrize(
    ("key", "total"),
    [
        ("bs.short_term_borrowings", TOTAL),
        ("bs.bonds_payable", "bs.total_noncurrent_liabilities"),
        ("bs.inventories", "bs.total_current_assets"),
        ("bs.restricted_cash", None),  # stands inside another row
        (TOTAL, None),
        ("is.revenue", None),
    ],
)
def test_the_subtotal_of_a_row(key: str, total: str | None) -> None:
    assert subtotal_of(key) == total
