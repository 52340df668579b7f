"""The day a deadline falls on, with the rule that says why.

PRC: Civil Code 201 (R1: the starting day is not counted), 202 (R2: the corresponding day, else the last of the month),
203 (R3: a last day that is a rest day moves behind the rest days), 204 (R4: the contract's own convention prevails).
Elsewhere: the starting day is not counted and nothing rolls unless the contract says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from docintel.errors import InputError
from docintel.language.calendars import (
    add_business_days,
    calendar_codes,
    calendar_of_law,
    calendar_version,
    centres_in,
    is_business_day,
    is_provisional,
)
from docintel.language.deadline_phrases import Deadline, Direction, find
from docintel.language.durations import DurationUnit, find_durations
from docintel.language.views import half_width
from docintel.records.claims import DeadlineKind

__all__ = ["Deadline", "DueDate", "Roll", "corresponding_day", "due", "find", "resolve"]

Roll = Literal["none", "following", "modified_following", "preceding"]

_MODIFIED = re.compile(r"modified\s+following|调整的?下一|同一(?:日历|公历)?月", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"顺延|\bfollowing\s+(?:business|banking|working)\s+day|next\s+(?:succeeding\s+)?business\s+day|,\s*following\b",
    re.IGNORECASE,
)
_PRECEDING = re.compile(
    r"(?:节假日|休息日|工作日|营业日)[^,。;]{0,10}提前(?!\d)|preceding\s+(?:business|banking|working)\s+day|,\s*preceding\b",
    re.IGNORECASE,
)
_ROLLS: tuple[tuple[Roll, re.Pattern[str]], ...] = (
    ("modified_following", _MODIFIED),
    ("following", _FOLLOWING),
    ("preceding", _PRECEDING),
)
_GRACE = re.compile(
    r"(?:宽限期?(?:限)?|grace\s+period)(?:为|of|:)?\s*(?=[\d一二三四五六七八九十a-z])|(?=\S{1,8}(?:的|\s)宽限期)",
    re.IGNORECASE,
)
_MONTH_END = re.compile(r"月底|month[- ]end|end\s+of\s+the\s+month", re.IGNORECASE)
_YEAR_END = re.compile(r"年底")
_SOON = re.compile(r"近期|近日|不日|shortly|soon\b(?!\s+as)|in\s+due\s+course|near\s+future", re.IGNORECASE)
_SOON_DAYS, _FIRST_DAYS = 10, 5


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something falls due; `rule` is the trail of anchor, count, roll and calendar.

    due is None for a deadline that names no day; a vague one has a review date instead and is never breached.
    """

    deadline_kind: DeadlineKind | None
    due: date | None
    raw_end: date | None = None
    grace_end: date | None = None
    review_date: date | None = None
    rule: str = ""
    ambiguous: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class _Count:
    """The end of a count before any roll."""

    end: date
    why: str
    ambiguous: bool = False
    rolls: bool = True


def due(
    text: str,
    anchor: date,
    *,
    law: str = "PRC",
    calendar: str | list[str] | tuple[str, ...] | None = None,
    roll: Roll | None = None,
) -> DueDate:
    """The day the deadline of a text falls on, counted from the anchor.

    A day printed as the start of the count takes the place of the anchor. A text without a deadline has kind None.
    """
    deadlines = _without_grace(text, find(text, anchor))
    if not deadlines:
        return DueDate(None, None, rule="no deadline found in the text")
    order = (
        "relative",
        "periodic_relative",
        "window",
        "absolute",
        "periodic",
        "event",
        "immediate",
        "reasonable",
        "vague",
    )
    chosen = min(deadlines, key=lambda deadline: (order.index(deadline.kind), deadline.start))
    return resolve(
        chosen, text, anchor, codes=_codes(chosen, law, calendar, text), roll=roll or _printed_roll(text, law)
    )


def resolve(deadline: Deadline, text: str, anchor: date, *, codes: tuple[str, ...], roll: Roll) -> DueDate:
    """One deadline of a text as a day; `text` is where conventions and grace are printed."""
    if roll not in ("none", "following", "modified_following", "preceding"):
        raise InputError(f"No roll is called {roll!r}; use none, following, modified_following or preceding.")
    if deadline.kind in ("vague", "reasonable"):
        return _without_day(deadline, text, anchor, codes)
    count = _count(deadline, anchor, codes)
    if count is None:
        return DueDate(deadline.kind, None, rule="words and figures of the period differ", ambiguous=True)
    applied: Roll = "preceding" if deadline.direction == "before" and deadline.n is not None else roll
    end = _rolled(count.end, applied, codes) if count.rolls else count.end
    rolled = f"; {count.end} is a rest day, {applied} → {end}" if end != count.end else ""
    days = (anchor, count.end, end)
    counted_in_calendar = deadline.unit == "business_day" or (count.rolls and applied != "none")
    provisional = counted_in_calendar and any(is_provisional(day, codes) for day in days)
    rule = f"{count.why}{rolled}; {calendar_version(codes)}" + (", provisional" if provisional else "")
    grace = _grace_end(text, end, codes)
    return DueDate(deadline.kind, end, count.end, grace, None, rule, count.ambiguous, provisional)


