"""Keeps customers, documents, facts, profiles, alerts and reviews; records in, records out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from docintel.errors import Conflict, NotFound
from docintel.records import (
    AnyFact,
    Customer,
    Document,
    Fact,
    FactChange,
    Failure,
    Filing,
    FormerReading,
    Layout,
    Profile,
    Reading,
    Rereading,
    Review,
    filing_id,
)
from docintel.store.audit import AuditTrail, add_entry
from docintel.store.blobs import Blobs
from docintel.store.erasures import Erasures
from docintel.store.folds import Folds, request_fold
from docintel.store.holds import Holds
from docintel.store.keys import Keys
from docintel.store.links import Links
from docintel.store.listing import Listing
from docintel.store.profiles import read_latest_profile
from docintel.store.readings import (
    finish_filing,
    is_filed,
    mark_changes,
    read_changes,
    read_facts,
    read_former,
    remove_filing,
    replace_facts,
    write_rereading,
)
from docintel.store.rows import document_row, filing_of, filing_row, profile_row
from docintel.store.sessions import writing, writing_alone
from docintel.store.snapshot import take_snapshot
from docintel.store.standing import Standing
from docintel.store.uploads import Uploads, refuse_erased
from docintel.store.workers import Workers

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import SQLModel

    from docintel.store.tables import DocumentRow

    Row = TypeVar("Row", bound=SQLModel)


class Store:
    """One database and its blobs. Each method is one transaction; what a method returned is stored when it returns."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self.blobs = blobs
        self.uploads = Uploads(engine, blobs)
        self.audit = AuditTrail(engine)
        self.keys = Keys(engine)
        self.workers = Workers(engine)
        self.folds = Folds(engine)
        self.listing = Listing(engine)
        self.links = Links(engine)
        self.snapshot = partial(take_snapshot, engine)
        self.standing = Standing(engine)
        self.holds = Holds(engine)
        self.erasures = Erasures(engine, blobs)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def probe(self) -> None:
        """Take the writer's place for a moment; raises what stands in the way."""
        with writing_alone(self._engine) as session:
            session.connection().exec_driver_sql("SELECT 1")

    def save_customer(self, customer: Customer, *, by: str = "docintel") -> bool:
        """Add a customer, or replace what was imported for the same id; returns whether they are new."""
        from docintel.store.tables import CustomerRow

        with writing_alone(self._engine) as session:
            known, body = session.get(CustomerRow, customer.id), customer.model_dump_json()
            if known is None or known.body != body:
                session.merge(CustomerRow(id=customer.id, name=customer.name, body=body))
                add_entry(session, "customer_saved", customer.id, actor=by)
            return known is None

    def customer(self, customer_id: str) -> Customer:
        """One customer; raises NotFound."""
        from docintel.store.tables import CustomerRow

        row = self._row(CustomerRow, customer_id, f"no customer {customer_id!r}; run `docintel enrich` first.")
        return Customer.model_validate_json(row.body)

    def customers(self) -> list[Customer]:
        """All customers by id, in the order of its characters whatever language the database sorts by."""
        from docintel.store.tables import CustomerRow

        found = [Customer.model_validate_json(row.body) for row in self._rows(CustomerRow, order="id")]
        return sorted(found, key=lambda customer: customer.id)

    def file(self, reading: Reading, customer_id: str, *, reason: str, upload: str | None = None) -> Filing:
        """File a document for a customer; the same bytes again are the same filing under its first name.

        The filing counts as unfinished until its facts are saved. NotFound for a customer, or an `upload` it came
        with, that was erased meanwhile; Conflict where only the bytes went, with another document: read it again.
        """
        from docintel.store.tables import FilingRow

        document, layout = document_row(reading), reading.layout.to_bytes()
        self.blobs.put(layout)
        with writing_alone(self._engine) as session:
            refuse_erased(session, customer_id, upload)
            if upload is not None and not self.blobs.exists(reading.document.id):
                raise Conflict(f"the bytes of {reading.document.name} were erased meanwhile; read it again.")
            if not self.blobs.exists(document.sidecar or ""):
                self.blobs.put(layout)  # went with another document that was erased just now
            key = session.merge(document).id
            session.flush()
            row = session.get(FilingRow, filing_id(customer_id, reading.document.id))
            row = row or filing_row(reading, customer_id, reason=reason, key=key)
            row.facts_by, row.analysis = row.analysis or row.facts_by, ""
            session.add(row)
            # the facts stored so far keep their reading until new ones take their place
            return filing_of(row).model_copy(update={"reading": key})

    def filings(self, customer_id: str | None = None) -> list[Filing]:
        """Filings of one customer, or all, by name."""
        from docintel.store.tables import FilingRow

        where = {} if customer_id is None else {"customer_id": customer_id}
        return [filing_of(row) for row in self._rows(FilingRow, order="name", **where)]

    def filing(self, wanted: str) -> Filing:
        """One filing; raises NotFound."""
        from docintel.store.tables import FilingRow

        return filing_of(self._row(FilingRow, wanted, f"no document {wanted!r}."))

    def document(self, filing: Filing) -> Document:
        """A filed document as its facts were read from it; raises NotFound."""
        return Document.model_validate_json(self._reading(filing).body)

    def layout(self, filing: Filing) -> Layout:
        """Where a filed document's characters stand; raises NotFound."""
        row = self._reading(filing)
        return Layout.from_bytes(self.blobs.get(row.sidecar) if row.sidecar else row.layout)

    def original(self, filing: Filing) -> bytes:
        """The bytes a document was read from; NotFound where they were not kept (documents filed before 0003)."""
        return self.blobs.get(filing.document_id)

    def former_reading(self, filing: Filing) -> FormerReading:
        """What the filing holds from an earlier reading, and the reviews of its customer."""
        from sqlmodel import Session

        with Session(self._engine) as session:
            return read_former(session, filing)

    def save_facts(
        self, filing: Filing, facts: Sequence[Fact], *, analysis: str, rereading: Rereading | None = None
    ) -> None:
        """Replace a filing's facts by what these versions read, with what that changed, in one transaction."""
        with writing(self._engine) as session:
            finish_filing(session, filing, analysis)
            replace_facts(session, filing, facts)
            write_rereading(session, filing, rereading)

    def withdraw(self, filing: Filing, *, rereading: Rereading | None = None) -> None:
        """Take a document back from a customer it turned out not to be about, with the facts it brought.

        One that was erased meanwhile leaves nothing: what was lost with it went too.
        """
        with writing(self._engine) as session:
            if not is_filed(session, filing):
                return
            replace_facts(session, filing, ())
            write_rereading(session, filing, rereading)
            remove_filing(session, filing)

    def changes(self, customer_id: str, *, unreported: bool = False, judged: bool = False) -> dict[int, FactChange]:
        """What new readings changed for a customer by number: all, what no batch wrote out yet, what is of a review."""
        from sqlmodel import Session

        with Session(self._engine) as session:
            return read_changes(session, customer_id, unreported=unreported, judged=judged)

    def mark_reported(self, numbers: Collection[int]) -> None:
        """Note that a batch has written these changes out."""
        with writing(self._engine) as session:
            mark_changes(session, numbers)

    def facts(self, customer_id: str, *, kinds: Collection[str] = ()) -> list[AnyFact]:
        """The facts of a customer's filings, of some kinds or all, filing by filing in reading order."""
        from sqlmodel import Session

        with Session(self._engine) as session:
            return read_facts(session, customer_id, kinds)

    def filing_facts(self, filing: Filing) -> list[AnyFact]:
        """The facts of one filing in reading order."""
        from sqlmodel import Session

        with Session(self._engine) as session:
            return read_facts(session, filing.customer_id, filing=filing.id)

    def save_failures(self, failures: Iterable[Failure], *, tried: Iterable[str] = ()) -> None:
        """Note files that could not be read or filed, in place of earlier notes on the `tried` files."""
        from sqlalchemy import delete
        from sqlmodel import col

        from docintel.store.tables import FailureRow

        with writing(self._engine) as session:
            session.execute(delete(FailureRow).where(col(FailureRow.name).in_(list(tried))))
            for failure in failures:
                session.merge(FailureRow(**failure.model_dump()))

    def failures(self) -> list[Failure]:
        """Files that could not be read or filed, by name."""
        from docintel.store.tables import FailureRow

        found = [Failure.model_validate(row.model_dump()) for row in self._rows(FailureRow, order="name")]
        return sorted(found, key=lambda failure: (failure.name, failure.code))

    def save_profile(self, profile: Profile) -> None:
        """Store a fold with its alerts; another fold to the same day replaces it."""
        self._merge(profile_row(profile))

    def profile(self, customer_id: str) -> Profile:
        """The latest fold; raises NotFound."""
        if found := self.latest_profile(customer_id):
            return found
        raise NotFound(f"no profile of customer {customer_id!r}; run `docintel enrich` first.")

    def latest_profile(self, customer_id: str, until: date | None = None) -> Profile | None:
        """The latest fold, or the latest to a day; None before any."""
        return read_latest_profile(self._engine, customer_id, until)

    def profiles(self, customer_id: str) -> list[Profile]:
        """Every fold of a customer, oldest first."""
        from docintel.store.tables import ProfileRow

        rows = self._rows(ProfileRow, order="as_of", customer_id=customer_id)
        return [Profile.model_validate_json(row.body) for row in rows]

    def add_review(self, customer_id: str, review: Review) -> None:
        """Add a person's verdict; earlier ones stay."""
        from docintel.store.tables import ReviewRow

        with writing_alone(self._engine) as session:
            session.add(ReviewRow(customer_id=customer_id, target=review.target, body=review.model_dump_json()))
            add_entry(session, "reviewed", review.target, actor=review.reviewer, customer=customer_id, review=review.id)
            request_fold(session, customer_id)

    def reviews(self, customer_id: str) -> list[Review]:
        """Verdicts on a customer's facts and alerts, oldest first."""
        from docintel.store.tables import ReviewRow

        rows = self._rows(ReviewRow, order="id", customer_id=customer_id)
        return [Review.model_validate_json(row.body) for row in rows]

    def _reading(self, filing: Filing) -> DocumentRow:
        from docintel.store.tables import DocumentRow

        return self._row(DocumentRow, filing.reading, f"no document {filing.document_id!r}.")

    def _merge(self, row: SQLModel) -> None:
        with writing(self._engine) as session:
            session.merge(row)

    def _row(self, table: type[Row], key: str, missing: str) -> Row:
        from sqlmodel import Session

        with Session(self._engine) as session:
            row = session.get(table, key)
            if row is None:
                raise NotFound(missing)
            return row

    def _rows(self, table: type[Row], *, order: str, **where: object) -> Sequence[Row]:
        from sqlmodel import Session, select

        with Session(self._engine) as session:
            query = select(table).filter_by(**where).order_by(getattr(table, order))
            return session.exec(query).all()
