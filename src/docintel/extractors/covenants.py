"""Financial covenants (models/rules/covenants.toml): the metric, which way it must hold, the line, how often tested.

资产负债率不高于70% is debt to assets <= 0.70; 偿债备付率不低于1.20 and 1.20:1 are >= 1.20. 以上 and 以下 include the
figure (Civil Code 1259). A blank line (不高于____%) is no covenant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from docintel.assets import model_table
from docintel.extractors.covenant_steps import is_conditional
from docintel.language.fillers import Unwrapped
from docintel.language.money import find_amounts
from docintel.language.outline import Section, sections
from docintel.language.patterns import expanded, view
from docintel.language.segments import sentences
from docintel.records import Covenant, Document, Span

Operator = Literal["<", "<=", ">", ">="]
Frequency = Literal["monthly", "quarterly", "half_yearly", "yearly"]

_TABLE = "rules/covenants.toml"
_RATIO = re.compile(
    r"\s*(?:rmb|cny)?\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|percent|per cent|倍|x\b|times|(?::|to)\s*1(?:\.0+)?\b)?"
)
_REACH_ZH, _REACH_EN = 40, 140
_GAP_TO_FIGURE = 25
_LOCK_UP = re.compile(r"分红|分配利润|利润分配|股东借款|distribution|dividend|lock[- ]?up|restricted payment")
_LATIN = re.compile(r"[a-z]{3,}\s+[a-z]{2,}\s+[a-z]{2,}")
_PROMISE = re.compile(
    r"\b(?:shall|will|must|permit|maintain|ensure|covenants?|agrees?|not (?:be )?(?:less|greater|more|exceed))\b"
)
_PRICING = re.compile(r"\bmargin\b|\bpricing\b|commitment fee|applicable (?:rate|percentage)|level (?:i|[1-9])\b")
_SMALLEST_SUM, _LARGEST_RATIO = 1000, 30
_DENIAL = re.compile(r"\b(?:not|no|never)\b")
_GROWS = re.compile(r"(?:[\s,]*\([^()]*\))?[\s,]*plus\b")
_SUM_OF = re.compile(r"\bsum of\b|之和")
_PERMITS = re.compile(r"\bnot\b[^.;]{0,60}\b(?:permit|allow|suffer|let)\b")
_TESTED = re.compile(r"测试|考核|\btest(?:ed|ing)?\b|compliance certificate")
_BREACH = re.compile(r"违约|宣布|到期|加速|补足|追加|提前|event of default|default|breach|prepay|cancel")
_FREQUENCIES: tuple[tuple[Frequency, re.Pattern[str]], ...] = (
    ("quarterly", re.compile(r"3月31日.{0,6}6月30日|31 march.{0,8}30 june")),
    (
        "half_yearly",
        re.compile(
            r"6月30日.{0,4}12月31日|30 june.{0,6}31 december|每半年|半年度|semi-?annual|half[- ]year|six months"
        ),
    ),
    ("quarterly", re.compile(r"每(?:个)?季|按季|季度|季末|quarter")),
    ("monthly", re.compile(r"每(?:个)?月|按月|月末|monthly|each (?:calendar |fiscal )?month")),
    ("yearly", re.compile(r"每(?:个)?(?:会计)?年|年度|年末|annual|fiscal year|financial year|each year")),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A covenant as found in a sentence of the unwrapped text: where it stands and what it says."""

    start: int
    end: int
    metric: str
    operator: Operator
    threshold: Decimal
    doubtful: bool = False


def covenants(document: Document) -> Iterator[Covenant]:
    """Covenant facts; a metric without a figure beside it (a definition) is none."""
    outline = sections(document)
    for section in outline:
        unwrapped = Unwrapped(document.text[section.start : section.end])
        words = view(unwrapped.text)
        if not _metric_names().search(words):
            continue
        for start, end in sentences(unwrapped.text, semicolons=True):
            for line in _lines(words[start:end], start):
                place = tuple(at + section.start for at in unwrapped.place(line.start, line.end))
                near = (words[start:end], words, *_tests_beside(document, outline, section))
                yield _covenant(document, Span(start=place[0], end=place[1]), line, section.number, near)


def _tests_beside(document: Document, outline: list[Section], section: Section) -> list[str]:
    """The clauses of the same article that speak of testing."""
    siblings = [other for other in outline if other.path[:-1] == section.path[:-1]]
    return [words for at in siblings if _TESTED.search(words := view(document.text[at.start : at.end]))]


def _lines(sentence: str, offset: int) -> Iterator[_Line]:
    """The covenants of one sentence; a metric with two lines in it steps from the one to the other."""
    lines = list(_named_lines(sentence, offset))
    for line in lines:
        alike = {other.threshold for other in lines if (other.metric, other.operator) == (line.metric, line.operator)}
        yield replace(line, doubtful=line.doubtful or len(alike) > 1)


def _named_lines(sentence: str, offset: int) -> Iterator[_Line]:
    """The covenants of one sentence, at most one a metric named."""
    named = list(_metric_names().finditer(sentence)) if _is_promised(sentence) else []
    for position, name in enumerate(named):
        limit = named[position + 1].start() if position + 1 < len(named) else len(sentence)
        reach = _REACH_ZH if re.search("[\u4e00-\u9fff]", name.group()) else _REACH_EN
        tail = sentence[name.end() : min(limit, name.end() + reach)]
        line = _line(sentence, name, tail, sentence[name.end() : limit])
        if line is not None:
            yield replace(line, start=line.start + offset, end=line.end + offset)


