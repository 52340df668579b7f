"""Facts, documents and alerts as the JSON objects of docs/interfaces.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from docintel.exports.evidence import evidence_row
from docintel.records import (
    Alert,
    Clause,
    Deadline,
    Fact,
    Figure,
    Message,
    Obligation,
    Profile,
    Promise,
    Proposal,
    Reading,
    Utterance,
)

_BASE = {"id", "kind", "document", "anchor", "source", "confidence", "evidence"}


def fact_rows(
    facts: Iterable[Fact], reading: Reading, *, doc: str, sent: Mapping[str, datetime] | None = None
) -> Iterator[dict[str, Any]]:
    """One object a fact, in order; a message carries its utterances and promises.

    `sent` has the dates of messages read so far by id: `reply_hours` is the time since the one replied to, and
    null when that one is not among them.
    """
    found = list(facts)
    said = [fact for fact in found if isinstance(fact, Utterance)]
    promised = [fact for fact in found if isinstance(fact, Promise)]
    messages = {fact.message_id for fact in found if isinstance(fact, Message)}
    for fact in found:
        if isinstance(fact, Utterance | Promise) and fact.message_id in messages:
            continue
        row = _row(fact, reading, doc, sent or {})
        if isinstance(fact, Message):
            row["utterances"] = [_utterance(u) for u in said if u.message_id == fact.message_id]
            row["promises"] = [_promise(p) for p in promised if p.message_id == fact.message_id]
            row["evidence"] = row.pop("evidence")  # evidence stays the last key
        yield row


def flat_fact_rows(
    facts: Iterable[Fact], reading: Reading, *, doc: str, sent: Mapping[str, datetime] | None = None
) -> Iterator[dict[str, Any]]:
    """One object a fact, in order, and every fact one: what a message says and promises stands on its own.

    `sent` is as in `fact_rows`.
    """
    for fact in facts:
        yield _row(fact, reading, doc, sent or {})


def document_row(reading: Reading) -> dict[str, Any]:
    """A document as `docintel read` prints it: text, blocks, tables, page quality, parts, changes."""
    document, layout = reading.document, reading.layout
    row = document.model_dump(mode="json", exclude={"tables"})
    row["tables"] = [
        {
            **table.model_dump(mode="json", exclude={"cells"}),
            "cells": [
                {**cell.model_dump(mode="json", exclude_none=True), "text": document.quote(cell.span)}
                for cell in table.cells
            ],
        }
        for table in document.tables
    ]
    row["boxed_characters"] = sum(1 for page in layout.page if page)
    return row


def measured_count(profile: Profile) -> int:
    """How many indicators have a grade: the width of the ground a grade stands on."""
    return sum(found.grade is not None for found in profile.assessments)


def alert_row(alert: Alert) -> dict[str, Any]:
    """An alert with its reason in both languages, its thresholds and the facts behind each input."""
    return alert.model_dump(mode="json")


def _row(fact: Fact, reading: Reading, doc: str, sent: Mapping[str, datetime]) -> dict[str, Any]:
    head: dict[str, Any] = {"kind": fact.kind, "id": fact.id, "doc": doc}
    shaped = _SHAPES.get(type(fact))
    body = shaped(fact) if shaped else fact.model_dump(mode="json", exclude=_BASE)
    # pydantic writes Decimal("1E+8") as it stands; a number is never in scientific notation here
    body |= {name: _decimal(value) for name, value in fact if isinstance(value, Decimal)}
    tail = {"document": reading.document.id, "source": fact.source, "confidence": fact.confidence}
    row = {**head, **body, **tail}
    if isinstance(fact, Message):
        row["reply_hours"] = _reply_hours(fact, sent)
    row["evidence"] = [evidence_row(part, reading.document, reading.layout) for part in fact.evidence]
    return row


def _figure(fact: Figure) -> dict[str, Any]:
    body = fact.model_dump(mode="json", exclude=_BASE)
    # The interface knows consolidated, parent and unknown; a single company's own statement has no group.
    body["scope"] = "unknown" if fact.scope == "single" else fact.scope
    for row, check in zip(body["checks"], fact.checks, strict=True):
        row["difference"] = _decimal(check.difference)
    return body


def _proposal(fact: Proposal) -> dict[str, Any]:
    # What is proposed shares a figure's fields: by its status nobody takes it for one that was read.
    body = {"status": "proposed", **fact.model_dump(mode="json", exclude=_BASE)}
    body["scope"] = "unknown" if fact.scope == "single" else fact.scope
    for row, check in zip(body["identities"], fact.identities, strict=True):
        row["difference"] = _decimal(check.difference)
    return body


def _clause(fact: Clause) -> dict[str, Any]:
    body = fact.model_dump(mode="json", exclude=_BASE)
    body["flags"] = [
        {("class" if key == "flag_class" else key): value for key, value in flag.items()} for flag in body["flags"]
    ]
    return {"start": fact.span.start, "end": fact.span.end, **body}


def _obligation(fact: Obligation) -> dict[str, Any]:
    body = fact.model_dump(mode="json", exclude=_BASE | {"cue_start", "cue_end", "deadline"})
    deadline = None if fact.deadline is None else _deadline(fact.deadline)
    return {
        **body,
        "cue_span": [fact.cue_start, fact.cue_end],
        "span": [fact.span.start, fact.span.end],
        "deadline": deadline,
        "deadline_kind": deadline["kind"] if deadline else None,
        "due": deadline["due"] if deadline else None,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    body = deadline.model_dump(mode="json", exclude={"offset_n", "offset_unit", "direction"})
    return {**body, "offset": deadline.offset}


def _message(fact: Message) -> dict[str, Any]:
    body = fact.model_dump(mode="json", exclude=_BASE | {"sender"})
    return {**body, "from": fact.sender}


def _reply_hours(fact: Message, sent: Mapping[str, datetime]) -> float | None:
    asked = sent.get(fact.in_reply_to or "")
    if asked is None or fact.date is None:
        return None
    return round((fact.date - asked).total_seconds() / 3600, 2)


def _utterance(fact: Utterance) -> dict[str, Any]:
    body = fact.model_dump(mode="json", exclude=_BASE | {"message_id", "sent", "sender"})
    return {
        "id": fact.id,
        **body,
        "span": [fact.span.start, fact.span.end],
        "quote": fact.evidence[0].quote,
        "confidence": fact.confidence,
    }


def _promise(fact: Promise) -> dict[str, Any]:
    return {
        "id": fact.id,
        "amount": _decimal(fact.amount),
        "currency": fact.currency,
        "date": fact.due.isoformat() if fact.due else None,
        "status": fact.status,
        "quote": fact.evidence[0].quote,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


_SHAPES: dict[type[Fact], Any] = {
    Figure: _figure,
    Clause: _clause,
    Obligation: _obligation,
    Message: _message,
    Proposal: _proposal,
}
