"""Captions of rows: references to notes behind them, and second lines below the figures."""

from __future__ import annotations

import pytest
from tests.statement_documents import Rows, table_document
from tests.statement_sets import CASH_FLOW_ZH, read_all

_ABOVE = ["合并现金流量表", "2025年度", "单位：元"]


def captions(rows: Rows) -> dict[str, str | None]:
    """The account of every caption."""
    return {label: figure.key for (_, label, _), figure in read_all(table_document(rows, above=_ABOVE))[0].items()}


@pytest.mark.parametrize("reference", ["五、7", "附注七、7", "（七）7", "四(7)", "注释7", "十六、12(3)"])
def test_a_reference_behind_a_caption_is_no_part_of_it(reference: str) -> None:
    rows = [[caption, *figures] for caption, *figures in CASH_FLOW_ZH]
    rows[2][0] += f" {reference}"
    assert captions(rows)["销售商品、提供劳务收到的现金"] == "cf.sales_cash"


def test_a_caption_goes_on_below_its_figures_where_that_names_an_account() -> None:
    at = next(at for at, row in enumerate(CASH_FLOW_ZH) if row[0].startswith("处置固定资产"))
    whole = CASH_FLOW_ZH[at][0]
    cut = [[whole[:18], *CASH_FLOW_ZH[at][1:]], [whole[18:], "", ""]]
    found = captions([*CASH_FLOW_ZH[:at], *cut, *CASH_FLOW_ZH[at + 1 :]])
    assert found[whole] == "cf.asset_disposal_cash"
    assert whole[:18] not in found


def test_figures_that_fell_in_with_either_line_are_one_row() -> None:
    """As on a scan, where they stand between the lines of the caption."""
    at = next(at for at, row in enumerate(CASH_FLOW_ZH) if row[0].startswith("处置固定资产"))
    whole, current, prior = CASH_FLOW_ZH[at]
    cut = [[whole[:18], current, ""], [whole[18:], "", prior]]
    rows = [*CASH_FLOW_ZH[:at], *cut, *CASH_FLOW_ZH[at + 1 :]]
    figures, _ = read_all(table_document(rows, above=_ABOVE))
    found = {period: f.as_filed for (_, label, period), f in figures.items() if label == whole}
    assert found == {"current": current, "prior": prior}


def test_a_bracket_is_closed_by_the_line_below() -> None:
    rows = [*CASH_FLOW_ZH[:2], ["其他流量（流出以“－”号填", "1.00", "2.00"], ["列）", "", ""], *CASH_FLOW_ZH[2:]]
    assert "其他流量(流出以“-”号填列)" in captions(rows)


def test_a_row_without_numbers_is_no_second_line() -> None:
    """A form's empty row below a row with figures is an account of its own."""
    rows = [*CASH_FLOW_ZH[:3], ["收到的税费返还", "", ""], *CASH_FLOW_ZH[3:]]
    assert captions(rows)["销售商品、提供劳务收到的现金"] == "cf.sales_cash"
