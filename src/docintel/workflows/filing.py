"""Which customers a document is about: by folder, identifier, name or mail domain, and never by guessing.

A company that is merely mentioned (a supplier in an annual report) does not get the document while another customer
signed it, and never gets figures: those belong to whom the statement names, and to nobody when it names no one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from docintel.credit.parties import is_customer
from docintel.credit.senders import domain_of, is_own_domain
from docintel.language.names import normalise_company
from docintel.language.views import half_width
from docintel.records import (
    AuditorChange,
    AuditReport,
    Customer,
    Document,
    Fact,
    Failure,
    Figure,
    Message,
    Party,
    Proposal,
)

#: The code of a file, or of figures in it, that are nobody's for sure.
UNASSIGNED = "unassigned"
#: The role of the company a statement is about.
_REPORTING = "reporting_entity"
_OF_STATEMENTS = (Figure, Proposal, AuditReport, AuditorChange)
#: Names shorter than this may stand in a text by chance (Han characters; letters of other scripts).
_SHORTEST_HAN, _SHORTEST_LATIN = 4, 8


def find_customers(
    document: Document, facts: Sequence[Fact], customers: Iterable[Customer], *, name: str
) -> dict[str, str]:
    """Customer ids with the reason each was chosen; empty when nothing in the document names one.

    A folder called like a customer's id or name decides alone. Then every customer counts whose identifier stands
    in the document, who has a part in it, or whose mail domain wrote or received it. Failing that, the one customer
    named in the text, unless the document holds figures.
    """
    known = list(customers)
    for reasons in (
        folder_customers(name, known),
        {one.id: found for one in known if (found := next(_part(one, facts), None))},
    ):
        if reasons:
            return reasons
    named = {one.id: found for one in known if (found := _mention(one, document, facts))}
    return named if len(named) == 1 and not any(isinstance(fact, Figure) for fact in facts) else {}


def folder_customers(name: str, customers: Iterable[Customer]) -> dict[str, str]:
    """Customer ids with the folder of theirs in a file's path, whatever the file holds."""
    folders = {normalise_company(part) for part in PurePosixPath(name).parts[:-1]}
    return {one.id: f"folder {found}" for one in customers if (found := _folder(one, folders))}


def own_facts(customer: Customer, facts: Sequence[Fact], *, alone: bool) -> list[Fact]:
    """The facts of a document that are this customer's: figures, and what auditors say, only of its own statements.

    `alone` says that the document was filed for no other customer; a statement that names nobody is then theirs.
    """
    reporting = [fact for fact in facts if isinstance(fact, Party) and fact.role == _REPORTING]
    theirs = any(is_customer(party, customer) for party in reporting) if reporting else alone
    return [fact for fact in facts if theirs or not isinstance(fact, _OF_STATEMENTS)]


def figures_missing(name: str, advice: str) -> Failure:
    """What to say of a file whose figures were left out because they are no customer's for sure."""
    message = (
        f"{name} holds figures or an auditor's report of none of its customers for sure; they were left out: {advice}."
    )
    return Failure(name=name, code=UNASSIGNED, message=message)


def _folder(customer: Customer, folders: set[str]) -> str | None:
    names = (customer.id, customer.name, *customer.aliases)
    return next((name for name in names if normalise_company(name) in folders), None)


def _part(customer: Customer, facts: Sequence[Fact]) -> Iterator[str]:
    parties = [fact for fact in facts if isinstance(fact, Party)]
    numbers = _numbers(customer)
    for party in parties:
        for identifier in party.identifiers:
            if identifier.valid and identifier.value in numbers:
                yield f"{identifier.scheme} {identifier.value}"
    for party in parties:
        if party.role is not None and is_customer(party, customer):
            yield f"{party.role} {party.name}"
    for address in _addresses(facts):
        domain = domain_of(address)
        if domain and is_own_domain(domain, customer):
            yield f"mail domain {domain}"


def _mention(customer: Customer, document: Document, facts: Sequence[Fact]) -> str | None:
    for fact in facts:
        if isinstance(fact, Party) and is_customer(fact, customer):
            return f"named in it: {fact.name}"
    text = half_width(document.text)
    written = (name for name in (customer.name, *customer.aliases) if _is_telling(name) and half_width(name) in text)
    return next((f"named in it: {name}" for name in written), None)


def _numbers(customer: Customer) -> set[str]:
    return {number for number in (customer.uscc, customer.lei) if number}


def _is_telling(name: str) -> bool:
    return len(re.findall(r"[\u3400-\u9fff]", name)) >= _SHORTEST_HAN or (
        " " in name and len(re.findall(r"[A-Za-z]", name)) >= _SHORTEST_LATIN
    )


def _addresses(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact, Message):
            yield from (fact.sender, *fact.to, *fact.cc)
