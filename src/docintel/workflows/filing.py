"""Which customers a document is about: by folder, identifier, name or mail domain, and never by guessing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from email.utils import parseaddr
from pathlib import PurePosixPath

from docintel.language.names import normalise_company
from docintel.records import Customer, Document, Fact, Message, Party


def find_customers(
    document: Document, facts: Sequence[Fact], customers: Iterable[Customer], *, name: str
) -> dict[str, str]:
    """Customer ids with the reason each was chosen; empty when nothing in the document names one.

    A folder called like a customer's id or name decides alone. Otherwise every customer counts whose
    identifier, registered name, alias or mail domain stands in the document.
    """
    known = list(customers)
    folders = {normalise_company(part) for part in PurePosixPath(name).parts[:-1]}
    by_folder = {
        customer.id: f"folder {_folder(customer, folders)}" for customer in known if _folder(customer, folders)
    }
    if by_folder:
        return by_folder
    return {
        customer.id: reason
        for customer in known
        if (reason := next(_reasons(customer, facts, document), None)) is not None
    }


def _folder(customer: Customer, folders: set[str]) -> str | None:
    names = (customer.id, customer.name, *customer.aliases)
    return next((name for name in names if normalise_company(name) in folders), None)


def _reasons(customer: Customer, facts: Sequence[Fact], document: Document) -> Iterator[str]:
    numbers = {number for number in (customer.uscc, customer.lei) if number}
    names = {normalise_company(name) for name in (customer.name, *customer.aliases)}
    parties = [fact for fact in facts if isinstance(fact, Party)]
    for party in parties:
        for identifier in party.identifiers:
            if identifier.valid and identifier.value in numbers:
                yield f"{identifier.scheme} {identifier.value}"
    for party in parties:
        if normalise_company(party.name) in names:
            yield f"name {party.name}"
    for address in _addresses(facts):
        domain = address.rpartition("@")[2].lower()
        if domain and domain in customer.email_domains:
            yield f"mail domain {domain}"
    if normalise_company(document.name.rsplit(".", 1)[0]) in names:
        yield f"file name {document.name}"


def _addresses(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact, Message):
            for written in (fact.sender, *fact.to, *fact.cc):
                yield parseaddr(written)[1]
