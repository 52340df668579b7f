"""Who did what when, as a chain in which every entry vouches for the one before."""

from __future__ import annotations

import json
from datetime import datetime
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Literal

from pydantic import Field

from docintel.records.record import Record

AuditAction = Literal[
    "uploaded",
    "read",
    "reviewed",
    "original_fetched",
    "exported",
    "backed_up",
    "customer_saved",
    "key_added",
    "key_revoked",
    "held",
    "released",
    "erased",
    "restored",
]


class AuditEntry(Record):
    """One act. `subject` and `details` name ids and counts, never names or words of documents.

    So an entry can outlive the customer it is about: erasing a customer leaves the chain whole.
    """

    number: int
    at: datetime
    actor: str
    action: AuditAction
    subject: str
    details: dict[str, str | int | list[str]] = Field(default_factory=dict)
    previous: str
    hash: str

    def expected_hash(self) -> str:
        """SHA-256 over the previous hash and this entry's content: it changes when anything before was changed."""
        parts = [self.number, self.at.isoformat(), self.actor, self.action, self.subject, self.details, self.previous]
        return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class AccessKey(Record):
    """Who may use the API, and for whom: `customers` are patterns of customer ids ("*", "NORTH-*").

    The token itself is never kept, only its SHA-256.
    """

    id: str
    holder: str
    customers: tuple[str, ...]
    may_write: bool
    created: datetime
    revoked: datetime | None = None

    def opens(self, customer_id: str) -> bool:
        """Whether the key may see a customer; the patterns tell upper case from lower case everywhere."""
        return any(fnmatchcase(customer_id, pattern) for pattern in self.customers)


class LegalHold(Record):
    """Nothing of this customer may be erased while the hold stands."""

    customer: str
    reason: str
    by: str
    since: datetime
