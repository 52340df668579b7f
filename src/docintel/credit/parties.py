"""Which parties of a contract are the customer, and the name and identifiers it goes by there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from docintel.language.names import normalise_company
from docintel.records import Customer, Party

#: Identifier schemes by the profile field they fill.
FIELDS = {
    "uscc": "id.uscc",
    "lei": "id.lei",
    "org_code": "id.org_code",
    "reg_no": "id.foreign_reg",
    "tax_no": "id.tax_no",
}


def is_customer(party: Party, customer: Customer) -> bool:
    """Whether a party is the customer: by a valid identifier (one that differs bars), else by name or alias."""
    said = {found.scheme: found.value for found in party.identifiers if found.valid}
    known = {"uscc": customer.uscc, "lei": customer.lei}
    for scheme, value in known.items():
        if value and scheme in said:
            return said[scheme] == value
    return bears_name(party.name, customer)


def bears_name(name: str, customer: Customer) -> bool:
    """Whether a company's name as printed is the customer's, or an alias of it."""
    return normalise_company(name) in {normalise_company(known) for known in (customer.name, *customer.aliases)}


class Directory:
    """Customers to be found by the name or identifier a document gives a party."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        self._known: dict[str, list[Customer]] = defaultdict(list)
        for one in customers:
            names = {normalise_company(name) for name in (one.name, *one.aliases)}
            for said in {*names, one.uscc, one.lei} - {None, ""}:
                self._known[str(said)].append(one)

    def named(self, party: Party) -> list[Customer]:
        """The customers a party is, in the order of the table."""
        said = [normalise_company(party.name), *(found.value for found in party.identifiers)]
        found = {one.id: one for name in said for one in self._known.get(name, ())}
        return [one for one in found.values() if is_customer(party, one)]


def identifiers(parties: Iterable[Party]) -> list[tuple[str, str, Party]]:
    """The valid identifiers of parties as (profile field, value, party)."""
    return [
        (FIELDS[found.scheme], found.value, party)
        for party in parties
        for found in party.identifiers
        if found.valid and found.scheme in FIELDS
    ]
