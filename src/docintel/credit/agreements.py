"""Assesses dates and clauses of agreements: guarantee period, statements due, construction delay, missing clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from docintel.assets import model_table
from docintel.credit.catalogue import Indicator
from docintel.credit.conduct import CALENDAR, day_of
from docintel.credit.grading import worst
from docintel.credit.incidents import NO_LINES, dated
from docintel.credit.ledgers import Ledger
from docintel.credit.ratios import reporting_month_ends, ungraded
from docintel.credit.thresholds import ladder_of
from docintel.language.calendars import business_days_between
from docintel.language.deadlines import corresponding_day
from docintel.records import Absence, Assessment, Signal, Thresholds, Value

#: The clause by which a borrower owes its statements.
_INFORMATION = "clause:loan.information_undertakings"
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?")
#: Terms that state how long a guarantor can be called on.
_PERIODS = ("guarantee.period", "sec.guarantee_period")
#: Civil Code 692: a guarantee period not agreed, or agreed vaguely, is six months from the due date of the debt.
_STATUTORY_MONTHS = 6
#: Half of the float between planned completion and long-stop used up is an alert.
_HALF = Decimal("0.5")


def assess_guarantee_period(row: Indicator, signals: Sequence[Signal], as_of: date) -> Assessment:
    """Days left to call on a guarantor."""
    secured = [one for one in _values(signals) if one.name in ("party:guarantor", "clause:sec.guarantee_period")]
    ends = _dated_terms(signals, "guarantee.period_end")
    maturities = _dated_terms(signals, "loan.maturity_date")
    if not ends and not secured:
        return ungraded(row, "not_applicable:no guarantee", _lines(row))
    if not ends and not maturities:
        return ungraded(row, "missing:loan.maturity_date", _lines(row))
    months = [n for one in _values(signals) if one.name in _PERIODS if (n := _months(str(one.value)))]
    flags: tuple[str, ...] = ()
    if ends:
        day, used = min(ends, key=lambda item: item[0])
    else:
        due, used = min(maturities, key=lambda item: item[0])
        day = corresponding_day(due, min(months, default=_STATUTORY_MONTHS))
        flags = () if months else ("assumed:692",)
    left = Decimal((day - as_of).days)
    grade = worst(left, ladder_of(row), [])
    said = (*flags, f"day={day.isoformat()}")
    return dated(row, as_of, grade=grade, value=left, events=[used, *secured], flags=said, thresholds=_lines(row))


def assess_reporting(row: Indicator, signals: Sequence[Signal], ledger: Ledger, as_of: date) -> Assessment:
    """Working days the next annual statements are late, where a contract asks for statements at all.

    They are taken as due 120 days after the year end, our default for a contract whose days are not read.
    """
    asked = [one for one in signals if isinstance(one, Value) and one.name == _INFORMATION]
    if not asked:
        return ungraded(row, f"missing:{_INFORMATION}", _lines(row))
    last = reporting_month_ends(ledger).get(12)
    if last is None:
        return ungraded(row, "missing:fin.statements", _lines(row))
    period = corresponding_day(last, 12)
    due = period + timedelta(days=int(model_table("measures.toml")["statements_due"]["12"]))
    late = business_days_between(due, as_of, CALENDAR)
    grade = worst(Decimal(late), ladder_of(row), [])
    flags = (f"day={due.isoformat()}", f"period={period.isoformat()}", "due:assumed")
    # the due day is our default, not the contract's: as an estimate it carries no critical grade
    caps = ("estimated",) if grade > 2 else ()
    assessment = dated(
        row, as_of, grade=min(grade, 2), value=Decimal(late), events=asked[:1], flags=flags, thresholds=_lines(row)
    )
    return assessment.model_copy(update={"caps": caps})


def assess_delay(row: Indicator, signals: Sequence[Signal], as_of: date) -> Assessment:
    """Days the forecast completion lies behind plan, against the long-stop date."""
    planned = _dated_terms(signals, "project.cod_planned", "epc.completion_date")
    forecast = _dated_terms(signals, "project.cod_forecast")
    stop = _dated_terms(signals, "project.long_stop_date", "epc.long_stop_date")
    if not planned or not forecast:
        return ungraded(row, f"missing:project.cod_{'forecast' if planned else 'planned'}", _lines(row))
    (plan, _), (now, _) = min(planned, key=lambda item: item[0]), max(forecast, key=lambda item: item[0])
    behind = Decimal((now - plan).days)
    cases = []
    if stop:
        last = min(stop, key=lambda item: item[0])[0]
        cases += [3] if now > last else []
        cases += [2] if last > plan and behind / (last - plan).days > _HALF else []
    grade = worst(behind, ladder_of(row), cases)
    used = [one for found in (planned, forecast, stop) for _, one in found]
    return dated(row, as_of, grade=grade, value=behind, events=used, thresholds=_lines(row))


def assess_missing_clauses(row: Indicator, signals: Sequence[Signal], as_of: date) -> Assessment:
    """Critical clauses sought and surely missing: one of medium weight, one of high, two of high."""
    sought = [one for one in signals if isinstance(one, Absence) and one.sought.startswith("clause:")]
    if not sought:
        return ungraded(row, "missing:clause review", NO_LINES)
    gone = sorted({(one.severity, one.sought.removeprefix("clause:")) for one in sought if one.result == "missing"})
    high = sum(1 for severity, _ in gone if severity == "H")
    medium = any(severity == "M" for severity, _ in gone)
    grade = 3 if high >= 2 else 2 if high else 1 if medium else 0
    flags = tuple(f"item={name}" for severity, name in gone if severity in "HM")
    return dated(row, as_of, grade=grade, value=Decimal(len(flags)), events=(), flags=flags)


def _lines(row: Indicator) -> Thresholds:
    watch, alert, critical = (line or None for line in row.lines)
    return Thresholds(watch=watch, alert=alert, critical=critical, source=row.source)


def _values(signals: Sequence[Signal]) -> list[Value]:
    return [one for one in signals if isinstance(one, Value)]


def _dated_terms(signals: Sequence[Signal], *names: str) -> list[tuple[date, Value]]:
    found = [(day_of(str(one.value)), one) for one in _values(signals) if one.name in names]
    return [(day, one) for day, one in found if day is not None]


def _months(duration: str) -> int:
    match = _DURATION.fullmatch(duration)
    return int(match[1] or 0) * 12 + int(match[2] or 0) if match else 0
