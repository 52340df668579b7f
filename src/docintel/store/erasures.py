"""Erases a customer or a document: every row, then the bytes that nothing rests on any more.

The rows go in one transaction with their entry in the audit trail. The bytes go after it, under the lock that uploads
and filings are accepted under, each looked at again: what arrived meanwhile keeps them, and a crash in between leaves
only bytes that nothing refers to, which the next sweep takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from docintel.errors import Conflict, InputError
from docintel.records import Erasure
from docintel.store.audit import add_entry
from docintel.store.belongings import Belongings, all_of_customer, document_of, one_document
from docintel.store.blobs import Blobs
from docintel.store.database import scrub
from docintel.store.folds import request_fold
from docintel.store.holds import refuse_held, refuse_names
from docintel.store.readings import drop_readings
from docintel.store.removal import remove_rows
from docintel.store.sessions import utc, writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

#: So many blobs are looked at and deleted before others may write again.
_AT_ONCE = 50


class Erasures:
    """Taking away what must not be kept. `retention_days` is how long everything must be."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def look(self, *, customer: str | None = None, document: str | None = None) -> Erasure:
        """What would go with a customer or a document; changes nothing. Raises NotFound."""
        with writing_alone(self._engine) as session:
            found = _belongings(session, customer, document)
            would = _summary(found, remove_rows(session, found))
            session.rollback()
            return would

    def erase(
        self, *, by: str, reason: str, retention_days: int, customer: str | None = None, document: str | None = None
    ) -> tuple[Erasure, bool]:
        """Erase a customer or a document; returns what went, and whether the words are out of SQLite's files too.

        Raises NotFound, and Conflict where a legal hold or the retention forbids it or the document is being read.
        """
        with writing_alone(self._engine) as session:
            found = _belongings(session, customer, document)
            refuse_held(session, found.customer)
            _refuse_reading(found)
            _refuse_young(found, retention_days)
            refuse_names(session, found.customer, reason, found.names.values())
            bytes_left = found.documents | _sidecars(session, found)
            erased = _summary(found, remove_rows(session, found))
            # ids and counts, and the operator's own words: the entry outlives what it is about
            add_entry(session, "erased", customer or document or "", actor=by, reason=reason, **erased.counts)
            if document is not None:
                request_fold(session, found.customer)  # also when this process ends before it folds
        self.drop_blobs(bytes_left)
        return erased, scrub(self._engine)

    def drop_blobs(self, names: Iterable[str], *, before: datetime | None = None) -> int:
        """Delete the blobs that nothing rests on, last written before a moment; returns how many went."""
        rest, dropped = iter(sorted(names)), 0
        while some := list(islice(rest, _AT_ONCE)):
            with writing_alone(self._engine) as session:
                used = _used(session, some)
                for name in some:
                    if name not in used and (before is None or self._blobs.is_older(name, before)):
                        self._blobs.delete(name)
                        dropped += 1
        return dropped

    def drop_readings(self) -> None:
        """Let go of readings that no filing rests on (their document was being read elsewhere when it was erased)."""
        from sqlmodel import col, select

        from docintel.store.tables import DocumentRow, FilingRow

        idle = select(DocumentRow.id).where(col(DocumentRow.id).not_in(select(FilingRow.document_id)))
        with writing_alone(self._engine) as session:
            for document in sorted({document_of(reading) for reading in session.exec(idle)}):
                drop_readings(session, document)

    def unused(self) -> list[str]:
        """Blobs that nothing rests on; one that arrives just now may be among them."""
        from sqlmodel import Session, col, func, select

        from docintel.store.service_tables import UploadRow
        from docintel.store.tables import DocumentRow, FilingRow

        known = list(self._blobs.names())  # first: what is stored later is named later
        with Session(self._engine) as session:
            used = set(session.exec(select(UploadRow.document)))
            used |= {document_of(reading) for reading in session.exec(select(FilingRow.document_id))}
            used |= {document_of(reading) for reading in session.exec(select(DocumentRow.id))}
            used |= set(session.exec(select(func.coalesce(col(DocumentRow.sidecar), ""))))
        return [name for name in known if name not in used]


def _belongings(session: Session, customer: str | None, document: str | None) -> Belongings:
    if (customer is None) == (document is None):
        raise InputError("name either a customer or a document.")
    return one_document(session, document) if document is not None else all_of_customer(session, customer or "")


def _summary(found: Belongings, counts: dict[str, int]) -> Erasure:
    return Erasure(
        customer=found.customer,
        is_whole=found.is_whole,
        documents=tuple(found.ids),
        names=tuple(found.names[one] for one in found.ids),
        stays=tuple(sorted(found.renamed.values())),
        counts=counts,
    )


def _refuse_reading(found: Belongings) -> None:
    busy = [row.id for row in found.uploads if row.state == "reading"]
    if busy:
        more = f" and {len(busy) - 1} more are" if len(busy) > 1 else " is"
        raise Conflict(f"{busy[0]}{more} being read right now; erase when `docintel jobs` shows that it is over.")


def _refuse_young(found: Belongings, days: int) -> None:
    moments = [row.filed for row in found.filings] + [row.received for row in found.uploads]
    if days <= 0 or not moments:
        return
    # the day after: whatever the hour it came at, so many whole days have passed then
    first = (utc(max(moments)) + timedelta(days=days + 1)).date()
    if datetime.now(UTC).date() < first:
        raise Conflict(f"kept for {days} days (DOCINTEL_RETENTION_DAYS): it can be erased from {first} on.")


def _sidecars(session: Session, found: Belongings) -> set[str]:
    from sqlmodel import col, select

    from docintel.store.tables import DocumentRow

    names: set[str] = set()
    for document in {document_of(row.document_id) for row in found.filings}:
        of_document = (col(DocumentRow.id) == document) | col(DocumentRow.id).startswith(f"{document}#")
        names.update(one for one in session.exec(select(DocumentRow.sidecar).where(of_document)) if one)
    return names


def _used(session: Session, names: Collection[str]) -> set[str]:
    """Which of some blobs an upload, a filing or a reading rests on, whosever it is."""
    from sqlalchemy import or_
    from sqlmodel import col, select

    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import DocumentRow, FilingRow

    used = set(session.exec(select(UploadRow.document).where(col(UploadRow.document).in_(names))))
    for key in (col(FilingRow.document_id), col(DocumentRow.id)):
        of_any = or_(*(term for name in names for term in (key == name, key.startswith(f"{name}#"))))
        used |= {document_of(reading) for reading in session.exec(select(key).where(of_any))}
    sidecars = select(DocumentRow.sidecar).where(col(DocumentRow.sidecar).in_(names))
    return used | {name for name in session.exec(sidecars) if name}
