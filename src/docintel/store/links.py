"""Keeps what tells filed documents apart, and which of them are the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docintel.records import DocumentLink, FiledCopy, Filing, Fingerprint
from docintel.store.rows import filing_of
from docintel.store.sessions import utc, writing

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from docintel.store.link_tables import FingerprintRow
    from docintel.store.tables import FilingRow


class Links:
    """The fingerprints and links of every customer's documents; both go when their filing goes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save_fingerprint(self, filing: Filing, found: Fingerprint, *, version: int) -> None:
        """Keep what tells this reading of the document from others; it counts as not yet held against them."""
        from docintel.store.link_tables import FingerprintRow

        row = FingerprintRow(
            filing_id=filing.id,
            customer_id=filing.customer_id,
            reading=filing.reading,
            version=version,
            wording=found.wording,
            body=found.model_dump_json(),
        )
        with writing(self._engine) as session:
            session.merge(row)

    def replace(self, filing: Filing, links: Sequence[DocumentLink]) -> None:
        """These are the filing's links and no others; it was held against all other documents of its customer."""
        from sqlalchemy import delete
        from sqlmodel import col, or_

        from docintel.store.link_tables import DocumentLinkRow, FingerprintRow

        mine = or_(col(DocumentLinkRow.newer_id) == filing.id, col(DocumentLinkRow.older_id) == filing.id)
        with writing(self._engine) as session:
            session.execute(delete(DocumentLinkRow).where(mine))
            for link in links:
                _add_link(session, link)
            row = session.get(FingerprintRow, filing.id)
            if row is not None:
                row.linked = True

    def of(self, customer_id: str) -> list[DocumentLink]:
        """A customer's links, by id."""
        from sqlmodel import Session, col, select

        from docintel.store.link_tables import DocumentLinkRow

        query = select(DocumentLinkRow.body).where(DocumentLinkRow.customer_id == customer_id)
        with Session(self._engine) as session:
            found = session.exec(query.order_by(col(DocumentLinkRow.id))).all()
        return [DocumentLink.model_validate_json(body) for body in found]

    def wordings(self, customer_id: str) -> dict[str, bytes]:
        """The sketch of the wording of each filing of a customer that has a fingerprint."""
        from sqlmodel import Session, select

        from docintel.store.link_tables import FingerprintRow

        query = select(FingerprintRow.filing_id, FingerprintRow.wording)
        with Session(self._engine) as session:
            return dict(session.exec(query.where(FingerprintRow.customer_id == customer_id)).all())

    def copies(self, customer_id: str, filings: Sequence[str] | None = None) -> list[FiledCopy]:
        """The customer's filings with a fingerprint, or those asked for, in the order they were filed."""
        from sqlmodel import Session, col, select

        from docintel.store.link_tables import FingerprintRow
        from docintel.store.tables import FilingRow

        query = select(FilingRow, FingerprintRow).join(FingerprintRow, col(FingerprintRow.filing_id) == FilingRow.id)
        query = query.where(FilingRow.customer_id == customer_id).order_by(col(FilingRow.filed), col(FilingRow.id))
        if filings is not None:
            query = query.where(col(FilingRow.id).in_(filings))
        with Session(self._engine) as session:
            return [_copy(filing, row) for filing, row in session.exec(query).all()]

    def unlinked(self, customer_id: str, *, version: int) -> list[Filing]:
        """Filings that were read whole and not yet held against the others, in the order they were filed.

        What is being read right now is left to whoever reads it: its facts are not all stored.
        """
        from sqlmodel import Session, col, select

        from docintel.store.link_tables import FingerprintRow
        from docintel.store.tables import FilingRow

        query = select(FilingRow, FingerprintRow).join(
            FingerprintRow, col(FingerprintRow.filing_id) == FilingRow.id, isouter=True
        )
        query = query.where(FilingRow.customer_id == customer_id, FilingRow.analysis != "")
        query = query.order_by(col(FilingRow.filed), col(FilingRow.id))
        with Session(self._engine) as session:
            return [
                filing_of(filing)
                for filing, row in session.exec(query).all()
                if row is None or not row.linked or row.version != version or row.reading != filing.document_id
            ]


def _add_link(session: Session, link: DocumentLink) -> None:
    from docintel.store.link_tables import DocumentLinkRow

    session.merge(
        DocumentLinkRow(
            id=link.id,
            customer_id=link.customer,
            newer_id=link.newer,
            older_id=link.older,
            kind=link.kind,
            body=link.model_dump_json(),
        )
    )


def _copy(filing: FilingRow, row: FingerprintRow) -> FiledCopy:
    return FiledCopy(
        filing=filing.id,
        document=filing_of(filing).document_id,
        name=filing.name,
        filed=utc(filing.filed),
        fingerprint=Fingerprint.model_validate_json(row.body),
    )
