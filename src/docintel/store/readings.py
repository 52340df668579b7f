"""One reading of a filed document takes the place of another, inside a transaction of the store's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docintel.errors import NotFound
from docintel.records import AnyFact, Fact, FactChange, Filing, FormerReading, LostFact, Rereading, Review, fact_adapter

if TYPE_CHECKING:
    from sqlmodel import Session

#: SQLite takes at most 32,766 values in one statement.
_AT_ONCE = 10_000


def read_former(session: Session, filing: Filing) -> FormerReading:
    """The filing's facts as stored, those lost earlier, and the customer's reviews in the order they were given."""
    from sqlmodel import col, select

    from docintel.store.tables import FactRow, FilingRow, LostFactRow, ReviewRow

    stored = session.get(FilingRow, filing.id)
    facts = select(FactRow.body).where(FactRow.filing_id == filing.id).order_by(col(FactRow.position))
    lost = select(LostFactRow).where(LostFactRow.filing_id == filing.id).order_by(col(LostFactRow.id))
    reviews = select(ReviewRow.body).where(ReviewRow.customer_id == filing.customer_id).order_by(col(ReviewRow.id))
    return FormerReading(
        facts=tuple(fact_adapter.validate_json(body) for body in session.exec(facts)),
        lost=tuple(LostFact(fact_adapter.validate_json(row.body), row.versions) for row in session.exec(lost)),
        reviews=tuple(Review.model_validate_json(body) for body in session.exec(reviews)),
        versions="" if stored is None else stored.facts_by,
    )


def read_facts(
    session: Session, customer_id: str, kinds: Collection[str] = (), *, filing: str | None = None
) -> list[AnyFact]:
    """The facts of a customer's filings or of one of them, of some kinds or all, filing by filing in reading order."""
    from sqlmodel import col, select

    from docintel.store.tables import FactRow, FilingRow

    query = (
        select(FactRow.body)
        .join(FilingRow, col(FactRow.filing_id) == col(FilingRow.id))
        .where(FilingRow.customer_id == customer_id)
        .order_by(col(FilingRow.name), col(FilingRow.id), col(FactRow.position))
    )
    if kinds:
        query = query.where(col(FactRow.kind).in_(sorted(kinds)))
    if filing is not None:
        query = query.where(FilingRow.id == filing)
    return [fact_adapter.validate_json(body) for body in session.exec(query)]


def replace_facts(session: Session, filing: Filing, facts: Sequence[Fact]) -> None:
    """These facts in the order given, and no others, are the filing's."""
    from sqlalchemy import delete, insert
    from sqlmodel import col

    from docintel.store.tables import FactRow

    rows = [
        {"filing_id": filing.id, "id": fact.id, "position": at, "kind": fact.kind, "body": fact.model_dump_json()}
        for at, fact in enumerate(facts)
    ]
    session.execute(delete(FactRow).where(col(FactRow.filing_id) == filing.id))
    if rows:
        session.execute(insert(FactRow), rows)


def finish_filing(session: Session, filing: Filing, analysis: str) -> None:
    """Rest the filing on its newest reading, made by these versions; raises NotFound where it is not filed."""
    from docintel.store.tables import FilingRow

    # locked: an erasure comes either before, and there is no filing, or after, and takes what is stored here too
    stored = session.get(FilingRow, filing.id, with_for_update=True)
    if stored is None:
        raise NotFound(f"no filing {filing.id!r}.")
    stored.document_id = filing.reading
    stored.analysis = stored.facts_by = analysis
    drop_readings(session, filing.document_id)


def is_filed(session: Session, filing: Filing) -> bool:
    """Whether the filing is there; it then stays until the transaction ends."""
    from docintel.store.tables import FilingRow

    return session.get(FilingRow, filing.id, with_for_update=True) is not None


def remove_filing(session: Session, filing: Filing) -> None:
    """Take the filing away; its facts are gone before."""
    from sqlalchemy import delete
    from sqlmodel import col

    from docintel.store.tables import FilingRow

    session.execute(delete(FilingRow).where(col(FilingRow.id) == filing.id))
    drop_readings(session, filing.document_id)


def drop_readings(session: Session, document: str) -> None:
    """Let go of the readings of a document that no filing rests on any more.

    While anybody's filing of it is being read they stay: one of them may be what its facts are about to point into.
    """
    from sqlalchemy import delete, select
    from sqlmodel import col

    from docintel.store.tables import DocumentRow, FilingRow

    session.flush()
    key, filed = col(DocumentRow.id), col(FilingRow.document_id)
    of_document = (filed == document) | filed.startswith(f"{document}#")
    if (
        session.execute(select(col(FilingRow.id)).where(of_document, col(FilingRow.analysis) == "").limit(1)).first()
        is None
    ):
        those = (key == document) | key.startswith(f"{document}#")
        session.execute(delete(DocumentRow).where(those, key.not_in(select(filed).where(of_document))))


def write_rereading(session: Session, filing: Filing, rereading: Rereading | None) -> None:
    """Add the reviews carried over and the changes, and keep the facts still lost; None leaves all as it is."""
    from sqlalchemy import delete
    from sqlmodel import col

    from docintel.store.tables import LostFactRow, ReviewRow

    if rereading is None:
        return
    session.execute(delete(LostFactRow).where(col(LostFactRow.filing_id) == filing.id))
    for lost in rereading.lost:
        body, owner = lost.fact.model_dump_json(), filing.customer_id
        row = LostFactRow(filing_id=filing.id, id=lost.fact.id, customer_id=owner, versions=lost.versions, body=body)
        session.add(row)
    for review in rereading.carried:
        session.add(ReviewRow(customer_id=filing.customer_id, target=review.target, body=review.model_dump_json()))
        session.flush()  # reviews are read in the order of their numbers
    write_changes(session, filing.customer_id, rereading.changes)


def write_changes(session: Session, customer_id: str, changes: Iterable[FactChange]) -> None:
    """Add changes as not yet reported, in the order given."""
    from sqlalchemy import insert

    from docintel.store.tables import FactChangeRow

    found = datetime.now(UTC)
    rows = [
        {
            "customer_id": customer_id,
            "found": found,
            "reported": False,
            "review": change.review,
            "body": change.model_dump_json(),
        }
        for change in changes
    ]
    if rows:
        session.execute(insert(FactChangeRow), rows)


def read_changes(session: Session, customer_id: str, *, unreported: bool, judged: bool) -> dict[int, FactChange]:
    """A customer's changes by number, oldest first; those not written out yet, those about a review, or all."""
    from sqlmodel import col, select

    from docintel.store.tables import FactChangeRow

    query = select(FactChangeRow).where(FactChangeRow.customer_id == customer_id).order_by(col(FactChangeRow.id))
    if unreported:
        query = query.where(col(FactChangeRow.reported).is_(False))
    if judged:
        query = query.where(col(FactChangeRow.review).is_not(None))
    return {row.id: FactChange.model_validate_json(row.body) for row in session.exec(query) if row.id is not None}


def mark_changes(session: Session, numbers: Collection[int]) -> None:
    """Mark changes as reported."""
    from sqlalchemy import update
    from sqlmodel import col

    from docintel.store.tables import FactChangeRow

    ordered = sorted(numbers)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        session.execute(update(FactChangeRow).where(col(FactChangeRow.id).in_(some)).values(reported=True))
