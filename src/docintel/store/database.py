"""Opens the database and brings its tables up to date: SQLite in WAL mode by default, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docintel.errors import Conflict, InputError, MissingAsset

if TYPE_CHECKING:
    import sqlite3

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

#: How long a writer waits for another one before it gives up (milliseconds).
_BUSY_MS = 30_000
#: PostgreSQL's advisory lock held while migrating; any number that no other program on the database takes.
_UPGRADE_LOCK = 4_603_118
#: Says in a SQLite file that everything deleted from it was overwritten.
_SCRUBBED = 1


def open_engine(url: str) -> Engine:
    """The engine of a database URL ("sqlite:///file.db", "postgresql://user@host/name").

    Raises InputError for a URL of another kind and MissingAsset where PostgreSQL's driver is not installed.
    """
    from sqlalchemy import create_engine, event

    if url.startswith("sqlite"):
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    if not url.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        raise InputError(
            f"DOCINTEL_DATABASE_URL must start with sqlite:/// or postgresql://, not {url.split(':')[0]}:."
        )
    address = "postgresql+psycopg://" + url.split("://", 1)[1]
    try:
        return create_engine(address, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise MissingAsset("PostgreSQL needs its driver: pip install 'docintel[postgres]'.") from error


@contextmanager
def reached(engine: Engine) -> Iterator[Connection]:
    """A transaction on the database; raises InputError when it cannot be reached."""
    from sqlalchemy.exc import DatabaseError

    try:
        connection = engine.connect()
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise InputError(f"the database cannot be opened ({reason}); check DOCINTEL_DATABASE_URL.") from error
    with connection, connection.begin():
        yield connection


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Migrate to the newest tables, all or nothing; returns the revision before (None: an empty database) and after.

    Raises Conflict for a database of a newer version than this one.
    """
    newest = newest_revision()
    with reached(engine) as connection:
        if revision(connection) == newest:
            return newest, newest
    with migrating(engine) as connection:
        before = revision(connection)
        refuse_newer(before)
        migrate(connection, "head")
        if before is None:
            mark_scrubbed(connection)
    return before, newest


def migrate(connection: Connection, wanted: str) -> None:
    """Migrate up to a revision, in the transaction that the connection is in."""
    from alembic import command

    command.upgrade(_alembic(connection), wanted)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction around all migrations; who upgrades at the same time waits and then finds nothing to do."""
    with reached(engine) as connection:
        if engine.dialect.name == "sqlite":
            with _sqlite_alone(connection):
                yield connection
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
            yield connection


@contextmanager
def _sqlite_alone(connection: Connection) -> Iterator[None]:
    # Python's driver opens no transaction for CREATE, ALTER and DROP: a migration that failed half way left half its
    # tables. So BEGIN is said here. Foreign keys are off meanwhile (they can only be switched outside of a
    # transaction): rebuilding a table drops the old one, which others refer to.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield
            _refuse_loose_rows(connection)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            # the driver's own call: SQLite may have rolled back by itself, on a full disk for one
            connection.connection.rollback()
            raise
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _refuse_loose_rows(connection: Connection) -> None:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if loose:
        raise Conflict(
            f"a row of {loose[0]} refers to a row of {loose[2]} that is not there; the upgrade was undone: restore the "
            "last backup and upgrade that."
        )


def refuse_newer(found: str | None) -> None:
    """Raise Conflict where a database stands at a migration that this version does not have."""
    if found is not None and found not in known_revisions():
        raise Conflict(
            f"the database stands at revision {found}, made by a newer docintel than this one (up to "
            f"{newest_revision()}); install that version again, or restore the backup made before the upgrade."
        )


def revision(connection: Connection) -> str | None:
    """The migration a database stands at; None for an empty one."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The migration this version of docintel needs."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_alembic(None)).get_current_head())


def known_revisions() -> set[str]:
    """Every migration this version of docintel has."""
    from alembic.script import ScriptDirectory

    return {str(script.revision) for script in ScriptDirectory.from_config(_alembic(None)).walk_revisions()}


def scrub(engine: Engine) -> bool:
    """Leave nothing deleted in SQLite's files: free pages and the write-ahead log; False while others read from them.

    Free pages hold words only in databases from before what is deleted was overwritten: those are written anew, once.
    """
    from sqlalchemy.exc import OperationalError

    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar() != _SCRUBBED:
            try:
                connection.exec_driver_sql("VACUUM")
            except OperationalError:  # somebody reads or writes all the time: the next erasure tries again
                return False
            mark_scrubbed(connection)
        busy, *_pages = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


def mark_scrubbed(connection: Connection) -> None:
    """Note in a new SQLite file that nothing was ever deleted from it without being overwritten."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={_SCRUBBED}")


def _alembic(connection: Connection | None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "docintel:store/migrations")
    config.attributes["connection"] = connection
    return config


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Write-ahead logging lets readers go on while a batch writes; FULL, because an accepted upload must outlive a power
    # cut; foreign keys are off in SQLite unless asked for; what is deleted is overwritten with zeros, or an erased
    # document's words would stay in the file's free pages.
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
