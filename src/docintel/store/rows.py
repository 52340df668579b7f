"""Records as rows, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docintel.records import Filing, Reading

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from docintel.store.tables import FilingRow


def filing_of(row: FilingRow) -> Filing:
    """The filing a row holds."""
    return Filing.model_validate(row.model_dump(exclude={"filed"}))


def document_row(reading: Reading) -> SQLModel:
    """A document with its sidecar as a row."""
    from docintel.store.tables import DocumentRow

    document = reading.document
    return DocumentRow(
        id=document.id, reader=document.reader, body=document.model_dump_json(), layout=reading.layout.to_bytes()
    )
