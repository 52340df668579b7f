"""What a formula yielded: a value or the reason there is none, and everything it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from docintel.records import Input

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Reading:
    """A value with its inputs; None with `problems` such as "missing:bs.inventories" or "undefined:bs.total_equity".

    `flags` say what was assumed: "nil:<key>" a row not printed, "annualised", "ttm", "opening_missing:<key>".
    """

    value: Decimal | None
    inputs: tuple[Input, ...] = ()
    problems: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    estimated: bool = False

    @property
    def only_missing(self) -> bool:
        """Whether the value is unknown for no other reason than that nothing was printed."""
        return self.value is None and all(problem.startswith("missing:") for problem in self.problems)

    def marked(self, *flags: str, estimated: bool = False) -> Reading:
        """The same reading with something more to know about it."""
        return replace(self, flags=_unique((*self.flags, *flags)), estimated=self.estimated or estimated)


def combine(value: Decimal | None, parts: Iterable[Reading], *problems: str) -> Reading:
    """A reading made of others: their inputs, problems and flags, in order and once each."""
    used = tuple(parts)
    return Reading(
        value,
        inputs=_unique(one for part in used for one in part.inputs),
        problems=() if value is not None else _unique((*(p for part in used for p in part.problems), *problems)),
        flags=_unique(flag for part in used for flag in part.flags),
        estimated=any(part.estimated for part in used),
    )


def missing(key: str) -> Reading:
    """Nothing was printed for a key."""
    return Reading(None, problems=(f"missing:{key}",))


def _unique(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))
