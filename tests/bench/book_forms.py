"""Statements of invented borrowers whose figures close: the forms of three standards, filled from a seed.

A form lists its rows as (caption, account, rule). The rules: "" a heading; "+" a number of the running sum, "-" one
that is deducted from it, "-s" one that is deducted and printed with the sign of a gain; "in" a number contained in the
row above; "nil" a row that has nothing; "=" the running sum, which starts anew; "=a+b-c" a sum of rows named by account
or caption; "plug" what the sum named behind it still lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import NamedTuple

Form = Sequence[tuple[str, str | None, str]]
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: caption, account, and per period the canonical value in units of currency (None: nothing printed).

    `deducted` rows are costs, payments and contra items, which some layouts print negative.
    """

    label: str
    key: str | None = None
    values: tuple[Decimal | None, ...] = ()
    deducted: bool = False
    gain_signed: bool = False
    total: bool = False

    def named(self, label: str) -> Line:
        """The same figures under another caption."""
        return replace(self, label=label)


class Filled(NamedTuple):
    """The rows of a form with their figures, and the figures of the last period by account or caption."""

    lines: list[Line]
    periods: list[dict[str, Decimal]]


def fill(form: Form, seed: int, given: Sequence[Mapping[str, Decimal]], *, step: Decimal = _CENT) -> Filled:
    """The form with figures for as many periods as `given` has; what is given (by account) is not invented."""
    columns = [_column(form, Random(f"{seed}-{at}"), dict(known), step) for at, known in enumerate(given)]
    lines = []
    for at, (label, key, rule) in enumerate(form):
        values = () if not rule else tuple(column[0][at] for column in columns)
        lines.append(Line(label, key, values, rule.startswith("-"), rule == "-s", total=rule.startswith("=")))
    return Filled(lines, [column[1] for column in columns])


def _column(
    form: Form, draw: Random, given: Mapping[str, Decimal], step: Decimal
) -> tuple[list[Decimal | None], dict[str, Decimal]]:
    running, found, known, last = Decimal(0), list[Decimal | None](), dict(given), Decimal(0)
    for label, key, rule in form:
        value = given.get(key or label)
        if rule == "nil" or not rule:
            found.append(None)
            continue
        if rule == "=":
            value, running = running, Decimal(0)
        elif rule[0] == "=":
            value = _formula(rule[1:], known)
        elif rule.startswith("plug"):
            value = _formula(rule[4:].strip(), known) - running
        elif rule == "in":
            value = (last * Decimal(draw.randint(5, 60)) / 100).quantize(step)
        else:
            # Drawn even when it is given, so that one given number leaves the others as they were.
            drawn = _amount(draw, step)
            value = drawn if value is None else value
        if rule[0] in "+-p":
            running += -value if rule[0] == "-" else value
        last = value if rule != "in" else last
        known[key or label] = value
        known[label] = value
        found.append(value)
    return found, known


def _amount(draw: Random, step: Decimal) -> Decimal:
    """An amount of two to eight digits before the point, the smaller ones as likely as the larger."""
    return Decimal(draw.randrange(10 ** draw.randint(4, 9)) + 1_000).scaleb(-2).quantize(step)


def _formula(rule: str, known: Mapping[str, Decimal]) -> Decimal:
    total = Decimal(0)
    for part in rule.replace("-", "+-").split("+"):
        if part:
            total += -known[part[1:]] if part[0] == "-" else known[part]
    return total
