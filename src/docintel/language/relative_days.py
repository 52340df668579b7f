"""Days named from the day a message was sent: 周四, Thursday, 明天, tomorrow, 月底, the end of the month, 下月15号."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from docintel.language.dates import MONTHS
from docintel.language.views import half_width

_WEEKDAYS_ZH = {
    sign: number for number, signs in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for sign in signs
}
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = "|".join(_WEEKDAYS_EN)
_MONTH = "|".join(MONTHS)


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day where it is named; value is None when the sending day is unknown or only a week is named."""

    start: int
    end: int
    value: date | None


def find_relative_days(text: str, sent: date | None) -> list[RelativeDay]:
    """The relative days of a text in order, resolved against the day it was sent."""
    view = half_width(text)
    found: list[RelativeDay] = []
    for pattern, resolve in _FORMS:
        for match in pattern.finditer(view):
            if not any(match.start() < day.end and day.start < match.end() for day in found):
                found.append(RelativeDay(*match.span(), resolve(match, sent) if sent else None))
    return sorted(found, key=lambda day: day.start)


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _in_days(match: re.Match[str], sent: date) -> date | None:
    words = match.group().lower()
    return sent + timedelta(days=2 if "后天" in words else 1 if words[:1] in "明t" and "day" not in words else 0)


def _weekday_zh(match: re.Match[str], sent: date) -> date | None:
    which, number = match.group("which") or "", _WEEKDAYS_ZH[match.group("day")]
    monday = sent - timedelta(days=sent.weekday())
    weeks = which.count("下") - which.count("上")
    if not weeks and not which and monday + timedelta(days=number) < sent:
        weeks = 1
    return monday + timedelta(days=number + 7 * weeks)


def _weekday_en(match: re.Match[str], sent: date) -> date | None:
    """The next Thursday to come; "next Thursday" is that of next week, "since Monday" the last one gone."""
    number = _WEEKDAYS_EN.index(match.group("day").lower())
    which = (match.group("which") or "").lower()
    if which.startswith(("last", "since")):
        return sent - timedelta(days=(sent.weekday() - number - 1) % 7 + 1)
    if which.startswith("next"):
        return sent - timedelta(days=sent.weekday()) + timedelta(days=7 + number)
    return sent + timedelta(days=(number - sent.weekday() - 1) % 7 + 1)


def _month_end_of(match: re.Match[str], sent: date) -> date | None:
    words = match.group().lower()
    named = match.groupdict().get("month")
    if named:
        month = MONTHS.index(named.lower()) + 1 if named.isalpha() and named.isascii() else int(named)
        return _month_end(sent.year + (month < sent.month - 6), month)
    if "year" in words or "年" in words:
        return date(sent.year, 12, 31)
    return _month_end(sent.year, sent.month + ("下" in words or "next" in words))


def _day_of_month(match: re.Match[str], sent: date) -> date | None:
    """15号 without a month is the next fifteenth to come."""
    day, which = int(match.group("day")), match.groupdict().get("which") or ""
    ahead = 1 if "下" in which or (not which and day < sent.day) else 0
    last = _month_end(sent.year, sent.month + ahead)
    return last.replace(day=day) if 1 <= day <= last.day else None


def _plain_day(match: re.Match[str], sent: date) -> date | None:
    if match.group("day2"):
        day = int(match.group("day2"))
        last = _month_end(sent.year, sent.month + (day < sent.day))
        return last.replace(day=day) if 1 <= day <= last.day else None
    return _day_of_month(match, sent)


def _no_day(_match: re.Match[str], _sent: date) -> date | None:
    return None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (re.compile(r"今[天日](?!后)|当天|明[天日]|后天|\b(?:today|tomorrow)\b", re.I), _in_days),
    (re.compile(r"(?P<which>下下个?|下个?|上个?|本|这|这个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"), _weekday_zh),
    (
        re.compile(rf"\b(?P<which>next\s+|this\s+|coming\s+|last\s+|since\s+(?:last\s+)?)?(?P<day>{_WEEKDAY})\b", re.I),
        _weekday_en,
    ),
    (
        re.compile(
            r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?:底|末)|(?:本|当|这个|下个?)?月(?:底|末)(?!余额|数)|(?:今年)?年(?:底|末)前?"
        ),
        _month_end_of,
    ),
    (re.compile(rf"\b(?:the\s+)?end\s+of\s+(?P<month>{_MONTH})\b", re.I), _month_end_of),
    (
        re.compile(r"\b(?:the\s+)?end\s+of\s+(?:the|this|next)\s+(?:month|year)\b|\b(?:month|year)[- ]end\b", re.I),
        _month_end_of,
    ),
    (
        re.compile(
            r"(?P<which>下个?月|本月|这个月)(?P<day>\d{1,2})[号日]|(?<![月\d])(?P<day2>\d{1,2})号(?!楼|院|室|线|机|文)"
        ),
        _plain_day,
    ),
    (re.compile(r"\b(?:on|by|before)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+of)", re.I), _day_of_month),
    (re.compile(r"(?:本|这个?|下个?)周(?!期|转)|\b(?:this|next)\s+week\b", re.I), _no_day),
)
