"""The list of everything handed in: whoever may see some customers reads the rows of no others."""

import pytest

from docintel.records import Customer
from docintel.store import listing
from docintel.store.store import Store


@pytest.fixture
def filled(store: Store) -> Store:
    """Seven customers, 澜川-0 to 澜川-6, each with a file."""
    for number in range(7):
        store.save_customer(Customer(id=f"澜川-{number}", name="澜川新能源"))
        document = store.blobs.put(b"%d" % number)
        store.uploads.accept(f"澜川-{number}", document, name=f"{number}.txt", size=1, by="北区")
    return store


def whose(store: Store, customers: list[str] | None, limit: int = 10) -> list[str]:
    return [one.customer for one in store.listing.page(customers, states=(), after=None, limit=limit)]


def test_only_the_rows_of_the_customers_asked_for_are_there(filled: Store) -> None:
    assert whose(filled, ["澜川-1", "澜川-5", "nobody"]) == ["澜川-5", "澜川-1"]
    assert whose(filled, []) == []
    assert whose(filled, None, limit=3) == ["澜川-6", "澜川-5", "澜川-4"]
    assert filled.listing.customers() == [f"澜川-{number}" for number in range(7)]


def test_more_customers_than_a_statement_takes_are_one_list(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_AT_ONCE", 2)
    wanted = [f"澜川-{number}" for number in range(6)]
    assert whose(filled, wanted) == wanted[::-1]
    first = filled.listing.page(wanted, states=("accepted",), after=None, limit=4)
    rest = filled.listing.page(wanted, states=("accepted",), after=(first[-1].received, first[-1].id), limit=4)
    assert [one.customer for one in (*first, *rest)] == wanted[::-1]
