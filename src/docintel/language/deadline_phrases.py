"""Deadlines in contract language: what starts the count, how long it runs, in which days and in which direction."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from docintel.language.calendars import centres_in
from docintel.language.dates import DateMention, find_dates
from docintel.language.durations import Duration, DurationUnit, find_durations
from docintel.language.numerals import read_chinese
from docintel.language.segments import Range
from docintel.language.views import half_width
from docintel.records.claims import DeadlineKind

Direction = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline where it stands.

    anchor     the words that start or end the count ("收到通知"), empty when none are printed
    n, unit    length of the count, None when the deadline is a day or an event
    day        the printed day: the deadline itself (absolute), the anchor (relative) or the end (window)
    strict     "before D" leaves D out; open_ended "D前" does not say whether it does
    months     of a periodic deadline, with `month_day` (31: the last day)
    centres    calendars named beside the business days
    """

    start: int
    end: int
    kind: DeadlineKind
    anchor: str = ""
    n: int | None = None
    unit: DurationUnit | None = None
    direction: Direction = "after"
    clear: bool = False
    day: date | None = None
    strict: bool = False
    open_ended: bool = False
    months: tuple[int, ...] = ()
    month_day: int | None = None
    centres: tuple[str, ...] = ()


_PLACES = re.compile(r"\s*\((?P<places>[^()]{2,60})\)")
_BEFORE_TAIL = re.compile(
    r"\s*(?:(?:之|以)?前(?!提|述|款)|(?:before|prior\s+to|preceding|in\s+advance|earlier)\b|['’s]{0,2}\s*(?:\w+\s+){0,2}(?:advance\s+)?notice\b)",
    re.IGNORECASE,
)
_BEFORE_HEAD = re.compile(r"(?:之前|以前|前|提前)\s*(?:至少|不少于|不低于|的)?\s*$")
_AFTER_TAIL = re.compile(
    r"\s*(?:以内|之内|内|之后|以后|后|届满|期满|(?:after|of|from|following|upon|thereafter|later|as\s+of|commencing|starting)\b)",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(
    r"(?:within|起|起算|之后|以后|后|第|no(?:t)?\s+later\s+than|during\s+the|exceed(?:ing|s)?|for\s+a\s+period\s+of)\s*(?:的)?(?:第)?\s*$",
    re.IGNORECASE,
)
_CLAUSE_HEAD = re.compile(r"[^,，。;；:：\n]*$")
_ANCHOR_TAIL = re.compile(
    r"\s*(?:after|of|from|following|upon|before|prior\s+to|preceding)\s+(?P<anchor>[^,.;:\n()]{2,80}?)(?=\s+(?:and|or|but|shall|will|must|unless|if)\b|[,.;:\n()]|$)",
    re.IGNORECASE,
)
_ANCHOR_HEAD = re.compile(
    r"(?:^|应当?在|应当?于|须在|须于|应自|自|在|于|从)?(?P<anchor>[^自在于]{2,30}?)(?:之日|之次日|次日|当日)?(?:起算|起|之后|以后|后|之前|以前|前)?(?:至少|不少于|的|第)*$"
)
_EACH_PERIOD = re.compile(
    r"每(?:一|个)*(?:会计|财务|自然|日历)*(?:年|季|月|半年)|\b(?:each|every)\s+(?:[\w-]+\s+){0,2}(?:year|quarter|month|half)",
    re.IGNORECASE,
)

_ORDINAL = re.compile(
    r"(?<=[后起的])第(?P<zh>\d{1,3}|[一二三四五六七八九十]{1,3})个?(?P<zh_unit>工作日|营业日|日|天)"
    r"|\b(?P<en>\d{1,3})(?:st|nd|rd|th)\s+(?P<kind>business\s+|banking\s+|calendar\s+)?day(?=\s+(?:after|following|from|before|prior))",
    re.IGNORECASE,
)
_PERIODIC = re.compile(
    r"(?P<period>每个?(?:自然)?(?:年|月|季度?|半年)度?|季末月|季度?末月?|年末|月末)(?:的|最后一个?月|末月|末)*\s*(?:(?P<month>\d{1,2})月)?"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<last>末|最后一[日天]|月底|底))"
    r"|\b(?P<nth>\d{1,2}(?:st|nd|rd|th)?|last)\s+(?:calendar\s+|business\s+)?day\s+of\s+(?:each|every)"
    r"\s+(?:[\w-]+\s+)?(?P<each>month|quarter|year)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?P<zh>(?:首次|每次|每笔|本次)?"
    r"(?:提款|放款|用款|签署|签订|交割|生效|付款|支付|发货|交货|开工|完工|竣工|投产|并网|办理登记|抵押登记)"
    r"[^,，。;；\n]{0,6}?(?:之前|以前|前)(?![述款提期])"
    r"|(?:收到|接到)[^,，。;；\n\d]{1,12}(?:后|时)(?=[,，。;；]|$|应|须|付|支付))"
    r"|(?P<en>\b(?:prior\s+to|before|upon|on)\s+(?:the\s+)?(?:first\s+|each\s+|any\s+|initial\s+)?"
    r"(?:utili[sz]ation|drawdown|drawing|closing|signing|completion|delivery|receipt|acceptance|execution|termination"
    r"|commencement)\b)",
    re.IGNORECASE,
)
_PLAIN: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    ("immediate", re.compile(
        r"立即|立刻|即时|即刻|马上|当即|见索即付"
        r"|(?:immediately|forthwith|on\s+(?:first\s+)?demand|at\s+once|without\s+delay)\b", re.IGNORECASE)),
    ("reasonable", re.compile(
        r"合理(?:的)?(?:期限|期间|时间)|及时|毫不迟延"
        r"|(?:within\s+a\s+reasonable\s+(?:time|period)|promptly|without\s+undue\s+delay"
        r"|as\s+soon\s+as\s+(?:reasonably\s+)?practicable)\b", re.IGNORECASE)),
    ("vague", re.compile(
        r"尽快|尽早|尽速|早日|近期|近日|不日|月底前?|年底前?"
        r"|(?:as\s+soon\s+as\s+possible|asap|in\s+due\s+course|shortly|soon|at\s+your\s+earliest\s+convenience"
        r"|in\s+the\s+near\s+future|by\s+(?:the\s+)?(?:month[- ]end|end\s+of\s+the\s+month))\b", re.IGNORECASE)),
)  # fmt: skip
_DATE_HEAD = re.compile(
    r"(?P<strict>\bbefore)\s*$|(?:不迟于|最迟(?:于|在)?|截至|截止(?:到|于)?|至迟(?:于|在)?|到期日为?|不晚于|\b(?:on\s+or\s+before|by|no(?:t)?\s+later\s+than|due(?:\s+on)?|until|on))\s*$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(
    r"\s*(?P<closed>\(含(?:当日)?\)(?:之|以)?前|(?:前|之前|以前)\(含(?:当日)?\))|\s*(?P<open>之前|以前|前)|\s*(?P<other>付清|支付|到期|截止|止|为限|一次性|归还)"
)
_WINDOW_MID = re.compile(r"\s*(?:起)?\s*(?:至|到|-|–|—|~|to|until|and|through)\s*", re.IGNORECASE)
_NOT_MORE = 40
# Phrases are at most some hundred characters long: no more than a few reach as far as the next one.
_LOOK_BACK = 8


