"""The form as shipped: every account in one block, every subtotal of known rows."""

from itertools import chain

import pytest

from docintel.assets import model_table
from docintel.exports.spread_form import standard_form

FORM = standard_form()
PRIMARY = [row["key"] for row in model_table("accounts.toml")["account"] if row["section"] != "notes"]


@pytest.mark.parametrize(
    ("block", "zh", "en", "first", "last"),
    [
        ("current_assets", "流动资产", "Current assets", "bs.cash", "bs.total_current_assets"),
        ("equity", "所有者权益", "Equity", "bs.paid_in_capital", "bs.total_liabilities_and_equity"),
        ("costs", "营业成本与费用", "Costs and expenses", "is.total_operating_cost", "note.capitalised_interest"),
        ("operating_out", "经营活动现金流出", "Operating cash outflows", "cf.purchases_cash", "cf.cfo"),
        (
            "supplementary",
            "补充资料：净利润调节",
            "Reconciliation of net profit (indirect method)",
            "cfs.net_profit",
            "cfs.cfo",
        ),
    ],
)
def test_a_block_runs_from_its_first_account_to_the_next_block(
    block: str, zh: str, en: str, first: str, last: str
) -> None:
    members = [line.key for line in FORM.members(block)]
    assert (FORM.block_name(block), members[0], members[-1]) == ((zh, en), first, last)


def test_every_account_of_a_statement_stands_in_a_block_in_the_order_of_the_table() -> None:
    assert [key for key in FORM.lines if FORM.lines[key].block] == PRIMARY
    assert FORM.block_of("note.ar_gross") == ""
    assert FORM.block_name("") == ("其他", "Other rows")


def test_subtotals_name_accounts_and_blocks_that_exist() -> None:
    known = {*FORM.lines, *FORM.blocks}
    for subtotal in FORM.subtotals:
        named = chain(
            [subtotal.key], subtotal.add, subtotal.deduct, subtotal.first_of, subtotal.usual_add, subtotal.usual_deduct,
            subtotal.loose_add, subtotal.loose_deduct, subtotal.others, subtotal.needs, subtotal.needs_filed,
        )  # fmt: skip
        assert set(named) - known == set(), subtotal.key
    assert {*FORM.inside, *FORM.inside.values()} - set(FORM.lines) == set()


def test_every_total_has_a_sum() -> None:
    totals = [line.key for line in FORM.lines.values() if line.is_total]
    assert [key for key in totals if not FORM.adds_up(key)] == []
    assert FORM.adds_up("cf.cash_end")
    assert not FORM.adds_up("bs.cash")


def test_a_subtotal_comes_after_the_subtotals_it_adds() -> None:
    keys = [subtotal.key for subtotal in FORM.subtotals]
    for subtotal in FORM.subtotals:
        operands = [key for key in (*subtotal.add, *subtotal.deduct, *subtotal.first_of) if FORM.adds_up(key)]
        late = [key for key in operands if keys.index(key) > keys.index(subtotal.key)]
        assert late == [], subtotal.key
