"""A proposal counts nowhere until a person accepts it, and then in place of the figure it mends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from borrowers import SPRING, failed, figure
from docintel.credit.figures import figure_values
from docintel.credit.repairs import with_repairs
from docintel.records import Check, Fact, Figure, Proposal, Review, Span, Value

END = date(2025, 12, 31)
WRONG = figure("bs.cash", "1290", status="conflict", checks=failed("I-BS4"))


def proposal(value: str, of: Figure | None = WRONG, **more: object) -> Proposal:
    where = of or WRONG
    claim = {
        "repair": "correction" if of else "missing", "figure": of.id if of else None, "scope": "consolidated",
        "statement": "balance_sheet", "label": "货币资金", "key": "bs.cash", "period": "current", "period_end": END,
        "value": Decimal(value), "as_proposed": value, "printed": of.value if of else None,
        "as_filed": of.as_filed if of else "", "unit": "元", "currency": "CNY", "identities": failed("I-BS4"),
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


def test_figures_in_conflict_only_through_what_is_mended_are_unproved_then() -> None:
    beside = figure("bs.inventories", "50", status="conflict", checks=failed("I-BS4"))
    beside = beside.model_copy(update={"document": WRONG.document})
    elsewhere = figure("bs.inventories", "50", status="conflict", checks=failed("I-BS4"), scope="parent")
    twice = figure("bs.goodwill", "7", status="conflict", checks=(*failed("I-BS4"), Check(id="I-BS5", result="fail")))
    twice = twice.model_copy(update={"document": WRONG.document})
    proposed = proposal("1200")
    found = with_repairs([WRONG, beside, elsewhere, twice, proposed], [verdict(proposed)])
    assert [fact.status for fact in found if isinstance(fact, Figure)] == [
        "unproved", "conflict", "conflict", "unproved",
    ]  # fmt: skip


def test_of_a_set_all_have_to_be_accepted() -> None:
    other = figure("bs.fixed_assets", "88", status="conflict", checks=failed("I-BS5"))
    second = proposal("99", other, key="bs.fixed_assets")
    first = proposal("1200", together=((second.id,), ("F-else",)))
    facts = [WRONG, other, first, second]
    assert with_repairs(facts, [verdict(first)]) == facts
    both = values(with_repairs(facts, [verdict(first), verdict(second)]))
    assert (both["bs.cash"].value, both["bs.fixed_assets"].value) == (1200, 99)
