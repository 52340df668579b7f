"""How a print may have come about, from the number it shows and the number it should show."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docintel.extractors.statement_causes import Surroundings, exchanged, find_cause


@pytest.mark.parametrize(
    ("printed", "needed", "cause"),
    [
        ("-1204.17", "1204.17", "sign"),
        ("1290.00", "1200.00", "digit"),
        ("0.00", "5.00", "digit"),
        ("1024.17", "1204.17", "digits_swapped"),
        ("4201.17", "1204.17", "digits_swapped"),  # not only neighbours
        ("124.17", "1204.17", "digit_lost"),
        ("204.17", "1204.17", "digit_lost"),  # the first one
        ("7222088153.34", "722088153.34", "digit_added"),
        ("12041.70", "1204.17", "decimal_point"),
        ("12.04", "1204.17", "decimal_point"),  # what the print could not show is gone
        ("1.20", "1204.17", "unit"),
        ("12041700.00", "1204.17", "unit"),
        ("120417000000.00", "1204.17", "unit"),
        ("55.00", "1204.17", "printed_twice"),
        ("77.00", "1204.17", "other_period"),
        ("3021.55", "1204.17", None),
        ("-1290.00", "1200.00", None),  # one slip, not two
        ("0.00", "1204.17", None),
        ("1204.17", "0.00", None),
    ],
)
def test_the_slip_that_explains_a_print(printed: str, needed: str, cause: str | None) -> None:
    around = Surroundings(rows=(Decimal(55), Decimal("8.10")), periods=(Decimal(77),))
    assert find_cause(Decimal(printed), Decimal(needed), 2, around) == cause


def test_whole_numbers_have_no_cents() -> None:
    assert find_cause(Decimal(21), Decimal(12), 0, Surroundings()) == "digits_swapped"
    assert find_cause(Decimal(12), Decimal(12000), 0, Surroundings()) == "unit"
    assert find_cause(Decimal(120), Decimal(12), 0, Surroundings()) == "decimal_point"


def test_two_rows_in_each_others_place() -> None:
    assert exchanged([(Decimal(5), Decimal(7)), (Decimal(7), Decimal(5))])
    assert not exchanged([(Decimal(5), Decimal(7)), (Decimal(7), Decimal(6))])
    assert not exchanged([(Decimal(5), Decimal(5))])


numbers = st.decimals(min_value=1, max_value=10**9, places=2)


@given(needed=numbers, at=st.integers(min_value=0, max_value=20), digit=st.integers(min_value=1, max_value=9))
def test_any_digit_changed_is_recognised(needed: Decimal, at: int, digit: int) -> None:
    text = f"{needed:.2f}"
    at = [place for place, sign in enumerate(text) if sign != "."][at % (len(text) - 1)]
    printed = text[:at] + str((int(text[at]) + digit) % 10) + text[at + 1 :]
    assume(printed[0] != "0")  # a number that lost its first digit is shorter: another slip
    assert find_cause(Decimal(printed), needed, 2, Surroundings()) == "digit"


@given(needed=numbers, power=st.sampled_from([3, 4, 6, 8]))
def test_any_unit_is_recognised(needed: Decimal, power: int) -> None:
    assert find_cause(needed.scaleb(power), needed, 2, Surroundings()) == "unit"
