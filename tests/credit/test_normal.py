"""The normal distribution against printed tables."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.credit.normal import normal_share


@pytest.mark.parametrize(
    ("x", "share"),
    [("0", "0.50000000"), ("1", "0.84134475"), ("-1.96", "0.02499790"), ("3", "0.99865010"), ("-9", "0"), ("9", "1")],
)
def test_table(x: str, share: str) -> None:
    assert normal_share(Decimal(x)) == Decimal(share)


@given(st.decimals(min_value=-7, max_value=7, places=3))
def test_it_is_symmetric_and_a_share(x: Decimal) -> None:
    assert abs(normal_share(x) + normal_share(-x) - 1) <= Decimal("1e-8")
    assert 0 <= normal_share(x) <= 1
