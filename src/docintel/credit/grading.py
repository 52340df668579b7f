"""From a raw grade to the grade that counts: persistence, hysteresis and the caps of doubtful data.

Source: ratios_and_indicators.md section 1, rules 3 to 7. History is compared by period: evaluating the same period
again, after a correction, is not a second evaluation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.credit.thresholds import Ladder, grade_of
from docintel.records import Assessment

#: The highest grade a reading may reach, by what is doubtful about it.
CAPS = {"annualised": 2, "estimated": 2, "comparability": 1, "hard_fail": 2, "text_only": 1}
#: Successive evaluations at one grade after which a trend indicator is raised.
_PERSISTENT = 3


@dataclass(frozen=True)
class Grading:
    """A grade with the caps applied to it and what else happened: "held", "persistence", "raw:<grade>"."""

    grade: int
    caps: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def earlier(history: Sequence[Assessment], key: str, scope: str | None, before: date) -> list[Assessment]:
    """Evaluations of one indicator at earlier periods, oldest first, the last word for each period."""
    by_period = {
        past.period_end: past
        for past in history
        if past.key == key and past.scope == scope and past.period_end is not None and past.period_end < before
    }
    return [by_period[end] for end in sorted(end for end in by_period if end is not None)]


def settle(
    raw: int, value: Decimal | None, ladder: Ladder, past: Sequence[Assessment], *, trend: bool, doubts: Sequence[str]
) -> Grading:
    """The grade that counts for a raw grade, its history and what is doubtful about its inputs."""
    grade, flags = raw, []
    if trend and _persists(raw, past):
        grade, flags = min(raw + 1, 3), ["persistence"]
    held = _held(grade, value, ladder, past)
    if held > grade:
        grade, flags = held, ["held"]
    caps = tuple(doubt for doubt in dict.fromkeys(doubts) if grade > CAPS[doubt])
    final = min([grade, *(CAPS[cap] for cap in caps)])
    return Grading(final, caps, (*flags, *((f"raw:{raw}",) if final != raw else ())))


def raw_grade(past: Assessment) -> int | None:
    """What an earlier evaluation's value alone would have graded."""
    said = [int(flag.removeprefix("raw:")) for flag in past.flags if flag.startswith("raw:")]
    return said[0] if said else past.grade


def _persists(raw: int, past: Sequence[Assessment]) -> bool:
    recent = [raw_grade(one) for one in past[-(_PERSISTENT - 1) :]]
    return raw >= 1 and len(recent) == _PERSISTENT - 1 and all(grade == raw for grade in recent)


def _held(grade: int, value: Decimal | None, ladder: Ladder, past: Sequence[Assessment]) -> int:
    """The level a falling grade is kept at: the highest not clearly left in this and the previous evaluation."""
    graded = [one for one in past if one.grade is not None]
    if not graded:
        return grade
    previous = graded[-1]
    for level in range(previous.grade or 0, grade, -1):
        now = _left(level, value, grade, ladder)
        then = previous is past[-1] and _left(level, previous.value, raw_grade(previous) or 0, ladder)
        if not (now and then):
            return level
    return grade


def _left(level: int, value: Decimal | None, grade: int, ladder: Ladder) -> bool:
    """Whether an evaluation is clearly better than a level; a level without a line is left when its case is gone."""
    line = ladder[level - 1]
    if value is None or line is None:
        return grade < level
    return grade < level and line.cleared(value)


def worst(value: Decimal | None, ladder: Ladder, rules: Sequence[int]) -> int:
    """The worst of the lines a value crosses and the cases that hold."""
    return max([grade_of(value, ladder) if value is not None else 0, *rules])
