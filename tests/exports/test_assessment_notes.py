"""Why an indicator has no value, and what its value rests on, in words."""

import re
from datetime import date

import pytest

from docintel.assets import model_table
from docintel.exports.assessment_notes import note_lines, note_words
from docintel.records import Assessment, Thresholds


def assessment(reason: str | None, *flags: str) -> Assessment:
    lines = Thresholds(watch=None, alert=None, critical=None, source="default")
    return Assessment(
        indicator="F-LV-01", key="fin.debt_to_assets", period_end=date(2025, 12, 31), value=None, grade=None,
        reason=reason, thresholds=lines, flags=flags,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("missing:bs.short_term_borrowings", "缺少：短期借款", "not read: Short-term borrowings"),
        ("conflict:bs.accounts_receivable", "勾稽不符，未采用：应收账款", "in conflict, not used: Accounts receivable"),
        ("missing:audit_report", "缺少：审计报告", "not read: auditor's report"),
        ("missing:loan.maturity_date", "缺少：到期日", "not read: maturity date"),
        ("not_applicable:bs.cash / bs.total_assets > 0.10", "不适用，条件不成立：货币资金 / 资产总计 > 0.10",
         "does not apply, its condition does not hold: Cash and bank balances / Total assets > 0.10"),
        ("hard_fail:I-BS4", "勾稽不平：I-BS4（流动资产合计 = 流动资产各行之和）",
         "identity fails: I-BS4 (total current assets = sum of its rows)"),
        ("undefined:prior(is.net_profit)", "无法计算，分母非正：净利润",
         "undefined, not positive: Net profit"),
        ("missing:bs.restricted_cash", "缺少：受限货币资金", "not read: restricted cash"),
        # a code of somebody's own stays what it is
        ("own:thing", "own:thing", "own:thing"),
        ("own", "own", "own"),
    ],
)  # fmt: skip
def test_a_code_is_said_in_both_languages(code: str, zh: str, en: str) -> None:
    assert note_words(code) == (zh, en)


def test_rows_taken_as_nil_are_one_sentence_without_a_formula() -> None:
    formula = "nil:coalesce((bs.lt_borrowings_due_1y + bs.bonds_due_1y), sum_of(bs.lt_borrowings_due_1y))"
    reason, nil = note_lines(assessment("missing:is.revenue", "rule=1", "nil:bs.goodwill", formula, "nil:bs.goodwill"))
    assert reason.en == "not read: Revenue"
    assert nil.en.startswith("not printed, taken as nil: Goodwill, ")
    assert nil.en.count("Goodwill") == 1
    assert [bracket for bracket in ("coalesce", "sum_of", "bs.") if bracket in nil.zh + nil.en] == []


def test_no_reason_that_the_catalogue_can_give_shows_a_formula() -> None:
    rows = model_table("indicators.toml")["indicator"]
    formulas = [row[one] for row in rows for one in ("only_if", "null_if", "measure") if isinstance(row.get(one), str)]
    said = [note_words(f"{kind}:{formula}") for formula in formulas for kind in ("not_applicable", "undefined", "nil")]
    assert [one for one in said if re.search(r"\b(?:bs|is|cf|cfs|note|d|m|check)\.[a-z]|\b[a-z_]+\(", one.en)] == []
    assert len(said) > 100
