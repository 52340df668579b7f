"""The store's own tests all run on SQLite and on a real PostgreSQL started from a wheel."""

import pytest

from docintel.store.store import Store


@pytest.fixture
def store(either_store: Store) -> Store:
    """A migrated store of each kind."""
    return either_store
