"""A file whose bytes arrived becomes an upload that a worker will read."""

from __future__ import annotations

from dataclasses import dataclass

from docintel.errors import NotFound
from docintel.records import Upload, filing_id
from docintel.store.blobs import Incoming
from docintel.store.store import Store
from docintel.workflows.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Accepted:
    """An upload, and whether these bytes were there for this customer before."""

    upload: Upload
    already_there: bool


def accept_file(portfolio: Portfolio, customer_id: str, incoming: Incoming, *, name: str) -> Accepted:
    """Keep the bytes and note the upload, in this order: a row never stands without its bytes.

    Raises NotFound for a customer that is gone or never was the caller's.
    """
    customer = portfolio.customer(customer_id)
    known = _is_there(filing_id(customer.id, incoming.name), portfolio.store)
    document = incoming.keep()
    upload = portfolio.store.uploads.accept(
        customer.id, document, name=name, size=incoming.size, by=portfolio.key.holder
    )
    return Accepted(upload, known)


def _is_there(wanted: str, store: Store) -> bool:
    """Whether the bytes are being read or were read; those that could not be read are tried again."""
    try:
        return store.uploads.get(wanted).state != "failed"
    except NotFound:
        return False
