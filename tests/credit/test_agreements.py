"""Guarantee period, statements due, construction delay, missing clauses."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, gone, of, party, term, worked
from docintel.credit.alerts import alerts
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.records import Absence, Assessment, Fact, Value


def assessed(name: str, *facts: Fact, as_of: date = SPRING, absences: tuple[Absence, ...] = ()) -> Assessment:
    return of(assess(MAKER, signals(MAKER, facts, {}, as_of, absences=absences), as_of=as_of), name)


def reporting(*facts: Fact, as_of: date = SPRING) -> Assessment:
    """C-16 of a borrower whose contract asks for statements."""
    clause = Value(
        customer=MAKER.id, name="clause:loan.information_undertakings", value="12.1", as_of=date(2025, 1, 1),
        facts=("F-clause",),
    )  # fmt: skip
    return of(assess(MAKER, [*signals(MAKER, facts, {}, as_of), clause], as_of=as_of), "C-16")


GUARANTOR = party("某担保有限公司", "guarantor")


@pytest.mark.parametrize(
    ("end", "left", "grade"),
    [("2026-06-01", 92, 0), ("2026-05-29", 89, 1), ("2026-03-30", 29, 2), ("2026-02-27", -2, 3)],
)
def test_days_left_of_the_guarantee(end: str, left: int, grade: int) -> None:
    found = assessed("C-14", GUARANTOR, term("guarantee.period_end", end))
    assert (found.value, found.grade) == (Decimal(left), grade)


def test_a_period_not_agreed_is_six_months_after_the_debt_falls_due() -> None:
    found = assessed("C-14", GUARANTOR, term("loan.maturity_date", "2025-09-30"))
    assert (found.value, found.grade, "assumed:692" in found.flags) == (
        Decimal(29),
        2,
        True,
    )  # 30 March, the corresponding day
    agreed = assessed("C-14", GUARANTOR, term("loan.maturity_date", "2025-09-30"), term("guarantee.period", "P3Y"))
    assert agreed.grade == 0


def test_no_guarantee_no_period() -> None:
    assert assessed("C-14").reason == "not_applicable:no guarantee"
    assert assessed("C-14", GUARANTOR).reason == "missing:loan.maturity_date"


def test_the_sentence_of_a_guarantee_that_ends() -> None:
    found = assessed("C-14", GUARANTOR, term("guarantee.period_end", "2026-03-30"))
    (alert,) = alerts(MAKER, [found], SPRING)
    assert alert.reason_zh == "保证期间将于29日后届满，期限日为2026-03-30。"
    assert alert.reason_en == "The guarantee period ends in 29 days, on 2026-03-30."


@pytest.mark.parametrize(
    ("as_of", "late", "grade"),
    [("2027-04-30", 0, 0), ("2027-05-12", 6, 1), ("2027-05-26", 16, 2), ("2027-07-01", 41, 2)],  # due before Labour Day
)
def test_late_statements(as_of: str, late: int, grade: int) -> None:
    found = reporting(*worked(), as_of=date.fromisoformat(as_of))
    assert (found.value, found.grade) == (Decimal(late), grade)
    assert "due:assumed" in found.flags


def test_without_any_statement_lateness_is_unknown() -> None:
    assert reporting().reason == "missing:fin.statements"


def test_nobody_who_promised_no_statements_is_late() -> None:
    found = assessed("C-16", *worked(), as_of=date(2032, 1, 1))
    assert (found.grade, found.reason) == (None, "missing:clause:loan.information_undertakings")


@pytest.mark.parametrize(
    ("forecast", "stop", "grade"),
    [
        ("2026-07-20", None, 0),
        ("2026-08-15", None, 1),
        ("2026-10-15", None, 2),
        ("2026-08-15", "2026-09-15", 2),  # more than half of the float
        ("2026-08-15", "2026-08-01", 3),
    ],
)
def test_construction_delay(forecast: str, stop: str | None, grade: int) -> None:
    facts = [term("project.cod_planned", "2026-07-01"), term("project.cod_forecast", forecast)]
    facts += [term("project.long_stop_date", stop)] if stop else []
    assert assessed("C-20", *facts).grade == grade


def test_missing_clauses_by_weight() -> None:
    high = gone(date(2026, 2, 1))
    other = high.model_copy(update={"sought": "clause:loan.mac"})
    medium = high.model_copy(update={"severity": "M"})
    unsure = high.model_copy(update={"result": "not_found_uncertain"})
    found = [
        assessed("C-28", absences=given).grade for given in ((medium,), (high,), (high, other), (unsure,), (high, high))
    ]
    assert found == [1, 2, 3, 0, 2]
    assert assessed("C-28").reason == "missing:clause review"
