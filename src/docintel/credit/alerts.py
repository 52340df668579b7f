"""Indicators that crossed a line become alerts with the measures proposed; a named officer decides.

R3 and R4 always need human approval and a legal check: an unwarranted stop or acceleration exposes the lender
(Civil Code 527, 671).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal, cast

from docintel.assets import model_table
from docintel.credit.catalogue import LEVELS, Indicator, for_customer, indicator
from docintel.credit.conduct import day_of
from docintel.credit.reasons import reason, said
from docintel.credit.spoken import Language
from docintel.records import Alert, Assessment, Customer
from docintel.records.profile import Measure

#: A ratio counts until the next year's statements; one that is older already is looked at again in a quarter.
_YEAR, _QUARTER = timedelta(days=365), timedelta(days=90)


def alerts(customer: Customer, assessments: Sequence[Assessment], as_of: date) -> list[Alert]:
    """One alert for each indicator graded watch or worse, the worst first, then in catalogue order."""
    fired = [(row, one) for one in assessments if one.grade and (row := indicator(one.indicator)) is not None]
    raised = [_alert(for_customer(row, customer), customer, one, as_of) for row, one in fired]
    return sorted(raised, key=lambda alert: -alert.grade)


def alert_id(customer: Customer, assessment: Assessment) -> str:
    """The id of (customer, indicator, period): the same warning keeps its id on the next day."""
    parts = f"{customer.id}\n{assessment.indicator}\n{assessment.key}\n{_period(assessment)}"
    return "A-" + sha256(parts.encode()).hexdigest()[:20]


def measure_details(code: Measure) -> dict[str, Any]:
    """What a measure of the response ladder means: names, action, owner, clock, in both languages."""
    return next(dict(row) for row in model_table("measures.toml")["measure"] if row["code"] == code)


def approval_note(measures: Sequence[Measure], language: Language) -> str | None:
    """The sentence that R3 and R4 need approval; None where no proposed measure does."""
    needed = any(measure_details(code)["approval"] for code in measures)
    return str(model_table("measures.toml")["approval"][language]) if needed else None


def _alert(row: Indicator, customer: Customer, assessment: Assessment, as_of: date) -> Alert:
    grade = cast(Literal[1, 2, 3], assessment.grade)
    measures = cast(tuple[Measure, ...], getattr(row.response, LEVELS[grade - 1]))
    doubtful = "needs_review" in assessment.flags or bool(assessment.caps)
    return Alert(
        id=alert_id(customer, assessment),
        customer=customer.id,
        indicator=row.id,
        key=assessment.key,
        name_zh=row.name_zh,
        name_en=row.name_en,
        grade=grade,
        assessment=assessment,
        reason_zh=reason(row, assessment, "zh"),
        reason_en=reason(row, assessment, "en"),
        measures=measures,
        raised=as_of,
        expires=_expires(assessment, as_of),
        needs_review=doubtful or approval_note(measures, "en") is not None,
    )


def _expires(assessment: Assessment, as_of: date) -> date:
    until = day_of(said(assessment, "until"))
    if until is not None:
        return until
    end = assessment.period_end or as_of
    return end + _YEAR if end + _YEAR > as_of else as_of + _QUARTER


def _period(assessment: Assessment) -> str:
    """The day a warning is about: of the statement, the last event, the deadline; not the day it was looked at."""
    about = said(assessment, "period") or said(assessment, "day")
    if about is not None:
        return about
    days = [one.period_end for one in assessment.inputs if one.period_end is not None]
    return str(max(days, default=assessment.period_end))
