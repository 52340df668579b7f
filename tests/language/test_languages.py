"""Which language a text is in."""

import pytest

from docintel.language.languages import language_of, sentence_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("借款人应于每季度结束后三十日内提供财务报表。", "zh"),
        ("借款人（Lanchuan）应按LPR加30个基点支付利息，并向贷款人提供合规证明和财务报表。", "zh"),
        ("The Borrower shall deliver its accounts within 120 days.", "en"),
        ("The Borrower (澜川) shall deliver its audited consolidated accounts to the Agent.", "en"),
        ("借款人应当还款。The Borrower shall repay the loan on time.", "mixed"),
        ("資產負債表 Balance Sheet 流動資產 Current assets", "mixed"),
        ("1,234.56 — 2026-03-25", "und"),
        ("", "und"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("甲方应付款。", "zh"), ("按 EBITDA 计算", "zh"), ("The Borrower shall pay.", "en"), ("100", "en")],
)
def test_a_sentence_is_read_by_one_rule_set(sentence: str, language: str) -> None:
    assert sentence_language(sentence) == language
