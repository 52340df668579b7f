"""Folding: grade and score, conflicts left visible, rejected facts and alerts, idempotence, order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from borrowers import MAKER, SPRING, covenant, mail, party, term, utterance, worked
from docintel.credit.alerts import alerts
from docintel.credit.indicators import assess
from docintel.credit.profiles import fold, missing_inputs, with_accepted, without_rejected
from docintel.credit.signals import signals
from docintel.records import Fact, Profile, Review

FACTS: list[Fact] = [
    *worked(),
    covenant("fin.debt_to_assets", "<=", "0.70"),
    party("澄湖精密制造有限公司"),
    party("某担保有限公司", "guarantor"),
    term("loan.principal", "180000000", "CNY"),
    mail("2026-02-01", role="finance_manager"),
]


def folded(facts: Sequence[Fact], reviews: Sequence[Review] = (), as_of: date = SPRING) -> Profile:
    known = signals(MAKER, without_rejected(facts, reviews), {}, as_of)
    found = assess(MAKER, known, as_of=as_of)
    return fold(MAKER, known, found, alerts(MAKER, found, as_of), reviews, as_of=as_of)


def verdict(target: str, said: str, day: date = SPRING) -> Review:
    return Review(target=target, verdict=said, reviewer="审核员甲", day=day)  # type: ignore[arg-type]


def test_the_profile_of_the_worked_borrower() -> None:
    profile = folded(FACTS)
    # 100 − 93 for the figures − 1.3 · 6 for the headroom of 4.9 %: floored
    assert (profile.grade, profile.score) == (3, 0)
    assert folded(worked()).score == 7
    stated = {claim.field: claim.value for claim in profile.claims if claim.field != "fin.statements"}
    assert stated["name.legal"] == "澄湖精密制造有限公司"
    assert stated["party.guarantor"] == "某担保有限公司"
    assert stated["loan.principal"] == "180000000"
    assert stated["ppl.contacts"] == "shen@chenghu.example (finance_manager)"
    years = [claim.value for claim in profile.claims if claim.field == "fin.statements" and claim.value.endswith("12M")]
    assert years == ["2024-12-31 single 12M", "2025-12-31 single 12M"]


def test_the_most_valuable_gaps_are_named() -> None:
    missing = folded(worked()).missing
    assert missing[:5] == ("id.org_code", "id.lei", "name.legal", "reg.status", "reg.entity_type")
    assert missing[5] == "messages"  # eleven indicators wait for mail
    share = next(one for one in folded(FACTS).values if one.name == "meta.completeness")
    assert 0 < Decimal(share.value) < 100


def test_two_documents_that_disagree_both_stay_and_are_marked() -> None:
    both = [*FACTS, term("loan.principal", "200000000", "CNY", of="补充协议")]
    found = [claim for claim in folded(both).claims if claim.field == "loan.principal"]
    assert {(claim.value, claim.conflict) for claim in found} == {("180000000", True), ("200000000", True)}
    assert not any(claim.conflict for claim in folded(FACTS).claims)


def test_a_rejected_fact_is_gone_before_signals_are_made() -> None:
    (cash,) = [fact for fact in worked() if fact.key == "bs.restricted_cash" and fact.period_end == date(2025, 12, 31)]
    before, after = folded(FACTS), folded(FACTS, [verdict(cash.id, "rejected")])
    assert any(cash.id in value.facts for value in before.values)
    assert not any(cash.id in value.facts for value in after.values)
    assert not any(cash.id in one.facts for found in after.assessments for one in found.inputs)


def test_the_last_verdict_holds() -> None:
    fact = FACTS[0]
    withdrawn = [verdict(fact.id, "rejected", date(2026, 2, 1)), verdict(fact.id, "accepted", date(2026, 2, 2))]
    assert without_rejected([fact], withdrawn) == [fact]
    assert without_rejected([fact], withdrawn[:1]) == []


def test_a_fact_a_person_accepted_is_certain_and_keeps_its_id() -> None:
    unsure = utterance("2026-02-01", ci="CI-1", confidence=0.5)
    (sure,) = with_accepted([unsure], [verdict(unsure.id, "accepted")])
    assert (sure.id, sure.confidence) == (unsure.id, 1.0)


def test_a_rejected_alert_counts_in_no_grade() -> None:
    alone = [fact for fact in worked() if fact.key in ("bs.total_liabilities", "bs.total_assets")]
    profile = folded(alone)
    assert (profile.grade, profile.score, len(profile.alerts)) == (1, 98, 1)
    dismissed = folded(alone, [verdict(profile.alerts[0].id, "rejected")])
    assert (dismissed.grade, dismissed.score, dismissed.alerts) == (0, 100, ())


def test_missing_inputs_come_by_how_many_wait_for_them() -> None:
    found = assess(MAKER, signals(MAKER, worked(), {}, SPRING), as_of=SPRING)
    assert missing_inputs(found)[0] == "messages"


@settings(max_examples=10, deadline=None)
@given(st.permutations(FACTS))
def test_folding_again_in_any_order_changes_nothing(facts: list[Fact]) -> None:
    assert folded(facts) == folded(FACTS)
