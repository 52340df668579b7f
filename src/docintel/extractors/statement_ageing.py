"""Age buckets of receivables: from and to which age, in months, a caption speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from docintel.language.views import folded, half_width, simplified

_DIGITS = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
_ZH_AGE = r"(?P<{0}>\d{{1,3}})(?P<{1}>年|个月|月|天|日)?"
_ZH_BETWEEN = re.compile(rf"{_ZH_AGE.format('a', 'ua')}[-—–~至到]{_ZH_AGE.format('b', 'ub')}.{{0,2}}")
_ZH_UP_TO = re.compile(rf"{_ZH_AGE.format('b', 'ub')}(?:以内|之内|内|以下|及以内)")
_ZH_OVER = re.compile(rf"{_ZH_AGE.format('a', 'ua')}(?:以上|及以上)")
_EN_UNIT = r"(?:years?|months?|days?)"
_EN_BETWEEN = re.compile(rf"(?:between )?(\d{{1,3}})(?: ({_EN_UNIT}))?\s*(?:-|–|—|to|and)\s*(\d{{1,3}}) ({_EN_UNIT})")
_EN_UP_TO = re.compile(rf"(?:within|less than|up to|under|below|0 ?(?:-|–|to)) ?(\d{{1,3}}) ({_EN_UNIT})")
_EN_OVER = re.compile(rf"(?:over|more than|above|older than|after|exceeding) (\d{{1,3}}) ({_EN_UNIT})|(\d)\+ years")
_EN_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_DAYS_A_MONTH = 30
_YEAR = 12
#: The four buckets that indicators use, with their accounts.
KEYED = {
    (0, _YEAR): "note.ar_age_lt1", (_YEAR, 2 * _YEAR): "note.ar_age_1_2", (2 * _YEAR, 3 * _YEAR): "note.ar_age_2_3",
    (3 * _YEAR, None): "note.ar_age_gt3",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bucket:
    """Ages from `start` up to `end` months; `end` None means without limit. `subtotal`: the caption says it is one."""

    start: int
    end: int | None
    subtotal: bool = False

    def holds(self, other: Bucket) -> bool:
        """Whether the other bucket is a finer part of this one."""
        if (self.start, self.end) == (other.start, other.end):
            return self.subtotal and not other.subtotal
        return self._covers(other)

    @property
    def account(self) -> str | None:
        """The account of the bucket, or of the bucket it is a finer part of; None across two of them."""
        return next((key for (start, end), key in KEYED.items() if Bucket(start, end)._covers(self)), None)

    def _covers(self, other: Bucket) -> bool:
        inside = self.end is None or (other.end is not None and other.end <= self.end)
        return self.start <= other.start and inside


@lru_cache(maxsize=4096)
def read_bucket(caption: str) -> Bucket | None:
    """The ages a caption speaks of, None when it speaks of none."""
    plain = folded(simplified(half_width(caption)))
    packed = "".join(plain.split())
    subtotal = packed.endswith("小计") or plain.strip().startswith(("subtotal", "total"))
    packed = re.sub(r"[一二两三四五六](?=年|至|到|[-—–~]|个月)", lambda digit: _DIGITS[digit.group()], packed)
    packed = re.sub(r"\((?:含|包括|包含)[^()]*\)|^其中:?|小计$|^账龄:?", "", packed)
    found = _chinese(packed) or _english(" ".join(plain.split()))
    return Bucket(found[0], found[1], subtotal) if found else None


def _chinese(text: str) -> tuple[int, int | None] | None:
    between = _ZH_BETWEEN.match(text)
    if between and (between["ub"] or between["ua"]):
        unit = between["ub"] or between["ua"]
        return _months(between["a"], between["ua"] or unit), _months(between["b"], unit)
    up_to = _ZH_UP_TO.match(text)
    if up_to and up_to["ub"]:
        return 0, _months(up_to["b"], up_to["ub"])
    over = _ZH_OVER.match(text)
    return (_months(over["a"], over["ua"]), None) if over and over["ua"] else None


def _english(text: str) -> tuple[int, int | None] | None:
    text = re.sub(r"\b(?:one|two|three|four|five|six)\b", lambda word: _EN_WORDS[word.group()], text)
    up_to = _EN_UP_TO.search(text)
    if up_to:
        return 0, _months(up_to[1], up_to[2])
    between = _EN_BETWEEN.search(text)
    if between:
        return _months(between[1], between[2] or between[4]), _months(between[3], between[4])
    over = _EN_OVER.search(text)
    return (_months(over[1] or over[3], over[2] or "year"), None) if over else None


def _months(count: str, unit: str) -> int:
    number = int(count)
    if unit.startswith(("年", "year")):
        return number * _YEAR
    # 91-180 days begin where 0-90 end: the first day of a month counts for its end.
    return number if "月" in unit or unit.startswith("month") else round(number / _DAYS_A_MONTH)


def coarsest(buckets: Iterable[Bucket]) -> list[Bucket]:
    """The buckets that are parts of no other one: these add up to all receivables."""
    everything = list(buckets)
    return [each for each in everything if not any(other.holds(each) for other in everything if other is not each)]
