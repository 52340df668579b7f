"""Which parties of a contract are the customer, and the name and identifiers it goes by there."""

from __future__ import annotations

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
    return normalise_company(party.name) in {normalise_company(name) for name in (customer.name, *customer.aliases)}


def identifiers(parties: Iterable[Party]) -> list[tuple[str, str, Party]]:
    """The valid identifiers of parties as (profile field, value, party)."""
    return [
        (FIELDS[found.scheme], found.value, party)
        for party in parties
        for found in party.identifiers
        if found.valid and found.scheme in FIELDS
    ]
