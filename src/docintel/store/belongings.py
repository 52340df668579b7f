"""What belongs to a customer or a document, attachments included: the rows that an erasure takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docintel.errors import Conflict, NotFound
from docintel.records import filing_id

if TYPE_CHECKING:
    from sqlmodel import Session

    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import FilingRow

#: Names of the files inside a document by the document's id, for each file its own id (None: never taken out).
Parts = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Belongings:
    """The filings and uploads that go, the documents inside them, and the attachments that stay under a new name."""

    customer: str
    is_whole: bool
    filings: tuple[FilingRow, ...]
    uploads: tuple[UploadRow, ...]
    inside: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """The ids of everything that goes, each once."""
        return list(dict.fromkeys([*(row.id for row in self.filings), *(row.id for row in self.uploads)]))

    @property
    def names(self) -> dict[str, str]:
        """The file names by id."""
        return {row.id: row.name for row in self.uploads} | {row.id: row.name for row in self.filings}

    @property
    def documents(self) -> set[str]:
        """The hashes of all bytes that may go."""
        filed = {document_of(row.document_id) for row in self.filings}
        return filed | {row.document for row in self.uploads} | self.inside

    @property
    def filing_ids(self) -> set[str]:
        """The ids of the filings, those of them that a batch withdrew before too."""
        return {row.id for row in self.filings} | {filing_id(self.customer, one) for one in self.documents}


def document_of(reading: str) -> str:
    """The document that a reading is of."""
    return reading.partition("#")[0]


def all_of_customer(session: Session, customer: str) -> Belongings:
    """Everything of a customer; raises NotFound."""
    from docintel.store.tables import CustomerRow

    if session.get(CustomerRow, customer) is None:
        raise NotFound(f"no customer {customer!r}.")
    filings, uploads = _rows_of(session, customer)
    parts = _parts_of(session, filings)
    inside = frozenset(part for held in parts.values() for part, _ in held)
    return Belongings(customer, True, tuple(filings), tuple(uploads), inside)


def one_document(session: Session, wanted: str) -> Belongings:
    """A document with the attachments that came in it and in nothing else; raises NotFound.

    Conflict for a document that lies inside another one of the customer's: its words would stay there.
    """
    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import FilingRow

    filing, upload = session.get(FilingRow, wanted), session.get(UploadRow, wanted)
    if filing is not None:
        customer, root = filing.customer_id, document_of(filing.document_id)
    elif upload is not None:
        customer, root = upload.customer, upload.document
    else:
        raise NotFound(f"no document {wanted!r}.")
    filings, uploads = _rows_of(session, customer)
    parts = _parts_of(session, filings)
    by_document = {document_of(row.document_id): row for row in filings}
    _refuse_inner(root, by_document, parts)
    on_its_own = {row.document for row in uploads} | _handed_in(by_document, parts)
    going = _going(root, parts, on_its_own)
    inside = frozenset(part for one in going for part, _ in parts.get(one, ()) if part not in by_document)
    return Belongings(
        customer,
        False,
        tuple(row for row in filings if document_of(row.document_id) in going),
        tuple(row for row in uploads if row.document == root),
        inside,
        _renamed(going, by_document, parts, {row.document: row.name for row in uploads}),
    )


def _rows_of(session: Session, customer: str) -> tuple[list[FilingRow], list[UploadRow]]:
    """Locked, so that who reads or stores one of them now ends before it goes."""
    from sqlmodel import col, select

    from docintel.store.service_tables import UploadRow
    from docintel.store.tables import FilingRow

    uploads = select(UploadRow).where(UploadRow.customer == customer).order_by(col(UploadRow.id))
    filings = (
        select(FilingRow).where(FilingRow.customer_id == customer).order_by(col(FilingRow.name), col(FilingRow.id))
    )
    locked = list(session.exec(uploads.with_for_update()))
    return list(session.exec(filings.with_for_update())), locked


def _parts_of(session: Session, filings: Iterable[FilingRow]) -> Parts:
    from docintel.store.tables import DocumentRow

    found = {}
    for row in filings:
        reading = session.get(DocumentRow, row.document_id)
        parts = [] if reading is None else json.loads(reading.body).get("parts", [])
        found[document_of(row.document_id)] = [(part["document"], part["name"]) for part in parts if part["document"]]
        if reading is not None:
            session.expunge(reading)  # texts of a whole portfolio would fill the memory
    return found


def _refuse_inner(root: str, by_document: Mapping[str, FilingRow], parts: Parts) -> None:
    for holder, held in parts.items():
        if holder != root and any(part == root for part, _ in held):
            row = by_document[holder]
            raise Conflict(f"this document lies inside {row.name} ({row.id}), where its words would stay; erase that.")


def _handed_in(by_document: Mapping[str, FilingRow], parts: Parts) -> set[str]:
    """Documents that a batch found as files of their own: their name does not begin with that of what holds them."""
    holders: dict[str, list[str]] = {}
    for holder, held in parts.items():
        for part, _ in held:
            holders.setdefault(part, []).append(by_document[holder].name)
    return {
        document
        for document, row in by_document.items()
        if not any(row.name.startswith(f"{name}/") for name in holders.get(document, ()))
    }


def _going(root: str, parts: Parts, on_its_own: set[str]) -> set[str]:
    """The root and what came in it, less what came otherwise too, less what lies in that."""
    going, waiting = {root}, [root]
    for one in waiting:
        fresh = [part for part, _ in parts.get(one, ()) if part not in going]
        going.update(fresh)
        waiting.extend(fresh)
    while True:
        held = {part for holder in parts.keys() - going for part, _ in parts[holder]}
        stays = (going - {root}) & (on_its_own | held)
        if not stays:
            return going
        going -= stays


def _renamed(
    going: set[str], by_document: Mapping[str, FilingRow], parts: Parts, uploaded: Mapping[str, str]
) -> dict[str, str]:
    """New names, by filing, of what stays under a name that begins with that of a document which goes."""
    gone = [by_document[document].name for document in going if document in by_document]
    renamed = dict(_own_names(by_document, going, gone, uploaded))
    while True:
        inner = {
            by_document[part].id: f"{renamed.get(by_document[holder].id, by_document[holder].name)}/{name}"
            for holder in parts.keys() - going
            for part, name in parts[holder]
            if part in by_document and part not in going and part not in uploaded
            and _is_under(by_document[part].name, gone)
        }  # fmt: skip
        if inner.items() <= renamed.items():
            return renamed
        renamed |= inner


def _own_names(
    by_document: Mapping[str, FilingRow], going: set[str], gone: Sequence[str], uploaded: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for document, row in by_document.items():
        if document not in going and document in uploaded and _is_under(row.name, gone):
            yield row.id, uploaded[document]


def _is_under(name: str, holders: Iterable[str]) -> bool:
    return any(name.startswith(f"{holder}/") for holder in holders)
