"""The lines an indicator is held against: contract, else the customer's own limit, else industry, else default."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docintel.credit.catalogue import Indicator
from docintel.errors import InputError
from docintel.records import Customer, Thresholds, Value

_LINE = re.compile(r"(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
#: A requirement of a contract is breached when its opposite holds.
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
#: Column of a customer table with three limits of the lender's own: "limit:fin.current_ratio" = "1.3/1.1/1.0".
LIMIT_COLUMN = "limit:"
#: Flag of a covenant whose line nobody has confirmed (stepped, rising, an alternative): it grades nothing.
UNCONFIRMED = "unconfirmed"
#: A grade falls only after the value was better than its line by this share of the line (rule 6).
_BETTER_BY = Decimal("0.05")


@dataclass(frozen=True)
class Line:
    """A threshold: the grade applies when `value operator limit` holds."""

    operator: str
    limit: Decimal

    def __str__(self) -> str:
        return f"{self.operator} {self.limit}"

    @property
    def upward(self) -> bool:
        """Whether larger values are worse."""
        return self.operator.startswith(">")

    def crossed(self, value: Decimal) -> bool:
        """Whether a value is on the wrong side."""
        worse = value > self.limit if self.upward else value < self.limit
        return worse or (self.operator.endswith("=") and value == self.limit)

    def cleared(self, value: Decimal) -> bool:
        """Whether a value is better than the line by 5 % of it."""
        room = abs(self.limit) * _BETTER_BY
        return value < self.limit - room if self.upward else value > self.limit + room

    def stricter(self, other: Line) -> bool:
        """Whether this line is crossed earlier than another of the same direction."""
        if self.limit == other.limit:
            return self.operator.endswith("=") and not other.operator.endswith("=")
        return self.limit < other.limit if self.upward else self.limit > other.limit


Ladder = tuple[Line | None, Line | None, Line | None]


def parse_line(text: str) -> Line | None:
    """A line as written in the tables ("> 0.65"); None for the empty text."""
    if not text:
        return None
    match = _LINE.fullmatch(text.strip())
    if match is None:
        raise InputError(f"threshold {text!r} must be an operator and a number, such as '> 0.65'.")
    return Line(match[1], Decimal(match[2]))


def ladder_of(row: Indicator) -> Ladder:
    """The lines a row of the catalogue states, as industry overrides left them."""
    return parse_line(row.lines[0]), parse_line(row.lines[1]), parse_line(row.lines[2])


def ladder_for(row: Indicator, customer: Customer, covenants: Sequence[Value] = ()) -> tuple[Ladder, Thresholds]:
    """The lines for watch, alert and critical with where they come from.

    A covenant sets the critical line (the alert line for a distribution lock-up) and pulls milder lines that
    would come after it up to it; the customer's own limits replace the industry's or default lines.
    """
    ladder, source = _own(row, customer)
    sure = [value for value in covenants if UNCONFIRMED not in value.flags]
    bound = [value for value in sure if value.name == f"cov.limit:{row.key}" and _same_way(row, value)]
    for value in sorted(bound, key=lambda value: value.facts):
        ladder = _bind(ladder, breach_line(value), lock_up="level:lock_up" in value.flags)
    facts = tuple(sorted({fact for value in bound for fact in value.facts}))
    texts = [None if line is None else str(line) for line in ladder]
    thresholds = Thresholds(
        watch=texts[0], alert=texts[1], critical=texts[2], source="contract" if bound else source, facts=facts
    )
    return ladder, thresholds


def breach_line(covenant: Value) -> Line:
    """Where a covenant is broken: ratio at most 0.70 is broken above 0.70."""
    return Line(_OPPOSITE[covenant_operator(covenant)], Decimal(covenant.value))


def covenant_operator(covenant: Value) -> str:
    """Which way the covenant must hold: one of < <= > >=."""
    return next(flag.removeprefix("operator:") for flag in covenant.flags if flag.startswith("operator:"))


def grade_of(value: Decimal, ladder: Ladder) -> Literal[0, 1, 2, 3]:
    """The worst line a value crosses: 0 none, 1 watch, 2 alert, 3 critical."""
    if ladder[2] and ladder[2].crossed(value):
        return 3
    if ladder[1] and ladder[1].crossed(value):
        return 2
    return 1 if ladder[0] and ladder[0].crossed(value) else 0


def _own(row: Indicator, customer: Customer) -> tuple[Ladder, Literal["customer", "industry", "default"]]:
    ladder = ladder_of(row)
    limits = customer.extra.get(f"{LIMIT_COLUMN}{row.key}", "").strip()
    if not limits:
        return ladder, row.source
    operator = ">" if row.direction == "high" else "<"
    numbers = [parse_line(f"{operator} {part.strip()}") for part in limits.split("/")]
    if len(numbers) != 3:
        raise InputError(f"{LIMIT_COLUMN}{row.key} of {customer.id} must be watch/alert/critical, such as 1.3/1.1/1.0.")
    return (numbers[0], numbers[1], numbers[2]), "customer"


def _same_way(row: Indicator, covenant: Value) -> bool:
    return row.direction != "event" and covenant_operator(covenant).startswith("<") == (row.direction == "high")


def _bind(ladder: Ladder, line: Line, *, lock_up: bool) -> Ladder:
    watch, alert, critical = ladder
    if lock_up:
        # a lock-up is no default: a critical line that would come before it is not one
        return _strictest(watch, line), line, None if critical and critical.stricter(line) else critical
    return _strictest(watch, line), _strictest(alert, line), line


def _strictest(line: Line | None, other: Line) -> Line:
    return line if line is not None and line.stricter(other) else other
