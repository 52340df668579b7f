"""A figure on its place: its value, the step of its print, its gravest status."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.spread_cells import Sourced, SpreadCell, agree, places, printed_step
from docintel.records import Figure
from factories import document, span_of


def figure(value: str | None, as_filed: str, *, label: str = "货币资金", status: str = "proved") -> Figure:
    shelf = document(f"{label} {as_filed}")
    return Figure.found(
        shelf, (span_of(shelf.text, as_filed),), source="t@1", confidence=None, scope="consolidated",
        statement="balance_sheet", label=label, key="bs.cash", period="current", period_end=None,
        value=None if value is None else Decimal(value), as_filed=as_filed, unit="万元", currency="CNY", status=status,
    )  # fmt: skip


def cell(*values: tuple[str | None, str], verdict: str = "", status: str = "proved") -> SpreadCell:
    return SpreadCell([Sourced(figure(*one, status=status), "报表.xlsx", "A1", verdict=verdict) for one in values])


@pytest.mark.parametrize(
    ("value", "as_filed", "step"),
    [
        ("12345000.00", "1,234.50", "100"),
        ("-12345000.00", "(1,234.50)", "100"),
        ("12345000.00", "１，２３４．５０", "100"),
        ("320000000", "320", "1000000"),
        ("1234.50", "1,234.50", "0.01"),
        ("0", "-", "1"),
        # digits that are not this value say nothing of its step
        ("7.00", "1,234", "0.01"),
        (None, "1,234.50", "0"),
    ],
)
def test_the_step_is_what_the_print_can_show(value: str | None, as_filed: str, step: str) -> None:
    assert printed_step(figure(value, as_filed)) == Decimal(step)


@given(st.integers(1, 10**9), st.integers(0, 4), st.sampled_from([0, 3, 4, 6, 8]))
def test_the_step_of_any_print_is_its_last_digit_in_its_unit(digits: int, decimals: int, scale: int) -> None:
    printed = Decimal(digits).scaleb(-decimals)
    assert printed_step(figure(f"{printed.scaleb(scale):f}", f"{printed:,f}")) == Decimal(1).scaleb(scale - decimals)


def test_parts_add_up_and_a_part_without_a_value_takes_the_sum() -> None:
    assert cell(("100.10", "100.10"), ("20", "20")).value == Decimal("120.10")
    assert cell(("100", "100"), (None, "20")).value is None


@pytest.mark.parametrize("verdict", ["rejected", "corrected"])
def test_what_a_person_struck_out_has_no_value(verdict: str) -> None:
    struck = cell(("100", "100"), verdict=verdict)
    assert (struck.value, struck.status) == (None, verdict)
    assert cell(("100", "100"), verdict="accepted").value == 100


def test_another_value_for_the_same_is_a_conflict() -> None:
    one, other = cell(("100", "100"), status="proved"), cell(("101", "101"))
    one.against.extend(other.parts)
    assert one.status == "conflict"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("12345000", "1,234.50"), ("12345000.00", "12,345,000.00"), True),
        # 1,234.50 万元 may be any amount to 50 yuan
        (("12345000", "1,234.50"), ("12345049.00", "12,345,049.00"), True),
        (("12345000", "1,234.50"), ("12345060.00", "12,345,060.00"), False),
        # prints of one grain are equal or not
        (("12345000", "1,234.50"), ("12345100", "1,234.51"), False),
        ((None, "100"), (None, "100"), True),
        ((None, "100"), (None, "101"), False),
        ((None, "100"), ("100", "100"), False),
    ],
)
def test_values_agree_to_half_a_step_of_each_print(
    left: tuple[str | None, str], right: tuple[str | None, str], same: bool
) -> None:
    assert agree(cell(left), cell(right)) is same
    assert agree(cell(right), cell(left)) is same


@pytest.mark.parametrize(
    "label", ["其中：应收利息", " 其中:应收股利", "of which interest receivable", "Including: pledged"]
)
def test_a_row_that_says_so_is_part_of_another(label: str) -> None:
    assert SpreadCell([Sourced(figure("1", "1", label=label), "f", "A1")]).is_of_which


def test_places_show_all_decimals() -> None:
    assert places([Decimal("1.50"), Decimal("1E+8"), Decimal("3")]) == 2
    assert places([]) == 0
