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
        self,
        customers: Collection[str] | None,
        *,
        states: Collection[UploadState],
        after: tuple[datetime, str] | None,
        limit: int,
    ) -> list[Listed]:
        """Up to `limit` places behind `after`, of some customers or all (None), in some states or any."""
        from sqlmodel import Session, and_, or_, select

        found: list[Listed] = []
        with Session(self._engine) as session:
            for some in [None] if customers is None else _chunks(customers):
                columns = _everything(some).c
                query = select(columns.received, columns.id, columns.customer)
                if states:
                    query = query.where(columns.state.in_(sorted(states)))
                if after is not None:
                    older = and_(columns.received == after[0], columns.id < after[1])
                    query = query.where(or_(columns.received < after[0], older))
                query = query.order_by(columns.received.desc(), columns.id.desc()).limit(limit)
                found += [Listed(utc(moment), one, whose) for moment, one, whose in session.exec(query)]
        return sorted(found, reverse=True)[:limit]

    def customers(self) -> list[str]:
        """The ids of all customers."""
        from sqlmodel import Session, select

        from docintel.store.tables import CustomerRow

        with Session(self._engine) as session:
            return sorted(session.exec(select(CustomerRow.id)))

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

        found: list[Any] = []
        with Session(self._engine) as session:
            for some in _chunks(ids):
                found += session.exec(select(table).where(col(table.id).in_(some)))
        return found


def _chunks(ids: Iterable[str]) -> list[list[str]]:
    wanted = sorted(set(ids))
    return [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]


def _everything(customers: Collection[str] | None = None) -> Subquery:
    """Uploads, and the filings that no upload stands for, of some customers or all (None).

    Nobody else's rows are read: the time a narrow list takes would tell how much others hold.
    """
    from sqlmodel import case, col, select, union_all

    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import FilingRow

    uploads: Any = select(col(UploadRow.id), col(UploadRow.customer), col(UploadRow.received), col(UploadRow.state))
    state = case((col(FilingRow.analysis) == "", "reading"), else_="done").label("state")
    filings: Any = select(
        col(FilingRow.id), col(FilingRow.customer_id).label("customer"), col(FilingRow.filed).label("received"), state
    ).where(~select(col(UploadRow.id)).where(col(UploadRow.id) == col(FilingRow.id)).exists())
    if customers is not None:
        uploads = uploads.where(col(UploadRow.customer).in_(customers))
        filings = filings.where(col(FilingRow.customer_id).in_(customers))
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
