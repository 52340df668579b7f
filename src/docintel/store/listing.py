"""Everything handed in as one list: uploads, what a batch filed, and what was attached to either."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from docintel.records import Filing, Upload, UploadState
from docintel.store.rows import filing_of
from docintel.store.sessions import utc
from docintel.store.uploads import upload_of

if TYPE_CHECKING:
    from sqlalchemy import Engine, Subquery

#: Readings whose summary is remembered; one takes about a kilobyte.
_REMEMBERED = 20_000
#: Ids asked for in one statement; SQLite takes 32,766 parameters.
_AT_ONCE = 1_000


class Listed(NamedTuple):
    """A place in the list, newest first."""

    received: datetime
    id: str
    customer: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list says of a reading: `parts` are the documents attached to it.

    `recognised_pages` were read by OCR; `quality` is that of the worst page (0 to 1), None without pages.
    """

    media_type: str
    pages: int
    unread_pages: tuple[int, ...]
    notes: tuple[str, ...]
    parts: tuple[str, ...]
    reader: str
    recognised_pages: tuple[int, ...]
    quality: float | None


class Listing:
    """The documents of an installation, read or not. Whoever asks must have checked what the caller may see."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._summaries: OrderedDict[str, Summary] = OrderedDict()
        self._lock = Lock()

    def page(
        self, customer: str | None, *, states: Collection[UploadState], after: tuple[datetime, str] | None, limit: int
    ) -> list[Listed]:
        """Up to `limit` places behind `after`, of one customer or all, in some states or any."""
        from sqlmodel import Session, and_, or_, select

        columns = _everything().c
        query = select(columns.received, columns.id, columns.customer)
        if customer is not None:
            query = query.where(columns.customer == customer)
        if states:
            query = query.where(columns.state.in_(sorted(states)))
        if after is not None:
            moment, last = after
            query = query.where(or_(columns.received < moment, and_(columns.received == moment, columns.id < last)))
        query = query.order_by(columns.received.desc(), columns.id.desc()).limit(limit)
        with Session(self._engine) as session:
            return [Listed(utc(received), found, whose) for received, found, whose in session.exec(query)]

    def find(self, wanted: str) -> Listed | None:
        """The place of one document; None where there is none of this id."""
        from sqlmodel import Session, select

        columns = _everything().c
        query = select(columns.received, columns.id, columns.customer).where(columns.id == wanted)
        with Session(self._engine) as session:
            return next((Listed(utc(moment), found, whose) for moment, found, whose in session.exec(query)), None)

    def uploads(self, ids: Iterable[str]) -> dict[str, Upload]:
        """Those of these that were handed in as uploads, by id."""
        from docintel.store.service_tables import UploadRow

        return {row.id: upload_of(row) for row in self._some(UploadRow, ids)}

    def filings(self, ids: Iterable[str]) -> dict[str, Filing]:
        """Those of these that were read, by id."""
        from docintel.store.tables import FilingRow

        return {row.id: filing_of(row) for row in self._some(FilingRow, ids)}

    def fact_counts(self, ids: Collection[str]) -> dict[str, int]:
        """How many facts each of these filings has; those without any are left out."""
        from sqlmodel import Session, col, func, select

        from docintel.store.tables import FactRow

        counted = col(FactRow.filing_id)
        query = select(counted, func.count()).where(counted.in_(sorted(ids))).group_by(counted)
        with Session(self._engine) as session:
            return dict(session.exec(query).all())

    def summary(self, filing: Filing) -> Summary:
        """What a list says of a filing's reading; a reading never changes, so it is parsed once."""
        from sqlmodel import Session

        from docintel.store.tables import DocumentRow

        with self._lock:
            if found := self._summaries.get(filing.reading):
                return found
        with Session(self._engine) as session:
            row = session.get(DocumentRow, filing.reading)
            found = _summary({} if row is None else json.loads(row.body))
        with self._lock:
            self._summaries[filing.reading] = found
            while len(self._summaries) > _REMEMBERED:
                self._summaries.popitem(last=False)
        return found

    def readers(self) -> dict[str, str]:
        """The reader and version of each reading of a document."""
        from sqlmodel import Session, select

        from docintel.store.tables import DocumentRow

        with Session(self._engine) as session:
            return dict(session.exec(select(DocumentRow.id, DocumentRow.reader)).all())

    def _some(self, table: type[Any], ids: Iterable[str]) -> list[Any]:
        from sqlmodel import Session, col, select

        wanted = sorted(set(ids))
        found: list[Any] = []
        with Session(self._engine) as session:
            for start in range(0, len(wanted), _AT_ONCE):
                found += session.exec(select(table).where(col(table.id).in_(wanted[start : start + _AT_ONCE])))
        return found


def _everything() -> Subquery:
    """Uploads, and the filings that no upload stands for."""
    from sqlmodel import case, col, select, union_all

    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import FilingRow

    uploads: Any = select(col(UploadRow.id), col(UploadRow.customer), col(UploadRow.received), col(UploadRow.state))
    state = case((col(FilingRow.analysis) == "", "reading"), else_="done").label("state")
    filings: Any = select(
        col(FilingRow.id), col(FilingRow.customer_id).label("customer"), col(FilingRow.filed).label("received"), state
    ).where(col(FilingRow.id).not_in(select(col(UploadRow.id))))
    return union_all(uploads, filings).subquery()


def _summary(body: dict[str, Any]) -> Summary:
    pages = body.get("pages", [])
    return Summary(
        media_type=body.get("media_type", ""),
        pages=len(pages),
        unread_pages=tuple(page["number"] for page in pages if page["source"] == "none"),
        notes=tuple(body.get("notes", [])),
        parts=tuple(part["document"] for part in body.get("parts", []) if part["document"]),
        reader=body.get("reader", ""),
        recognised_pages=tuple(page["number"] for page in pages if page["source"] == "ocr"),
        quality=min((page["quality"] for page in pages), default=None),
    )
