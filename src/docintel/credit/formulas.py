"""Reads formulas over a ledger: exact decimals, one unknown part makes the whole unknown, no division by zero or less.

Sources: domain statements.md section 9 (derived aggregates, null propagation) and ratios_and_indicators.md section 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from docintel.credit.catalogue import definitions
from docintel.credit.closing_sums import CLOSES, subtotal_of
from docintel.credit.expressions import Call, Key, Node, Number, Operation, compares_years, parse, written
from docintel.credit.ledgers import Frame, Ledger, is_flow
from docintel.credit.normal import normal_share
from docintel.credit.readings import Reading, combine, missing
from docintel.records import Input, Value

#: A row a statement does not print is nil only where the statement was read: its total is there.
_TOTALS = {"bs": "bs.total_assets", "is": "is.profit_before_tax", "cf": "cf.cfo", "cfs": "cfs.depreciation"}
_DAYS = Decimal(365)


def measure(ledger: Ledger, formula: str, frame: Frame) -> Reading:
    """The value of a formula at a period.

    Interim flows are the last twelve months, or annualised where those are not to be had; a formula that compares
    years takes the like period of both years instead.
    """
    node = parse(formula)
    return _Calculator(ledger, like_for_like=compares_years(node)).read(node, frame)


class _Calculator:
    """Reads one formula; `like_for_like` sets interim flows against the same months of the year before."""

    def __init__(self, ledger: Ledger, *, like_for_like: bool) -> None:
        self.ledger = ledger
        self.like_for_like = like_for_like
        self.known: dict[tuple[str, Frame], Reading] = {}
        self.functions: dict[str, Callable[[Call, Frame], Reading]] = {
            "coalesce": self.coalesce, "sum_of": self.sum_of, "nil": self.nil, "assume_nil": self.assume_nil,
            "max_known": self.max_known, "max": self.extreme, "min": self.extreme, "abs": self.absolute,
            "estimated": self.estimated, "prior": self.prior, "avg": self.average, "growth": self.growth,
            "days_growth": self.days_growth, "turns_growth": self.days_growth, "days_shift": self.days_shift,
            "streak": self.streak, "full_year": self.full_year, "normal": self.normal,
        }  # fmt: skip

    def read(self, node: Node, frame: Frame) -> Reading:
        if isinstance(node, Number):
            return Reading(node.value)
        if isinstance(node, Key):
            if (node.name, frame) not in self.known:
                self.known[(node.name, frame)] = self.key(node.name, frame)
            return self.known[(node.name, frame)]
        if isinstance(node, Call):
            return self.functions[node.name](node, frame)
        return self.operation(node, frame)

    def key(self, name: str, frame: Frame) -> Reading:
        if (found := self.printed(name, frame)) is not None:
            return found
        if (formula := definitions().get(name)) is not None:
            return _named(name, self.read(formula, frame), frame)
        why = self.ledger.block(name, frame.end)
        return Reading(None, problems=(why,)) if why else missing(name)

    def printed(self, name: str, frame: Frame) -> Reading | None:
        if self.ledger.block(name, frame.end):
            return None
        if not is_flow(name):
            value = self.ledger.balance(name, frame.end)
            return _of(value) if value else None
        if frame.months is None:
            return None
        value = self.ledger.flow(name, frame.end, frame.months)
        if value is None or frame.months == 12:
            return _of(value) if value else None
        return self.twelve_months(name, value, frame)

    def twelve_months(self, name: str, value: Value, frame: Frame) -> Reading:
        """An interim flow: as it is for comparing years, else trailing twelve months, else annualised."""
        current, months = _of(value), Decimal(frame.months or 12)
        if self.like_for_like:
            return replace(current, value=_amount(value) * 12 / months).marked("like_period")
        year = self.ledger.latest_year
        before = self.ledger.flow(name, self.ledger.prior(frame).end, frame.months or 12)
        full = self.ledger.flow(name, year.end, 12) if year and year.end < frame.end else None
        if before is not None and full is not None and (frame.end - full.as_of).days < 366:
            total = _amount(value) + _amount(full) - _amount(before)
            return combine(total, (current, _of(full), _of(before))).marked("ttm")
        return replace(current, value=_amount(value) * 12 / months).marked("annualised")

    def operation(self, node: Operation, frame: Frame) -> Reading:
        left, right = self.read(node.left, frame), self.read(node.right, frame)
        if node.operator in ("and", "or"):
            return _logical(node.operator, left, right)
        if left.value is None or right.value is None:
            return combine(None, (left, right))
        if node.operator == "/" and right.value <= 0:
            return combine(None, (left, right), f"undefined:{written(node.right)}")
        return combine(_ARITHMETIC[node.operator](left.value, right.value), (left, right))

    def coalesce(self, node: Call, frame: Frame) -> Reading:
        parts = [self.read(part, frame) for part in node.arguments]
        found = next((part for part in parts if part.value is not None), None)
        if found is not None:
            return found
        # what was read and may not be used is the reason, before what was never printed
        barred = next((part for part in parts if not part.only_missing), None)
        return combine(None, [barred or parts[0]]) if barred else self.left_out(node, frame) or combine(None, parts[:1])

    def sum_of(self, node: Call, frame: Frame) -> Reading:
        parts = [self.read(part, frame) for part in node.arguments]
        known = any(not part.only_missing for part in parts)
        if not known and not any(self.left_out(part, frame) for part in node.arguments):
            return combine(None, parts[:1])
        return self.total([self.or_nil(at, part, frame) for at, part in zip(node.arguments, parts, strict=True)])

    def total(self, parts: list[Reading]) -> Reading:
        values = [part.value for part in parts]
        known = [value for value in values if value is not None]
        return combine(sum(known, Decimal(0)) if len(known) == len(values) else None, parts)

    def or_nil(self, node: Node, reading: Reading, frame: Frame) -> Reading:
        """Nil for a row not printed; estimated where the statement that would print it was not read."""
        if not reading.only_missing:
            return reading
        if (nil := self.left_out(node, frame)) is not None:
            return nil
        total = _TOTALS.get(written(node).split(".")[0])
        read = written(node).startswith(("d.", "m.")) or (total and self.printed(total, frame) is not None)
        return Reading(Decimal(0), flags=(f"nil:{written(node)}",), estimated=not read)

    def left_out(self, node: Node, frame: Frame) -> Reading | None:
        """Nil for a row not printed beside a subtotal that closes without it, on the subtotal's evidence."""
        if isinstance(node, Call) and node.name in ("coalesce", "sum_of"):
            return next((nil for part in node.arguments if (nil := self.left_out(part, frame))), None)
        total = subtotal_of(node.name) if isinstance(node, Key) else None
        if total is None or not self.read(node, frame).only_missing:
            return None
        barred = (key for key, _ in self.ledger.blocked if subtotal_of(key) == total)
        if any(self.ledger.block(key, frame.end) for key in barred):
            return None  # what stands in a row that may not be used may be this one's
        closes = self.ledger.balance(CLOSES + total, frame.end)
        printed = self.printed(total, frame) if closes else None
        return replace(printed, value=Decimal(0)).marked(f"nil:{written(node)}") if printed else None

    def nil(self, node: Call, frame: Frame) -> Reading:
        return self.or_nil(node.arguments[0], self.read(node.arguments[0], frame), frame)

    def assume_nil(self, node: Call, frame: Frame) -> Reading:
        reading = self.read(node.arguments[0], frame)
        if not reading.only_missing:
            return reading
        return Reading(Decimal(0), flags=(f"nil:{written(node.arguments[0])}",), estimated=True)

    def max_known(self, node: Call, frame: Frame) -> Reading:
        parts = [self.read(part, frame) for part in node.arguments]
        known = [part for part in parts if part.value is not None]
        best = max((part.value for part in known if part.value is not None), default=None)
        flags = [f"partial:{problem}" for part in parts for problem in part.problems] if known else []
        return combine(best, known or parts).marked(*flags)

    def extreme(self, node: Call, frame: Frame) -> Reading:
        left, right = (self.read(part, frame) for part in node.arguments)
        if left.value is None or right.value is None:
            return combine(None, (left, right))
        choose = max if node.name == "max" else min
        return combine(choose(left.value, right.value), (left, right))

    def absolute(self, node: Call, frame: Frame) -> Reading:
        reading = self.read(node.arguments[0], frame)
        return reading if reading.value is None else replace(reading, value=abs(reading.value))

    def estimated(self, node: Call, frame: Frame) -> Reading:
        reading = self.read(node.arguments[0], frame)
        return reading if reading.value is None else reading.marked(estimated=True)

    def prior(self, node: Call, frame: Frame) -> Reading:
        return self.read(node.arguments[0], self.ledger.prior(frame))

    def full_year(self, node: Call, frame: Frame) -> Reading:
        """A condition on whole years: an interim report does not make the second of two years."""
        year = frame if frame.months == 12 else self.ledger.latest_year
        return self.read(node.arguments[0], year) if year and year.end <= frame.end else missing(written(node))

    def average(self, node: Call, frame: Frame) -> Reading:
        closing = self.read(node.arguments[0], frame)
        opening = self.read(node.arguments[0], Frame(self.ledger.opening(frame), frame.months))
        if closing.value is None or (opening.value is None and not opening.only_missing):
            return combine(None, (closing, opening))
        if opening.value is None:
            return closing.marked(f"opening_missing:{written(node.arguments[0])}", estimated=True)
        return combine((closing.value + opening.value) / 2, (closing, opening))

    def growth(self, node: Call, frame: Frame) -> Reading:
        now, before = self.read(node.arguments[0], frame), self.prior(node, frame)
        if now.value is None or before.value is None:
            return combine(None, (now, before))
        if before.value <= 0:
            return combine(None, (now, before), f"undefined:prior({written(node.arguments[0])})")
        return combine(now.value / before.value - 1, (now, before))

    def days(self, node: Call, frame: Frame) -> tuple[Reading, Reading]:
        """Turnover days now and a year before, on averages where both years have an opening, else on year ends."""
        balance, flow = node.arguments
        before = self.ledger.prior(frame)
        averaged = self.read(balance, self.ledger.prior(before)).value is not None
        basis = Call("avg", (balance,)) if averaged else balance
        ratio = Operation("/", Operation("*", Number(_DAYS), basis), flow)
        now, then = self.read(ratio, frame), self.read(ratio, before)
        return (now, then) if averaged else (now.marked("year_end_basis"), then)

    def days_growth(self, node: Call, frame: Frame) -> Reading:
        now, then = self.days(node, frame)
        if now.value is None or then.value is None:
            return combine(None, (now, then))
        if now.value <= 0 or then.value <= 0:
            return combine(None, (now, then), f"undefined:{written(node)}")
        ratio = then.value / now.value if node.name == "turns_growth" else now.value / then.value
        return combine(ratio - 1, (now, then))

    def days_shift(self, node: Call, frame: Frame) -> Reading:
        now, then = self.days(node, frame)
        if now.value is None or then.value is None:
            return combine(None, (now, then))
        return combine(now.value - then.value, (now, then))

    def streak(self, node: Call, frame: Frame) -> Reading:
        """In how many successive years up to this one a condition holds."""
        parts = [self.read(node.arguments[0], frame)]
        while parts[-1].value == 1:
            frame = self.ledger.prior(frame)
            parts.append(self.read(node.arguments[0], frame))
        if parts[0].value is None:
            return parts[0]
        return combine(Decimal(len(parts) - 1), [part for part in parts if part.value is not None])

    def normal(self, node: Call, frame: Frame) -> Reading:
        reading = self.read(node.arguments[0], frame)
        return reading if reading.value is None else replace(reading, value=normal_share(reading.value))


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "<": lambda left, right: Decimal(left < right),
    "<=": lambda left, right: Decimal(left <= right),
    ">": lambda left, right: Decimal(left > right),
    ">=": lambda left, right: Decimal(left >= right),
    "=": lambda left, right: Decimal(left == right),
}


def _logical(operator: str, left: Reading, right: Reading) -> Reading:
    """Three-valued: one false part settles "and", one true part settles "or", whatever the other is."""
    settling = Decimal(operator == "or")
    for part in (left, right):
        if part.value is not None and bool(part.value) == bool(settling):
            return replace(combine(settling, (left, right)), problems=())
    return combine(None if None in (left.value, right.value) else 1 - settling, (left, right))


def _amount(value: Value) -> Decimal:
    # the ledger holds decimals only; figures with a text value never enter it
    return Decimal(value.value)


def _of(value: Value) -> Reading:
    amount = _amount(value)
    used = Input(key=value.name, value=amount, period_end=value.as_of, estimated=value.estimated, facts=value.facts)
    return Reading(amount, (used,), flags=value.flags, estimated=value.estimated)


def _named(name: str, reading: Reading, frame: Frame) -> Reading:
    """A derived value shows as an input of its own, with the facts of its parts behind it."""
    if reading.value is None:
        return reading
    facts = tuple(dict.fromkeys(fact for part in reading.inputs for fact in part.facts))
    own = Input(key=name, value=reading.value, period_end=frame.end, estimated=reading.estimated, facts=facts)
    return replace(reading, inputs=(own, *reading.inputs))
