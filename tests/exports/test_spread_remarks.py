"""What stands beside a figure: failing identities, doubts, proposals with their standing, units that are no money."""

from dataclasses import replace
from decimal import Decimal

import pytest

from docintel.exports.names import Name
from docintel.exports.spread_remarks import companions, figure_remarks, proposal_remark, reprint_remarks
from docintel.records import Document
from docintel.records.statement import Check
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, proposed, sourced

ALTERED_ZH = chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00"))
ALTERED_EN = english(balance=changed(BALANCE_EN, "Cash and cash equivalents", "230", "300"))
CURRENT = Name("I-BS4（流动资产合计 = 流动资产各行之和）", "I-BS4 (total current assets = sum of its rows)")
TOTAL = Name("I-BS1（资产总计 = 负债合计 + 所有者权益合计）", "I-BS1 (total assets = total liabilities + total equity)")


@pytest.mark.parametrize(
    ("document", "failed", "remark"),
    [
        # one set only: the slip is named
        (ALTERED_ZH, f"{CURRENT.en} fails -900,000.00", "correction: 1,290.00 → 1,200.00 万元（I-BS4）, "
         "proposed, counts only when accepted, one digit differs"),
        # three rows would do as well
        (ALTERED_EN, f"{CURRENT.en} fails 90,000,000", "correction: 230 → 320 million（I-BS4）, "
         "proposed, counts only when accepted, others would do as well, two digits swapped"),
    ],
)  # fmt: skip
def test_a_figure_in_conflict_says_what_fails_and_what_would_mend_it(
    document: Document, failed: str, remark: str
) -> None:
    cash = next(one for one in sourced(document) if one.figure.key == "bs.cash" and one.figure.period == "current")
    assert [one.en for one in figure_remarks([cash])] == [failed, remark]


@pytest.mark.parametrize(
    ("verdict", "zh", "en"),
    [
        ("", "建议值，采纳前不作数，一位数字不同", "proposed, counts only when accepted, one digit differs"),
        ("accepted", "已采纳，一位数字不同",
         "accepted by a person, one digit differs"),
        ("rejected", "已驳回，一位数字不同",
         "rejected by a person, one digit differs"),
    ],
)  # fmt: skip
def test_a_verdict_on_a_proposal_is_said(verdict: str, zh: str, en: str) -> None:
    (found,) = proposed(ALTERED_ZH, verdict=verdict)
    said = proposal_remark(found)
    assert (said.zh, said.en) == (
        f"更正：1,290.00 → 1,200.00 万元（I-BS4），{zh}",
        f"correction: 1,290.00 → 1,200.00 万元（I-BS4）, {en}",
    )


def test_a_number_in_doubt_without_a_proposal_says_so() -> None:
    figure = sourced(chinese())[0].figure.model_copy(update={"checks": (Check(id="SUSPECT", result="cannot_tell"),)})
    doubted = replace(sourced(chinese())[0], figure=figure)
    assert [one.en for one in figure_remarks([doubted])] == ["an identity over it fails, and this number may be why"]


@pytest.mark.parametrize(
    ("unit", "said"),
    [("shares", ["a number of shares, no amount"]), ("per share", ["an amount per share"]), ("million", [])],
)
def test_a_unit_that_is_no_amount_is_said(unit: str, said: list[str]) -> None:
    first = sourced(english())[0]
    counted = replace(first, figure=first.figure.model_copy(update={"unit": unit, "checks": ()}))
    assert [one.en for one in figure_remarks([counted])] == said


def test_one_identity_that_fails_twice_by_different_amounts_is_said_twice() -> None:
    checks = tuple(Check(id="I-BS1", result="fail", difference=Decimal(gap)) for gap in (5, 7, 5))
    first = sourced(chinese())[0]
    failing = replace(first, figure=first.figure.model_copy(update={"checks": checks}))
    assert [one.zh for one in figure_remarks([failing])] == [f"{TOTAL.zh} 不平 5", f"{TOTAL.zh} 不平 7"]


def test_another_print_in_conflict_is_named() -> None:
    other = next(one for one in sourced(ALTERED_ZH) if one.figure.key == "bs.cash")
    (said,) = reprint_remarks([other, sourced(chinese())[0]])
    assert said == (
        f"青屿储能2025.xlsx（place 1）的同一数值勾稽不符 {CURRENT.zh}",
        f"青屿储能2025.xlsx (place 1) prints it in conflict {CURRENT.en}",
    )


def test_proposals_that_go_together_name_each_other() -> None:
    (one,) = proposed(ALTERED_ZH)
    pair = replace(one, proposal=one.proposal.model_copy(update={"together": (("F-x",), ("F-y", one.proposal.id))}))
    assert companions(one.proposal, [one]) == ("", "")
    assert companions(pair.proposal, [one]).en == "F-x or F-y + 货币资金 → 1,200.00 (row 货币资金)"
