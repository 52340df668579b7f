"""Signals as dated claims of the profile: one claim per stated value, conflicts left visible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from docintel.assets import model_table
from docintel.credit.conduct import flag_values
from docintel.records import DatedClaim, Signal, Value

#: Fields of which a customer may well have several values; different values are no conflict there.
_MANY = ("party.", "contract.", "ppl.contacts", "fin.statements", "fin.audit")
#: Signals that are inputs of indicators rather than statements about the customer.
_NO_CLAIMS = ("message", "intent", "promise", "obligation.due", "fin.auditor_change")
#: The figures that stand for a set of statements.
_STATEMENTS = ("bs.total_assets", "is.revenue", "cf.cfo")


def claims(signals: Sequence[Signal]) -> list[DatedClaim]:
    """The claims in field order; claims of one field that disagree are all kept and marked as a conflict."""
    stated: dict[tuple[str, str, str | None], list[Value]] = defaultdict(list)
    for signal in signals:
        if isinstance(signal, Value) and (found := _claimed(signal)) is not None:
            stated[(*found, signal.unit if found[0] == signal.name else None)].append(signal)
    fields: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for name, value, unit in stated:
        fields[name].add((value, unit))
    return [
        DatedClaim(
            field=name,
            value=value,
            unit=unit,
            as_of=max(one.as_of for one in found),
            facts=_facts(found),
            conflict=len(fields[name]) > 1 and not name.startswith(_MANY),
        )
        for (name, value, unit), found in sorted(stated.items(), key=_by_field)
    ]


def filled_fields(claims: Iterable[DatedClaim]) -> set[str]:
    """The profile fields for which there is at least one claim."""
    names = {claim.field for claim in claims}
    filled = {row["key"] for row in _fields() if row["key"] in names or names & set(row.get("terms", []))}
    if any(name.startswith("loan.") for name in names):
        filled.add("crd.facilities")
    if any(name.startswith(("security.", "guarantee.", "party.guarantor")) for name in names):
        filled.add("crd.security")
    return filled


def completeness(filled: set[str]) -> tuple[int, list[str]]:
    """Percent of the weighted fields that are filled, and the missing ones, the most valuable first."""
    rows = _fields()
    total = sum(row["weight"] for row in rows)
    gained = sum(row["weight"] for row in rows if row["key"] in filled)
    missing = [row["key"] for row in sorted(rows, key=lambda row: -row["weight"]) if row["key"] not in filled]
    return round(100 * gained / total), missing


def _claimed(value: Value) -> tuple[str, str] | None:
    """Which field a signal fills with what; None for signals that are no claim."""
    if value.scope is not None:
        if value.name not in _STATEMENTS:
            return None
        months = f"{value.months}M" if value.months else "closing"
        return "fin.statements", f"{value.as_of.isoformat()} {value.scope} {months}"
    if value.name == "message":
        return ("ppl.contacts", _contact(value)) if value.value == "customer" else None
    if value.name == "fin.audit":
        return value.name, _audited(value)
    if value.name in _NO_CLAIMS or value.name.startswith(("event:", "cov.limit:", "clause:")):
        return None
    return value.name.replace(":", "."), str(value.value)


def _contact(message: Value) -> str:
    role = flag_values(message, "role")[0]
    sender = flag_values(message, "sender")[0]
    return f"{sender} ({role})" if role else sender


def _audited(report: Value) -> str:
    """The year, the opinion with its paragraphs, and the firm, such as "2025-12-31 qualified going_concern"."""
    added = [name for name in ("going_concern", "emphasis") if flag_values(report, name) == ["yes"]]
    parts = [*flag_values(report, "period"), str(report.value), *added, *flag_values(report, "firm")]
    return " ".join(part for part in parts if part)


def _facts(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(sorted({fact for value in values for fact in value.facts}))


def _by_field(item: tuple[tuple[str, str, str | None], list[Value]]) -> tuple[str, date, str, str]:
    (name, value, unit), found = item
    return name, max(one.as_of for one in found), value, unit or ""


def _fields() -> list[dict[str, Any]]:
    return list(model_table("profile.toml")["field"])
