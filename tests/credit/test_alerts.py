"""Alerts: sentences in both languages, measures, approval, ids and expiry."""

import re
from datetime import date

import pytest

from borrowers import MAKER, SPRING, of, past, worked
from docintel.credit.alerts import alerts, approval_note, measure_details
from docintel.credit.catalogue import catalogue
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.records import Alert, Assessment, Fact, Figure


def raised(facts: list[Figure], as_of: date = SPRING, history: list[Assessment] | None = None) -> dict[str, Alert]:
    known: list[Fact] = list(facts)
    found = assess(MAKER, signals(MAKER, known, {}, as_of), as_of=as_of, history=history or [])
    return {one.indicator: one for one in alerts(MAKER, found, as_of)}


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        (
            "F-CV-01",  # the domain's own example
            "息税前利润仅覆盖利息2.40倍，低于关注线3.0倍。",
            "EBIT covers interest 2.40 times, below the watch line of 3.0.",
        ),
        (
            "F-LV-01",
            "资产负债率为66.6%，高于关注线65%。",
            "Liabilities to assets is 66.6 %, above the watch line of 65 %.",
        ),
        (
            "F-CQ-01",
            "账面盈利而经营活动现金流量为负，盈余现金保障倍数为-1.76倍。",
            "A profit is shown while operating cash flow is negative: cash from operations is -1.76 times net profit.",
        ),
        (
            "F-RF-05",
            "货币资金占总资产18.4%、有息债务占总资产42.4%，货币资金与有息债务同时偏高。",
            "Cash is 18.4 % and debt 42.4 % of assets: both are high at once.",
        ),
    ],
)
def test_the_reason_says_the_numbers(name: str, zh: str, en: str) -> None:
    alert = raised(worked())[name]
    assert (alert.reason_zh, alert.reason_en) == (zh, en)


def test_a_kept_grade_and_a_raised_one_say_why() -> None:
    history = [past("fin.debt_to_assets", date(2024, 12, 31), 2, "0.78")]
    held = raised(worked(), history=history)["F-LV-01"]
    assert held.reason_en == (
        "Liabilities to assets is 66.6 %; it has not been clearly better than the line in two consecutive evaluations, "
        "so the alert grade is kept."
    )
    steady = [past("fin.dio_change", date(year, 12, 31), 1, "0.3") for year in (2023, 2024)]
    assert (
        raised(worked(), history=steady)["F-EF-02"].reason_zh
        == "存货周转天数变化为31.3%，连续三期处于同一级别，上调为预警。"
    )


def test_no_sentence_has_an_empty_place() -> None:
    for alert in raised(worked()).values():
        assert not re.search(r"[{}]|None", alert.reason_zh + alert.reason_en), alert.indicator


@pytest.mark.parametrize(
    ("name", "measures", "review"),
    [("F-LV-01", ("R1",), False), ("F-LQ-03", ("R2",), False), ("F-CV-03", ("R3",), True)],
)
def test_measures_follow_the_grade_and_hard_ones_need_a_person(
    name: str, measures: tuple[str, ...], review: bool
) -> None:
    alert = raised(worked())[name]
    assert (alert.measures, alert.needs_review) == (measures, review)


def test_the_response_column_overrides_the_default() -> None:
    rows = {row.id: row.response for row in catalogue()}
    assert rows["C-05"].critical == ("R3", "R4")
    assert rows["C-14"].critical == ("R4",)
    assert (rows["B-11"].alert, rows["B-11"].critical) == (("R1",), ("R1",))
    assert (rows["F-LV-01"].watch, rows["F-LV-01"].alert, rows["F-LV-01"].critical) == (("R1",), ("R2",), ("R3",))


def test_r3_and_r4_say_that_they_need_approval() -> None:
    assert approval_note(["R1", "R2"], "zh") is None
    assert approval_note(["R3"], "zh") == "须经人工审批与法律审查后方可采取。"
    assert approval_note(["R4"], "en") == "Needs a named officer's approval and a legal check first."
    assert measure_details("R2")["owner_en"] == "relationship manager and risk"


def test_ids_are_stable_over_days_and_differ_over_periods() -> None:
    first, next_day = raised(worked())["F-LV-01"], raised(worked(), date(2026, 3, 9))["F-LV-01"]
    year_before = raised(worked(), date(2025, 3, 1))
    assert first.id == next_day.id
    assert first.id not in {alert.id for alert in year_before.values()}
    assert (first.raised, first.expires) == (SPRING, date(2026, 12, 31))


def test_the_worst_come_first_and_normal_ones_not_at_all() -> None:
    grades = [alert.grade for alert in raised(worked()).values()]
    assert grades == sorted(grades, reverse=True)
    assert 0 not in grades


def test_thresholds_and_inputs_travel_with_the_alert() -> None:
    alert = raised(worked())["F-CV-01"]
    assert alert.assessment.thresholds.source == "industry"
    named = {one.key: one.value for one in alert.assessment.inputs}
    assert (named["d.ebit"], named["d.interest_total"]) == (202_000_000, 84_000_000)
    assert of([alert.assessment], "F-CV-01").inputs[0].facts
