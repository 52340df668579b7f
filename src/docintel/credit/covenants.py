"""Assesses every financial covenant: how far the measured ratio lies from the line the contract draws.

The ratio is ours, by the definitions of models/derived.toml; what the contract defines otherwise is for a person to
compare, so each assessment says that the contract's own definition was not applied. A line whose reading is uncertain
(confidence None: it steps, rises or has an alternative) is not graded until a person has accepted it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docintel.credit.catalogue import Indicator, catalogue, definitions, for_customer, indicator
from docintel.credit.formulas import measure
from docintel.credit.grading import earlier, settle, worst
from docintel.credit.incidents import as_input
from docintel.credit.ledgers import Ledger
from docintel.credit.ratios import newest_frame, ungraded
from docintel.credit.readings import Reading, missing
from docintel.credit.thresholds import UNCONFIRMED, Line, breach_line, covenant_operator, ladder_of
from docintel.records import Assessment, Customer, Input, Signal, Thresholds, Value

_PLACES = Decimal("1e-10")


def assess_covenants(
    row: Indicator, customer: Customer, signals: Sequence[Signal], ledger: Ledger, history: Sequence[Assessment]
) -> list[Assessment]:
    """One headroom assessment per covenant; one that cannot be measured says why."""
    return [_headroom(row, customer, covenant, ledger, history) for covenant in covenants_of(signals)]


def covenants_of(signals: Sequence[Signal]) -> list[Value]:
    """The covenants among signals; the same line stated in several places counts once, with all its facts."""
    merged: dict[tuple[object, ...], Value] = {}
    for one in signals:
        if not isinstance(one, Value) or not one.name.startswith("cov.limit:"):
            continue
        key = (one.name, Decimal(one.value), covenant_operator(one), "level:lock_up" in one.flags)
        same = merged.get(key)
        facts = tuple(sorted({*(same.facts if same else ()), *one.facts}))
        kept = one if same is None or UNCONFIRMED in same.flags else same
        merged[key] = kept.model_copy(update={"facts": facts})
    return sorted(merged.values(), key=lambda value: (value.name, str(value.value), value.flags))


def headroom(actual: Decimal, line: Line) -> Decimal | None:
    """Distance to the line as a share of it, positive while the covenant is kept; None for a line at zero."""
    if line.limit == 0:
        return None
    distance = line.limit - actual if line.upward else actual - line.limit
    return distance / abs(line.limit)


def _headroom(
    row: Indicator, customer: Customer, covenant: Value, ledger: Ledger, history: Sequence[Assessment]
) -> Assessment:
    metric = covenant.name.removeprefix("cov.limit:")
    line = breach_line(covenant)
    lock_up = "level:lock_up" in covenant.flags
    key = f"{row.key}:{metric}:{covenant_operator(covenant)}{covenant.value}{':lock_up' if lock_up else ''}"
    named = row.model_copy(update={"key": key})
    thresholds = Thresholds(
        watch=row.lines[0], alert=row.lines[1], critical=row.lines[2], source="contract", facts=covenant.facts
    )
    frame = ledger.latest
    if UNCONFIRMED in covenant.flags:
        why = f"{UNCONFIRMED}:{covenant.name}"
        return ungraded(named, why, thresholds, frame, scope=ledger.scope, flags=("needs_review",))
    reading = _actual(metric, customer, ledger)
    if reading.value is None or frame is None:
        why = next(iter(reading.problems), f"missing:{metric}")
        return ungraded(named, why, thresholds, frame, scope=ledger.scope)
    room = headroom(reading.value, line)
    ladder = ladder_of(row)
    raw = worst(room, ladder, [3] if line.crossed(reading.value) else [])
    doubts = [flag for flag in ("annualised",) if flag in reading.flags]
    doubts += ["estimated"] if reading.estimated else []
    doubts += ["hard_fail"] if any(flag.startswith("hard_fail:") for flag in reading.flags) else []
    past = earlier(history, key, ledger.scope, frame.end)
    # breaking a lock-up test stops distributions; it is no default
    settled = settle(min(raw, 2) if lock_up else raw, room, ladder, past, trend=False, doubts=doubts)
    actual = Input(key=metric, value=reading.value.quantize(_PLACES), period_end=frame.end, estimated=reading.estimated)
    review = ["needs_review"] if "hard_fail" in doubts else []
    return Assessment(
        indicator=row.id,
        key=key,
        period_end=frame.end,
        scope=ledger.scope,
        value=None if room is None else room.quantize(_PLACES),
        grade=settled.grade,
        thresholds=thresholds,
        inputs=(actual, as_input(covenant), *reading.inputs),
        caps=settled.caps,
        flags=(*settled.flags, *reading.flags, *review, "definition:ours"),
    )


def _actual(metric: str, customer: Customer, ledger: Ledger) -> Reading:
    """What the metric measures now: an indicator's formula, or an aggregate or account by its key."""
    found = indicator(metric)
    if ledger.latest is None:
        return missing("statements")
    if found is not None and found.how == "formula":
        row = for_customer(found, customer)
        return measure(ledger, row.measure or "", newest_frame(row, ledger) or ledger.latest)
    if metric in definitions() or metric.startswith(("bs.", "is.", "cf.", "d.")):
        return measure(ledger, metric, ledger.latest)
    known = any(metric == one.key for one in catalogue())
    return Reading(None, problems=(f"{'not_evaluated' if known else 'unmeasured'}:{metric}",))
