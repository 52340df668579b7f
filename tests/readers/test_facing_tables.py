"""Account-form balance sheets without rules, and what only looks like two tables side by side."""

from __future__ import annotations

from tests.readers.test_aligned_tables import cells

_LEFT = ["货币资金", "应收账款", "预付款项", "其他应收款", "存货", "合同资产", "固定资产", "资产总计"]
_RIGHT = ["短期借款", "应付票据", "应付账款", "合同负债", "应交税费", "长期借款", "股东权益合计", "负债和股东权益总计"]


def test_halves_keep_their_own_columns() -> None:
    rows = [[("资产", 10), ("期末余额", 160), ("负债和股东权益", 250), ("期末余额", 400)]]
    rows += [
        [(asset, 10), (f"{at + 1},000.00", -200), (claim, 250), (f"{at + 5},500.00", -440)]
        for at, (asset, claim) in enumerate(zip(_LEFT, _RIGHT, strict=True))
    ]
    ((head, first, *_, last),) = cells(*rows)
    assert head == ["资产", "期末余额", "负债和股东权益", "期末余额"]
    assert first == ["货币资金", "1,000.00", "短期借款", "5,500.00"]
    assert last == ["资产总计", "8,000.00", "负债和股东权益总计", "12,500.00"]


def test_a_figure_set_close_to_the_next_caption_stays_in_its_half() -> None:
    """The gap between the halves may be narrower than one letter."""
    rows = [
        [(asset, 10), (f"{at + 1},000.00 {claim}", 160), (f"{at + 5},500.00", -440)]
        for at, (asset, claim) in enumerate(zip(_LEFT, _RIGHT, strict=True))
    ]
    assert cells(*rows)[0][1] == ["应收账款", "2,000.00", "应付票据", "6,500.00"]


def test_a_half_that_ends_earlier_leaves_its_places_empty() -> None:
    rows = [
        [(asset, 10), (f"{at + 1},000.00", -200), (claim, 250), (f"{at + 5},500.00", -440)]
        for at, (asset, claim) in enumerate(zip(_LEFT, _RIGHT, strict=True))
    ]
    rows.insert(4, [("资本公积", 250), ("7.77", -440)])
    assert cells(*rows)[0][4] == ["资本公积", "7.77"]


def test_remarks_between_figures_are_no_second_half() -> None:
    rows = [[(f"Line {n}", 10), (f"{n},000", -200), ("n.s.", 250), (f"{n},500", -400)] for n in range(1, 9)]
    assert cells(*rows)[0][0] == ["Line 1", "1,000", "n.s. 1,500"]
