"""Numbers written in words, Chinese (大写 and everyday) and English, as exact decimals or honest intervals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_DIGIT_SIGNS = ("零〇○", "一壹弌", "二贰貳弍两兩", "三叁參参", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS = {sign: digit for digit, signs in enumerate(_DIGIT_SIGNS) for sign in signs}
_SMALL_UNITS = {**dict.fromkeys("十拾", 10), **dict.fromkeys("百佰", 100), **dict.fromkeys("千仟", 1000)}
_LARGE_UNITS = {**dict.fromkeys("万萬", 10**4), **dict.fromkeys("亿億", 10**8)}
_UNITS = {**_SMALL_UNITS, **_LARGE_UNITS}
_FORMAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")

CHINESE_NUMERAL = "".join(_DIGITS) + "".join(_UNITS) + "廿卅"
ROUGH = "几数多余"

_SINGLE = "一二三四五六七八九两"
_NEIGHBOURS = re.compile(rf"([{_SINGLE}])([{_SINGLE}])(?=[十百千万亿]|$)")

_ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_ENGLISH_SMALL = {word: number for number, word in enumerate((*_ENGLISH_DIGITS, *_ENGLISH_TEENS))}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_TENS = {word: number * 10 for number, word in enumerate(_TENS, start=2)}
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: Magnitudes behind figures, abbreviations included; in finance M is a million (and MM too).
ENGLISH_MAGNITUDES = {
    **_ENGLISH_SCALES, "k": 10**3, "m": 10**6, "mn": 10**6, "mm": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9,
    "bln": 10**9,
}  # fmt: skip
ENGLISH_NUMERAL = "|".join([*_ENGLISH_SMALL, *_ENGLISH_TENS, "hundred", *_ENGLISH_SCALES])


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as read: exact when low and high are one, else somewhere between them."""

    low: Decimal
    high: Decimal

    @property
    def value(self) -> Decimal | None:
        """The number when it is exact."""
        return self.low if self.low == self.high else None


def read_chinese(words: str) -> Reading | None:
    """三百二十万 is exact; 三十几万 lies between 300,000 and 400,000; None when it is no number.

    A last digit without 零 (三万五) is colloquial for 35,000; in 大写 it may also be 30,005, so both ends are kept.
    """
    words = words.replace("廿", "二十").replace("卅", "三十")
    for rough in "多余":
        if rough in words:
            return _more_than(*words.split(rough, 1))
    for rough in "几数":
        if rough in words:
            return _some(words, rough)
    neighbours = _NEIGHBOURS.search(words)
    if neighbours and any(unit in words for unit in _UNITS):
        return _between(words, neighbours)
    return _exactly(words)


def read_english(words: str) -> Decimal | None:
    """Two Million Five Hundred Thousand reads as 2,500,000; None when the words do not make one number."""
    total = section = 0
    last = "start"
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _ENGLISH_SMALL or word in _ENGLISH_TENS:
            if last in ("small", "zero") or (last == "tens" and not 0 < _ENGLISH_SMALL.get(word, 0) < 10):
                return None
            section += _ENGLISH_SMALL.get(word) or _ENGLISH_TENS.get(word, 0)
            last = "tens" if word in _ENGLISH_TENS else "small"
        elif word == "hundred":
            if not 0 < section < 100:
                return None
            section, last = section * 100, "scale"
        elif word in _ENGLISH_SCALES:
            if not section:
                return None
            total, section, last = total + section * _ENGLISH_SCALES[word], 0, "scale"
        elif word != "and":
            return None
    return Decimal(total + section) if last != "start" else None


@cache
def chinese_magnitude(words: str) -> Decimal:
    """The factor of 万, 千万, 百万, 亿, 万亿 …"""
    factor = Decimal(1)
    for unit in words:
        factor *= _UNITS[unit]
    return factor


def plain(number: Decimal) -> Decimal:
    """The number without the trailing zeros that multiplying 1.2 by 亿 leaves behind."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _exactly(words: str) -> Reading | None:
    value = _evaluate(words)
    if value is None:
        return None
    plain = _evaluate(words, colloquial=False)
    formal = plain is not None and not _FORMAL.isdisjoint(words)
    return Reading(min(plain, value), max(plain, value)) if formal and plain is not None else Reading(value, value)


def _more_than(left: str, right: str) -> Reading | None:
    """三十多万: from thirty to forty times ten thousand."""
    known = _evaluate(left)
    factor = _evaluate("一" + right) if right else Decimal(1)
    if known is None or factor is None:
        return None
    return Reading(known * factor, (known + _UNITS.get(left[-1], 1)) * factor)


def _some(words: str, rough: str) -> Reading | None:
    """几 stands for one digit: the value is linear in it, so its ends follow from two readings."""
    one, two, eight, nine = (_evaluate(words.replace(rough, digit, 1)) for digit in "一二八九")
    if one is None or two is None or eight is None or nine is None:
        return None
    return Reading(one if words.startswith(rough) else 2 * one - two, 2 * nine - eight)


def _between(words: str, neighbours: re.Match[str]) -> Reading | None:
    """三四百万: from three to four million."""
    low = _evaluate(words[: neighbours.end(1)] + words[neighbours.end(2) :])
    high = _evaluate(words[: neighbours.start(1)] + words[neighbours.start(2) :])
    return Reading(low, high) if low is not None and high is not None and low < high else None


def _evaluate(words: str, *, colloquial: bool = True) -> Decimal | None:
    if not words:
        return None
    if all(letter in _DIGITS for letter in words):
        return Decimal("".join(str(_DIGITS[letter]) for letter in words))
    total = section = 0
    digit: int | None = None
    unit, small_unit, zero = 1, 10**4, False
    for letter in words:
        if letter in _DIGITS:
            if digit is not None:
                return None
            digit, zero = _DIGITS[letter] or None, zero or _DIGITS[letter] == 0
            continue
        factor = _UNITS.get(letter)
        if factor is None:
            return None
        if letter in _SMALL_UNITS:
            if factor >= small_unit or (digit is None and factor != 10):
                return None
            section += (1 if digit is None else digit) * factor
            small_unit = factor
        else:
            # 一万亿: a larger unit multiplies all that stands before it below its own size.
            section += digit or 0
            lower = total % factor
            if not lower + section:
                return None
            total = total - lower + (lower + section) * factor
            section, small_unit = 0, 10**4
        unit, digit, zero = factor, None, False
    last = digit or 0
    if colloquial and not zero and unit >= 100:
        last = last * unit // 10
    return Decimal(total + section + last)
