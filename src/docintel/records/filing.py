"""A document filed for a customer, and a file that could not be."""

from __future__ import annotations

from hashlib import sha256

from docintel.records.record import Record


class Filing(Record):
    """A document filed for a customer: `reason` says why this customer, `analysis` which versions read it.

    `facts_by` names the versions behind the facts stored now; it differs while the document is being read again.
    `reading` is which reading of the document the facts point into: another customer's filing of the same bytes may
    rest on another one.
    """

    id: str
    customer_id: str
    document_id: str
    name: str
    reason: str
    analysis: str
    reading: str
    facts_by: str = ""


class Failure(Record):
    """A file that was not read or not filed: its error code and the sentence that says what to do."""

    name: str
    code: str
    message: str
    customer_id: str | None = None


def filing_id(customer: str, document: str) -> str:
    """The id of (customer, document): the same bytes for the same customer are one filing."""
    return "D-" + sha256(f"{customer}\n{document}".encode()).hexdigest()[:20]
