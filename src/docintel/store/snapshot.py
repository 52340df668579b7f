"""The rows of a whole database at one moment, as JSON Lines, and back into an empty one of either kind.

Bytes are {"base64": "…"}; moments are ISO 8601 in UTC. Nothing here knows a table by name, so that a table which is
added later is in the next backup.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from docintel.errors import Conflict
from docintel.store.audit import add_entry
from docintel.store.belongings import document_of
from docintel.store.database import known_revisions, mark_scrubbed, migrate, migrating, reached, revision
from docintel.store.schema import all_tables
from docintel.store.sessions import utc

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

#: Where alembic notes the revision; made by the migrations themselves.
_VERSION = "alembic_version"
#: Rows sent at a time, at most so many and at most about so many characters.
_ROWS, _CHARACTERS = 500, 4_000_000


class Snapshot:
    """A database as it stood when the snapshot began, whatever is written meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.revision = revision(connection) or ""

    @property
    def tables(self) -> list[str]:
        """All tables, those that others point at first."""
        return [table.name for table in all_tables().sorted_tables]

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table by primary key, each as one line of JSON."""
        from sqlalchemy import select

        columns = all_tables().tables[table]
        rows = self._connection.execution_options(yield_per=100).execute(
            select(columns).order_by(*columns.primary_key.columns)
        )
        for row in rows.mappings():
            fields = {name: _written(value) for name, value in row.items()}
            yield json.dumps(fields, ensure_ascii=False).encode() + b"\n"

    def last_entry(self) -> str:
        """The last entry of the audit trail as NUMBER:HASH; empty where there is none."""
        from sqlmodel import col, select

        from docintel.store.service_tables import AuditRow

        newest = select(AuditRow.number, AuditRow.hash).order_by(col(AuditRow.number).desc()).limit(1)
        row = self._connection.execute(newest).first()
        return "" if row is None else f"{row.number}:{row.hash}"

    def blobs(self) -> list[str]:
        """The blobs that anything rests on: originals of uploads and filings, and sidecars."""
        from sqlmodel import select

        from docintel.store.service_tables import UploadRow
        from docintel.store.tables import DocumentRow, FilingRow

        names = {document_of(reading) for reading in self._connection.execute(select(FilingRow.document_id)).scalars()}
        names.update(self._connection.execute(select(UploadRow.document)).scalars())
        names.update(name for name in self._connection.execute(select(DocumentRow.sidecar)).scalars() if name)
        return sorted(names)


@contextmanager
def take_snapshot(engine: Engine) -> Iterator[Snapshot]:
    """Look at the database in one transaction that only reads; writers go on beside it."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # the driver begins nothing for a SELECT: each would see what was written since the one before
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield Snapshot(connection)
        connection.rollback()


def refuse_filled(engine: Engine, wanted: str) -> None:
    """Raise Conflict unless the database holds nothing and can hold a backup of this revision."""
    if wanted not in known_revisions():
        raise Conflict(f"the backup is of revision {wanted or 'none'}, which this docintel does not know; update it.")
    with reached(engine) as connection:
        found = revision(connection)
        filled = [table.name for table in _tables(connection) if _holds_rows(connection, table)]
    if filled:
        raise Conflict(f"the database holds rows already ({', '.join(filled)}); name an empty one to restore into.")
    if found not in (None, wanted):
        raise Conflict(
            f"the database is empty, but stands at revision {found} and the backup at {wanted}; "
            "name one that was not made yet."
        )


def load_rows(
    engine: Engine, wanted: str, tables: Iterable[tuple[str, Iterator[bytes]]], *, by: str, details: Mapping[str, int]
) -> None:
    """Make the tables of a revision, fill them, bring them to this version, and note it: all of it or nothing.

    Raises Conflict for rows that do not fit the tables.
    """
    from sqlalchemy.exc import SQLAlchemyError
    from sqlmodel import Session

    with migrating(engine) as connection:
        if revision(connection) is None:
            migrate(connection, wanted)
        known = {table.name: table for table in _tables(connection)}
        missing = set(known)
        for name, lines in tables:
            try:
                _fill(connection, known[name], lines)
            except (SQLAlchemyError, ValueError, KeyError, TypeError) as error:
                raise Conflict(f"the rows of {name} in the backup do not fit revision {wanted}.") from error
            missing.discard(name)
        if missing:
            raise Conflict(f"the backup lacks tables of revision {wanted}: {', '.join(sorted(missing))}.")
        if engine.dialect.name == "postgresql":
            _count_on(connection, known.values())
        migrate(connection, "head")
        mark_scrubbed(connection)
        with Session(connection) as session:
            add_entry(session, "restored", wanted, actor=by, **details)
            session.commit()  # into the transaction around it


def _tables(connection: Connection) -> list[Table]:
    """The tables there are, those that others point at first."""
    from sqlalchemy import MetaData

    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSION]


def _holds_rows(connection: Connection, table: Table) -> bool:
    from sqlalchemy import select

    return connection.execute(select(table).limit(1)).first() is not None


def _fill(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    waiting: list[dict[str, Any]] = []
    weight = 0
    for line in lines:
        fields = json.loads(line)
        if set(fields) != set(table.columns.keys()):
            raise ValueError(f"other columns than {table.name} has")
        waiting.append({name: _read(table, name, value) for name, value in fields.items()})
        weight += len(line)
        if len(waiting) >= _ROWS or weight >= _CHARACTERS:
            connection.execute(table.insert(), waiting)
            waiting, weight = [], 0
    if waiting:
        connection.execute(table.insert(), waiting)


def _count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL's counters of automatic numbers go on behind the highest one that was loaded."""
    from sqlalchemy import func, select

    for table in tables:
        for column in table.primary_key.columns:
            counter = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
            if counter is not None:
                highest = connection.execute(select(func.max(column))).scalar()
                connection.execute(select(func.setval(counter, highest or 1, highest is not None)))


def _written(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return utc(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _read(table: Table, name: str, value: Any) -> object:
    from sqlalchemy import Date, DateTime

    kind = table.columns[name].type
    if value is None:
        return None
    if isinstance(value, dict):
        return base64.b64decode(value["base64"], validate=True)
    if isinstance(kind, DateTime):
        return utc(datetime.fromisoformat(value))
    return date.fromisoformat(value) if isinstance(kind, Date) else value
