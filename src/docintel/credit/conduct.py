"""Mails, utterances and promises become dated values: who wrote, which event, which intent, which promise was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from docintel.credit.catalogue import evaluated
from docintel.credit.senders import Side, copies_counsel, domain_of, side_of
from docintel.language.calendars import MAINLAND, add_business_days
from docintel.records import Customer, Event, Fact, Message, Promise, Utterance, Value

#: Terms that say when a contract was made; its other terms hold from that day.
SIGNING_TERMS = ("contract.date", "contract.signing_date", "contract.signed_on", "loan.signing_date", "loan.date")
#: How much an event counts by modality (correspondence.md section 4).
WEIGHTS = {
    "stated": Decimal(1), "hinted": Decimal("0.5"), "reported_by_third_party": Decimal("0.5"),
    "denied": Decimal(0), "hypothetical": Decimal(0),
}  # fmt: skip
#: From this confidence an utterance may support an indicator; below, it serves trends only.
SUPPORTS = 0.8
#: Working days are the mainland's, make-up weekends and public holidays included: the lender's own calendar.
CALENDAR = (MAINLAND,)
#: A receipt settles a promise within 1 % of the amount and two working days of the date.
_TOLERANCE = Decimal("0.01")
_GRACE = 2


@dataclass(frozen=True)
class _Writer:
    side: Side
    role: str | None


def conduct_values(customer: Customer, facts: Sequence[Fact], as_of: date) -> list[Value]:
    """What was written up to the day, as values dated by their message."""
    messages = [fact for fact in facts if isinstance(fact, Message) and fact.date and fact.date.date() <= as_of]
    utterances = [fact for fact in facts if isinstance(fact, Utterance) and fact.sent and fact.sent.date() <= as_of]
    promises = [fact for fact in facts if isinstance(fact, Promise) and fact.sent and fact.sent.date() <= as_of]
    writers = {one.message_id: _Writer(side_of(one.sender, one.role, customer), one.role) for one in messages}
    values = [_message(customer, message) for message in messages]
    for utterance in utterances:
        writer = _writer(utterance, writers, customer)
        values += [_event(customer.id, utterance, event, writer) for event in utterance.events]
        if utterance.ci is not None:
            values.append(_intent(customer.id, utterance, writer))
    return values + [_promise(customer.id, promise, utterances, as_of) for promise in promises]


def flag_values(value: Value, name: str) -> list[str]:
    """What a value's flags say under a name: "slot:amount=5" under "slot:amount" is "5"."""
    return [flag.removeprefix(name + "=") for flag in value.flags if flag.startswith(name + "=")]


def _message(customer: Customer, message: Message) -> Value:
    side = side_of(message.sender, message.role, customer)
    flags = [f"domain={domain_of(message.sender) or ''}", f"sender={message.sender}", f"role={message.role or ''}"]
    flags += ["automatic"] if message.automatic else []
    flags += ["copies_counsel"] if side == "customer" and copies_counsel(message, customer) else []
    flags += [f"copy={domain_of(address) or ''}" for address in (*message.to, *message.cc)]
    return _dated(customer.id, "message", side, message, flags)


def _writer(utterance: Utterance, writers: dict[str | None, _Writer], customer: Customer) -> _Writer:
    if utterance.message_id is not None and utterance.message_id in writers:
        return writers[utterance.message_id]
    return _Writer(side_of(utterance.sender or "", None, customer), None)


def _event(customer: str, utterance: Utterance, event: Event, writer: _Writer) -> Value:
    weight = WEIGHTS[event.modality]
    words = [f"says={word}" for word in _telling_words(event.code) if word in utterance.evidence[0].quote.lower()]
    slots = [f"slot:{name}={value}" for name, value in sorted(event.slots.items())]
    message = f"message={utterance.message_id or utterance.id}"
    flags = [f"modality={event.modality}", message, *_origin(utterance, writer), *slots, *words]
    return _dated(customer, f"event:{event.code}", weight, utterance, flags)


def _intent(customer: str, utterance: Utterance, writer: _Writer) -> Value:
    flags = [f"message={utterance.message_id or utterance.id}", *_origin(utterance, writer)]
    flags += [f"role={writer.role or ''}", f"confidence={utterance.confidence}", f"object={utterance.ci_object or ''}"]
    return _dated(customer, "intent", utterance.ci or "", utterance, flags)


def _origin(utterance: Utterance, writer: _Writer) -> list[str]:
    return [f"side={writer.side}", *(["sure"] if (utterance.confidence or 0) >= SUPPORTS else [])]


def _telling_words(code: str) -> list[str]:
    return sorted(
        {word for row in evaluated() for rung in row.ladder if rung.code == code for word in rung.words} - {""}
    )


def _promise(customer: str, promise: Promise, utterances: Iterable[Utterance], as_of: date) -> Value:
    """A promise with what became of it: broken or kept only where there is evidence, else open or unknown."""
    status = promise.status
    receipts = [one for one in utterances if status == "open" and _settles(one, promise)]
    due = promise.due is not None and promise.due <= as_of
    outcome = status if status != "open" else "kept" if receipts else "unknown" if due else "open"
    amount = [] if promise.amount is None else [f"amount={promise.amount}"]
    flags = [*amount, f"currency={promise.currency or ''}", f"due={promise.due or ''}"]
    value = _dated(customer, "promise", outcome, promise, flags)
    return value.model_copy(update={"facts": (promise.id, *sorted(one.id for one in receipts))})


def _settles(utterance: Utterance, promise: Promise) -> bool:
    if utterance.sent is None or promise.sent is None or utterance.sent < promise.sent or promise.due is None:
        return False
    paid = [event for event in utterance.events if event.code == "EV-10" and event.modality == "stated"]
    if utterance.sent.date() > add_business_days(promise.due, _GRACE, CALENDAR):
        return False
    return any(same_amount(event.slots.get("amount"), promise.amount) for event in paid)


def same_amount(said: str | None, promised: Decimal | None) -> bool:
    """Whether an amount that was said is, to 1 %, the one promised or asked to wait."""
    amount = decimal_of(said)
    return amount is not None and promised is not None and abs(amount - promised) <= abs(promised) * _TOLERANCE


def decimal_of(text: str | None) -> Decimal | None:
    """A slot's number; None where it is not one."""
    try:
        number = Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_of(text: str | None) -> date | None:
    """The calendar day an ISO text names; None where it names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _dated(
    customer: str, name: str, value: Decimal | str, fact: Message | Utterance | Promise, flags: Iterable[str]
) -> Value:
    moment = fact.date if isinstance(fact, Message) else fact.sent
    day = moment.date() if moment else date.min
    return Value(customer=customer, name=name, value=value, as_of=day, facts=(fact.id,), flags=tuple(flags))
