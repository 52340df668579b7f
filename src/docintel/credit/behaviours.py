"""Assesses behaviour measured over many messages: promises kept, deferring replies, private mailboxes, counsel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from docintel.credit.catalogue import Indicator
from docintel.credit.conduct import SIGNING_TERMS, day_of, flag_values
from docintel.credit.cooperation import trend_confidence
from docintel.credit.grading import earlier, settle, worst
from docintel.credit.incidents import dated, expiry, in_force, within
from docintel.credit.ratios import ungraded
from docintel.credit.thresholds import ladder_for
from docintel.records import Assessment, Customer, Signal, Thresholds, Value

_HALF_YEAR, _QUARTER = 180, 90
_FEWEST_PROMISES, _FEWEST_REPLIES, _FEWEST_MESSAGES = 2, 6, 3
_KEPT = {"kept": Decimal(1), "partial": Decimal("0.5"), "broken": Decimal(0)}
_DEFERRING = ("CI-5", "CI-6")


def assess_promises(
    row: Indicator, customer: Customer, signals: Sequence[Signal], as_of: date, history: Sequence[Assessment]
) -> Assessment:
    """The share of payment promises kept, of those due in 180 days whose outcome there is evidence for."""
    promises = [one for one in _named(signals, "promise") if _due_within(one, as_of, _HALF_YEAR)]
    if not promises:
        return ungraded(row, "missing:promise", ladder_for(row, customer)[1])
    settled = sorted((one for one in promises if one.value in _KEPT), key=_due)
    share = _mean([_KEPT[str(one.value)] for one in settled])
    in_a_row = len(settled) >= 2 and all(one.value == "broken" for one in settled[-2:])
    unknown = len(promises) - len(settled)
    flags = (f"unknown_outcome:{unknown}",) if unknown else ()
    return _graded(
        row, customer, share, settled, as_of=as_of, history=history, flags=flags,
        enough=len(settled) >= _FEWEST_PROMISES, cases=[3] if in_a_row else [],
    )  # fmt: skip


def assess_deferrals(
    row: Indicator, customer: Customer, signals: Sequence[Signal], as_of: date, history: Sequence[Assessment]
) -> Assessment:
    """The share of the customer's labelled messages in 90 days that defer or hesitate."""
    replies: dict[str, list[Value]] = defaultdict(list)
    for intent in _named(signals, "intent"):
        if "side=customer" in intent.flags and within(intent, as_of, _QUARTER) and trend_confidence(intent) is not None:
            replies[flag_values(intent, "message")[0]].append(intent)
    if not replies:
        return ungraded(row, "missing:intent", ladder_for(row, customer)[1])
    deferring = [name for name, found in replies.items() if any(one.value in _DEFERRING for one in found)]
    used = [one for found in replies.values() for one in found]
    share = Decimal(len(deferring)) / len(replies)
    return _graded(
        row, customer, share, used, as_of=as_of, history=history, enough=len(replies) >= _FEWEST_REPLIES
    )  # fmt: skip


def assess_channels(
    row: Indicator, customer: Customer, signals: Sequence[Signal], as_of: date, history: Sequence[Assessment]
) -> Assessment:
    """The share of messages from private mailboxes among the customer's; account changes from there are critical."""
    recent = [one for one in _named(signals, "message") if within(one, as_of, _HALF_YEAR)]
    inbound = [one for one in recent if one.value in ("customer", "private") and "automatic" not in one.flags]
    if not inbound:
        return ungraded(row, "missing:messages", ladder_for(row, customer)[1])
    private = [one for one in inbound if one.value == "private"]
    payment = [one for one in _named(signals, "event:EV-20") if "side=private" in one.flags and one.value]
    redirected = [one for one in payment if in_force(3, one.as_of, as_of)]
    share = Decimal(len(private)) / len(inbound)
    return _graded(
        row, customer, share, [*private, *redirected], as_of=as_of, history=history,
        enough=len(inbound) >= _FEWEST_MESSAGES or bool(redirected), cases=[3] if redirected else [],
    )  # fmt: skip


def assess_counsel(row: Indicator, signals: Sequence[Signal], as_of: date) -> Assessment:
    """Counsel on the customer's side: copied in, writing, or giving formal notice; off while the deal is being signed.

    A law firm is the customer's when the customer copied it first: lenders have counsel too.
    """
    none = Thresholds(watch=None, alert=None, critical=None, source="default")
    messages = sorted(_named(signals, "message"), key=lambda one: (one.as_of, one.facts))
    if not messages:
        return ungraded(row, "missing:messages", none)
    signed = [one for one in signals if isinstance(one, Value) and one.name in SIGNING_TERMS]
    since = max((day for one in signed if (day := day_of(str(one.value)))), default=date.min)
    after = [one for one in messages if one.as_of > since]
    copied = [one for one in after if "copies_counsel" in one.flags]
    firms = {domain: one.as_of for one in reversed(copied) for domain in flag_values(one, "copy")}
    writing = [
        one for one in after
        if one.value == "counsel" and firms.get(flag_values(one, "domain")[0], date.max) <= one.as_of
    ]  # fmt: skip
    letters = {fact for one in writing for fact in one.facts}
    graded = [*((1, one) for one in copied), *((2, one) for one in writing)]
    live = [(grade, one) for grade, one in graded if in_force(grade, one.as_of, as_of)]
    if not live:
        return dated(row, as_of, grade=0, value=Decimal(0), events=())
    grade, last = max(live, key=lambda item: (item[0], item[1].as_of, item[1].facts))
    said = (f"day={last.as_of.isoformat()}", f"until={expiry(grade, last.as_of).isoformat()}")
    return dated(row, as_of, grade=grade, value=Decimal(len(letters) or len(copied)), events=[last], flags=said)


def _graded(
    row: Indicator, customer: Customer, share: Decimal | None, used: Sequence[Value], *, as_of: date,
    history: Sequence[Assessment], enough: bool, cases: Sequence[int] = (), flags: tuple[str, ...] = (),
) -> Assessment:  # fmt: skip
    ladder, thresholds = ladder_for(row, customer)
    past = earlier(history, row.key, None, as_of)
    settled = settle(worst(share, ladder, cases), share, ladder, past, trend=row.trend, doubts=())
    return dated(
        row, as_of, grade=settled.grade, value=share, events=used, ok=enough,
        flags=(*flags, *settled.flags), thresholds=thresholds,
    )  # fmt: skip


def _named(signals: Sequence[Signal], name: str) -> list[Value]:
    return [one for one in signals if isinstance(one, Value) and one.name == name]


def _due(promise: Value) -> tuple[str, tuple[str, ...]]:
    return flag_values(promise, "due")[0], promise.facts


def _due_within(promise: Value, as_of: date, window: int) -> bool:
    day = day_of(_due(promise)[0])
    return day is not None and as_of - timedelta(days=window) < day <= as_of


def _mean(shares: Sequence[Decimal]) -> Decimal | None:
    return sum(shares, Decimal(0)) / len(shares) if shares else None
