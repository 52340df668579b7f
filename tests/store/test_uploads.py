"""Files handed in: accepted once, begun as often as it takes, finished once."""

from threading import Thread

import pytest

from docintel.errors import Conflict, NotFound
from docintel.records import Customer, Failure, filing_id
from docintel.store.store import Store
from factories import BORROWER

WORDS = "甲方应于2026年3月3日前归还借款。".encode()


@pytest.fixture
def document(store: Store) -> str:
    store.save_customer(BORROWER)
    store.save_customer(Customer(id="C2", name="Other Portfolio Ltd"))
    return store.blobs.put(WORDS)


def acts(store: Store) -> list[str]:
    return [entry.action for entry in store.audit.entries() if entry.action != "customer_saved"]


def test_the_same_bytes_for_the_same_customer_are_one_upload(store: Store, document: str) -> None:
    first = store.uploads.accept("C1", document, name="合同.txt", size=len(WORDS), by="北区")
    again = store.uploads.accept("C1", document, name="contract copy.txt", size=len(WORDS), by="South")
    assert first == again
    assert (first.id, first.state, first.by, first.name) == (filing_id("C1", document), "accepted", "北区", "合同.txt")
    assert acts(store) == ["uploaded"]


def test_another_customer_s_upload_of_them_is_another(store: Store, document: str) -> None:
    mine = store.uploads.accept("C1", document, name="a.txt", size=1, by="x")
    theirs = store.uploads.accept("C2", document, name="b.txt", size=1, by="y")
    assert (theirs.state, theirs.name, theirs.id != mine.id) == ("accepted", "b.txt", True)
    assert [one.id for one in store.uploads.of("C2")] == [theirs.id]


def test_neither_an_unknown_customer_nor_bytes_that_are_gone_are_accepted(store: Store, document: str) -> None:
    with pytest.raises(NotFound, match="PUT /api/v1/customers"):
        store.uploads.accept("C9", document, name="a.txt", size=1, by="x")
    store.blobs.delete(document)
    with pytest.raises(Conflict, match="send the file again"):
        store.uploads.accept("C1", document, name="a.txt", size=1, by="x")
    assert (store.uploads.of(), acts(store)) == ([], [])


def test_an_upload_is_finished_once_and_asks_for_one_fold(store: Store, document: str) -> None:
    wanted = store.uploads.accept("C1", document, name="a.txt", size=1, by="x").id
    assert [store.uploads.begin(wanted).attempts for _ in range(3)] == [1, 2, 3]
    failure = Failure(name="a.txt/b.png", code="no_text", message="b.png holds no text.", customer_id="C1")
    store.uploads.finish(wanted, state="done", facts=4, failures=[failure])
    store.uploads.finish(wanted, state="failed", facts=0, failures=[])
    found = store.uploads.get(wanted)
    assert (found.state, found.facts, found.failures, found.folded) == ("done", 4, (failure,), False)
    assert store.uploads.begin(wanted).attempts == 3
    assert [(one.customer, one.number) for one in store.folds.open()] == [("C1", 1)]
    assert acts(store) == ["uploaded", "read"]
    assert found.finished is not None
    store.uploads.mark_folded("C1", found.finished)
    assert store.uploads.get(wanted).folded is True


def test_an_upload_that_failed_is_taken_again_as_new_work(store: Store, document: str) -> None:
    first = store.uploads.accept("C1", document, name="a.txt", size=1, by="x")
    store.uploads.finish(first.id, state="failed", facts=0, failures=[])
    again = store.uploads.accept("C1", document, name="b.txt", size=1, by="x")
    assert (again.id, again.state, again.attempts, again.name) == (first.id, "accepted", 0, "b.txt")
    assert again.received > first.received


def test_what_was_erased_meanwhile_stays_erased(store: Store) -> None:
    with pytest.raises(NotFound):
        store.uploads.begin("D-none")
    store.uploads.finish("D-none", state="done", facts=1, failures=[])
    assert store.uploads.of() == []


def test_many_at_once_are_all_accepted_and_the_audit_chain_holds(store: Store) -> None:
    store.save_customer(BORROWER)
    names = [store.blobs.put(f"第{number}号合同".encode()) for number in range(40)]
    errors: list[Exception] = []

    def accept(some: list[str]) -> None:
        for name in some:
            try:
                store.uploads.accept("C1", name, name="a.txt", size=1, by="x")
            except Exception as error:
                errors.append(error)

    threads = [Thread(target=accept, args=(names[at::8] + names[:5],)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(one.document for one in store.uploads.of()) == sorted(names)
    store.audit.verify()
    assert acts(store) == ["uploaded"] * 40
