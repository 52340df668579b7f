"""Records as rows, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from docintel.records import Filing, Profile, Reading, document_id, filing_id

if TYPE_CHECKING:
    from docintel.store.tables import DocumentRow, FilingRow, ProfileRow


def filing_of(row: FilingRow) -> Filing:
    """The filing a row holds."""
    body = row.model_dump(exclude={"filed"})
    return Filing.model_validate({**body, "document_id": row.document_id.partition("#")[0], "reading": row.document_id})


def filing_row(reading: Reading, customer_id: str, *, reason: str, key: str) -> FilingRow:
    """A filing that begins now, without facts."""
    from docintel.store.tables import FilingRow

    document = reading.document
    return FilingRow(
        id=filing_id(customer_id, document.id),
        customer_id=customer_id,
        document_id=key,
        name=document.name,
        reason=reason,
        filed=datetime.now(UTC),
    )


def document_row(reading: Reading) -> DocumentRow:
    """A document as a row, under an id of what was read; its sidecar goes by the hash of its bytes."""
    from docintel.store.tables import DocumentRow

    document = reading.document
    body, layout = document.model_dump_json(), reading.layout.to_bytes()
    content = sha256(body.encode() + layout).hexdigest()[:16]
    return DocumentRow(id=f"{document.id}#{content}", reader=document.reader, body=body, sidecar=document_id(layout))


def profile_row(profile: Profile) -> ProfileRow:
    """A fold as a row."""
    from docintel.store.tables import ProfileRow

    body, customer = profile.model_dump_json(), profile.customer.id
    return ProfileRow(customer_id=customer, as_of=profile.as_of, grade=profile.grade, body=body)
