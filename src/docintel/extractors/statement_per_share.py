"""Earnings per share against profit and number of shares, both printed beside them (ASC 260, IAS 33): check EPS.

The quotient rounds to one print, so a per-share figure that it gives is proved digit by digit; the number of shares is
borne out in its first digits only, and stays unproved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.extractors.statement_entries import Entry, Statement
from docintel.records.statement import Check

EPS = "EPS"
#: Whose profit a share has, what takes other claims out of it first.
_PROFITS = ("is.np_parent", "is.net_profit")
_TWO = Decimal(2)

#: One period of one company: scope, owner, last day, months.
_Period = tuple[str, str | None, date, int | None]


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A per-share figure beside what it is made of."""

    per_share: Entry
    profit: Entry
    shares: Entry

    @property
    def difference(self) -> Decimal:
        """What is printed less the quotient; a loss per share is printed with or without its sign."""
        return abs(self.per_share.value) - abs(self.profit.value / self.shares.value)

    @property
    def play(self) -> Decimal:
        """How far rounding of profit and shares may move the quotient."""
        quotient = abs(self.profit.value / self.shares.value)
        return (self.profit.step + quotient * self.shares.step) / (_TWO * self.shares.value)

    @property
    def holds(self) -> bool:
        """Whether the figure is the quotient, rounded as it is printed."""
        return abs(self.difference) <= self.per_share.step / _TWO + self.play

    @property
    def tells(self) -> bool:
        """Whether no other print would hold as well."""
        return self.play * _TWO < self.per_share.step


def prove_per_share(statements: Sequence[Statement]) -> None:
    """Write the check on per-share figures and the shares beside them; to be run when profits are proved.

    Preferred dividends and the like come between: the quotient fails only where it holds in another period.
    """
    periods = list(_periods(statements).values())
    for kind in ("basic", "diluted"):
        for profit in _PROFITS:
            run = [each for entries in periods if (each := _quotient(entries, kind, profit)) and each.tells]
            if any(each.holds for each in run):
                for each in run:
                    _write(each)
                break


def _periods(statements: Iterable[Statement]) -> dict[_Period, list[Entry]]:
    found: dict[_Period, list[Entry]] = defaultdict(list)
    for statement in statements:
        for entry in statement.entries if statement.kind == "income_statement" else ():
            bound = statement.bounds[entry.column]
            if bound.end is not None and entry.unit is not None:
                found[statement.scope_of(entry.column), statement.owner, bound.end, bound.months].append(entry)
    return found


def _quotient(entries: Sequence[Entry], kind: str, profit: str) -> _Quotient | None:
    """The one figure, profit and number of shares of a period; None where one is absent or printed in two ways."""
    per_share = [each for each in entries if each.key == f"is.eps_{kind}"]
    # the statement of comprehensive income begins with the profit once more
    earned = sorted((each for each in entries if each.key == profit), key=lambda each: each.proved, reverse=True)
    shares = list(_shares(entries, kind))
    if len(per_share) != 1 or len({each.value for each in earned}) != 1 or len(shares) != 1 or not earned[0].value:
        return None
    return _Quotient(per_share[0], earned[0], shares[0])


def _shares(entries: Sequence[Entry], kind: str) -> Iterator[Entry]:
    """The rows that count shares of a kind: those that name it, or the one row there is."""
    counted = [each for each in entries if each.row.share_count and each.value > 0]
    named = [each for each in counted if kind in each.row.label.name]
    yield from named or (counted if len(counted) == 1 else ())


def _write(run: _Quotient) -> None:
    """A figure that is the quotient is as sure as the profit; where it is not, it or the shares are wrong."""
    doubtful = any(check.result == "fail" for check in run.profit.checks)
    result = "pass" if run.holds else "cannot_tell" if doubtful or not run.profit.proved else "fail"
    check = Check(id=EPS, result=result, difference=run.difference.quantize(run.per_share.step / 100))
    for entry in (run.per_share, run.shares):
        entry.checks.append(check)
    run.per_share.proved |= run.holds and run.profit.proved and not doubtful
