"""A batch from the customer table to the result files: what `docintel enrich` runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docintel.exports.rows import alert_row
from docintel.exports.tables import write_table
from docintel.records import Customer, FactChange, Failure, Profile
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.customers import read_customers
from docintel.workflows.enrich import Outcome, enrich
from docintel.workflows.intake import find_sources
from docintel.workflows.pool import core_count

Row = dict[str, Any]
#: File names by (customer, document): the same bytes may have another name in another portfolio.
Names = Mapping[tuple[str, str], str]

_TABLES = {
    "customers": (
        "customer_id",
        "name",
        "as_of",
        "grade",
        "own_grade",
        "bonds",
        "score",
        "cooperation",
        "alerts",
        "missing",
        "orphaned_reviews",
        "extra",
    ),
    "signals": (
        "customer",
        "kind",
        "name",
        "value",
        "unit",
        "as_of",
        "period_start",
        "scope",
        "estimated",
        "facts",
        "doc",
        "sought",
        "result",
        "pages_read",
        "quality",
        "severity",
    ),
    "warnings": ("id", "customer", "indicator", "key", "grade", "measures", "reason_zh", "reason_en", "assessment"),
    "failures": ("name", "code", "message", "customer_id"),
    "changes": tuple(FactChange.model_fields),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """What to enrich, from what, to where. `workers` 0 means one process a core."""

    customers: Path
    inputs: tuple[str, ...]
    out: Path
    as_of: date
    workers: int = 0
    resume: bool = False
    passwords: tuple[str, ...] = field(default=(), repr=False)


def run_batch(batch: Batch, progress: Callable[[int | str], None]) -> tuple[Row, list[Failure]]:
    """Run the batch and write its tables and summary to `out`; returns the summary and what failed."""
    customers = read_customers(batch.customers)
    sources = find_sources(batch.inputs)
    batch.out.mkdir(parents=True, exist_ok=True)  # before the work, not after it
    progress(len(sources))
    with closing(configured_store()) as store:
        outcome = enrich(
            customers,
            sources,
            store,
            as_of=batch.as_of,
            workers=batch.workers or core_count(),
            resume=batch.resume,
            passwords=batch.passwords,
            progress=progress,
        )
        summary = summarise(outcome, customers)
        write_results(batch.out, outcome, summary, filed_names(store))
        store.mark_reported(outcome.changes)  # written, and not again by the next batch
    return summary, outcome.failures


def filed_names(store: Store) -> Names:
    """The name each document arrived with, for each customer it is filed for."""
    return {(filing.customer_id, filing.document_id): filing.name for filing in store.filings()}


def write_results(out: Path, outcome: Outcome, summary: Row, names: Names) -> None:
    """Write customers, signals, warnings, failures and changes as Parquet and JSON Lines, and summary.json."""
    profiles = outcome.profiles
    tables: dict[str, list[Row]] = {
        "customers": [_customer_row(profile) for profile in profiles],
        "signals": [row for profile in profiles for row in _signal_rows(profile, names)],
        "warnings": [alert_row(alert) for profile in profiles for alert in profile.alerts],
        "failures": [failure.model_dump(mode="json") for failure in outcome.failures],
        "changes": [change.model_dump(mode="json") for change in outcome.changes.values()],
    }
    for name, rows in tables.items():
        write_table(out, name, rows, _TABLES[name])
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    (out / "summary.json").write_text(text, encoding="utf-8")


def _signal_rows(profile: Profile, names: Names) -> Iterator[Row]:
    """Values as they are; an absence also names the files that were searched (`doc`)."""
    yield from (value.model_dump(mode="json") for value in profile.values)
    for absence in profile.absences:
        searched = [names.get((profile.customer.id, found), found) for found in absence.documents]
        yield {**absence.model_dump(mode="json"), "doc": "; ".join(searched)}


def _customer_row(profile: Profile) -> Row:
    customer = profile.customer
    return {
        "customer_id": customer.id,
        "name": customer.name,
        "as_of": profile.as_of.isoformat(),
        "grade": profile.grade,
        "own_grade": profile.own_grade,
        "bonds": [f"{bond.relation}:{bond.customer}:{bond.grade}" for bond in profile.bonds],
        "score": profile.score,
        "cooperation": None if profile.cooperation is None else str(profile.cooperation),
        "alerts": [f"{alert.indicator}:{alert.grade}" for alert in profile.alerts],
        "missing": list(profile.missing),
        "orphaned_reviews": [one.id for one in profile.orphaned_reviews],
        "claims": [claim.model_dump(mode="json") for claim in profile.claims],
        "extra": customer.extra,
    }


def summarise(outcome: Outcome, customers: list[Customer]) -> Row:
    """Counts of what a batch did, for a person and for summary.json."""
    grades = Counter("none" if profile.grade is None else str(profile.grade) for profile in outcome.profiles)
    return {
        "customers": len(customers),
        "files": outcome.files,
        "skipped": outcome.skipped,
        "documents": outcome.documents,
        "filed": outcome.filed,
        "facts": outcome.facts,
        "warnings": sum(len(profile.alerts) for profile in outcome.profiles),
        "failures": len(outcome.failures),
        "orphaned_reviews": sum(len(profile.orphaned_reviews) for profile in outcome.profiles),
        "grades": {grade: grades[grade] for grade in sorted(grades)},
        "changes": dict(Counter(change.status for change in outcome.changes.values())),
        "failure_codes": dict(Counter(failure.code for failure in outcome.failures)),
    }