def _count(deadline: Deadline, anchor: date, codes: tuple[str, ...]) -> _Count | None:
    if deadline.kind in ("relative", "periodic_relative"):
        return _counted(deadline, deadline.day or anchor, codes)
    if deadline.kind == "periodic":
        return _Count(_next_occurrence(deadline, anchor), f"first {deadline.anchor} day on or after {anchor}")
    if deadline.kind == "immediate":
        return _Count(anchor, f"at once: the day of the anchor {anchor}", rolls=False)
    if deadline.kind == "event":
        return _Count(anchor, f"the day of the event {anchor}", ambiguous=deadline.direction == "before", rolls=False)
    day = deadline.day or anchor
    if deadline.strict:
        return _Count(day - timedelta(days=1), f"before {day}: the day itself is left out", rolls=False)
    return _Count(day, f"printed day {day}", ambiguous=deadline.open_ended)


def _counted(deadline: Deadline, anchor: date, codes: tuple[str, ...]) -> _Count | None:
    if deadline.n is None or deadline.unit is None:
        return None
    clear = 1 if deadline.clear else 0
    signed = (deadline.n + clear) * _sign(deadline.direction)
    why = f"{anchor} {'+' if signed > 0 else '-'}{abs(signed)} {deadline.unit}, starting day not counted (R1)"
    if deadline.unit == "business_day":
        return _Count(add_business_days(anchor, signed, codes), why, rolls=False)
    if deadline.unit == "hour":
        # Only the day of the start is known: hours that are no whole days may end on either of two days.
        days = -(-abs(signed) // 24) * _sign(deadline.direction)
        return _Count(anchor + timedelta(days=days), why, ambiguous=signed % 24 != 0, rolls=False)
    if deadline.unit == "day":
        return _Count(anchor + timedelta(days=signed), why)
    months = signed * (12 if deadline.unit == "year" else 1)
    return _Count(corresponding_day(anchor, months), why + "; corresponding day (R2)")


def _sign(direction: Direction) -> int:
    return 1 if direction == "after" else -1


def corresponding_day(day: date, months: int) -> date:
    """The same day so many months later, else the last of that month (Civil Code 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_occurrence(deadline: Deadline, anchor: date) -> date:
    year, month = anchor.year, anchor.month
    while True:
        if month in deadline.months:
            day = date(year, month, min(deadline.month_day or 1, monthrange(year, month)[1]))
            if day >= anchor:
                return day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _rolled(day: date, roll: Roll, codes: tuple[str, ...]) -> date:
    if roll == "none" or is_business_day(day, codes):
        return day
    if roll == "preceding":
        return add_business_days(day, -1, codes)
    later = add_business_days(day, 1, codes)
    return add_business_days(day, -1, codes) if roll == "modified_following" and later.month != day.month else later


def _codes(
    deadline: Deadline, law: str, calendar: str | list[str] | tuple[str, ...] | None, text: str
) -> tuple[str, ...]:
    if calendar:
        return calendar_codes(calendar)
    if deadline.centres:
        return deadline.centres
    beside = re.search(
        r"(?:business\s+days?|following|preceding|工作日|营业日)\s*\(([^()]+)\)", half_width(text), re.IGNORECASE
    )
    return (centres_in(beside.group(1)) if beside else ()) or calendar_of_law(law)


def _printed_roll(text: str, law: str) -> Roll:
    """The contract's own convention (R4), else following under PRC law (R3), else none."""
    view = half_width(text)
    for roll, pattern in _ROLLS:
        if pattern.search(view):
            return roll
    return "following" if law in ("PRC", "CN") else "none"


def _grace_span(text: str) -> tuple[int, int] | None:
    match = _GRACE.search(half_width(text))
    return (match.start(), match.end() + 16) if match else None


def _without_grace(text: str, deadlines: list[Deadline]) -> list[Deadline]:
    """The deadlines without the grace period, which only follows one of them."""
    grace = _grace_span(text)
    kept = [d for d in deadlines if grace is None or d.n is None or not grace[0] <= d.start < grace[1]]
    return kept or deadlines


def _grace_end(text: str, end: date, codes: tuple[str, ...]) -> date | None:
    span = _grace_span(text)
    periods = find_durations(text[slice(*span)] + "内") if span else []
    if not periods or periods[0].n is None:
        return None
    unit: DurationUnit = periods[0].unit
    if unit == "business_day":
        return add_business_days(end, periods[0].n, codes)
    if unit in ("month", "year"):
        return corresponding_day(end, periods[0].n * (12 if unit == "year" else 1))
    return end + timedelta(days=periods[0].n if unit == "day" else -(-periods[0].n // 24))


def _without_day(deadline: Deadline, text: str, anchor: date, codes: tuple[str, ...]) -> DueDate:
    """Vague words have no due day, only a day on which somebody should ask."""
    words = text[deadline.start : deadline.end]
    if deadline.kind == "reasonable":
        return DueDate("reasonable", None, rule=f"“{words}” names no day", ambiguous=True)
    if _MONTH_END.search(words):
        review = date(anchor.year, anchor.month, monthrange(anchor.year, anchor.month)[1])
    elif _YEAR_END.search(words):
        review = date(anchor.year, 12, 31)
    else:
        review = add_business_days(anchor, _SOON_DAYS if _SOON.search(words) else _FIRST_DAYS, codes)
    rule = f"“{words}” names no day; review {review}; {calendar_version(codes)}"
    return DueDate(
        "vague", None, review_date=review, rule=rule, ambiguous=True, provisional=is_provisional(review, codes)
    )
