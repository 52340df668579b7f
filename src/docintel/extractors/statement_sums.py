"""An identity over printed numbers as a weighted sum, and what it means that the sum closes (statements.md §8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from docintel.extractors.statement_entries import Entry

Result = Literal["pass", "fail", "cannot_tell"]
Terms = list[tuple[Entry, int]]
_HALF = Decimal("0.5")
_RELATIVE = Decimal("0.000001")
_SOFT = Decimal("0.001")
#: Stored positive, whatever sign the print has.
_DEDUCTED = frozenset({"bs.treasury_shares"})
#: Amounts printed to the hundredth of the currency are not rounded: their sums close to the digit.
_COIN, _QUARTER = Decimal("0.01"), Decimal("0.25")


class Printed(Protocol):
    """A number of the print, of whatever table: `step` is the smallest amount its digits can show."""

    @property
    def step(self) -> Decimal:
        """In units of currency."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """One run of an identity: the weighted canonical values add up to `difference`, to zero when it holds.

    `result` is the verdict by the tolerance of statements.md. `binding` is False where the layout is free and a gap
    may be a row that was not placed, and where a summand is missing; `hard` is False for relations that may rightly
    not hold; `told` says whether the outcome is written on the numbers; `at_least` that the sum is zero or more.
    """

    id: str
    terms: tuple[tuple[Entry, int], ...]
    difference: Decimal
    rounding: Decimal
    result: Result
    binding: bool = True
    hard: bool = True
    told: bool = True
    at_least: bool = False

    @property
    def proves(self) -> bool:
        """Whether it vouches for every digit it ran over: what rounding or the tolerance excuses proves no digit.

        A sum of nothing but nil signs and zeroes holds in any column that was left empty.
        """
        sums = self.is_exact and self.hard and not self.at_least and self.id.startswith("I-")
        return sums and any(entry.value for entry in self.entries)

    @property
    def grain(self) -> Decimal:
        """The least difference that is none: a spreadsheet's binary fractions leave less than a quarter of a step."""
        return grain_of(self.entries)

    @property
    def is_exact(self) -> bool:
        """Whether it holds to the printed digit."""
        return abs(self.difference) <= self.grain

    @property
    def closes(self) -> bool:
        """Whether it holds but for rounding of the print."""
        return -self.rounding <= self.difference and (self.at_least or self.difference <= self.rounding)

    @property
    def entries(self) -> list[Entry]:
        """The figures it ran over: no blanks, nothing beside the periods."""
        return [entry for entry, _ in self.terms if not entry.blank and not entry.aside]


def plainly(entries: Iterable[Entry], weight: int = 1) -> Terms:
    """Canonical values as they are, or all deducted."""
    return [(entry, weight) for entry in entries]


def as_summed(entries: Iterable[Entry]) -> Terms:
    """Rows as a subtotal takes them: what is deducted counts negative, as treasury shares always are."""
    return [(entry, -1 if _is_deducted(entry) else 1) for entry in entries]


def _is_deducted(entry: Entry) -> bool:
    # English prints may set what is "less" in brackets: then it is negative already.
    less = entry.row.label.operation == "subtract" and (entry.row.label.chinese or entry.value > 0)
    return less or entry.key in _DEDUCTED


def as_printed(entries: Iterable[Entry]) -> Terms:
    """Rows with their printed signs."""
    return [(entry, entry.sign) for entry in entries]


def total_of(terms: Iterable[tuple[Entry, int]]) -> Decimal:
    """The weighted sum of canonical values."""
    return sum((weight * entry.value for entry, weight in terms), Decimal(0))


def equate(name: str, heads: Terms, parts: Terms, *, free: bool = False) -> Identity:
    """Run heads = parts. `free` is for layouts without a fixed form: there a gap that is no rounding binds nobody."""
    terms = (*heads, *((entry, -weight) for entry, weight in parts))
    printed = [entry for entry, _ in terms if not entry.blank]
    total, difference = total_of(heads), total_of(terms)
    result, rounding = judge(total, difference, printed), rounding_of(printed)
    binding = not free or abs(difference) <= rounding
    if free and result == "fail":
        result = "cannot_tell"
    return Identity(name, terms, difference, rounding, result, binding)


def judge(total: Decimal, difference: Decimal, entries: Sequence[Entry]) -> Result:
    """Pass within rounding of the print; fail only when the gap cannot be rounding; cannot_tell between the two."""
    step = min((entry.step for entry in entries), default=Decimal(1))
    tolerance = max(_HALF * step * (len(entries) + 1), _RELATIVE * abs(total))
    if abs(difference) <= tolerance:
        return "pass"
    return "cannot_tell" if abs(difference) <= _SOFT * abs(total) else "fail"


def grain_of(entries: Iterable[Printed]) -> Decimal:
    """The least difference that is one: up to it the printed numbers agree to the digit."""
    return _QUARTER * min((entry.step for entry in entries), default=Decimal(0))


def rounding_of(entries: Sequence[Printed]) -> Decimal:
    """How far apart rounding of the printed numbers alone can set a total and its summands."""
    step = min((entry.step for entry in entries), default=Decimal(1))
    return step * (_QUARTER if step <= _COIN else _HALF * len(entries))
