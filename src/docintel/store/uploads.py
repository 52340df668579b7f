"""Files handed in: accepted in one transaction, read by a worker, finished once."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from docintel.errors import Conflict, NotFound
from docintel.records import Failure, Upload, UploadState, filing_id
from docintel.store.audit import add_entry
from docintel.store.blobs import Blobs
from docintel.store.folds import request_fold
from docintel.store.sessions import utc, writing, writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from docintel.store.service_tables import UploadRow


class Uploads:
    """The uploads of every customer. Whoever asks for one must have checked that the caller may see its customer."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def accept(self, customer: str, document: str, *, name: str, size: int, by: str) -> Upload:
        """Accept a file whose bytes are in the blob store; the same bytes again are the upload there is.

        An upload that failed is tried again under its new name. Raises NotFound for an unknown customer and Conflict
        where the bytes were erased meanwhile.
        """
        from docintel.store.service_tables import UploadRow
        from docintel.store.tables import CustomerRow

        wanted = filing_id(customer, document)
        with writing_alone(self._engine) as session:
            if session.get(CustomerRow, customer) is None:
                raise NotFound(f"no customer {customer!r}; add them with PUT /api/v1/customers/{{id}}.")
            if not self._blobs.exists(document):
                raise Conflict("the bytes were erased while they arrived; send the file again.")
            row = session.get(UploadRow, wanted)
            if row is not None and row.state != "failed":
                return upload_of(row)
            row = session.merge(
                UploadRow(
                    id=wanted,
                    customer=customer,
                    document=document,
                    name=name,
                    size=size,
                    state="accepted",
                    received=datetime.now(UTC),
                    by=by,
                )
            )
            add_entry(session, "uploaded", wanted, actor=by, customer=customer, document=document, size=size)
            return upload_of(row)

    def get(self, wanted: str) -> Upload:
        """One upload; raises NotFound."""
        from sqlmodel import Session

        from docintel.store.service_tables import UploadRow

        with Session(self._engine) as session:
            row = session.get(UploadRow, wanted)
            if row is None:
                raise NotFound(f"no document {wanted!r}.")
            return upload_of(row)

    def waiting(self, most: int) -> list[Upload]:
        """The first uploads to be read: those begun least often, in the order they came."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import UploadRow

        query = select(UploadRow).where(col(UploadRow.state).in_(("accepted", "reading")))
        order = (col(UploadRow.attempts), col(UploadRow.received), col(UploadRow.id))
        with Session(self._engine) as session:
            return [upload_of(row) for row in session.exec(query.order_by(*order).limit(most))]

    def of(self, customer: str | None = None, *, states: Collection[UploadState] = ()) -> list[Upload]:
        """Uploads of one customer or all, in some states or any, in the order they came."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import UploadRow

        query = select(UploadRow).order_by(col(UploadRow.received), col(UploadRow.id))
        if customer is not None:
            query = query.where(UploadRow.customer == customer)
        if states:
            query = query.where(col(UploadRow.state).in_(sorted(states)))
        with Session(self._engine) as session:
            return [upload_of(row) for row in session.exec(query)]

    def counts(self) -> dict[UploadState, int]:
        """How many uploads are in each state."""
        from sqlmodel import Session, col, func, select

        from docintel.store.service_tables import UploadRow

        query = select(UploadRow.state, func.count()).group_by(col(UploadRow.state))
        with Session(self._engine) as session:
            found: dict[str, int] = dict(session.exec(query).all())
        return {state: found.get(state, 0) for state in get_args(UploadState)}

    def oldest_waiting(self) -> datetime | None:
        """When the upload that waits longest to be read came; None when none waits."""
        from sqlmodel import Session, func, select

        from docintel.store.service_tables import UploadRow

        query = select(func.min(UploadRow.received)).where(UploadRow.state == "accepted")
        with Session(self._engine) as session:
            oldest = session.exec(query).one()
        return None if oldest is None else utc(oldest)

    def begin(self, wanted: str) -> Upload:
        """Note that reading it begins (again); raises NotFound when it was erased meanwhile."""
        from docintel.store.service_tables import UploadRow

        with writing(self._engine) as session:
            row = session.get(UploadRow, wanted, with_for_update=True)
            if row is None:
                raise NotFound(f"no document {wanted!r}.")
            if row.state in ("accepted", "reading"):
                row.state, row.attempts = "reading", row.attempts + 1
                session.add(row)
                session.flush()
            return upload_of(row)

    def finish(self, wanted: str, *, state: UploadState, facts: int, failures: Sequence[Failure]) -> None:
        """Note that reading it is over and everything it gave is stored; doing it twice changes nothing."""
        from docintel.store.service_tables import UploadRow

        with writing_alone(self._engine) as session:
            row = session.get(UploadRow, wanted)
            if row is None or row.state in ("done", "failed"):
                return
            row.state, row.facts, row.finished = state, facts, datetime.now(UTC)
            row.failures = json.dumps([failure.model_dump(mode="json") for failure in failures], ensure_ascii=False)
            session.add(row)
            request_fold(session, row.customer)
            codes = [failure.code for failure in failures]
            add_entry(session, "read", wanted, actor="docintel", state=state, facts=facts, failures=codes)

    def mark_folded(self, customer: str, finished: datetime) -> None:
        """Note that the customer's profile knows of what was finished by a moment."""
        from sqlalchemy import update
        from sqlmodel import col

        from docintel.store.service_tables import UploadRow

        known = (col(UploadRow.customer) == customer) & (col(UploadRow.finished) <= finished)
        with writing(self._engine) as session:
            session.execute(update(UploadRow).where(known).values(folded=True))


def refuse_erased(session: Session, customer: str, upload: str | None) -> None:
    """Raise NotFound unless the customer is there, and the upload is still to be read.

    So a worker that was taken for dead and comes late brings back nothing that was erased since.
    """
    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import CustomerRow

    if session.get(CustomerRow, customer) is None:
        raise NotFound(f"no customer {customer!r}; they were erased meanwhile, or never imported.")
    row = None if upload is None else session.get(UploadRow, upload, with_for_update=True)
    if upload is not None and (row is None or row.state not in ("accepted", "reading")):
        raise NotFound(f"document {upload!r} was erased, or read by another worker, meanwhile.")


def upload_of(row: UploadRow) -> Upload:
    """The upload a row holds."""
    moments = {name: utc(moment) for name in ("received", "finished") if (moment := getattr(row, name))}
    return Upload.model_validate({**row.model_dump(), **moments, "failures": json.loads(row.failures)})
