"""Transactions that write, one after the other on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

#: Names the lock that PostgreSQL's writers of the audit chain and of blobs wait for; any number no other program takes.
_CHAIN_LOCK = 0x646F6369


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that is committed at the end; what it reads does not change before it writes.

    On SQLite it takes the one writer's place at once: a transaction that reads first and writes later would fail
    whenever another wrote in between.
    """
    from sqlmodel import Session

    with Session(engine) as session:
        if engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        yield session
        session.commit()


@contextmanager
def writing_alone(engine: Engine) -> Iterator[Session]:
    """A writing session that no other one of this kind runs beside: for the audit chain and for taking blobs away."""
    with writing(engine) as session:
        if engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CHAIN_LOCK})")
        yield session


def utc(moment: datetime) -> datetime:
    """A moment as read from the database, where SQLite forgets the time zone: all are stored in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
