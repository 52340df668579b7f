"""A proposal counts nowhere until a person accepts it, and then in place of the figure it mends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from borrowers import SPRING, failed, figure
from docintel.credit.figures import figure_values
from docintel.credit.repairs import with_repairs
from docintel.extractors.statement import StatementExtractor
from docintel.records import Check, Fact, Figure, OpenIdentity, Proposal, Review, Span, Value
from statement_documents import table_document

END = date(2025, 12, 31)
WRONG = figure("bs.cash", "1290", status="conflict", checks=failed("I-BS4"))


def run(check: str, *over: Figure, off: int = 5) -> OpenIdentity:
    """A run of an identity over some figures that fails by an amount."""
    figures = tuple(one.id for one in over)
    return OpenIdentity(id=check, result="fail", difference=Decimal(off), figures=figures)


def proposal(value: str, of: Figure | None = WRONG, **more: object) -> Proposal:
    where = of or WRONG
    claim = {
        "repair": "correction" if of else "missing", "figure": of.id if of else None, "scope": "consolidated",
        "statement": "balance_sheet", "label": "货币资金", "key": "bs.cash", "period": "current", "period_end": END,
        "value": Decimal(value), "as_proposed": value, "printed": of.value if of else None,
        "as_filed": of.as_filed if of else "", "unit": "元", "currency": "CNY", "identities": (run("I-BS4", where),),
    } | more  # fmt: skip
    span = Span(start=0, end=2)
    quote = {"document": where.document, "span": span, "quote": "年报"}
    drafted = Proposal.model_validate(
        {"id": "", "document": where.document, "anchor": "a", "source": "t@1", "confidence": None, "evidence": (quote,)}
        | claim
    )
    return drafted.model_copy(update={"id": drafted.claim_id()})


def verdict(fact: Fact, said: str = "accepted") -> Review:
    return Review.model_validate({"target": fact.id, "verdict": said, "reviewer": "R1", "day": date(2026, 2, 1)})


def values(facts: list[Fact]) -> dict[str, Value]:
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    return {one.name: one for one in figure_values("C9", figures, {}, SPRING) if isinstance(one, Value)}


@pytest.mark.parametrize("said", [None, "rejected", "corrected"])
def test_what_nobody_accepted_is_no_input(said: str | None) -> None:
    proposed = proposal("1200")
    facts = [WRONG, proposed]
    assert with_repairs(facts, [verdict(proposed, said)] if said else []) == facts
    assert "bs.cash" not in values(facts)


def test_an_accepted_proposal_takes_the_figures_place_and_says_so() -> None:
    proposed = proposal("1200")
    found = values(with_repairs([WRONG, proposed], [verdict(proposed)]))["bs.cash"]
    # the value leads to the proposal that a person accepted, and stays unproved
    assert (found.value, found.facts, found.flags) == (Decimal(1200), (proposed.id,), ("unproved",))


def test_a_missing_number_that_was_accepted_is_a_figure() -> None:
    proposed = proposal("1200", None)
    (found,) = [fact for fact in with_repairs([proposed], [verdict(proposed)]) if isinstance(fact, Figure)]
    assert (found.value, found.as_filed, found.status, found.key) == (Decimal(1200), "1200", "unproved", "bs.cash")


def test_the_last_verdict_holds() -> None:
    proposed = proposal("1200")
    later = verdict(proposed, "rejected").model_copy(update={"day": date(2026, 2, 2)})
    assert with_repairs([WRONG, proposed], [verdict(proposed), later]) == [WRONG, proposed]


def beside(key: str, *checks: Check) -> Figure:
    """Another figure of the same statement that is in conflict."""
    found = figure(key, "50", status="conflict", checks=checks)
    return found.model_copy(update={"document": WRONG.document, "id": f"F-{key}"})


def fails(check: str, off: int = 5) -> Check:
    return Check(id=check, result="fail", difference=Decimal(off))


def test_figures_in_conflict_only_through_what_is_mended_are_unproved_then() -> None:
    stock = beside("bs.inventories", fails("I-BS4"))
    twice = beside("bs.goodwill", fails("I-BS4"), fails("I-BS5"))
    proposed = proposal("1200", identities=(run("I-BS4", WRONG, stock, twice),))
    found = with_repairs([WRONG, stock, twice, proposed], [verdict(proposed)])
    assert [fact.status for fact in found if isinstance(fact, Figure)] == ["unproved", "conflict", "unproved"]


def test_another_run_of_the_same_identity_stays_open() -> None:
    other = beside("cf.invest_paid", fails("I-CF1", -8))
    # of two runs that fail by the same amount over one total, one is mended
    total = beside("cf.operating_in_total", fails("I-CF1"), fails("I-CF1"))
    proposed = proposal("1200", identities=(run("I-CF1", WRONG, total),))
    assert with_repairs([WRONG, other, total, proposed], [verdict(proposed)])[:2] == [other, total]
    # proposals filed before runs were kept clear nothing
    silent = proposal("1200", identities=(run("I-CF1"),))
    plain = beside("cf.capex", fails("I-CF1"))
    assert with_repairs([WRONG, plain, silent], [verdict(silent)])[0] == plain


CASH_ZH = [
    ["项目", "本期金额"],
    ["一、经营活动产生的现金流量：", ""],
    ["销售商品、提供劳务收到的现金", "930.00"],
    ["收到其他与经营活动有关的现金", "80.00"],
    ["经营活动现金流入小计", "1,000.00"],
    ["购买商品、接受劳务支付的现金", "600.00"],
    ["经营活动现金流出小计", "600.00"],
    ["经营活动产生的现金流量净额", "400.00"],
    ["二、投资活动产生的现金流量：", ""],
    ["收回投资收到的现金", "57.00"],
    ["取得投资收益收到的现金", "10.00"],
    ["投资活动现金流入小计", "60.00"],
    ["投资支付的现金", "230.00"],
    ["投资活动现金流出小计", "230.00"],
    ["投资活动产生的现金流量净额", "-170.00"],
]


def test_an_accepted_inflow_of_operations_clears_no_investment() -> None:
    document = table_document(CASH_ZH, above=["现金流量表", "2025年度", "单位：万元"])
    facts = list(StatementExtractor().extract(document))
    (proposed,) = [fact for fact in facts if isinstance(fact, Proposal) and fact.label.startswith("销售商品")]
    assert proposed.as_proposed == "920.00"
    found = with_repairs(facts, [verdict(proposed)])
    statuses = {fact.label: fact.status for fact in found if isinstance(fact, Figure)}
    assert statuses["收到其他与经营活动有关的现金"] == "unproved"
    assert {statuses[label] for label in ("收回投资收到的现金", "取得投资收益收到的现金")} == {"conflict"}


def test_of_a_set_all_have_to_be_accepted() -> None:
    other = figure("bs.fixed_assets", "88", status="conflict", checks=failed("I-BS5"))
    second = proposal("99", other, key="bs.fixed_assets")
    first = proposal("1200", together=((second.id,), ("F-else",)))
    facts = [WRONG, other, first, second]
    assert with_repairs(facts, [verdict(first)]) == facts
    both = values(with_repairs(facts, [verdict(first), verdict(second)]))
    assert (both["bs.cash"].value, both["bs.fixed_assets"].value) == (1200, 99)
