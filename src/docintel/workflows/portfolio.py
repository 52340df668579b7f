"""The store as the holder of one access key may see it: what lies outside does not exist for them."""

from __future__ import annotations

from collections.abc import Collection

from docintel.errors import NotFound
from docintel.records import AccessKey, Alert, Bond, Customer, Failure, Filing, Profile
from docintel.store.store import Store
from docintel.workflows.stored import by_gravity

#: All that is said of a linked company that the key does not open.
_OUTSIDE_ZH = "本组合之外的一家关联企业使本客户的预警级别不低于{grade}级。"
_OUTSIDE_EN = "A linked company outside of this portfolio raises this customer's grade to at least {grade}."


class Portfolio:
    """The customers whom an access key opens, with all that is theirs.

    Whoever names another customer or document gets the very error of one that nobody ever heard of.
    """

    def __init__(self, store: Store, key: AccessKey) -> None:
        self.store = store
        self.key = key

    def customers(self) -> list[Customer]:
        """The customers the key opens, by id."""
        return [self._seen(customer) for customer in self.store.customers() if self.key.opens(customer.id)]

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
            return self._seen(self.store.customer(customer_id))
        except NotFound as error:
            raise no_customer(customer_id) from error

    def save_customer(self, customer: Customer) -> tuple[Customer, bool]:
        """Add or replace a customer; also whether they are new. NotFound for an id or a parent outside the portfolio.

        A parent that is not there yet may be named, as in a table of customers, by a key that opens everyone only:
        from any other the answer would tell who is there. A parent that the key does not see stays.
        """
        if not self.key.opens(customer.id):
            raise no_customer(customer.id)
        if customer.parent is not None and "*" not in self.key.customers:
            self.customer(customer.parent)
        kept = customer if customer.parent else customer.model_copy(update={"parent": self._hidden_parent(customer.id)})
        is_new = self.store.save_customer(kept, by=self.key.holder)
        if not is_new:
            self.store.folds.request([customer.id])  # whose documents they are and who their parent is may have changed
        return customer, is_new

    def profile(self, customer_id: str) -> Profile:
        """The latest fold of one of them, without a word on companies that the key does not open; raises NotFound."""
        return self._shown(self.store.profile(self.customer(customer_id).id))

    def latest_profiles(self, customer_id: str | None = None) -> list[Profile]:
        """The same of one of them or all, leaving out whom nobody folded yet; raises NotFound for a customer."""
        chosen = self.customers() if customer_id is None else [self.customer(customer_id)]
        return [self._shown(profile) for one in chosen if (profile := self.store.latest_profile(one.id))]

    def failures(self, customer_id: str) -> list[Failure]:
        """What could not be read of one of them: told by a batch, or by the uploads; raises NotFound."""
        customer = self.customer(customer_id)
        told = [failure for failure in self.store.failures() if failure.customer_id == customer.id]
        return [*told, *(one for upload in self.store.uploads.of(customer.id) for one in upload.failures)]

    def alerts(self) -> list[Alert]:
        """What fires for any of them, the gravest first; NotFound where none has a profile yet.

        Nobody may take customers of whom nothing is known for some of whom nothing fires.
        """
        profiles = self.latest_profiles()
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

    def _seen(self, customer: Customer) -> Customer:
        """The record without a parent that the key does not open."""
        hides = customer.parent is not None and not self.key.opens(customer.parent)
        return customer.model_copy(update={"parent": None}) if hides else customer

    def _hidden_parent(self, customer_id: str) -> str | None:
        """The parent that `_seen` takes out of a stored record, if any."""
        try:
            parent = self.store.customer(customer_id).parent
        except NotFound:
            return None
        return None if parent is None or self.key.opens(parent) else parent

    def _shown(self, profile: Profile) -> Profile:
        """The profile with those bonds blanked that name a customer whom the key does not open."""
        hidden = {bond for bond in profile.bonds if not all(map(self.key.opens, (bond.customer, *bond.path)))}
        own = {fact.id for fact in self.store.facts(profile.customer.id, kinds=("party",))} if hidden else set()
        bonds = [_blanked(bond, own) if bond in hidden else bond for bond in profile.bonds]
        # two companies of whom the same is said are told as one, so that nobody counts them
        seen = {"customer": self._seen(profile.customer), "bonds": tuple(dict.fromkeys(bonds))}
        return profile.model_copy(update=seen)


def _blanked(bond: Bond, own: Collection[str]) -> Bond:
    """The bond without its company; of its facts only the customer's `own` stay."""
    return bond.model_copy(
        update={
            "customer": "",
            "path": (),
            "facts": tuple(fact for fact in bond.facts if fact in own),
            "reason_zh": _OUTSIDE_ZH.format(grade=bond.grade),
            "reason_en": _OUTSIDE_EN.format(grade=bond.grade),
        }
    )


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
