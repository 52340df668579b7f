"""Statements of invented US filers as lines of text, and the figures of every column, whose sums close.

A line is `caption ; accounts ; rule`. A caption alone is a heading and opens a group (`~` before it: opens none); `[`
opens one without a heading, `_` is a row without a caption.
Accounts: the account, then what else may rightly be said, apart by `|`; `-` for none. The rules: a number (later
columns are varied from it; `a/b/c` gives each column's own, `-` prints a dash); `$name` a figure given from outside,
`^name` the one at the period's beginning, `&name` one of a line that ends in `@name` (`&a-b` less another); `?` what
the sum marked `!name` lacks; `=` the sum of the group, `=all` of everything so far, `=end` likewise and starts anew;
`eps N` profit over N shares. Before a rule: `x` is deducted from the sum, `n` stands beside it, `p` per share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Period:
    """One column: its last day, the day before its first (flows), its months, its size against the first column."""

    end: date
    begin: date | None = None
    months: int | None = None
    size: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell prints (None: a dash) and what it adds to the sum."""

    printed: Decimal | None
    effect: Decimal

    @property
    def number(self) -> Decimal:
        """The printed number, a dash being nil."""
        return self.printed if self.printed is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its cells; none in a heading. `beside` figures are in no sum."""

    label: str
    keys: tuple[str | None, ...] = (None,)
    cells: tuple[Cell, ...] = ()
    per_share: bool = False
    total: bool = False
    beside: bool = False


Given = Mapping[tuple[str, date], Decimal]
Named = dict[tuple[str, date, int | None], Decimal]


@dataclass(slots=True)
class _Sum:
    """The running sum of one column: its open groups, and the target its plug is measured against."""

    groups: list[list[Decimal]]
    plug: Decimal = Decimal(0)
    lacks: Decimal | None = None

    def close(self, rule: str) -> Decimal:
        """The sum of the last group, or of everything; it stands in their place."""
        taken = [self.groups.pop()] if rule == "=" else self.groups
        total = sum((each for group in taken for each in group), Decimal(0))
        if rule == "=":
            self.groups = self.groups or [[]]
            self.groups[-1].append(total)
        else:
            self.groups = [[] if rule == "=end" else [total]]
        return total


def fill(text: str, periods: Sequence[Period], given: Given, named: Named) -> list[Row]:
    """The lines of a statement with their figures; `named` learns the figures of lines that end in `@name`."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    columns = [_column(lines, period, at, given, named) for at, period in enumerate(periods)]
    rows = []
    for at, line in enumerate(lines):
        label, *rest = (part.strip() for part in line.split(" ; "))
        if not rest:
            rows += [Row(label.removeprefix("~"))] if label != "[" else []
            continue
        keys = tuple(None if key == "-" else key for key in rest[0].split("|"))
        cells = tuple(cell for column in columns if (cell := column[at]))
        flags, rule = _flags(rest[1])
        rows.append(Row("" if label == "_" else label, keys, cells, "p" in flags, rule[0] == "=", "n" in flags))
    return rows


def _column(lines: Sequence[str], period: Period, at: int, given: Given, named: Named) -> list[Cell | None]:
    running = _Sum([[]])
    cells = _run(lines, period, at, (given, named), running)
    if running.lacks is not None:
        running = _Sum([[]], plug=running.lacks)
        cells = _run(lines, period, at, (given, named), running)
        assert running.lacks == 0, lines[0]
    return cells


def _run(lines: Sequence[str], period: Period, at: int, known: tuple[Given, Named], running: _Sum) -> list[Cell | None]:
    cells: list[Cell | None] = []
    for line in lines:
        label, *rest = (part.strip() for part in line.split(" ; "))
        if not rest:
            if not label.startswith("~"):
                running.groups.append([])
            cells.append(None)
            continue
        flags, rule = _flags(rest[1])
        words = rule.split()
        effect = _effect(words, label, period, at, known, running)
        if effect is None:
            cells.append(Cell(None, Decimal(0)))
            continue
        summed = words[0].startswith("=")
        printed = -effect if summed and "x" in flags else effect
        effect = -effect if "x" in flags and not summed else effect
        if not summed and "n" not in flags and "p" not in flags:
            running.groups[-1].append(effect)
        for word in words[1:]:
            if word.startswith("@"):
                known[1][word[1:], period.end, period.months] = effect
            elif word.startswith("!"):
                running.lacks = _target(word[1:], period, known) - effect
        cells.append(Cell(printed, printed if {"n", "p"} & set(flags) else effect))
    return cells


def _flags(rule: str) -> tuple[str, str]:
    first, _, rest = rule.partition(" ")
    return (first, rest) if first in ("x", "n", "p") else ("", rule)


def _effect(
    words: Sequence[str], label: str, period: Period, at: int, known: tuple[Given, Named], running: _Sum
) -> Decimal | None:
    """What a line's rule comes to, before `x`; None where a dash stands."""
    first, (given, named) = words[0], known
    if first.startswith("="):
        return running.close(first)
    if first == "?":
        return running.plug
    if first == "eps":
        share = named["ni", period.end, period.months] / Decimal(words[1])
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if first[0] in "$^":
        return given[first[1:], period.end if first[0] == "$" else period.begin or period.end]
    if first[0] == "&":
        parts = [named[name, period.end, period.months] for name in first[1:].split("-")]
        return parts[0] - sum(parts[1:])
    if "/" in first:
        own = first.split("/")[at]
        return None if own == "-" else Decimal(own)
    value = Decimal(first) * period.size
    drift = Decimal(crc32(f"{label}{at}".encode()) % 200 - 160) / 1000 if at else Decimal(0)
    return (value * (1 + drift)).quantize(Decimal("0.01") if "." in first else Decimal(1), ROUND_HALF_UP)


def _target(name: str, period: Period, known: tuple[Given, Named]) -> Decimal:
    given, named = known
    if name.startswith("$"):
        return given[name[1:], period.end]
    if name.startswith("Δ"):
        assert period.begin is not None
        return given[name[1:], period.end] - given[name[1:], period.begin]
    return named[name, period.end, period.months]