def _line(sentence: str, name: re.Match[str], tail: str, rest: str) -> _Line | None:
    """`tail` is where the figure must stand, `rest` the words up to the next metric, which may move the line."""
    metric = _metric(name.group())
    for comparison in _comparisons():
        found = comparison.words.search(tail)
        if not found or not comparison.holds(sentence, name.start()) or _is_denied(tail, found):
            continue
        figure = _figure(tail, found.end())
        if figure is not None and _is_plausible(metric, figure[0]):
            threshold, end = figure
            moves = _GROWS.match(tail, end) or _SUM_OF.search(tail, found.start(), end)
            doubtful = bool(moves) or is_conditional(sentence[: name.start()], rest[:end], rest[end:])
            return _Line(name.start(), name.end() + end, metric, comparison.operator, threshold, doubtful)
    return None


def _is_promised(sentence: str) -> bool:
    """An English covenant binds somebody; a pricing grid ("if the ratio is below 2.0, the margin is …") does not."""
    return not _LATIN.search(sentence) or (bool(_PROMISE.search(sentence)) and not _PRICING.search(sentence))


def _is_trigger(sentence: str) -> bool:
    """低于1.10 says something only where a consequence follows: a lock-up or a default."""
    return bool(_LOCK_UP.search(sentence) or _BREACH.search(sentence))


def _is_denied(tail: str, found: re.Match[str]) -> bool:
    """What "shall not … in excess of" caps is no line that the metric must exceed."""
    return found.group().startswith("in excess") and _DENIAL.search(tail, 0, found.start()) is not None


def _is_plausible(metric: str, threshold: Decimal) -> bool:
    """Net worth is a sum of money and a ratio is small; anything else belongs to another metric or is a date."""
    return threshold >= _SMALLEST_SUM if "net_worth" in metric and "debt" not in metric else threshold < _LARGEST_RATIO


def _figure(tail: str, start: int) -> tuple[Decimal, int] | None:
    """The first number behind the comparison: a percentage as a fraction, a multiple or ratio to one as it is."""
    money = [amount for amount in find_amounts(tail[start:]) if amount.start <= _GAP_TO_FIGURE and amount.currency]
    if money:
        value = money[0].value
        return (value, start + money[0].end) if value is not None else None
    digit = re.search(r"(?<![\d\w])\.\d|\d", tail[start : start + _GAP_TO_FIGURE])
    match = _RATIO.match(tail, start + digit.start()) if digit else None
    if match is None or re.match(r"[年月日天]|\s*(?:days|business|months)", tail[match.end() :]):
        return None
    number = Decimal(match[1])
    is_share = (match[2] or "").startswith(("%", "per"))
    return (number / 100 if is_share else number), match.end()


def _covenant(document: Document, span: Span, line: _Line, clause: str | None, near: tuple[str, ...]) -> Covenant:
    """`near` is the sentence, its clause and the clauses beside it: the test dates often stand in the next one."""
    table = {entry["metric"]: entry for entry in model_table(_TABLE)["metric"]}
    return Covenant.found(
        document,
        span,
        source="rules:covenant@1",
        # "$275 million plus half of net income" starts there and rises, and a stepped line changes with the year:
        # a person must say where it stands today.
        confidence=None if line.doubtful else model_table(_TABLE)["confidence"],
        metric=line.metric,
        indicator=table[line.metric]["indicator"] or None,
        operator=line.operator,
        threshold=line.threshold,
        test_frequency=next((found for words in near if (found := _frequency(words))), None),
        level="lock_up" if _LOCK_UP.search(near[0]) else "default",
        clause=clause,
    )


def _frequency(words: str) -> Frequency | None:
    return next((name for name, pattern in _FREQUENCIES if pattern.search(words)), None)


def _metric(words: str) -> str:
    """The metric that a name found by `_metric_names` stands for."""
    known = _metrics().get(words)
    if known is not None:
        return known
    return next(metric for metric, pattern in _described() if re.fullmatch(pattern, words))


@cache
def _metrics() -> dict[str, str]:
    return {word: entry["metric"] for entry in model_table(_TABLE)["metric"] for word in (*entry["zh"], *entry["en"])}


@cache
def _described() -> tuple[tuple[str, str], ...]:
    """Metrics spelled out: "ratio of the Total Debt of the Borrower to its Net Worth"."""
    table = model_table(_TABLE)["metric"]
    return tuple((entry["metric"], expanded(entry["described"])) for entry in table if "described" in entry)


@cache
def _metric_names() -> re.Pattern[str]:
    longest_first = sorted(_metrics(), key=len, reverse=True)
    words = [rf"\b{re.escape(word)}" if word.isascii() else re.escape(word) for word in longest_first]
    return re.compile("|".join([*(pattern for _, pattern in _described()), *words]))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Words that say which way a metric must hold, and what the sentence must say besides."""

    operator: Operator
    words: re.Pattern[str]
    trigger: bool
    permitted: bool

    def holds(self, sentence: str, name: int) -> bool:
        """低于1.10 needs a consequence, "to exceed 3.50" somebody who must not permit it."""
        if self.permitted:
            return _PERMITS.search(sentence, 0, name) is not None
        return not self.trigger or _is_trigger(sentence)


@cache
def _comparisons() -> tuple[_Comparison, ...]:
    return tuple(
        _Comparison(
            cast("Operator", entry["operator"]),
            re.compile(expanded(entry["words"])),
            bool(entry.get("trigger")),
            bool(entry.get("permitted")),
        )
        for entry in model_table(_TABLE)["comparison"]
    )
