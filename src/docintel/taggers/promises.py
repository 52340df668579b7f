"""Promises to pay: what was promised, in which currency, by which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.records import Event
from docintel.taggers.utterances import Content


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise to pay as one sentence makes it; at least amount or day is known."""

    amount: Decimal | None
    currency: str | None
    due: date | None


def find_pledge(content: Content, ci: str | None, events: tuple[Event, ...]) -> Pledge | None:
    """The promise for the ledger: stated, by the sender, with a day or an amount.

    "We will pay soon" is no entry: nobody could say whether it was kept. An amount already paid is none either.
    """
    stated = any(event.code == "EV-01" and event.modality == "stated" for event in events)
    if not stated or ci not in ("CI-1", "CI-2"):
        return None
    amount = next((amount for amount in content.amounts if amount.value is not None), None)
    days = [day.value for day in content.days if day.value is not None]
    if not days and not (amount and ci == "CI-1"):
        return None
    return Pledge(amount.value if amount else None, amount.currency if amount else None, days[-1] if days else None)
