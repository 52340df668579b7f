"""The audit trail is a chain: what was changed in the middle is found."""

import json

import pytest
from sqlalchemy import text

from docintel.errors import Conflict
from docintel.store.store import Store


def fill(store: Store) -> None:
    for number in range(4):
        store.audit.add("held", f"C{number}", actor="合规部", reason=f"案件{number}")


def test_every_entry_vouches_for_the_one_before(store: Store) -> None:
    assert store.audit.verify() is None
    fill(store)
    first, *_, last = store.audit.entries()
    assert (first.number, first.previous, first.subject, first.details) == (1, "0" * 64, "C0", {"reason": "案件0"})
    assert store.audit.verify() == last
    assert last.number == 4


@pytest.mark.parametrize(
    ("tampering", "place"),
    [
        ("UPDATE audit SET body = replace(body, '案件1', '案件9') WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit SET number = 9 WHERE number = 3", 3),
    ],
)
def test_a_changed_deleted_or_moved_entry_is_named(store: Store, tampering: str, place: int) -> None:
    fill(store)
    with store._engine.begin() as connection:
        connection.execute(text(tampering))
    with pytest.raises(Conflict, match=f"entry {place} "):
        store.audit.verify()


def test_an_entry_put_in_with_its_own_right_hash_does_not_fit_either(store: Store) -> None:
    fill(store)
    entries = list(store.audit.entries())
    forged = entries[1].model_copy(update={"actor": "nobody"})
    forged = forged.model_copy(update={"hash": forged.expected_hash()})
    with store._engine.begin() as connection:
        values = {"body": forged.model_dump_json(), "hash": forged.hash}
        connection.execute(text("UPDATE audit SET body = :body, hash = :hash WHERE number = 2"), values)
    with pytest.raises(Conflict, match="entry 3 "):
        store.audit.verify()


def test_what_is_stored_reads_back_to_the_same_hash(store: Store) -> None:
    entry = store.audit.add("erased", "D-1", actor="admin", blobs=2, filings=["D-1", "D-2"])
    with store._engine.connect() as connection:
        body = json.loads(connection.execute(text("SELECT body FROM audit")).scalar_one())
    assert (body["hash"], body["details"]) == (entry.expected_hash(), {"blobs": 2, "filings": ["D-1", "D-2"]})
