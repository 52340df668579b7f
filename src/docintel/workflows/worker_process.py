"""One process that does one task at a time, watched and ended from outside."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any, Literal

#: A process is replaced after so many tasks, so that what a parser leaks does not add up.
_TASKS = 200


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task has no result: its process died, or was ended past a limit."""

    cause: Literal["died", "time", "memory"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may take: seconds from its start, bytes of memory in its process (where the system tells)."""

    seconds: float = math.inf
    memory: float = math.inf


class WorkerProcess:
    """A process that runs `work` on what it is sent; whoever holds this asks `pipe` when it is done."""

    def __init__(self, work: Callable[[Any], Any], *, niceness: int = 0) -> None:
        # spawn, not fork: the parent may hold threads (database, spaCy) that a forked child would inherit locked
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, theirs, niceness), daemon=True)
        self._since = 0.0
        self._tasks = 0
        with _interrupts_held():
            self._process.start()
        theirs.close()

    def send(self, task: Any) -> None:
        """Hand it a task; OSError when it died while idle."""
        self._since = monotonic()
        self.pipe.send(task)

    def excess(self, allowance: Allowance) -> Lost | None:
        """The limit that the task has passed."""
        if monotonic() - self._since > allowance.seconds:
            return Lost("time")
        return Lost("memory") if self._resident() > allowance.memory else None

    def result(self) -> Any:
        """What the task gave, once the pipe is ready; raises what it raised, Lost("died") where the process is gone."""
        try:
            result, error = self.pipe.recv()
        except (EOFError, OSError):
            self.end()
            return Lost("died")
        if error is not None:
            raise error
        self._tasks += 1
        return result

    def is_spent(self, allowance: Allowance) -> bool:
        """Whether it should take no further task: one that kept the memory of a huge file must not fail a small one."""
        return self._tasks >= _TASKS or self._resident() > allowance.memory / 2

    def end(self) -> None:
        """End it, whatever it is doing; again is harmless."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    @property
    def is_ended(self) -> bool:
        """Whether `end` was called, or did itself."""
        return self.pipe.closed

    def _resident(self) -> int:
        """Bytes of memory the process holds; 0 where the system has no /proc to tell."""
        try:
            pages = int(Path(f"/proc/{self._process.pid}/statm").read_bytes().split()[1])
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal; the parent alone decides what it means.

    A process started in here is born with interrupts blocked: ignoring them itself would come a second too late.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[Any], Any], pipe: Connection[Any, Any], niceness: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    os.nice(niceness)
    # one process a core: the text model in each must not take them all (a setting made on purpose stands)
    os.environ.setdefault("DOCINTEL_ENCODER_THREADS", "1")
    while True:
        try:
            task = pipe.recv()
        except EOFError:  # the parent is gone
            return
        try:
            outcome = work(task), None
        except Exception as error:
            pipe.send((None, error))
        else:
            pipe.send(outcome)


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone: two must not go on with its work."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