def find(text: str, reference: date | None = None) -> list[Deadline]:
    """The deadlines of a text in reading order; the reference day supplies years that are not printed."""
    view = half_width(text)
    days = find_dates(view, reference)
    periods = [*find_durations(view), *_ordinal_days(view)]
    counted = [deadline for duration in periods for deadline in _counted(view, duration, days)]
    windows = list(_windows(view, days))
    found = [*counted, *windows]
    for rest in (_dated(view, days), _periodic(view), _plain(view), _events(view)):
        taken = sorted((deadline.start, deadline.end) for deadline in found)
        found.extend(deadline for deadline in rest if not _meets_any(deadline, taken))
    return sorted(found, key=lambda deadline: deadline.start)


def _ordinal_days(view: str) -> Iterator[Duration]:
    """第5个工作日 and "the 5th Business Day": exactly that day, counted like a period of so many days."""
    for match in _ORDINAL.finditer(view):
        count = _day_number(match["zh"] or match["en"])
        business = match["zh_unit"] not in (None, "日", "天") or (match["kind"] or "").strip().lower() in (
            "business",
            "banking",
        )
        yield Duration(*match.span(), count, "business_day" if business else "day")


def _meets_any(deadline: Deadline, taken: list[Range]) -> bool:
    """Whether a deadline shares a character with one found before; phrases before it are looked back at one by one."""
    position = bisect_left(taken, (deadline.end, 0))
    near = taken[max(0, position - _LOOK_BACK) : position]
    return any(deadline.start < end for _, end in near)


