"""The rows of a customer or a document, taken out of every table inside an erasure's transaction.

Whose a row is says the column that points at a customer or a filing, so that a table added later is not forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Literal

from docintel.records import FactChange, Review
from docintel.store.belongings import Belongings, document_of
from docintel.store.readings import drop_readings
from docintel.store.schema import all_tables
from docintel.store.traces import blank_alert_changes, cut_bonds, rename

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Table
    from sqlmodel import Session

Owner = Literal["customer", "filing"]

#: Values in one statement.
_AT_ONCE = 500


def owner_columns() -> dict[str, list[tuple[str, Owner]]]:
    """For every table, the columns that say whose a row is: by what they point at, or by their name."""
    return {table.name: list(_owners(table)) for table in _tables()}


def remove_rows(session: Session, found: Belongings) -> dict[str, int]:
    """Delete them, and what other rows say of them; returns how many went of each table, those without any left out."""
    from sqlalchemy import CursorResult, delete

    # the conditions look at rows of other tables: all are worked out before the first row goes
    doomed = [(table, list(_doomed(session, table, found))) for table in _tables()]
    cut_bonds(session, found)
    if not found.is_whole:
        blank_alert_changes(session, found.customer)
    counts: dict[str, int] = {}
    for table, conditions in doomed:
        for condition in conditions:
            done = session.execute(delete(table).where(condition))
            assert isinstance(done, CursorResult)
            counts[table.name] = counts.get(table.name, 0) + done.rowcount
    for document in sorted({document_of(row.document_id) for row in found.filings}):
        drop_readings(session, document)
    rename(session, found)
    return {name: number for name, number in counts.items() if number}


def _tables() -> list[Table]:
    """Every table, those that point at others before those they point at."""
    return list(reversed(all_tables().sorted_tables))


def _owners(table: Table) -> Iterator[tuple[str, Owner]]:
    for column in table.columns:
        owner = _owner(table, column)
        if owner is not None:
            yield column.name, owner


def _owner(table: Table, column: Column[Any]) -> Owner | None:
    targets = {key.column.table.name for key in column.foreign_keys}
    targets |= {table.name} if column.name == "id" else set()
    if "customer" in targets or column.name in ("customer", "customer_id"):
        return "customer"
    return "filing" if "filing" in targets or column.name == "filing_id" else None


def _doomed(session: Session, table: Table, found: Belongings) -> Iterator[ColumnElement[bool]]:
    """Conditions for the rows of a table that go."""
    if table.name == "failure":
        yield from _failures(session, table, found)
    owners = list(_owners(table))
    of_customer = [table.c[name] == found.customer for name, owner in owners if owner == "customer"]
    if found.is_whole and of_customer:
        yield from of_customer
        return
    if table.name == "profile":
        # every fold of it: each holds values of all documents there were
        yield from of_customer
    elif table.name == "fact_change":
        yield from _among(table.c.id, _changes(session, found))
    elif table.name == "review":
        yield from _among(table.c.id, _reviews(session, found))
    elif table.name == "upload":
        yield from _among(table.c.id, [row.id for row in found.uploads])
    for name, owner in owners:
        if owner == "filing":
            yield from _among(table.c[name], found.filing_ids)


def _among(column: Column[Any], values: Collection[Any]) -> Iterator[ColumnElement[bool]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _AT_ONCE):
        yield column.in_(ordered[start : start + _AT_ONCE])


def _failures(session: Session, table: Table, found: Belongings) -> Iterator[ColumnElement[bool]]:
    """Notes under the names of the files that go; one that is nobody's only where no file of that name stays."""
    from sqlmodel import col, select

    from docintel.store.tables import FilingRow

    gone = {row.id for row in found.filings}
    for name in sorted(set(found.names.values())):
        under = (table.c.name == name) | table.c.name.startswith(f"{name}/", autoescape=True)
        yield under & (table.c.customer_id == found.customer)
        if not set(session.exec(select(col(FilingRow.id)).where(FilingRow.name == name))) - gone:
            yield under & table.c.customer_id.is_(None)


def _changes(session: Session, found: Belongings) -> dict[int, FactChange]:
    """The differences that new readings of the documents made, by number."""
    from sqlmodel import select

    from docintel.store.tables import FactChangeRow

    rows = session.exec(select(FactChangeRow).where(FactChangeRow.customer_id == found.customer))
    changes = {row.id: FactChange.model_validate_json(row.body) for row in rows if row.id is not None}
    documents = found.documents
    return {number: change for number, change in changes.items() if change.document in documents}


def _reviews(session: Session, found: Belongings) -> set[int]:
    """The numbers of the verdicts on facts of the documents, former ones too, and of those carried from or to them."""
    from sqlmodel import select

    from docintel.store.tables import FactRow, LostFactRow, ReviewRow

    changes = _changes(session, found).values()
    facts = {name for change in changes for name in (change.old_fact, change.new_fact) if name is not None}
    for filing in found.filing_ids:
        facts |= set(session.exec(select(FactRow.id).where(FactRow.filing_id == filing)))
        facts |= set(session.exec(select(LostFactRow.id).where(LostFactRow.filing_id == filing)))
    rows = session.exec(select(ReviewRow).where(ReviewRow.customer_id == found.customer))
    reviews = {row.id: Review.model_validate_json(row.body) for row in rows if row.id is not None}
    going = {number for number, review in reviews.items() if review.target in facts}
    while True:
        ids = {reviews[number].id for number in going}
        carried = {reviews[number].carries for number in going}
        more = {number for number, one in reviews.items() if one.id in carried or one.carries in ids} - going
        if not more:
            return going
        going |= more
