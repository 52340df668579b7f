"""Neighbours of cells as the table competition counts them."""

from tests.bench.table_truth import Placed, relations


def test_empty_cells_are_stepped_over_and_wide_ones_meet_all_below() -> None:
    cells = [
        Placed("期末", 0, 0, 0, 1), Placed("Loans", 1, 0, 1, 0), Placed("", 1, 1, 1, 1), Placed("120", 1, 2, 1, 2),
        Placed("Cash", 2, 1, 2, 1),
    ]  # fmt: skip
    assert set(relations(cells)) == {
        ("期末", "Loans", "below"), ("期末", "Cash", "below"), ("Loans", "120", "right"),
    }  # fmt: skip
