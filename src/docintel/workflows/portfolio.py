"""The store as the holder of one access key may see it: what lies outside does not exist for them."""

from __future__ import annotations

from docintel.errors import NotFound
from docintel.records import AccessKey, Alert, Customer, Failure, Filing
from docintel.store.store import Store
from docintel.workflows.stored import by_gravity


class Portfolio:
    """The customers whom an access key opens, with all that is theirs.

    Whoever names another customer or document gets the very error of one that nobody ever heard of.
    """

    def __init__(self, store: Store, key: AccessKey) -> None:
        self.store = store
        self.key = key

    def customers(self) -> list[Customer]:
        """The customers the key opens, by id."""
        return [customer for customer in self.store.customers() if self.key.opens(customer.id)]

    def opened(self) -> list[str] | None:
        """The ids of the customers the key opens; None for one that opens everyone's."""
        if "*" in self.key.customers:
            return None
        return [one for one in self.store.listing.customers() if self.key.opens(one)]

    def customer(self, customer_id: str) -> Customer:
        """One of them; raises NotFound."""
        if not self.key.opens(customer_id):
            raise no_customer(customer_id)
        try:
            return self.store.customer(customer_id)
        except NotFound as error:
            raise no_customer(customer_id) from error

    def save_customer(self, customer: Customer) -> tuple[Customer, bool]:
        """Add or replace a customer; also whether they are new. NotFound for an id outside the portfolio."""
        if not self.key.opens(customer.id):
            raise no_customer(customer.id)
        return customer, self.store.save_customer(customer, by=self.key.holder)

    def failures(self, customer_id: str) -> list[Failure]:
        """What could not be read of one of them: told by a batch, or by the uploads; raises NotFound."""
        customer = self.customer(customer_id)
        told = [failure for failure in self.store.failures() if failure.customer_id == customer.id]
        return [*told, *(one for upload in self.store.uploads.of(customer.id) for one in upload.failures)]

    def alerts(self) -> list[Alert]:
        """What fires for any of them, the gravest first; NotFound where none has a profile yet.

        Nobody may take customers of whom nothing is known for some of whom nothing fires.
        """
        profiles = [profile for one in self.customers() for profile in self.store.profiles(one.id)[-1:]]
        if not profiles:
            raise NotFound("no customer has a profile yet; upload documents with POST /api/v1/documents?customer=….")
        return by_gravity(alert for profile in profiles for alert in profile.alerts)

    def filings(self, customer_id: str | None = None) -> list[Filing]:
        """The documents filed for one of them or all, by name; raises NotFound."""
        wanted = None if customer_id is None else self.customer(customer_id).id
        return [filing for filing in self.store.filings(wanted) if self.key.opens(filing.customer_id)]

    def filing(self, wanted: str) -> Filing:
        """A document that was read and filed for one of them; raises NotFound."""
        try:
            filing = self.store.filing(wanted)
        except NotFound as error:
            raise no_document(wanted) from error
        if not self.key.opens(filing.customer_id):
            raise no_document(wanted)
        return filing


def first_key(store: Store) -> str | None:
    """The token of a first key that opens everything, on an installation without any; None where there is one.

    The token is shown once and never kept.
    """
    if store.keys.all():
        return None
    _key, token = store.keys.add("first start")
    return token


def no_customer(customer_id: str) -> NotFound:
    """What is said of a customer who is not there, and of one outside the portfolio."""
    return NotFound(f"no customer {customer_id!r}; add them with PUT /api/v1/customers/{{id}}.")


def no_document(wanted: str) -> NotFound:
    """What is said of a document that is not there, and of one outside the portfolio."""
    return NotFound(f"no document {wanted!r}; GET /api/v1/documents lists them.")
