"""Who wrote: the customer, the lender's side or others, counsel, or somebody behind a private mailbox."""

from __future__ import annotations

import re
from typing import Literal

from docintel.assets import model_table
from docintel.records import Customer, Message

Side = Literal["customer", "private", "counsel", "other"]

#: The address itself: the last one written, for a display name may be any address.
_DOMAIN = re.compile(r"@([\w.-]+)(?!.*@)", re.DOTALL)
#: Roles the correspondence reader gives when addresses do not tell.
_CUSTOMER_ROLES = ("customer", "borrower", "guarantor", "借款人", "保证人", "客户")


def domain_of(address: str) -> str | None:
    """The domain of a mail address in lower case; None where there is no address."""
    found = _DOMAIN.search(address)
    return found[1].lower().rstrip(".") if found else None


def is_own_domain(domain: str, customer: Customer) -> bool:
    """Whether a mail domain (in lower case) is the customer's or lies below one of theirs."""
    own = [known.lower().lstrip("@") for known in customer.email_domains]
    return any(domain == known or domain.endswith(f".{known}") for known in own)


def side_of(address: str, role: str | None, customer: Customer) -> Side:
    """Whose message it is. A private mailbox counts as the customer's only where the customer is known to use it."""
    domain = domain_of(address)
    channels = model_table("measures.toml")["channels"]
    if domain and is_own_domain(domain, customer):
        return "customer"
    if domain in channels["private"]:
        return "private"
    if domain and any(word in domain.replace(".", "-").split("-") for word in channels["counsel"]):
        return "counsel"
    known_by_role = not customer.email_domains and role is not None and role.lower() in _CUSTOMER_ROLES
    return "customer" if known_by_role else "other"


def copies_counsel(message: Message, customer: Customer) -> bool:
    """Whether a message was copied to a law firm."""
    return any(side_of(address, None, customer) == "counsel" for address in (*message.to, *message.cc))
