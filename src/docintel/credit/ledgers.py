"""A customer's figures in one currency and scope, looked up by key, period end and length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from docintel.records import Absence, Signal, Value

#: Ratios are read from the first of these that has figures near the latest period (statements.md 7.4).
SCOPES = ("consolidated", "single", "parent", "unknown")
#: Flow keys: income, cash flow, supplementary; cash at begin and end are balances all the same.
FLOWS = ("is.", "cf.", "cfs.", "note.capitalised_interest")
_BALANCES_AMONG_FLOWS = ("cf.cash_end", "cf.cash_begin")
#: A financial year may end on the last Saturday of its month.
_DRIFT = timedelta(days=10)
#: A statement older than this against the newest of the customer is not the basis of its ratios.
_RECENT = timedelta(days=400)


def is_flow(key: str) -> bool:
    """Whether a key is measured over a period rather than at its end."""
    return key.startswith(FLOWS) and key not in _BALANCES_AMONG_FLOWS


@dataclass(frozen=True)
class Frame:
    """The period a ratio is read at: its end, and how many months its flows cover (None when it has no flows)."""

    end: date
    months: int | None


@dataclass(frozen=True)
class Ledger:
    """Figures by key, then by (period end, months); `blocked` names figures that must not be used, with the reason."""

    figures: dict[str, dict[tuple[date, int | None], Value]]
    blocked: dict[tuple[str, date], str] = field(default_factory=dict)
    scope: str | None = None
    currency: str | None = None

    def balance(self, key: str, end: date) -> Value | None:
        """A balance at a day, give or take a week-based year end."""
        rows = self.figures.get(key, {})
        return next((rows[at] for at in sorted(rows, key=_instant_first) if abs(at[0] - end) <= _DRIFT), None)

    def flow(self, key: str, end: date, months: int) -> Value | None:
        """A flow of so many months up to a day."""
        rows = self.figures.get(key, {})
        return next(
            (rows[at] for at in sorted(rows, key=_instant_first) if at[1] == months and _near(at[0], end)), None
        )

    def block(self, key: str, end: date) -> str | None:
        """Why a figure that was read may not be used, such as "conflict:bs.cash"."""
        return next((why for (name, at), why in sorted(self.blocked.items()) if name == key and _near(at, end)), None)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The periods with figures, latest first; a year's flows stand before those of a part of it."""
        lengths: dict[date, set[int]] = {}
        for key, rows in self.figures.items():
            for end, months in rows:
                lengths.setdefault(end, set()).update({months} if months and is_flow(key) else ())
        return tuple(Frame(end, _length(lengths[end])) for end in sorted(lengths, reverse=True))

    @property
    def latest(self) -> Frame | None:
        """The latest period."""
        return next(iter(self.frames), None)

    @property
    def latest_year(self) -> Frame | None:
        """The latest period with a full year's flows."""
        return next((frame for frame in self.frames if frame.months == 12), None)

    def prior(self, frame: Frame) -> Frame:
        """The same period one year earlier, at the day its figures really end."""
        target = year_before(frame.end)
        ends = {end for rows in self.figures.values() for end, _ in rows if _near(end, target)}
        return Frame(min(ends, key=lambda end: abs(end - target), default=target), frame.months)

    def opening(self, frame: Frame) -> date:
        """The balance-sheet day an average starts from: a year before, else the last year end in between."""
        before = self.prior(frame).end
        has_year = any(end == before for key, rows in self.figures.items() if key.startswith("bs.") for end, _ in rows)
        if has_year or frame.months in (None, 12):
            return before
        ends = {end for key, rows in self.figures.items() if key.startswith("bs.") for end, _ in rows}
        between = [end for end in ends if before < end < frame.end - _DRIFT]
        return max(between, default=before)


def year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def open_ledger(signals: Sequence[Signal]) -> Ledger:
    """The figures ratios are read from: one scope (consolidated first) and the currency most figures are in."""
    values = [signal for signal in signals if isinstance(signal, Value) and signal.scope is not None]
    scope = _choose_scope(values)
    currencies = Counter(value.unit for value in values if value.scope == scope and value.unit)
    currency = min(currencies, key=lambda unit: (-currencies[unit], unit), default=None)
    figures: dict[str, dict[tuple[date, int | None], Value]] = {}
    blocked = _blocked(signals, scope)
    for value in sorted(values, key=lambda value: (value.name, value.as_of, value.months or 0, value.facts)):
        if value.scope != scope:
            continue
        if value.unit not in (None, currency):
            blocked[(value.name, value.as_of)] = f"currency:{value.name}"
            continue
        figures.setdefault(value.name, {})[(value.as_of, value.months)] = value
    return Ledger(figures, blocked, scope, currency)


def _choose_scope(values: Iterable[Value]) -> str | None:
    latest: dict[str, date] = {}
    for value in values:
        if value.scope:
            latest[value.scope] = max(value.as_of, latest.get(value.scope, date.min))
    newest = max(latest.values(), default=date.min)
    return next((scope for scope in SCOPES if scope in latest and newest - latest[scope] <= _RECENT), None)


def _blocked(signals: Sequence[Signal], scope: str | None) -> dict[tuple[str, date], str]:
    """Figures read and not usable: absences sought as "figure:<key>@<scope>@<reason>"."""
    found = {}
    for signal in signals:
        if isinstance(signal, Absence) and signal.sought.startswith("figure:"):
            key, where, why = signal.sought.removeprefix("figure:").split("@")
            if where == scope:
                found[(key, signal.as_of)] = f"{why}:{key}"
    return found


def _instant_first(at: tuple[date, int | None]) -> tuple[bool, date, int]:
    return (at[1] is not None, at[0], -(at[1] or 0))


def _near(one: date, other: date) -> bool:
    return abs(one - other) <= _DRIFT


def _length(lengths: set[int]) -> int | None:
    return 12 if 12 in lengths else max(lengths, default=None)
