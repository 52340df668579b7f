"""Assesses the indicators that count events in correspondence, and lets events expire.

Rule 6: a watch counts 90 days, an alert 180, a critical event 365. An event supports an indicator only when its
sender is the customer's and its reading is sure enough; otherwise the evidence is said to be insufficient.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from docintel.assets import model_table
from docintel.credit.catalogue import LEVELS, Indicator, Rung
from docintel.credit.conduct import CALENDAR, day_of, decimal_of, flag_values, same_amount
from docintel.credit.formulas import measure
from docintel.credit.ledgers import Ledger
from docintel.credit.ratios import ungraded
from docintel.language.calendars import business_days_between
from docintel.records import Assessment, Input, Signal, Thresholds, Value
from docintel.records.profile import Grade

NO_LINES = Thresholds(watch=None, alert=None, critical=None, source="default")


def assess_events(row: Indicator, signals: Sequence[Signal], ledger: Ledger, as_of: date) -> Assessment:
    """One event indicator: the worst event that has not expired, with how many came in its window."""
    if row.off or not _read_any_mail(signals):
        return ungraded(row, f"not_applicable:{row.off}" if row.off else "missing:messages", NO_LINES)
    events = [event for event in _said(signals, row.codes) if set(flag_values(event, "side")) & {*row.sides, "private"}]
    sure = [event for event in events if _is_sure(event)]
    if not enough(row, sure):
        return dated(row, as_of, grade=0, value=Decimal(0), events=events, ok=not events)
    graded = [(event_grade(row, event, sure, ledger), event) for event in sure]
    standing = [(grade, event) for grade, event in graded if in_force(grade, event.as_of, as_of)]
    cured = {event.facts: cure for _, event in standing if (cure := cure_of(row, event, signals))}
    live = [(grade, event) for grade, event in standing if event.facts not in cured]
    if not live:
        ended = [one for _, event in standing for one in (event, cured[event.facts])]
        said = tuple(f"cured={cure.as_of.isoformat()}" for cure in cured.values())
        return dated(row, as_of, grade=0, value=Decimal(0), events=ended, flags=said)
    grade, last = max(live, key=lambda item: (item[0], item[1].as_of, item[1].facts))
    counted = [event for event in sure if within(event, last.as_of, row.window or 365)]
    times = max(occasions(row, counted), 1)
    said = (f"day={last.as_of.isoformat()}", f"count={times}", f"until={expiry(grade, last.as_of).isoformat()}")
    return dated(row, as_of, grade=grade, value=Decimal(times), events=counted, flags=said)


def event_grade(row: Indicator, event: Value, events: Sequence[Value], ledger: Ledger) -> int:
    """What one event is worth: the worst rung it stands on, or the count in the window that ends with it."""
    before = [other for other in events if other.as_of < event.as_of and within(other, event.as_of, row.window)]
    rungs = [rung.grade for rung in row.ladder if _stands_on(rung, event, ledger, before)]
    count = occasions(row, [other for other in events if within(other, event.as_of, row.window)])
    counted = [level for level, needed in enumerate(row.count, start=1) if needed and count >= needed]
    return max([0, *rungs, *counted])


def cure_of(row: Indicator, event: Value, signals: Sequence[Signal]) -> Value | None:
    """The first later event of the same side that ends this one before it expires, with evidence (rule 6)."""
    return next(
        (
            later
            for cure in row.cures
            for later in _said(signals, (cure.code,))
            if later.as_of > event.as_of and _is_sure(later) and "modality=stated" in later.flags
            if flag_values(later, "side") == flag_values(event, "side")
            if all(flag_values(later, f"slot:{name}") for name in cure.has)
            if all(_same_slot(later, event, name) for name in cure.same)
        ),
        None,
    )


def occasions(row: Indicator, events: Sequence[Value]) -> int:
    """How often something was said outright: a mail that says it twice says it once, hints alone are no occasion."""
    stated = [event for event in events if "modality=stated" in event.flags]
    named = {name for event in stated for name in flag_values(event, row.count_by)}
    return len(named) or int(bool(stated))


def enough(row: Indicator, sure: Sequence[Value]) -> bool:
    """Whether the events reach the minimum evidence: so many explicit ones, or so many hints."""
    explicit = sum(1 for event in sure if "modality=stated" in event.flags)
    return explicit >= row.min_explicit or len(sure) >= max(row.min_hints, 1)


def in_force(grade: int, day: date, as_of: date) -> bool:
    """Whether an event of a grade still counts."""
    return grade > 0 and day <= as_of <= expiry(grade, day)


def expiry(grade: int, day: date) -> date:
    """The last day an event counts."""
    return day + timedelta(days=int(model_table("measures.toml")["expiry"][LEVELS[grade - 1]]))


def within(event: Value, day: date, window: int) -> bool:
    """Whether an event lies in the window of days that ends with a day."""
    return 0 <= (day - event.as_of).days < window


def dated(
    row: Indicator, as_of: date, *, grade: int, value: Decimal | None, events: Sequence[Value], ok: bool = True,
    flags: tuple[str, ...] = (), thresholds: Thresholds = NO_LINES,
) -> Assessment:  # fmt: skip
    """An assessment of conduct or terms at a day; without sufficient evidence it is grade 0 and says so (rule 9)."""
    return Assessment(
        indicator=row.id,
        key=row.key,
        period_end=as_of,
        value=value,
        grade=cast(Grade, grade if ok else 0),
        reason=None if ok else "insufficient_evidence",
        thresholds=thresholds,
        inputs=tuple(as_input(event) for event in events),
        flags=flags,
        evidence_ok=ok,
    )


def as_input(value: Value) -> Input:
    """A signal as the input of an assessment."""
    return Input(
        key=value.name, value=value.value, period_end=value.as_of, estimated=value.estimated, facts=value.facts
    )


def _stands_on(rung: Rung, event: Value, ledger: Ledger, before: Sequence[Value]) -> bool:
    modality = "stated" if "modality=stated" in event.flags else "hinted"
    if event.name != f"event:{rung.code}" or (rung.modality == "stated" and modality != "stated"):
        return False
    if rung.repeats is not None:
        said = set(flag_values(event, f"slot:{rung.repeats}"))
        return any(said & set(flag_values(other, f"slot:{rung.repeats}")) for other in before)
    if rung.words or rung.slot:
        return _says(rung, event)
    if rung.share_of is not None and rung.over is not None:
        return _share(event, rung.share_of, ledger) > rung.over
    if rung.working_days_before_due is not None:
        due = [day for text in flag_values(event, "slot:due_date") if (day := day_of(text)) is not None]
        left = [business_days_between(event.as_of, day, CALENDAR) for day in due if event.as_of <= day]
        return any(days <= rung.working_days_before_due for days in left)
    return True


def _says(rung: Rung, event: Value) -> bool:
    if rung.slot not in (None, "*"):
        texts = flag_values(event, f"slot:{rung.slot}")
    else:
        texts = [flag.partition("=")[2] for flag in event.flags if flag.startswith(("slot:", "says="))]
    return any(word in text.lower() for text in texts for word in rung.words or ("",))


def _share(event: Value, of: str, ledger: Ledger) -> Decimal:
    """The event's amount as a share of an account; 0 where either is unknown."""
    amounts = [decimal_of(text) for text in flag_values(event, "slot:amount")]
    whole = measure(ledger, of, ledger.latest).value if ledger.latest else None
    largest = max((amount for amount in amounts if amount is not None), default=None)
    return largest / whole if largest is not None and whole is not None and whole > 0 else Decimal(0)


def _said(signals: Sequence[Signal], codes: Sequence[str]) -> list[Value]:
    """The events of some codes that were not denied or only supposed, oldest first."""
    names = {f"event:{code}" for code in codes}
    found = [one for one in signals if isinstance(one, Value) and one.name in names and one.value]
    return sorted(found, key=lambda value: (value.as_of, value.facts))


def _is_sure(event: Value) -> bool:
    return "sure" in event.flags and "side=private" not in event.flags


def _same_slot(later: Value, event: Value, name: str) -> bool:
    """Whether two events name the same; an amount to 1 %, and an event that names none is like no other."""
    said, before = flag_values(later, f"slot:{name}"), flag_values(event, f"slot:{name}")
    if name != "amount":
        return said == before
    return bool(said and before) and same_amount(said[0], decimal_of(before[0]))


def _read_any_mail(signals: Sequence[Signal]) -> bool:
    kinds = ("message", "intent", "event:")
    return any(isinstance(one, Value) and one.name.startswith(kinds) for one in signals)
