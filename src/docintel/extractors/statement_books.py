"""One statement's numbers of one period side by side, and what it means that a sum closes (statements.md §8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from docintel.extractors.statement_entries import Entry, Statement
from docintel.records.statement import Check, Scope, StatementKind

Result = Literal["pass", "fail", "cannot_tell"]
_HALF = Decimal("0.5")
_RELATIVE = Decimal("0.000001")
_SOFT = Decimal("0.001")


@dataclass(slots=True)
class Book:
    """The entries of one statement, scope and period in printed order; parts on several pages are one book."""

    kind: StatementKind
    scope: Scope
    end: date | None
    months: int | None
    chinese: bool
    supplement: bool
    entries: list[Entry] = field(default_factory=list)

    def of(self, key: str) -> list[Entry]:
        """The entries of an account: one, or the parts that two rows give it."""
        return [entry for entry in self.entries if entry.key == key]

    def value(self, key: str) -> Decimal | None:
        """The account's canonical value, its parts summed; None when no row prints it."""
        found = self.of(key)
        return sum((entry.value for entry in found), Decimal(0)) if found else None

    def between(self, after: str, before: str) -> list[Entry]:
        """The rows that stand between two accounts, contained ones left out."""
        first = next((at for at, entry in enumerate(self.entries) if entry.key == after), None)
        last = next((at for at, entry in enumerate(self.entries) if entry.key == before), None)
        if first is None or last is None:
            return []
        return [entry for entry in self.entries[first + 1 : last] if entry.row.parent is None]

    def section(self, *names: str) -> list[Entry]:
        """The rows of sections that add up: no totals, no rows contained in others."""
        rows = [entry for entry in self.entries if entry.row.section in names and not _is_total(entry)]
        return [entry for entry in rows if entry.row.parent is None]


def _is_total(entry: Entry) -> bool:
    return entry.row.account is not None and entry.row.account.nature == "T"


def open_books(statements: Iterable[Statement]) -> list[Book]:
    """One book for every statement, scope and period."""
    books: dict[tuple[object, ...], Book] = {}
    for statement in statements:
        root = statement.part_of or statement
        for entry in statement.entries:
            bound = statement.bounds[entry.column]
            if bound.role == "unknown":
                continue
            scope = statement.scope_of(entry.column)
            place = (id(root), statement.kind, scope, bound.end, bound.months, bound.role, bound.restated)
            book = books.setdefault(
                place,
                Book(statement.kind, scope, bound.end, bound.months, statement.chinese, statement.supplement),
            )
            book.entries.append(entry)
    return list(books.values())


def summed(entries: Iterable[Entry]) -> Decimal:
    """The canonical sum of rows as a subtotal takes them: what is deducted counts negative."""
    return sum((-e.value if e.row.label.operation == "subtract" else e.value for e in entries), Decimal(0))


def printed_sum(entries: Iterable[Entry]) -> Decimal:
    """The sum with printed signs."""
    return sum((entry.reported for entry in entries), Decimal(0))


def judge(total: Decimal, difference: Decimal, entries: Sequence[Entry]) -> Result:
    """Pass within rounding of the print; fail only when the gap cannot be rounding; cannot_tell between the two."""
    step = min((entry.step for entry in entries), default=Decimal(1))
    tolerance = max(_HALF * step * (len(entries) + 1), _RELATIVE * abs(total))
    if abs(difference) <= tolerance:
        return "pass"
    return "cannot_tell" if abs(difference) <= _SOFT * abs(total) else "fail"


def record(identity: str, result: Result, difference: Decimal, entries: Iterable[Entry]) -> None:
    """Write the outcome of an identity on every entry it ran over."""
    check = Check(id=identity, result=result, difference=difference)
    for entry in entries:
        entry.checks.append(check)


def compare(
    identity: str, total: Decimal, parts: Decimal, entries: Sequence[Entry], *, lenient: bool = False
) -> Result:
    """Compare a printed total with its parts and record the outcome.

    `lenient` is for layouts without a fixed form: a gap there may be a row we did not place, so it proves nothing.
    """
    difference = total - parts
    result = judge(total, difference, entries)
    if lenient and result == "fail":
        result = "cannot_tell"
    record(identity, result, difference, entries)
    return result


def without_subtotals(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out unnamed subtotals: rows that print the sum of two or more rows just above them."""
    kept: list[Entry] = []
    for entry in entries:
        if entry.key is None and _sums_up(entry, kept):
            continue
        kept.append(entry)
    return kept


def _sums_up(entry: Entry, above: Sequence[Entry]) -> bool:
    name = entry.row.label.name
    if not (name.startswith("total") or name.endswith(("合计", "小计", "总计")) or "net" in name or entry.nil):
        return False
    return any(total == entry.reported for total in _running(above))


def _running(above: Sequence[Entry]) -> Iterator[Decimal]:
    total = Decimal(0)
    for count, entry in enumerate(reversed(above), 1):
        total += entry.reported
        if count > 1:
            yield total
