"""Facts of customers or of a document as a table for analysts, with the documents they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from docintel.credit.profiles import last_words
from docintel.errors import Conflict, NotFound
from docintel.exports.column_notes import NOTE_COLUMNS, note_lines
from docintel.exports.document_table import (
    DOCUMENT_COLUMNS,
    document_line,
    document_state,
    failure_line,
    lost_parts,
    no_document_line,
)
from docintel.exports.fact_table import FACT_COLUMNS, fact_line
from docintel.exports.files import MEDIA_TYPES, companion, export_suffix, write_tables
from docintel.exports.lines import Line, Table
from docintel.exports.rows import flat_fact_rows
from docintel.exports.workbooks import Limits
from docintel.records import Failure, Filing, FormerReading, Message, Reading
from docintel.store.store import Store

#: How often a filing is looked at again that another process is just storing anew.
_ATTEMPTS = 5


@dataclass(slots=True)
class Exported:
    """What an export holds, and what it does not.

    `incomplete` documents miss pages or files inside them or are still being read; `failed` files were not read, or
    not wholly; `nobodys` files belong to no customer and are only in an export of all. `limits` are Excel's.
    """

    facts: int = 0
    documents: int = 0
    incomplete: int = 0
    failed: int = 0
    nobodys: int = 0
    files: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """An export as bytes, with the name and media type to serve it under, and what it holds."""

    name: str
    media_type: str
    data: bytes
    exported: Exported


def export_facts(
    path: Path, store: Store, *, customers: Sequence[str] | None = None, document: str | None = None
) -> Exported:
    """Write the facts of these customers (None: all), or of one filed document, to a .csv, .xlsx or .parquet file.

    One line a fact. CSV and Parquet have the documents in a second file, `facts.documents.csv`. With customers given,
    a document of anybody else is not found. Raises InputError for another suffix, NotFound for a customer or document
    that is not here, and for a database without customers.
    """
    export_suffix(path)
    if document is not None:
        gathering = _Gathering(store, (), [_filing(store, customers, document)])
        failures = [failure for failure in gathering.failures if _is_about(failure, gathering.filings[0])]
    else:
        known = _known_customers(store, customers)
        gathering = _Gathering(store, known, [filing for one in known for filing in store.filings(one)])
        failures = [one for one in gathering.failures if customers is None or one.customer_id in known]
    facts = Table("Facts", FACT_COLUMNS, gathering.fact_lines())
    documents = Table("Documents", DOCUMENT_COLUMNS, gathering.document_lines(failures))
    notes = Table("Columns", NOTE_COLUMNS, note_lines())
    gathering.exported.files, gathering.exported.limits = write_tables(path, facts, documents, notes=notes)
    return gathering.exported


def exported_file(
    store: Store, form: Literal["csv", "xlsx", "parquet"], *, customers: Sequence[str] | None = None,
    document: str | None = None, part: Literal["facts", "documents"] = "facts",
) -> ExportedFile:  # fmt: skip
    """The same export as bytes to serve; `part` chooses the table of a CSV or Parquet file, a workbook has both."""
    with TemporaryDirectory(prefix="docintel-") as folder:
        path = Path(folder) / f"facts.{form}"
        exported = export_facts(path, store, customers=customers, document=document)
        chosen = companion(path) if part == "documents" and form != "xlsx" else path
        exported.files = ()  # gone with their folder
        return ExportedFile(chosen.name, MEDIA_TYPES[path.suffix], chosen.read_bytes(), exported)


def _filing(store: Store, customers: Sequence[str] | None, document: str) -> Filing:
    filing = store.filing(document)
    if customers is not None and filing.customer_id not in customers:
        # the very words for a document that is not there: nobody learns what others have
        raise NotFound(f"no document {document!r}.")
    return filing


def _known_customers(store: Store, customers: Sequence[str] | None) -> list[str]:
    if customers is not None:
        return [store.customer(customer_id).id for customer_id in dict.fromkeys(customers)]
    known = [customer.id for customer in store.customers()]
    if not known:
        raise NotFound("this database holds no customer; run `docintel enrich`, or set DOCINTEL_DATABASE_URL.")
    return known


def _is_about(failure: Failure, filing: Filing) -> bool:
    inside = failure.name == filing.name or failure.name.startswith(f"{filing.name}/")
    return inside and failure.customer_id == filing.customer_id


class _Gathering:
    """Reads filing after filing, so that memory holds one document; the documents' lines wait for the facts' end."""

    def __init__(self, store: Store, customers: Sequence[str], filings: Sequence[Filing]) -> None:
        self.filings = filings
        self.failures = store.failures()
        self.exported = Exported(nobodys=sum(failure.customer_id is None for failure in self.failures))
        self._store = store
        self._lines: list[Line] = []
        filed_for = {filing.customer_id for filing in filings}
        self._filed = {one: {filing.document_id for filing in store.filings(one)} for one in filed_for}
        self._without = [customer_id for customer_id in customers if customer_id not in filed_for]

    def fact_lines(self) -> Iterator[Line]:
        failed = {failure.name for failure in self.failures}
        sent: dict[str, dict[str, datetime]] = {}
        for listed in self.filings:
            filing, reading, former = settled_filing(self._store, listed)
            if filing.customer_id not in sent:
                sent = {filing.customer_id: _sent(self._store, filing.customer_id)}
            verdicts = last_words(former.reviews)
            for row in flat_fact_rows(former.facts, reading, doc=filing.name, sent=sent[filing.customer_id]):
                yield fact_line(row, filing, verdicts.get(row["id"]))
            lost = list(lost_parts(reading.document, self._filed[filing.customer_id], failed))
            self._lines.append(document_line(filing, reading.document, facts=len(former.facts), lost=lost))
            self.exported.documents += 1
            self.exported.facts += len(former.facts)
            self.exported.incomplete += document_state(filing, reading.document, lost) in ("incomplete", "in work")

    def document_lines(self, failures: Sequence[Failure]) -> Iterator[Line]:
        """The documents of the facts given out before, customers without any, and these files that failed."""
        yield from self._lines
        yield from map(no_document_line, self._without)
        self.exported.failed = len(failures)
        yield from map(failure_line, failures)


def settled_filing(store: Store, listed: Filing) -> tuple[Filing, Reading, FormerReading]:
    """A filing with its document and facts of one reading; raises Conflict when it is being stored all the time."""
    for _ in range(_ATTEMPTS):
        with suppress(NotFound):  # the reading it rested on was let go between two looks
            filing = store.filing(listed.id)
            former = store.former_reading(filing)
            reading = Reading(store.document(filing), store.layout(filing))
            if store.filing(listed.id) == filing:
                return filing, reading, former
    raise Conflict(f"{listed.name} is being read again or taken back just now; export again when the batch is done.")


def _sent(store: Store, customer_id: str) -> dict[str, datetime]:
    """When each message of a customer was sent, by its id."""
    found = store.facts(customer_id, kinds=("message",))
    messages = (fact for fact in found if isinstance(fact, Message))
    return {fact.message_id: fact.date for fact in messages if fact.message_id and fact.date}
