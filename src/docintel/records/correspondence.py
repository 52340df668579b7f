"""What was written between lender and customer: messages, what each sentence does, and promises."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from docintel.records.fact import Fact
from docintel.records.record import Record
from docintel.records.trace import Trace

Modality = Literal["stated", "hinted", "denied", "hypothetical", "reported_by_third_party"]
Aspect = Literal["price", "service", "payment", "project", "relationship", "information", "product", "terms"]


class Event(Record):
    """A credit event EV-01 … EV-23 an utterance states, hints at or denies; slots are the words or values found."""

    code: str
    modality: Modality = "stated"
    slots: dict[str, str] = Field(default_factory=dict)


class AspectTone(Record):
    """How an utterance speaks of one aspect: −2 … +2, as an opinion, a reported state or an emotion."""

    aspect: Aspect
    polarity: int
    kind: Literal["opinion", "state", "emotion"] = "state"
    target: Literal["lender", "customer", "third_party"] = "customer"


class Message(Fact):
    """One mail of a thread with its own words separated from what it quotes; evidence spans are the own words."""

    kind: Literal["message"] = "message"
    claim_fields: ClassVar[tuple[str, ...]] = ("message_id", "date", "sender")
    value_fields: ClassVar[tuple[str, ...]] = ("date", "sender")

    message_id: str | None
    in_reply_to: str | None
    thread: str
    date: datetime | None
    sender: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    role: str | None = None
    automatic: bool = False
    own_text: str = ""


class Utterance(Fact):
    """One sentence of a message: cooperation intent CI-1 … CI-9 (None for courtesy), events, tone −2 … +2."""

    kind: Literal["utterance"] = "utterance"
    claim_fields: ClassVar[tuple[str, ...]] = ("message_id", "ci", "ci_object", "events")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    message_id: str | None
    sent: datetime | None = None
    sender: str | None = None
    ci: str | None
    ci_object: str | None = None
    strength: float | None = None
    events: tuple[Event, ...] = ()
    sentiment: int = 0
    aspects: tuple[AspectTone, ...] = ()
    context_needed: bool = False
    traces: tuple[Trace, ...] = ()


class Promise(Fact):
    """A promise to pay with its amount and day; what came of it is settled against payments, not here."""

    kind: Literal["promise"] = "promise"
    claim_fields: ClassVar[tuple[str, ...]] = ("message_id", "amount", "currency", "due")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    message_id: str | None
    sent: datetime | None = None
    amount: Decimal | None
    currency: str | None
    due: date | None
    status: Literal["open", "kept", "partial", "broken"] = "open"
