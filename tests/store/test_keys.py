"""Tokens: shown once, kept as a hash."""

import pytest
from sqlalchemy import text

from docintel.errors import NotFound
from docintel.store.store import Store


def test_a_token_opens_what_its_key_says_until_it_is_revoked(store: Store) -> None:
    key, token = store.keys.add("北区分行", customers=("NORTH-*", "C1"), may_write=False)
    found = store.keys.find(token)
    assert found == key
    assert (key.holder, key.customers, key.may_write, key.revoked) == ("北区分行", ("NORTH-*", "C1"), False, None)
    store.keys.revoke(key.id, by="admin")
    assert store.keys.find(token) is None
    (listed,) = store.keys.all()
    assert (listed.id, listed.revoked is not None) == (key.id, True)
    assert [entry.action for entry in store.audit.entries()] == ["key_added", "key_revoked"]


def test_the_token_itself_is_nowhere_in_the_database(store: Store) -> None:
    _, token = store.keys.add("South")
    with store._engine.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM access_key")), *connection.execute(text("SELECT * FROM audit"))]
    assert token not in repr(rows)
    assert token.removeprefix("docintel_") not in repr(rows)


def test_no_other_token_opens_anything(store: Store) -> None:
    _, token = store.keys.add("South")
    assert [store.keys.find(wrong) for wrong in ("", "docintel_", token[:-1], token + "x")] == [None] * 4
    with pytest.raises(NotFound, match="docintel keys list"):
        store.keys.revoke("K-none", by="admin")
