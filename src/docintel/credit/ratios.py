"""Assesses the indicators that are formulas over a customer's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from docintel.credit.catalogue import Indicator
from docintel.credit.expressions import compares_years, keys, parse
from docintel.credit.formulas import measure
from docintel.credit.grading import earlier, settle, worst
from docintel.credit.ledgers import Frame, Ledger, is_flow
from docintel.credit.readings import Reading, combine
from docintel.credit.thresholds import ladder_for
from docintel.records import Assessment, Customer, Thresholds, Value
from docintel.records.profile import Grade

#: Goodwill that grew by more than a fifth means another group of companies: growth is then hardly comparable (rule 4).
_GOODWILL_JUMP = "growth(bs.goodwill) > 0.20"
#: Decimal places kept of a ratio; lines are held against the exact value.
_PLACES = Decimal("1e-10")


def assess_ratio(
    row: Indicator, customer: Customer, ledger: Ledger, covenants: Sequence[Value], history: Sequence[Assessment]
) -> Assessment:
    """One formula indicator at its newest period: the latest, or the latest full year where that is not enough."""
    ladder, thresholds = ladder_for(row, customer, covenants)
    frame = newest_frame(row, ledger)
    if row.off or frame is None:
        why = f"not_applicable:{row.off}" if row.off else f"missing:{_first_key(row)}"
        return ungraded(row, why, thresholds, frame, scope=ledger.scope)
    barred = _barred(row, ledger, frame)
    if barred is not None:
        return ungraded(row, barred, thresholds, frame, scope=ledger.scope)
    reading = measure(ledger, row.measure or "", frame)
    cases = [(at, measure(ledger, rule.when, frame)) for at, rule in enumerate(row.rules)]
    fired = [(at, case) for at, case in cases if case.value]
    if reading.value is None and not fired:
        why = _why(reading) or "missing:" + _first_key(row)
        return ungraded(row, why, thresholds, frame, scope=ledger.scope, flags=reading.flags)
    raw = worst(reading.value, ladder, [row.rules[at].grade for at, _ in fired])
    used = combine(reading.value, (reading, *(case for _, case in fired)))
    past = earlier(history, row.key, ledger.scope, frame.end)
    doubts = _doubts(row, used, ledger, frame)
    settled = settle(raw, reading.value, ladder, past, trend=row.trend, doubts=doubts)
    named = [f"rule={at}" for at, _ in fired if row.rules[at].grade == raw][:1]
    enough = row.minimum is None or measure(ledger, row.minimum, frame).value == 1
    return Assessment(
        indicator=row.id,
        key=row.key,
        period_end=frame.end,
        scope=ledger.scope,
        value=None if reading.value is None else reading.value.quantize(_PLACES),
        grade=cast(Grade, settled.grade if enough else 0),
        reason=None if enough else "insufficient_evidence",
        thresholds=thresholds,
        inputs=used.inputs,
        caps=settled.caps,
        flags=(*named, *settled.flags, *used.flags, *_doubt_flags(doubts)),
        evidence_ok=enough,
    )


def newest_frame(row: Indicator, ledger: Ledger) -> Frame | None:
    """The newest period an indicator can be read at; interim reports leave out the notes and openings some need."""
    latest, year = ledger.latest, ledger.latest_year
    if row.annual or latest is None or year is None or latest == year:
        return year if row.annual else latest
    lacks = measure(ledger, row.measure or "", latest).only_missing
    return year if lacks and measure(ledger, row.measure or "", year).value is not None else latest


def ungraded(
    row: Indicator,
    why: str,
    thresholds: Thresholds,
    frame: Frame | None = None,
    *,
    scope: str | None = None,
    flags: tuple[str, ...] = (),
) -> Assessment:
    """An indicator that could not be measured: grade None with the reason, never a silent pass."""
    return Assessment(
        indicator=row.id, key=row.key, period_end=frame.end if frame else None, scope=scope, value=None,
        grade=None, reason=why, thresholds=thresholds, flags=flags, evidence_ok=False,
    )  # fmt: skip


def _barred(row: Indicator, ledger: Ledger, frame: Frame) -> str | None:
    """Why the catalogue says that this indicator has no value here."""
    if row.null_if and measure(ledger, row.null_if, frame).value == 1:
        return f"undefined:{row.null_if}"
    if row.only_if is None:
        return None
    applies = measure(ledger, row.only_if, frame)
    if applies.value is None:
        return _why(applies) or f"missing:{row.only_if}"
    return None if applies.value else f"not_applicable:{row.only_if}"


def _why(reading: Reading) -> str | None:
    """The reason to name first: what was read and may not be used, before what was not found."""
    return min(reading.problems, key=lambda problem: problem.startswith("missing:"), default=None)


def _doubts(row: Indicator, used: Reading, ledger: Ledger, frame: Frame) -> list[str]:
    """What caps the grade: annualised flows, estimates, failed identities, years that hardly compare."""
    doubts = [flag for flag in ("annualised",) if flag in used.flags]
    if used.estimated:
        doubts.append("estimated")
    if any(flag.startswith("hard_fail:") for flag in used.flags):
        doubts.append("hard_fail")
    years = compares_years(parse(row.measure or ""))
    if years and (_incomparable(used) or measure(ledger, _GOODWILL_JUMP, frame).value == 1):
        doubts.append("comparability")
    return doubts


def _incomparable(used: Reading) -> bool:
    return "comparability:low" in used.flags


def _doubt_flags(doubts: Sequence[str]) -> list[str]:
    return [*(f"doubt:{doubt}" for doubt in doubts), *(["needs_review"] if "hard_fail" in doubts else [])]


def _first_key(row: Indicator) -> str:
    return keys(parse(row.measure or "x.x"))[0]


def reporting_month_ends(ledger: Ledger) -> dict[int, date]:
    """The latest period end of statements by their length in months."""
    found: dict[int, date] = {}
    for key, rows in ledger.figures.items():
        for end, months in rows:
            if months and is_flow(key):
                found[months] = max(end, found.get(months, date.min))
    return found
