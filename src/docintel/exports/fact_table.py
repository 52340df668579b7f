"""Facts as one table for analysts: one line a fact, first what every kind has, then each kind's own fields.

`value` is exact and in units of `unit`: a figure printed as 1,234.50 in 万元 has the value 12345000.00 and the unit
CNY; 1,234.50 and 万元 stand under `as_filed` and `unit_as_filed`. The others have the names of docs/interfaces.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from docintel.exports.lines import Cell, Column, Line
from docintel.records import Filing, Review

FACT_COLUMNS = (
    # whose, from which document, of what kind
    Column("customer", width=12), Column("doc", width=28), Column("kind", width=11), Column("what", width=22),
    Column("label", width=28), Column("key", width=26),
    # when, how much, how sure
    Column("period"), Column("period_start", "date"), Column("period_end", "date"), Column("due", "date"),
    Column("value", "mixed", 20), Column("unit", width=10), Column("currency", width=9), Column("as_filed", width=18),
    Column("unit_as_filed"), Column("status", width=12), Column("confidence", "real", 11),
    Column("review", width=10), Column("reviewer"), Column("review_day", "date"), Column("review_reason", width=20),
    # where it stands
    Column("quote", width=48), Column("page", "integer", 7), Column("cell", width=18), Column("boxes", width=20),
    Column("box_pages"), Column("start", "integer", 8), Column("end", "integer", 8), Column("message_id", width=20),
    Column("more_evidence"), Column("source", width=22), Column("id", width=24), Column("filing", width=24),
    Column("document", width=24),
    # figures
    Column("statement", width=18), Column("scope", width=13), Column("entity", width=24), Column("months", "integer"),
    Column("nil", "flag"),
    Column("restated", "flag"), Column("checks"), Column("column_label", width=24), Column("note", width=28),
    Column("mapped_by", width=11), Column("candidates", width=28),
    # what identities propose in their place
    Column("repair"), Column("printed", "decimal"), Column("as_proposed"), Column("cause"), Column("identities"),
    Column("alternatives", "integer"), Column("together"), Column("figure"),
    # amounts and days
    Column("low", "decimal"), Column("high", "decimal"), Column("bound"), Column("conflict", "flag"),
    Column("precision"), Column("year_inferred", "flag"), Column("ambiguous", "flag"),
    # what auditors say
    Column("engagement"), Column("opinion", width=12), Column("emphasis", "flag"), Column("going_concern", "flag"),
    Column("firm", width=24), Column("signed", "date"), Column("departure"),
    Column("former", width=24), Column("successor", width=24), Column("day", "date"),
    # parties, terms, covenants
    Column("name", width=24), Column("role"), Column("role_text"), Column("alias"), Column("identifiers", width=24),
    Column("metric"), Column("indicator", width=22), Column("operator"), Column("threshold", "decimal"),
    Column("test_frequency"), Column("level"),
    # clauses and obligations
    Column("number"), Column("heading", width=24), Column("path"), Column("keys", width=24), Column("slots"),
    Column("flags"), Column("clause"), Column("type"), Column("bearer"), Column("bearer_inferred", "flag"),
    Column("counterparty"), Column("cue"), Column("cue_span"), Column("strength"), Column("right_kind"),
    Column("deadline", width=24), Column("deadline_kind"), Column("force"), Column("traces"),
    # messages, what they say and promise
    Column("date"), Column("sent"), Column("from", width=24), Column("sender", width=24), Column("to"), Column("cc"),
    Column("subject", width=24), Column("thread"), Column("in_reply_to"), Column("reply_hours", "real"),
    Column("automatic", "flag"), Column("own_text", width=40), Column("ci"), Column("ci_object"), Column("events"),
    Column("sentiment", "integer"), Column("aspects"), Column("context_needed", "flag"), Column("amount", "decimal"),
)  # fmt: skip

#: What stands in the first columns of each kind, and the field it is taken from.
_FIRST: Mapping[str, Mapping[str, str]] = {
    "figure": {"what": "statement", "unit": "currency", "unit_as_filed": "unit"},
    "proposal": {"what": "statement", "unit": "currency", "unit_as_filed": "unit"},
    "amount": {"unit": "currency", "unit_as_filed": "unit"},
    "audit_report": {"what": "engagement", "label": "firm", "value": "opinion"},
    "auditor_change": {"what": "departure", "label": "former", "value": "successor"},
    "party": {"what": "role", "label": "role_text", "value": "name"},
    "term": {"what": "clause", "key": "name"},
    "covenant": {"what": "metric", "label": "operator", "key": "indicator", "value": "threshold"},
    "clause": {"what": "number", "label": "heading"},
    "obligation": {"what": "bearer", "label": "cue", "key": "type"},
    "message": {"what": "from", "label": "subject"},
    "utterance": {"what": "sender", "label": "ci_object", "key": "ci"},
    "promise": {"value": "amount", "unit": "currency"},
}
_MEASURED = {"figure", "proposal", "amount", "covenant", "promise"}
_CURRENCY = re.compile(r"[A-Z]{3}")
#: Digits that a number type gives back as they are; 0218 is a contract's number.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fact_line(row: Mapping[str, Any], filing: Filing, review: Review | None) -> Line:
    """The line of one fact from its object of `flat_fact_rows`, with the last verdict a person gave on it."""
    kind = row["kind"]
    first, *more = row["evidence"]
    cells: dict[str, Any] = {**row, **{name: row[field] for name, field in _FIRST.get(kind, {}).items()}}
    cells |= {"customer": filing.customer_id, "filing": filing.id, "more_evidence": more}
    cells |= {name: first.get(name) for name in ("quote", "page", "cell", "boxes", "box_pages")}
    cells["start"], cells["end"] = first["span"]
    cells["message_id"] = row.get("message_id") or first.get("message")
    cells["value"] = _value(kind, cells)
    if kind == "clause":
        cells["key"] = "; ".join(key["key"] for key in row["keys"])
    if kind == "term" and _CURRENCY.fullmatch(row["unit"] or ""):
        cells["currency"] = row["unit"]
    if review is not None:
        cells |= {"review": review.verdict, "reviewer": review.reviewer, "review_day": review.day.isoformat()}
        cells["review_reason"] = review.reason
    return tuple(_cell(column, cells.get(column.name)) for column in FACT_COLUMNS)


def _value(kind: str, cells: Mapping[str, Any]) -> Cell:
    value: str | None = cells.get("value")
    if value is None:
        return None
    if kind in _MEASURED or (kind == "term" and cells["unit"] and _NUMBER.fullmatch(value)):
        return Decimal(value)
    return date.fromisoformat(value) if kind in ("date", "term") and _DAY.fullmatch(value) else value


def _cell(column: Column, value: Any) -> Cell:
    cell: Cell = value
    if value is None or column.holds == "mixed":
        return cell
    if column.holds == "decimal":
        return Decimal(value)
    if column.holds == "date":
        return date.fromisoformat(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else None
    return cell
