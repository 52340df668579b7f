"""Keeps a worker beside the API of one machine: started with it, started again when it dies, gone when it is gone."""

from __future__ import annotations

import logging
from multiprocessing import get_context
from threading import Event, Thread
from typing import Self

from docintel.workflows.logs import configure_logs
from docintel.workflows.worker import work
from docintel.workflows.worker_process import end_with_parent

#: How long a worker that died is left alone before the next one starts (seconds): a fault at start must not spin.
_PAUSE = 1.0
#: How long a worker may take to stop by itself (seconds).
_PATIENCE = 5.0

_log = logging.getLogger(__name__)


class Attendance:
    """A worker process that is there as long as the context lasts."""

    def __init__(self, readers: int) -> None:
        self._readers = readers
        self._over = Event()
        self._thread = Thread(target=self._attend, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _attend(self) -> None:
        while not self._over.is_set():
            # spawn: the API's threads and connections are not the worker's; no daemon: it has processes of its own
            process = get_context("spawn").Process(target=_work, args=(self._readers,))
            process.start()
            while process.is_alive() and not self._over.wait(_PAUSE / 4):
                pass
            if self._over.is_set():
                process.terminate()
                process.join(_PATIENCE)
                process.kill()
                process.join()
                return
            _log.error("the worker ended with code %s; the next one starts", process.exitcode)
            self._over.wait(_PAUSE)


def _work(readers: int) -> None:
    end_with_parent()
    configure_logs()
    work(readers)
