"""Where the characters of a recognised line begin and end, from the middles the recogniser gives."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.readers.ocr import _closed_up, _edges


def test_letters_meet_half_way_and_a_space_lies_between_its_neighbours() -> None:
    assert _edges("借款人", [0.2, 0.5, 0.8]) == pytest.approx((0.05, 0.35, 0.65, 0.95))
    found = _edges("a b", [0.1, 0.9])
    assert [round(edge, 3) for edge in found] == [0.0, 0.5, 0.5, 1.0]
    assert _edges("1", [0.5]) == (0.0, 1.0)


@given(st.text("ab 款1", min_size=1).map(str.strip).filter(bool), st.data())
def test_edges_never_run_back(text: str, data: st.DataObject) -> None:
    printed = sum(not character.isspace() for character in text)
    middles = data.draw(st.lists(st.floats(-0.1, 1.1), min_size=printed, max_size=printed))
    edges = _edges(text, middles)
    assert len(edges) == len(text) + 1
    assert all(0.0 <= a <= b <= 1.0 for a, b in pairwise(edges))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1, 046,977,400.35", "1,046,977,400.35"),
        ("4,386, 776,023. 82 (1, 046)", "4,386,776,023.82 (1,046)"),
        ("12 1,046.00", "12 1,046.00"),  # a note's number beside an amount
        ("2019, 200", "2019, 200"),  # a year has four digits
        ("借款 1, 046 元", "借款 1, 046 元"),  # running text is left as it was read
    ],
)
def test_a_wide_comma_parts_no_figure(seen: str, meant: str) -> None:
    assert _closed_up(seen) == meant
