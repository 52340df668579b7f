"""Looking at a customer while a document of theirs is filed or taken away: it is left out, and nothing breaks."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from docintel.records import AccessKey, Filing
from docintel.settings import Settings
from docintel.store.store import Store
from docintel.workflows import reviewing
from docintel.workflows.pages import customer_page
from docintel.workflows.portfolio import Portfolio
from docintel.workflows.reviewing import review_queue
from docintel.workflows.stored import customer_fact_rows
from factories import BORROWER, boxed, profile
from readings import LETTER, NEW, party

LEASE = "承租人：汀澜轴承有限公司。Lessee: Hartmoor Castings Ltd."
DAY = date(2026, 3, 31)


@pytest.fixture
def store(either_store: Store) -> Store:
    """One customer with one document and a profile."""
    either_store.save_customer(BORROWER)
    put(either_store, LETTER, "澜川新能源")
    either_store.save_profile(profile(DAY))
    return either_store


def put(store: Store, text: str, name: str) -> Filing:
    reading = boxed(text, name=f"{name}.txt")
    filing = store.file(reading, "C1", reason="name")
    store.save_facts(filing, [party(reading.document, name)], analysis=NEW)
    return filing


def before(monkeypatch: pytest.MonkeyPatch, store: Store, method: str, act: Callable[[], object]) -> None:
    """Let something happen right before the first call of a method of the store."""
    called = getattr(store, method)

    def first(*given: object, **named: object) -> object:
        monkeypatch.setattr(store, method, called)
        act()
        return called(*given, **named)

    monkeypatch.setattr(store, method, first)


def quotes(store: Store) -> list[str | None]:
    key = AccessKey(id="K1", holder="o", customers=("*",), may_write=False, created=datetime(2026, 4, 1, tzinfo=UTC))
    return [item.quote for item in review_queue(Portfolio(store, key), "C1", cursor=None, limit=9).items]


def test_the_queue_shows_a_document_filed_just_now_at_the_next_look(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "current_settings", lambda: Settings(review_confidence=0.95))
    before(monkeypatch, store, "facts", lambda: put(store, LEASE, "Hartmoor Castings Ltd"))
    assert quotes(store) == ["澜川新能源"]
    assert sorted(map(str, quotes(store))) == ["Hartmoor Castings Ltd", "澜川新能源"]


def test_the_facts_of_a_document_taken_away_just_now_are_left_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = put(store, LEASE, "Hartmoor Castings Ltd")
    assert sorted(row["name"] for row in customer_fact_rows("C1", store)) == ["Hartmoor Castings Ltd", "澜川新能源"]
    before(monkeypatch, store, "filings", lambda: store.withdraw(lease))
    assert [row["name"] for row in customer_fact_rows("C1", store)] == ["澜川新能源"]


@pytest.mark.parametrize("at", ["facts", "filings", "failures"])
def test_a_page_shows_a_document_wholly_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    lease = put(store, LEASE, "Hartmoor Castings Ltd")
    assert ("Hartmoor" in customer_page("C1", store), "澜川新能源.txt" in customer_page("C1", store)) == (True, True)
    before(monkeypatch, store, at, lambda: store.withdraw(lease))
    page = customer_page("C1", store)
    assert ("Hartmoor" in page, "澜川新能源.txt" in page) == (at == "failures", True)


def test_a_document_filed_while_a_page_is_made_is_on_the_next_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes after the documents were read and before they are listed."""
    before(monkeypatch, store, "document", lambda: put(store, LEASE, "Hartmoor Castings Ltd"))
    assert "Hartmoor" not in customer_page("C1", store)
    assert "Hartmoor" in customer_page("C1", store)
