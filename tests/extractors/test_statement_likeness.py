"""How like captions are to the names of accounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_labels import Label, read_label
from docintel.extractors.statement_likeness import likeness, names_another, plain_name

KINDS = ("balance_sheet", "income_statement", "cash_flow")
NAMES = [(kind, name, account) for kind in KINDS for name, found in chart(kind).names.items() for account in found]


def likened(caption: str, key: str, kind: str = "balance_sheet") -> float:
    return round(likeness(read_label(caption), chart(kind).accounts[key], kind)[0], 2)


@pytest.mark.parametrize(
    ("caption", "key", "kind"),
    [
        # the mainland's and Hong Kong's words for the same
        ("物業、機器及設備", "bs.fixed_assets", "balance_sheet"),
        ("應收貿易賬款淨額", "bs.accounts_receivable", "balance_sheet"),
        ("保留溢利", "bs.retained_earnings", "balance_sheet"),
        ("銷售及分銷開支", "is.selling_expenses", "income_statement"),
        # a small borrower's
        ("应付供应商货款", "bs.accounts_payable", "balance_sheet"),
        ("短期银行贷款", "bs.short_term_borrowings", "balance_sheet"),
        # British, American, by the date due
        ("Deferred taxation assets", "bs.deferred_tax_assets", "balance_sheet"),
        ("Bank borrowings due after one year", "bs.long_term_borrowings", "balance_sheet"),
        ("Current installments of long-term debt", "bs.noncurrent_liabilities_due_1y", "balance_sheet"),
        ("Research and development costs", "is.rd_expenses", "income_statement"),
        ("Proceeds from the disposition of property and equipment", "cf.asset_disposal_cash", "cash_flow"),
    ],
)
def test_other_words_for_the_same_are_the_same(caption: str, key: str, kind: str) -> None:
    assert likened(caption, key, kind) == 1.0


@pytest.mark.parametrize(
    ("caption", "key"),
    [
        ("应收分保账款", "bs.accounts_receivable"),
        ("应付分保账款", "bs.accounts_payable"),
        ("固定资产清理", "bs.fixed_assets"),
        ("固定资产减值准备", "bs.fixed_assets"),
        ("流动资产净值", "bs.total_current_assets"),
        ("一年内到期的长期应收款", "bs.long_term_receivables"),
        ("Income taxes receivable", "bs.taxes_payable"),
        ("Trade receivables from related parties", "bs.accounts_receivable"),
        ("Accumulated amortization", "bs.intangible_assets"),
    ],
)
def test_a_word_that_makes_another_account_keeps_a_caption_far_from_it(caption: str, key: str) -> None:
    assert likened(caption, key) <= 0.5


@pytest.mark.parametrize(
    ("caption", "key", "other"),
    [
        ("Common stock and additional paid-in capital", "bs.paid_in_capital", True),
        ("Trade and bills receivables", "bs.notes_and_accounts_receivable", False),
        ("无形资产和商誉", "bs.intangible_assets", True),
        ("应收账款和应收票据", "bs.notes_and_accounts_receivable", False),
        ("少数股东权益合计", "bs.minority_interest", False),
    ],
)
def test_a_caption_of_two_accounts_names_another_one(caption: str, key: str, other: bool) -> None:
    accounts = chart("balance_sheet").accounts
    _, name = likeness(read_label(caption), accounts[key], "balance_sheet")
    others = [account for account in accounts.values() if account.key != key]
    assert names_another(read_label(caption), name, others, "balance_sheet") is other


def test_longer_words_are_found_before_shorter_ones() -> None:
    assert plain_name("所得税支出", chinese=True) == "所得税支出"
    assert plain_name("购买物业、厂房和设备", chinese=True) == "购建固定资产"
    assert plain_name("bank borrowing due after one year", chinese=False) == "bank loan noncurrent"


@given(st.sampled_from(NAMES))
def test_every_name_is_wholly_like_its_account(named) -> None:
    kind, name, account = named
    share, nearest = likeness(Label(name, name, not name.isascii()), account, kind)
    assert (share, plain_name(nearest, not name.isascii())) >= (0.999, "")
    assert share <= 1.0


@given(st.text(max_size=60), st.sampled_from(NAMES))
def test_any_caption_is_between_nothing_and_all_like_any_account(caption: str, named) -> None:
    kind, _, account = named
    assert 0.0 <= likeness(read_label(caption), account, kind)[0] <= 1.0
