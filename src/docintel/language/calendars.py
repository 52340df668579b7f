"""Business days: the mainland with its make-up Saturdays and Sundays, and the financial centres, alone or jointly.

Mainland: State Council notices as in `chinese_calendar` (2004 to 2026). A year without notice is counted with weekends
and the statutory days and is provisional. Elsewhere: Monday to Friday without the public holidays of `holidays`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

from docintel.errors import InputError

MAINLAND = "CN_WORKDAY"
_MAINLAND_CODES = frozenset([MAINLAND, "CN_BANK"])
_EXCHANGE = "CN_EXCH"
_BY_LAW = {
    "PRC": MAINLAND, "CN": MAINLAND, "EN": "GB-ENG", "GB": "GB-ENG", "UK": "GB-ENG", "HK": "HK", "SG": "SG",
    "US": "US-NY",
}  # fmt: skip
_PLACES = {
    MAINLAND: ("mainland", "beijing", "shanghai", "china", "prc", "内地", "大陆", "中国", "北京", "上海"),
    "GB-ENG": ("london", "england", "伦敦"),
    "HK": ("hong kong", "香港"),
    "SG": ("singapore", "新加坡"),
    "US-NY": ("new york", "纽约"),
    "TARGET": ("target", "frankfurt"),
    "JP": ("tokyo", "东京"),
    "FR": ("paris",),
    "AU-NSW": ("sydney",),
    "AE": ("dubai",),
}
_CENTRES = {place: code for code, places in _PLACES.items() for place in places}
_CENTRE = re.compile("|".join(sorted(map(re.escape, _CENTRES), key=len, reverse=True)), re.IGNORECASE)
_COUNTRY = re.compile(r"(?P<country>[A-Z]{2})(?:-(?P<part>[A-Z0-9]{1,3}))?")


def calendar_codes(given: str | Iterable[str]) -> tuple[str, ...]:
    """The codes of a calendar; "GB-ENG+HK" is joint: a business day in both."""
    parts = given.split("+") if isinstance(given, str) else list(given)
    codes = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if not codes:
        raise InputError("A calendar needs at least one code, such as CN_WORKDAY, HK or GB-ENG+HK.")
    for code in codes:
        _rest_days(code)
    return codes


def calendar_of_law(law: str) -> tuple[str, ...]:
    """The calendar that a governing law implies when the contract names none: PRC, EN, HK, SG, US-NY …"""
    return calendar_codes(_BY_LAW.get(law, law))


def centres_in(words: str) -> tuple[str, ...]:
    """The calendars of the cities and places that a definition names: (London, Hong Kong, mainland)."""
    return tuple(dict.fromkeys(_CENTRES[match.group().lower()] for match in _CENTRE.finditer(words)))


def is_business_day(day: date, codes: Iterable[str]) -> bool:
    """Whether a day is a business day in every one of the calendars."""
    return not any(_rest_days(code)(day) for code in codes)


def is_provisional(day: date, codes: Iterable[str]) -> bool:
    """Whether the mainland's schedule for the year was not yet published when this version was built."""
    return day.year not in _published_years() and any(code in _MAINLAND_CODES or code == _EXCHANGE for code in codes)


def add_business_days(day: date, count: int, codes: tuple[str, ...]) -> date:
    """The business day `count` after a day, or before it when negative; the day itself is not counted."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, codes)
    return day


def business_days_between(day: date, later: date, codes: tuple[str, ...]) -> int:
    """How many business days follow a day up to and including a later one; 0 when the other is not later."""
    days = (day + timedelta(days=count) for count in range(1, (later - day).days + 1))
    return sum(is_business_day(one, codes) for one in days)


def calendar_version(codes: Iterable[str]) -> str:
    """The calendars and the packages their days come from, for the trail of a computed day."""
    sources = {"chinese_calendar" if code in (*_MAINLAND_CODES, _EXCHANGE) else "holidays" for code in codes}
    return f"calendar {'+'.join(codes)} ({', '.join(f'{source} {version(source)}' for source in sorted(sources))})"


@cache
def _rest_days(code: str) -> Callable[[date], bool]:
    if code in _MAINLAND_CODES:
        return _mainland_rest
    if code == _EXCHANGE:
        # The exchanges stay closed on the weekends that everybody else works.
        return lambda day: day.weekday() >= 5 or _mainland_rest(day)
    holidays = _public_holidays(code)
    return lambda day: day.weekday() >= 5 or day in holidays


def _mainland_rest(day: date) -> bool:
    if day.year not in _published_years():
        return day.weekday() >= 5 or day in _public_holidays("CN")
    # heavy: loaded on first use
    import chinese_calendar

    return bool(chinese_calendar.is_holiday(day))


@cache
def _published_years() -> range:
    from chinese_calendar.constants import holidays

    return range(min(holidays).year, max(holidays).year + 1)


@cache
def _public_holidays(code: str) -> Any:
    # heavy: loaded on first use
    import holidays

    if code == "TARGET":
        return holidays.financial_holidays("ECB")
    match = _COUNTRY.fullmatch(code)
    supported = holidays.list_supported_countries()
    if match is None or match["country"] not in supported:
        raise InputError(
            f"No calendar is called {code!r}; use CN_WORKDAY, HK, SG, GB-ENG, US-NY, TARGET or a country code."
        )
    if match["part"] and match["part"] not in supported[match["country"]]:
        raise InputError(f"{match['country']} has no holiday calendar for {match['part']!r}.")
    return holidays.country_holidays(match["country"], subdiv=match["part"])
