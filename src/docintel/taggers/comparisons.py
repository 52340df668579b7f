"""Two numbers of one thing, then and now: which way it moved, by arithmetic, and whether that is good for a creditor.

"Operating profit totalled EUR 4.1 mn, compared with EUR 6.8 mn" needs no verb to be bad news, and
"净亏损由7.9亿元缩小至1.2亿元" is good news although it names a loss.
"""

from __future__ import annotations

import re
from decimal import Decimal

from docintel.language.languages import sentence_language
from docintel.language.views import half_width, simplified
from docintel.taggers.sentiment import Label, Language, named_things

#: A smaller change, as a share of the older number, is no news.
_LEAST_CHANGE = Decimal("0.05")
_SCALES = {
    "万亿": 12, "亿": 8, "百万": 6, "万": 4,
    "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9,
}  # fmt: skip
_NUMBER = (
    r"(?P<money{n}>(?:[A-Z]{{2,3}}|[A-Z]{{0,3}}[$€£¥])?\s?)(?P<minus{n}>负|-)?(?P<digits{n}>\d[\d,]*(?:\.\d+)?)"
    r"\s?(?P<scale{n}>万亿|百万|亿|万|(?:thousand|million|mln|mn|billion|bn|[mk])\b)?"
    r"\s?(?P<kind{n}>%|per\s?cent|percent|倍|[美港欧日新]?元|(?:euros?|dollars?|pounds?|times|x)\b)?"
)
_NOW, _THEN = _NUMBER.format(n=1), _NUMBER.format(n=2)
_ZH, _EN = r"[^\d。；;]{0,18}?", r"(?:[^\d.;]|\.(?=\s?[a-z])){0,48}?"
_ORDERS = {
    "zh": (
        re.compile(rf"(?:由|从|自){_ZH}{_THEN}{_ZH}(?:至|到|为|成){_ZH}{_NOW}"),
        # "较年初下降1.4元" names the change, not the older number
        re.compile(
            rf"{_NOW}{_ZH}(?:上年|去年|前年|上期|同期|年初|期初|上季|上月|此前)[^\d。；;升降增减]{{0,18}}?{_THEN}"
        ),
    ),
    "en": (
        re.compile(rf"\bfrom\s{_EN}{_THEN}{_EN}\bto\s{_EN}{_NOW}"),
        re.compile(rf"{_NOW}{_EN}\b(?:compared\s(?:with|to)|versus|vs\.?|against|from)\s{_EN}{_THEN}"),
    ),
}


def direction(text: str, language: Language | None = None) -> Label | None:
    """Positive or negative where one thing is given as two comparable numbers; None if it hardly moved."""
    spoken = language or sentence_language(text)
    view = simplified(half_width(text))
    found = next((match for order in _ORDERS[spoken] if (match := order.search(view))), None)
    if found is None:
        return None
    now, then = _value(found, 1), _value(found, 2)
    things = named_things(view, spoken)
    before = [good for start, good in things if start < found.start(1)]
    if now is None or then is None or not before or _kinds(found, 1).isdisjoint(_kinds(found, 2)):
        return None
    low, high = sorted(("digits1", "digits2"), key=found.start)
    between = [good for start, good in things if found.end(low) <= start < found.start(high)]
    good = before[-1]
    if between and between[-1] != good:
        # a profit after a loss, or a loss after a profit: what stands beside the newer number tells
        latest = good if low == "digits1" else between[-1]
        return "positive" if latest else "negative"
    if abs(now - then) < _LEAST_CHANGE * abs(then):
        return None
    return "positive" if (now > then) == good else "negative"


def _value(found: re.Match[str], number: int) -> Decimal | None:
    """The number in units; None for a bare one, which may as well be a year or a count of days."""
    scale, kind, money = (found[f"{name}{number}"] for name in ("scale", "kind", "money"))
    if not (scale or kind or money.strip()):
        return None
    value = Decimal(found[f"digits{number}"].replace(",", "")) * Decimal(10) ** _SCALES.get(scale or "", 0)
    return -value if found[f"minus{number}"] else value


def _kinds(found: re.Match[str], number: int) -> set[str]:
    """What sort of quantity: a share or multiple, or money in whatever words."""
    kind = (found[f"kind{number}"] or "").replace(" ", "")
    return {kind} if kind in ("%", "percent", "倍", "times", "x") else {"money"}
