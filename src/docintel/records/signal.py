"""What facts mean for one customer at a date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from docintel.records.record import Record

Measured = Annotated[str | Decimal, Field(union_mode="left_to_right")]


def keep_kind(data: Any) -> Any:
    """Say whether a value is text, and read it back as what it was: clause "18.2" is no number, 18.2 is."""
    if not isinstance(data, dict) or "value" not in data:
        return data
    value = data["value"]
    if "is_text" not in data:
        return {**data, "is_text": isinstance(value, str)}
    return data if data["is_text"] or not isinstance(value, str) else {**data, "value": Decimal(value)}


class Value(Record):
    """A measured signal: an account, ratio input, term, event count or score, with the facts it rests on.

    `name` is a key such as "bs.total_assets", "cov.limit:fin.debt_to_assets" or "event:EV-02"; `value` is exact, in
    units of `unit` (a currency, "fraction", "days" …) or a short text.
    """

    kind: Literal["value"] = "value"
    customer: str
    name: str
    value: Measured
    is_text: bool = False
    unit: str | None = None
    as_of: date
    period_start: date | None = None
    months: int | None = None
    scope: str | None = None
    facts: tuple[str, ...]
    estimated: bool = False
    flags: tuple[str, ...] = ()

    _kept = model_validator(mode="before")(keep_kind)


class Absence(Record):
    """What was sought and not found, where, and how well those pages could be read.

    It has no quote, and is therefore never a fact.
    """

    kind: Literal["absence"] = "absence"
    customer: str
    sought: str
    result: Literal["missing", "not_found_uncertain"]
    as_of: date
    documents: tuple[str, ...]
    pages_read: int
    quality: float
    severity: Literal["H", "M", "L"]
    article: str | None = None
    explanation_zh: str
    explanation_en: str


Signal = Annotated[Value | Absence, Field(discriminator="kind")]
