"""Amounts of money in running text, exact to the cent or said to be inexact.

A number is money only by a currency beside it or, in Chinese, by 万 or 亿 that nothing else explains; clause numbers,
dates, telephone numbers and percentages are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from docintel.language.cells import CellNumber, parse_cell
from docintel.language.currencies import code_of, currency_after, currency_before, is_japanese
from docintel.language.numerals import CHINESE_NUMERAL, Reading, read_chinese
from docintel.language.percentages import Percentage, percentages
from docintel.language.quantities import Form, Quantity, find_quantities
from docintel.language.views import half_width

__all__ = ["Amount", "Bound", "CellNumber", "Percentage", "find_amounts", "parse_cell", "percentages"]

Bound = Literal["exact", "about", "at_most", "less_than", "at_least", "more_than", "between"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money where it stands.

    value     in units of the currency; None when inexact (see low and high) or printed in a way nobody can be sure of
    low, high the ends of an inexact amount, both equal to value when exact, both None when unreadable
    bound     what the words around the figure make of it: 约 about, 不超过 at_most, 至少 at_least …
    currency  ISO 4217, None when only 万 or 亿 says that it is money
    pair      the same sum in the other form beside it: 壹亿元整(¥100,000,000.00)
    conflict  the two forms of the sum differ
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    unit: str
    form: Form
    bound: Bound = "exact"
    pair: tuple[int, int] | None = None
    conflict: bool = False


# Forms print the sum inside brackets or on a rule: 人民币【500】万元, ¥__500__.
_BLANKS = {ord(sign): " " for sign in "_【】[]"}
_WINDOW = 48


def _ends_with(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})\s*$", re.IGNORECASE)


_SIGN = re.compile(r"(?:[-△▲]|负|minus\s)\s*$", re.IGNORECASE)
_OPENED = re.compile(r"\(\s*$")
_ALONE_BEFORE = re.compile(r"(?:^|[\n\t|]| {2})\s*\(\s*$")
_ALONE_AFTER = re.compile(r"\s*\)(?=\s*(?:$|[\n\t|])| {2})")
_NOT_MONEY_AFTER = re.compile(
    r"\s*(?:[%‰]|/\s*\d|个?百分点|个?基点|bps?\b|per\s?cent|percent|年|月|日|号|条|款|项|章|页|basis)", re.IGNORECASE
)
_SMALL_CHANGE = re.compile(
    rf"\s*(?:(?P<jiao>\d|[{CHINESE_NUMERAL}])角)?\s*零?(?:(?P<fen>\d|[{CHINESE_NUMERAL}])分(?!之))?(?:[整正](?![个体月规常式]))?"
)
#: "constant 2010-11 dollars" are dollars of a year, not eleven of them.
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–—]\Z")
_BARE_ZH = re.compile(
    r"(?=\s*(?:$|[,，。、;；.!?！？)）\n]|左右|以上|以下|以内|上下|的?(?:授信|贷款|额度|敞口|借款|资金|本金|流动)))"
)
_BARE_EN = re.compile(
    r"(?=\s*(?:$|[,.;!?)\n])|\s+(?:in|by|on|to|from|for|and|or|per|at|as|was|is|will|due|over|under|net|of\s+(?:the\s+)?"
    r"(?:debt|loan|facilit|credit|equity|revenue|principal))\b)"
)
#: Millions without a currency are people, jobs and shares more often than money: something before them says which.
_MONEY_EN = re.compile(
    r"\b(?:pa(?:y|ys|id|ying|yments?)|repa\w+|remit\w*|transfer\w*|owe[sd]?|borrow\w*|len[dt]\w*|loans?|facilit\w+|debts?|credit|limit"
    r"|instal\w+|interest|principal|pric\w+|costs?|fees?|revenues?|profits?|loss(?:es)?|cash|funds?|budget|needs?|send|sent|invest\w*)\b",
    re.IGNORECASE,
)
_BOUND_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at_most", _ends_with(
        r"不超过|不得超过|不高于|不多于|至多|最多|最高|上限为?|限额为?|not?\s+(?:exceeding|more\s+than|greater\s+than)",
        r"up\s+to|not\s+(?:to\s+)?exceed|at\s+most|(?:a\s+)?maximum(?:\s+of)?")),
    ("at_least", _ends_with(
        r"不少于|不低于|不得低于|不得少于|至少|最少|最低|下限为?|at\s+least|not?\s+(?:less|fewer)\s+than",
        r"(?:a\s+)?minimum(?:\s+of)?")),
    ("more_than", _ends_with(
        r"超过|超出|高于|多于|大于|逾|超|in\s+excess(?:\s+of)?|exceed(?:s|ing)?|more\s+than|greater\s+than|over|above")),
    ("less_than", _ends_with(r"低于|少于|小于|不足|不满|不到|less\s+than|fewer\s+than|under|below")),
    ("about", _ends_with(
        r"约为|约合|大约|大概|约|近|将近|接近|估计|approximately|approx\.?|about|around|circa|ca\.|some|roughly|nearly",
        r"almost|~|≈")),
)  # fmt: skip
_BOUND_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("about", re.compile(r"\s*(?:左右|上下|or\s+so\b)")),
    ("at_least", re.compile(r"\s*(?:\(含\))?(?:及)?以上|\s*or\s+(?:more|above)\b")),
    ("at_most", re.compile(r"\s*(?:\(含\))?(?:及)?(?:以下|以内)|\s*or\s+(?:less|below)\b")),
)
_FILLER = re.compile(r"(?:\s+(?:an?|the|aggregate|total|principal|amount|sum|of|in))+\s*$", re.IGNORECASE)
_LINE_END = re.compile(r"[^\S\n]*(?:$|[\n\t|])")
_PAIR_GAP = re.compile(
    r"(?:[\s,，、;；:：()（）\[\]]|即|大写|小写|金额|only|整|in\s+words|in\s+figures|say|i\.e\.|being)*", re.IGNORECASE
)
_PAIR_GAP_LENGTH = 24


def find_amounts(text: str) -> list[Amount]:
    """The sums of money of a text, in reading order."""
    view = half_width(text).translate(_BLANKS)
    japanese = is_japanese(view)
    found = [amount for quantity in find_quantities(view) for amount in _as_amount(view, quantity, japanese)]
    return list(_paired(view, found))


def _as_amount(view: str, quantity: Quantity, japanese: bool) -> Iterator[Amount]:
    if _NOT_MONEY_AFTER.match(view, quantity.end) or _is_blank_form(view, quantity):
        return
    left = max(0, quantity.start - _WINDOW)
    ahead = view[left : quantity.start]
    inner_sign, inner_paren = _SIGN.search(ahead), _OPENED.search(ahead)
    stripped = ahead[: inner_sign.start()] if inner_sign else ahead[: inner_paren.start()] if inner_paren else ahead
    before = currency_before(ahead) or (currency_before(stripped) if stripped is not ahead else None)
    after = _after(view, quantity)
    if before and after is None and quantity.form == "words" and quantity.end - quantity.start == 1:
        # 将美元一次性汇出: a lone numeral behind a currency begins the next word.
        return
    if before is None and (_YEARS.search(ahead) or (after is None and not _bare_money(view, quantity))):
        return
    start = left + before.start() if before else quantity.start
    end = after.end() if after else quantity.end
    spelling = before["before"] if before else after["after"] if after else ""
    if spelling == "$" and before and view[start - 1 : start].isalpha() and view[start - 1].isascii():
        # J$ and B$ are other dollars than those of the table, and not the United States dollar.
        spelling = ""
    reading, end = _with_small_change(view, quantity.reading, end, after)
    start, end, negative = _sign(view, (start, end), quantity)
    if negative and reading:
        reading = Reading(-reading.high, -reading.low)
    bound: Bound = "between" if quantity.between else _bound(view, start, end)
    yield _amount((start, end), reading, quantity, code_of(spelling, japanese=japanese), bound)


def _amount(
    span: tuple[int, int], reading: Reading | None, quantity: Quantity, currency: str | None, bound: Bound
) -> Amount:
    low, high = (reading.low, reading.high) if reading else (None, None)
    value = low if low == high else None
    return Amount(*span, value, low, high, currency, quantity.magnitude, quantity.form, bound)


def _after(view: str, quantity: Quantity) -> re.Match[str] | None:
    position = quantity.end
    if quantity.form == "words":
        # Two Million (2,000,000) US Dollars: the figures stand between the words and the currency.
        repeated = re.compile(r"\s*\(\s*[\d,.]{1,24}\s*\)").match(view, position)
        position = repeated.end() if repeated else position
    elif view.startswith(")", position):
        position += 1
    return currency_after(view, position)


def _is_blank_form(view: str, quantity: Quantity) -> bool:
    """＿仟＿佰＿拾＿元整 is a form to be filled in: its 拾 is no ten."""
    words = view[quantity.start : quantity.end]
    return words == "拾" or (words == "十" and view[max(0, quantity.start - 1) : quantity.start].isspace())


def _bare_money(view: str, quantity: Quantity) -> bool:
    if quantity.reading is None or not quantity.magnitude:
        return False
    if quantity.magnitude[-1] in "万亿":
        return _BARE_ZH.match(view, quantity.end) is not None
    if quantity.magnitude.lower() not in ("million", "billion") or _BARE_EN.match(view, quantity.end) is None:
        return False
    return _MONEY_EN.search(view, max(0, quantity.start - _WINDOW), quantity.start) is not None


def _with_small_change(
    view: str, reading: Reading | None, end: int, after: re.Match[str] | None
) -> tuple[Reading | None, int]:
    """The 角 and 分 after 元, and the closing 整."""
    if after is None or not after["after"].startswith(("元", "圆")):
        return reading, end
    change = _SMALL_CHANGE.match(view, end)
    if change is None or reading is None:
        return reading, end
    extra = _digit(change["jiao"]) / 10 + _digit(change["fen"]) / 100
    return Reading(reading.low + extra, reading.high + extra), change.end()


def _digit(sign: str | None) -> Decimal:
    if sign is None:
        return Decimal(0)
    reading = read_chinese(sign)
    return Decimal(sign) if sign.isdigit() and sign.isascii() else reading.low if reading else Decimal(0)


def _sign(view: str, span: tuple[int, int], quantity: Quantity) -> tuple[int, int, bool]:
    """Whether the amount is negative, and its span with the sign: -¥5, ¥-5, $(5), a lone (5), 负, △, trailing minus."""
    start, end = span
    inner = view[max(start, quantity.start - 3) : quantity.start] if start < quantity.start else ""
    if _SIGN.search(inner):
        return start, end, True
    if _OPENED.search(inner) and view.startswith(")", quantity.end):
        return start, max(end, quantity.end + 1), True
    ahead = view[max(0, start - 8) : start]
    sign = _SIGN.search(ahead)
    if sign and _is_minus(
        ahead[: sign.start()], spaced=ahead.endswith((" ", "\t")), alone=_LINE_END.match(view, end) is not None
    ):
        return start - (len(ahead) - sign.start()), end, True
    closing = _ALONE_AFTER.match(view, end)
    if closing and _ALONE_BEFORE.search(ahead if start > 8 else view[:start]):
        return view.rindex("(", 0, start), closing.end(), True
    if re.compile(r"-(?=\s|$)").match(view, end) and "." in view[quantity.start : quantity.end]:
        return start, end + 1, True
    return start, end, False


def _is_minus(ahead: str, *, spaced: bool, alone: bool) -> bool:
    """Whether a dash is a minus and not the dash of a range, a number or a list ("- $400 million facility")."""
    if re.search(r"[\dA-Za-z)%元圆币金镑万亿整正][^\S\n]*\Z", ahead):
        return False
    return not spaced or (alone and (not ahead.strip(" ") or ahead.rstrip(" ").endswith(("\n", "\t", "|", ":"))))


def _bound(view: str, start: int, end: int) -> Bound:
    ahead = _FILLER.sub("", view[max(0, start - _WINDOW) : start])
    for bound, pattern in _BOUND_BEFORE:
        if pattern.search(ahead):
            return bound
    for bound, pattern in _BOUND_AFTER:
        if pattern.match(view, end):
            return bound
    return "exact"


def _paired(view: str, found: list[Amount]) -> Iterator[Amount]:
    """Links a sum in words with the same sum in figures beside it."""
    links: dict[int, Amount] = {}
    for index, (left, right) in enumerate(pairwise(found)):
        if index in links or not _is_pair(view, left, right):
            continue
        left, right = _same_currency(view, left, right)
        differ = (left.value, left.currency) != (right.value, right.currency)
        links[index] = replace(left, pair=(right.start, right.end), conflict=differ)
        links[index + 1] = replace(right, pair=(left.start, left.end), conflict=differ)
    for index, amount in enumerate(found):
        yield links.get(index, amount)


def _same_currency(view: str, left: Amount, right: Amount) -> tuple[Amount, Amount]:
    """A sum's two forms under the currency that one of them spells out: in "日元…(¥…)" the sign means yen."""
    first, second = (amount.currency if _spells_currency(view, amount) else None for amount in (left, right))
    currency = first or second or left.currency or right.currency
    return replace(left, currency=first or currency), replace(right, currency=second or currency)


def _spells_currency(view: str, amount: Amount) -> bool:
    """Whether the currency is more than a ¥ or $ that several countries share."""
    words = view[amount.start : amount.end]
    return bool(amount.currency) and (re.search(r"[¥$]", words) is None or re.search(r"[A-Za-z]\$", words) is not None)


def _is_pair(view: str, left: Amount, right: Amount) -> bool:
    if left.start < right.start < left.end:
        return True
    if (left.form == "words") == (right.form == "words") or right.start - left.end > _PAIR_GAP_LENGTH:
        return False
    gap = view[left.end : right.start]
    return _PAIR_GAP.fullmatch(gap) is not None and any(sign in gap for sign in "(:大小")
