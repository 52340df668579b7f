"""The worker: takes accepted uploads from the database and has them read, whatever happens to it in between.

DBOS keeps the record of what was begun and ended, so that another start, or another worker, goes on with it. The id of
a workflow is made of the upload's, so that no upload is read twice however often it is handed over.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any
from uuid import uuid4

from docintel.records import Upload
from docintel.settings import current_settings
from docintel.store.opening import configured_store
from docintel.store.workers import Worker as WorkerRecord
from docintel.workflows.analysis import allowance, lost_words
from docintel.workflows.ingestion import FoldCustomer, ReadUpload, SweepBlobs, Task, do, fail, is_there
from docintel.workflows.pool import Standby
from docintel.workflows.worker_process import Lost

#: How often the worker looks for uploads, and how often for folds, dead workers and the date (seconds).
_LOOK, _TEND = 0.2, 1.0
#: A worker elsewhere that has not said for so long that it lives is taken for dead (seconds).
_SILENCE = 30.0
#: So many uploads are handed to DBOS at a time; the others wait in their table.
_HANDED = 100
#: What stays open is looked at after so many seconds, then after twice as many, this often.
_AGAIN, _DOUBLINGS = 15.0, 4
#: How long to leave a database alone that does not answer (seconds).
_PAUSE = 2.0
#: Reading yields to whoever answers requests on the same machine.
_NICENESS = 10
#: Names what workers of different docintel versions understand of each other's workflows; raised when that changes.
_PROTOCOL = "1"
_READS, _FOLDS = "reads", "folds"
#: The states of a DBOS workflow that will still be done.
_OPEN = ("ENQUEUED", "PENDING", "DELAYED")

_log = logging.getLogger(__name__)


class Worker:
    """One worker of an installation, with so many processes that read for it."""

    def __init__(self, readers: int) -> None:
        self._store = configured_store()
        self._readers = readers
        self._me = WorkerRecord(uuid4().hex, socket.gethostname(), os.getpid(), 0)
        self._handed: dict[str, dict[str, tuple[float, int]]] = {_READS: {}, _FOLDS: {}}
        self._seen: dict[str, tuple[int, float]] = {}
        # one more than reads at a time: a fold never waits for a long report
        self._desk: Standby[Task, None] = Standby(do, size=readers + 1, allowance=allowance(), niceness=_NICENESS)
        self._busy, self._lock = 0, Lock()
        self._tended, self._swept = 0.0, date.min

    def run(self, stop: Event) -> None:
        """Work until told to stop; what is being read then is begun again by the next worker."""
        dbos = self._launch()
        while not stop.wait(_LOOK):
            try:
                self._look(dbos)
            except Exception:
                # the database may be away for a while; what was begun goes on, what waits is found again
                _log.exception("the worker cannot look for work now")
                stop.wait(_PAUSE)
        if not self._busy:
            self._store.workers.leave(self._me.id)

    def _look(self, dbos: Any) -> None:
        self._hand_over(dbos)
        if monotonic() - self._tended >= _TEND:
            self._tend(dbos)
            self._tended = monotonic()
        if self._swept < date.today():
            self._swept = date.today()
            Thread(target=self._attempt, args=(SweepBlobs(),), daemon=True).start()

    def _launch(self) -> Any:
        # heavy: loads with the worker alone
        from dbos import DBOS

        DBOS(
            config={
                "name": "docintel",
                "system_database_url": _jobs_url(current_settings().database_url),
                "application_version": _PROTOCOL,
                "executor_id": self._me.id,
                "enable_otlp": False,
                "log_level": "ERROR",
            }
        )

        @DBOS.workflow(name=_READS)
        def read(upload: str) -> None:
            self._count(+1)
            try:
                self._read(upload)
            finally:
                self._count(-1)

        @DBOS.workflow(name=_FOLDS)
        def fold(customer: str) -> None:
            self._attempt(FoldCustomer(customer))

        self._workflows = {_READS: read, _FOLDS: fold}
        # before anything can be begun: what this worker leaves behind is found by its name
        self._beat()
        DBOS.launch()
        DBOS.register_queue(_READS, worker_concurrency=self._readers, polling_interval_sec=_LOOK)
        DBOS.register_queue(_FOLDS, worker_concurrency=1, partition_concurrency=1, polling_interval_sec=_LOOK)
        return DBOS

    def _hand_over(self, dbos: Any) -> None:
        names = {_workflow_id(upload): upload.id for upload in self._store.uploads.waiting(_HANDED)}
        for name, upload in names.items():
            self._have_done(dbos, _READS, name, upload)
        self._keep(_READS, names)

    def _have_done(self, dbos: Any, queue: str, name: str, argument: str, partition: str | None = None) -> None:
        """Have a workflow done, once; looked at again, later each time, as long as its work stays open.

        Work that stays open although its workflow has ended (the database or the blobs were away, or were restored from
        a backup) is begun anew.
        """
        from dbos import SetEnqueueOptions, SetWorkflowID

        due, times = self._handed[queue].get(name, (0.0, 0))
        if monotonic() < due:
            return
        self._handed[queue][name] = monotonic() + _AGAIN * 2 ** min(times, _DOUBLINGS), times + 1
        for _ in range(2):
            with SetWorkflowID(name), SetEnqueueOptions(queue_partition_key=partition):
                handle = dbos.enqueue_workflow(queue, self._workflows[queue], argument)
            if handle.get_status().status in _OPEN:
                return
            dbos.delete_workflow(name)

    def _keep(self, queue: str, names: Iterable[str]) -> None:
        """Forget what is not open any more."""
        known = self._handed[queue]
        self._handed[queue] = {name: known[name] for name in names if name in known}

    def _tend(self, dbos: Any) -> None:
        """Say that this worker lives, take over from those that do not, and have profiles brought up to date."""
        self._beat()
        for dead in self._dead():
            _log.warning("worker %s is gone; this one goes on with what it had begun", dead)
            dbos._recover_pending_workflows([dead])
            self._store.workers.leave(dead)
        self._store.folds.renew(date.today())
        names = {f"fold:{request.customer}:{request.number}": request.customer for request in self._store.folds.open()}
        for name, customer in names.items():
            self._have_done(dbos, _FOLDS, name, customer, partition=customer)
        self._keep(_FOLDS, names)

    def _beat(self) -> None:
        self._store.workers.beat(self._me.id, host=self._me.host, process=self._me.process)

    def _dead(self) -> Iterator[str]:
        """Workers of this machine whose process is gone, and those elsewhere that fell silent."""
        now = monotonic()
        for one in self._store.workers.all():
            beats, since = self._seen.get(one.id, (-1, now))
            if one.beats != beats:
                self._seen[one.id], since = (one.beats, now), now
            is_gone = one.host == self._me.host and (one.process == self._me.process or not _is_running(one.process))
            if one.id != self._me.id and (is_gone or now - since > _SILENCE):
                yield one.id

    def _read(self, upload: str) -> None:
        for last in (False, True):
            found = self._attempt(ReadUpload(upload))
            if found is None:
                return
            if last or found == Lost("time") or found == Lost("memory"):
                break
        # What was raised is no fault of the file: the upload stays open and is begun again later.
        if isinstance(found, Lost) and is_there(ReadUpload(upload), self._store):
            waiting = self._store.uploads.get(upload)
            fail(waiting, *lost_words(waiting.name, found), self._store)

    def _attempt(self, task: Task) -> Lost | Exception | None:
        """None when it was done, else how its process was lost or what it raised."""
        try:
            return self._desk.do(task)
        except Exception as error:
            # A fault of ours in one task must not leave it without an end; it is said, not hidden.
            _log.exception("%s failed", type(task).__name__)
            return error

    def _count(self, change: int) -> None:
        with self._lock:
            self._busy += change


def _workflow_id(upload: Upload) -> str:
    # an upload that failed and is handed in again is another piece of work
    return f"{upload.id}:{upload.received.timestamp():.6f}"


def _jobs_url(database_url: str) -> str:
    """Where DBOS keeps its record: a file beside a SQLite database, a schema of its own in PostgreSQL."""
    if not database_url.startswith("sqlite:///"):
        return database_url
    path = Path(database_url.removeprefix("sqlite:///")).absolute()
    return f"sqlite:///{path.with_name(path.name + '.jobs')}"


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def work(readers: int) -> None:
    """Run a worker until SIGTERM or Ctrl-C; InputError where the database cannot be opened."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker, code = Worker(readers), 0
    try:
        worker.run(stop)
    except Exception:
        _log.exception("the worker ends")
        code = 1
    # Threads that wait for a long read would hold the exit up; it is begun again by the next worker.
    logging.shutdown()
    os._exit(code)
