"""The processes that read uploads: each says that it lives, so that another can take over when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docintel.store.sessions import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Worker(NamedTuple):
    """A worker as it last said: its id, its machine, its process number there, and how often it said so."""

    id: str
    host: str
    process: int
    beats: int


class Workers:
    """The workers of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def beat(self, worker: str, *, host: str, process: int) -> None:
        """Say that the worker lives; the first time it joins."""
        from docintel.store.service_tables import WorkerRow

        with writing(self._engine) as session:
            row = session.get(WorkerRow, worker) or WorkerRow(id=worker, host=host, process=process)
            row.beats += 1
            session.add(row)

    def all(self) -> list[Worker]:
        """Every worker that has joined and not left."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import WorkerRow

        with Session(self._engine) as session:
            rows = session.exec(select(WorkerRow).order_by(col(WorkerRow.id)))
            return [Worker(row.id, row.host, row.process, row.beats) for row in rows]

    def leave(self, worker: str) -> None:
        """Forget a worker whose work is done or was taken over."""
        from docintel.store.service_tables import WorkerRow

        with writing(self._engine) as session:
            row = session.get(WorkerRow, worker)
            if row is not None:
                session.delete(row)
