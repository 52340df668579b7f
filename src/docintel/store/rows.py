"""Records as rows, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docintel.records import Filing, Reading, filing_id

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from docintel.store.tables import FilingRow


def filing_of(row: FilingRow) -> Filing:
    """The filing a row holds."""
    return Filing.model_validate(row.model_dump(exclude={"filed"}))


def filing_row(reading: Reading, customer_id: str, *, reason: str) -> FilingRow:
    """A filing that begins now, without facts."""
    from docintel.store.tables import FilingRow

    document = reading.document
    return FilingRow(
        id=filing_id(customer_id, document.id),
        customer_id=customer_id,
        document_id=document.id,
        name=document.name,
        reason=reason,
        filed=datetime.now(UTC),
    )


def document_row(reading: Reading) -> SQLModel:
    """A document with its sidecar as a row."""
    from docintel.store.tables import DocumentRow

    document = reading.document
    return DocumentRow(
        id=document.id, reader=document.reader, body=document.model_dump_json(), layout=reading.layout.to_bytes()
    )
