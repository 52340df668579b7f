"""Opening and migrating databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from docintel.errors import Conflict, InputError
from docintel.store import tables
from docintel.store.blobs import Blobs
from docintel.store.database import newest_revision, open_engine, upgrade
from docintel.store.opening import open_store


def test_migrations_make_exactly_the_tables_the_code_declares(database_url: str) -> None:
    engine = open_engine(database_url)
    assert upgrade(engine) == (None, newest_revision())
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        assert {tables.FactRow.__tablename__, "alembic_version"} <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    assert upgrade(engine) == (newest_revision(), newest_revision())
    engine.dispose()


def test_sqlite_writes_ahead_and_checks_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_postgresql_without_tables_says_to_upgrade(postgres_url: str, tmp_path: Path) -> None:
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    with pytest.raises(Conflict, match="docintel upgrade"):
        open_store(postgres_url, Blobs.open(str(tmp_path)))


def test_other_databases_are_refused_with_the_two_that_work() -> None:
    with pytest.raises(InputError, match="sqlite:/// or postgresql://, not mysql:"):
        open_engine("mysql://root@localhost/x")


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/x.db", "postgresql://postgres@127.0.0.1:1/none"])
def test_a_database_out_of_reach_is_said_with_the_setting_to_check(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check DOCINTEL_DATABASE_URL"):
        open_store(url, Blobs.open(str(tmp_path)))


def test_facts_stored_before_0002_keep_the_versions_that_read_them(database_url: str, tmp_path: Path) -> None:
    from alembic import command

    from docintel.store.database import _alembic

    engine = open_engine(database_url)
    with engine.connect() as connection, connection.begin():
        command.upgrade(_alembic(connection), "0001")
        connection.execute(text("INSERT INTO customer (id, name, body) VALUES ('C1', '汀澜轴承', '{}')"))
        connection.execute(
            text("INSERT INTO document (id, reader, body, layout) VALUES ('sha256:1', 'pdf@1', '{}', :none)"),
            {"none": b""},
        )
        connection.execute(
            text(
                "INSERT INTO filing (id, customer_id, document_id, name, reason, analysis, filed)"
                " VALUES ('D-1', 'C1', 'sha256:1', 'a.pdf', 'folder', 'pdf@1 clause@1', '2026-04-01 00:00:00')"
            )
        )
    assert upgrade(engine) == ("0001", newest_revision())
    engine.dispose()
    store = open_store(database_url, Blobs.open(str(tmp_path)))
    assert [(one.analysis, one.facts_by) for one in store.filings("C1")] == [("pdf@1 clause@1", "pdf@1 clause@1")]
    store.close()