def _counted(view: str, duration: Duration, days: list[DateMention]) -> Iterator[Deadline]:
    places = _PLACES.match(view, duration.end)
    after = places.end() if places else duration.end
    clause = _CLAUSE_HEAD.search(view[max(0, duration.start - _NOT_MORE) : duration.start])
    head = clause.group() if clause else ""
    # "at least" and "not less than" stand between the words that say the direction and the number.
    head = re.sub(r"(?:不超过|不得超过|最多|最长)\s*$", "", head)
    if _BEFORE_TAIL.match(view, after) or (_BEFORE_HEAD.search(head) and not view.startswith(("后", "之后"), after)):
        direction: Direction = "before"
    elif _AFTER_TAIL.match(view, after) or _AFTER_HEAD.search(head):
        direction = "after"
    else:
        return
    anchor, start, end = _anchor(view, head, duration.start, after)
    first = bisect_left(days, start, key=lambda day: day.start)
    printed = next((day.value for day in days[first : first + _LOOK_BACK] if day.value and day.end <= end), None)
    kind: DeadlineKind = "periodic_relative" if _EACH_PERIOD.search(anchor) else "relative"
    yield Deadline(
        start, end, kind, anchor, duration.n, duration.unit, direction, duration.clear, printed,
        centres=centres_in(places["places"]) if places else (),
    )  # fmt: skip


def _anchor(view: str, head: str, start: int, end: int) -> tuple[str, int, int]:
    """What the count starts from, with the span of the whole phrase."""
    tail = _ANCHOR_TAIL.match(view, end)
    if tail:
        return tail["anchor"].strip(), start, tail.end("anchor")
    within = re.compile(r"\s*(?:以内|之内|内|之后|以后|后|前)").match(view, end)
    end = within.end() if within else end
    spoken = _ANCHOR_HEAD.search(head) if re.search(r"[\u4e00-\u9fff]", head) else None
    if spoken is None or not re.search(r"(?:起|后|前|起算|日|当日|第|至少|不少于)$", head.rstrip()):
        return "", start, end
    return spoken["anchor"].strip(), start - len(head) + spoken.start("anchor"), end


def _windows(view: str, days: list[DateMention]) -> Iterator[Deadline]:
    for left, right in pairwise(days):
        if (
            left.value
            and right.value
            and left.value < right.value
            and _WINDOW_MID.fullmatch(view, left.end, right.start)
        ):
            yield Deadline(left.start, right.end, "window", day=right.value)


def _dated(view: str, days: list[DateMention]) -> Iterator[Deadline]:
    for day in days:
        head = _DATE_HEAD.search(view[max(0, day.start - 24) : day.start])
        tail = _DATE_TAIL.match(view, day.end)
        if (head or tail) and (day.value or day.last):
            start = day.start - (len(head.group()) if head else 0)
            yield Deadline(
                start, tail.end() if tail else day.end, "absolute", day=day.value or day.last,
                strict=bool(head and head["strict"]), open_ended=bool(tail and tail["open"] and not head),
            )  # fmt: skip


def _periodic(view: str) -> Iterator[Deadline]:
    for match in _PERIODIC.finditer(view):
        period = match["period"] or match["each"].lower()
        printed = match["day"] or (match["nth"] or "").lower()
        month_day = 31 if match["last"] or printed == "last" else _day_number(printed)
        months = _months(period, match["month"])
        if months and month_day is not None and 1 <= month_day <= 31:
            yield Deadline(*match.span(), "periodic", period, months=months, month_day=month_day)


def _day_number(printed: str) -> int | None:
    digits = re.match(r"\d+", printed)
    if digits:
        return int(digits.group())
    reading = read_chinese(printed)
    return int(reading.low) if reading else None


def _months(period: str, month: str | None) -> tuple[int, ...]:
    if month:
        return (int(month),) if 1 <= int(month) <= 12 else ()
    if "季" in period or period == "quarter":
        return (3, 6, 9, 12)
    if "半年" in period:
        return (6, 12)
    return (12,) if "年" in period or period == "year" else tuple(range(1, 13))


def _plain(view: str) -> Iterator[Deadline]:
    for kind, pattern in _PLAIN:
        for match in pattern.finditer(view):
            yield Deadline(*match.span(), kind)


def _events(view: str) -> Iterator[Deadline]:
    for match in _EVENT.finditer(view):
        before = re.search(r"前$|^(?:prior|before)", match.group(), re.IGNORECASE)
        yield Deadline(*match.span(), "event", match.group(), direction="before" if before else "after")
