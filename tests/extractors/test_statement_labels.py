"""Row captions taken apart and named, in Chinese and in English."""

from __future__ import annotations

import pytest

from docintel.extractors.statement_accounts import chart, is_one_edit
from docintel.extractors.statement_labels import read_label
from docintel.records.statement import StatementKind


@pytest.mark.parametrize(
    ("printed", "name", "operation", "gain_signed"),
    [
        ("一、营业总收入", "营业总收入", None, False),
        ("减：营业成本", "营业成本", "subtract", False),
        ("其中：应收利息", "应收利息", "of_which", False),
        ("（一）持续经营净利润（净亏损以“－”号填列）", "持续经营净利润", None, True),
        ("资产减值损失(损失以“-”号填列)", "资产减值损失", None, True),
        ("财务费用（收益以“－”号填列）", "财务费用", None, False),  # SG5: printed as it is
        ("加:期初现金及现金等价物余额", "期初现金和现金等价物余额", "add", False),
        ("其它应收款", "其他应收款", None, False),
        ("應收帳款", "应收账款", None, False),
        ("实收资本（或股本）", "实收资本", None, False),
        ("减值准备", "减值准备", None, False),  # 减 without a colon begins a word
        ("Accounts receivable, net of allowance of $12", "account receivable", None, False),
        ("Less: treasury shares", "treasury share", "subtract", False),
        ("Common stock, $0.001 par value; 8,000 shares authorized", "common stock", None, False),
        ("Net cash provided by (used in) investing activities", "net cash provided by investing activity", None, False),
    ],
)
def test_captions(printed: str, name: str, operation: str | None, gain_signed: bool) -> None:
    label = read_label(printed)
    assert (label.name, label.operation, label.gain_signed) == (name, operation, gain_signed)


@pytest.mark.parametrize(
    ("kind", "printed", "section", "key"),
    [
        ("balance_sheet", "应收款项融资", "current_assets", "bs.receivables_financing"),  # an asset, no borrowing
        ("balance_sheet", "其中：优先股", "equity", "bs.oei_preferred"),
        ("balance_sheet", "其中：优先股", "noncurrent_liabilities", "bs.bonds_payable_preferred"),
        ("balance_sheet", "应付账歀", "current_liabilities", None),  # four characters are too few for a repair
        ("balance_sheet", "一年内到期的非流动负责", "current_liabilities", "bs.noncurrent_liabilities_due_1y"),
        ("balance_sheet", "Term debt", "current_liabilities", "bs.noncurrent_liabilities_due_1y"),
        ("balance_sheet", "Term debt", "noncurrent_liabilities", "bs.long_term_borrowings"),
        ("balance_sheet", "Marketable securities", "current_assets", "bs.trading_fin_assets"),
        ("balance_sheet", "Marketable securities", "noncurrent_assets", None),
        ("balance_sheet", "Notes payable", "current_liabilities", "bs.short_term_borrowings"),  # a loan, no trade bill
        ("cash_flow", "净利润", "supplementary", "cfs.net_profit"),
        ("cash_flow", "其他", "supplementary", "cfs.other"),
        ("cash_flow", "其他", "investing", None),
        ("cash_flow", "收到的其他与经营活动有关的现金", "operating", "cf.other_operating_in"),
        ("cash_flow", "Inventories", "operating", "cfs.inventory_decrease"),
        ("cash_flow", "Interest paid", "operating", "cf.interest_paid"),
        ("income_statement", "归属于母公司所有者的综合收益总额", None, None),
        ("income_statement", "Other income/(expense), net", None, "is.other_income"),  # refused by the row, see below
    ],
)
def test_accounts(kind: StatementKind, printed: str, section: str | None, key: str | None) -> None:
    account = chart(kind).find(read_label(printed), section)
    assert (account.key if account else None) == key


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("经营活动现金流入小计", "经营活动现金流出小计", False),  # the opposite
        ("流动资产合计", "非流动资产合计", False),
        ("应收账款", "应付账款", False),
        ("长期待摊费用", "长期侍摊费用", True),  # misread
        ("固定资产清理", "固定资产清", True),  # lost
        ("存货", "存货", False),
    ],
)
def test_one_edit_never_turns_an_account_into_its_opposite(left: str, right: str, near: bool) -> None:
    assert is_one_edit(left, right) is near


def test_every_account_is_found_under_its_own_name() -> None:
    for kind in ("balance_sheet", "income_statement", "cash_flow"):
        accounts = chart(kind)
        for name, found in accounts.names.items():
            for account in found:
                placed = accounts.find(read_label(name), account.section)
                assert placed is not None, name
                assert placed.section == account.section
