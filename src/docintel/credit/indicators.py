"""Assesses a customer: every indicator of the catalogue this version measures, at a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from docintel.credit.agreements import (
    assess_delay,
    assess_guarantee_period,
    assess_missing_clauses,
    assess_reporting,
)
from docintel.credit.auditors import assess_auditor
from docintel.credit.behaviours import assess_channels, assess_counsel, assess_deferrals, assess_promises
from docintel.credit.catalogue import Indicator, evaluated, for_customer, indicator
from docintel.credit.covenants import assess_covenants, covenants_of
from docintel.credit.grading import CAPS, earlier
from docintel.credit.incidents import assess_events, dated
from docintel.credit.ledgers import Ledger, open_ledger
from docintel.credit.ratios import assess_ratio
from docintel.records import Assessment, Customer, Signal

#: Successive periods without a value after which the gap itself is a warning (rule 2).
_GAP = 3
#: Text-only indicators count in full when another family fired within so many days (rule 8).
_CORROBORATION = timedelta(days=90)


def assess(
    customer: Customer, signals: Sequence[Signal], *, as_of: date, history: Sequence[Assessment] = ()
) -> list[Assessment]:
    """All indicators at a date, in catalogue order; what could not be measured is there with its reason.

    `history` holds earlier assessments, oldest first; signals dated after the day are left out.
    """
    known = [one for one in signals if one.as_of <= as_of]
    ledger = open_ledger(known)
    found: list[Assessment] = []
    for row in evaluated():
        found += _assess(for_customer(row, customer), customer, known, ledger, as_of=as_of, history=history)
    found = [_restrain(one, found, as_of) for one in found]
    gap = _data_gap(found, history, as_of)
    return [*found, gap] if gap else found


def _assess(
    row: Indicator, customer: Customer, known: Sequence[Signal], ledger: Ledger, *, as_of: date,
    history: Sequence[Assessment],
) -> list[Assessment]:  # fmt: skip
    match row.how:
        case "covenant":
            return assess_covenants(row, customer, known, ledger, history)
        case "events":
            return [assess_events(row, known, ledger, as_of)]
        case "promises":
            return [assess_promises(row, customer, known, as_of, history)]
        case "deferrals":
            return [assess_deferrals(row, customer, known, as_of, history)]
        case "channels":
            return [assess_channels(row, customer, known, as_of, history)]
        case "counsel":
            return [assess_counsel(row, known, as_of)]
        case "deadline":
            return [assess_guarantee_period(row, known, as_of)]
        case "reporting":
            return [assess_reporting(row, known, ledger, as_of)]
        case "delay":
            return [assess_delay(row, known, as_of)]
        case "auditor":
            return [assess_auditor(row, customer, known, as_of)]
        case "absences":
            return [assess_missing_clauses(row, known, as_of)]
        case _:
            return [assess_ratio(row, customer, ledger, covenants_of(known), history)]


def _restrain(one: Assessment, all_found: Sequence[Assessment], as_of: date) -> Assessment:
    """Text alone raises attention, no more, unless another family fired within 90 days (rule 8)."""
    row = indicator(one.indicator)
    cap = CAPS["text_only"]
    if row is None or not row.text_only or one.grade is None or one.grade <= cap:
        return one
    if any(_corroborates(other, one, as_of) for other in all_found):
        return one.model_copy(update={"flags": (*one.flags, "corroborated")})
    flags = (*one.flags, f"raw:{one.grade}")
    return one.model_copy(update={"grade": cap, "caps": (*one.caps, "text_only"), "flags": flags})


def _corroborates(other: Assessment, one: Assessment, as_of: date) -> bool:
    recent = other.period_end is not None and as_of - other.period_end <= _CORROBORATION
    return recent and other.indicator[0] != one.indicator[0] and bool(other.grade)


def _data_gap(found: Sequence[Assessment], history: Sequence[Assessment], as_of: date) -> Assessment | None:
    """A watch of its own for indicators without data in three consecutive periods: silence is no pass (rule 2)."""
    gaps = [one for one in found if _is_gap(one) and _was_gap(one, history)]
    row = indicator("C-16")
    if not gaps or row is None:
        return None
    flags = tuple(f"gap={one.key}" for one in gaps)
    named = row.model_copy(update={"key": f"{row.key}:data_gap"})
    gap = dated(named, as_of, grade=1, value=None, events=(), flags=flags)
    return gap.model_copy(update={"reason": "data_gap"})


def _is_gap(one: Assessment) -> bool:
    lacking = ("missing:", "conflict:", "parts:", "unit_unknown:", "unreadable:", "period_unknown:", "currency:")
    return one.grade is None and (one.reason or "").startswith(lacking) and one.period_end is not None


def _was_gap(one: Assessment, history: Sequence[Assessment]) -> bool:
    past = earlier(history, one.key, one.scope, one.period_end or date.min)[-(_GAP - 1) :]
    return len(past) == _GAP - 1 and all(_is_gap(before) for before in past)
