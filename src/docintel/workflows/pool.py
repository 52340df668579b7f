"""Work spread over one process per core; a file that kills its process costs only itself."""

from __future__ import annotations

import math
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any, Generic, Literal, TypeVar, cast

Task = TypeVar("Task")
Result = TypeVar("Result")

#: How often the parent looks at the clock and at the memory of its processes (seconds).
_WATCH = 0.25
#: A worker is replaced after so many files, so that what a parser leaks does not add up.
_FILES_A_WORKER = 200


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task has no result: its process died, or was ended past a limit."""

    cause: Literal["died", "time", "memory"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may take: seconds from its start, bytes of memory in its process (where the system tells)."""

    seconds: float = math.inf
    memory: float = math.inf


def core_count() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_all(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    workers: int,
    lost: Callable[[Task, Lost], Result],
    allowance: Allowance = Allowance(),
) -> Generator[Result, None, None]:
    """Results in the order of the tasks, whatever the number of workers; what `work` raises is raised here.

    `lost` makes the result of a task whose process died (parser crash) or passed its allowance and was killed.
    Close it (`contextlib.closing`) to give up the rest: its processes are killed, nobody waits for them.
    With one worker, or one task, the work is done in this process, where nothing can end it.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    # Not concurrent.futures: its pool cannot say which task killed a process, and waits at exit for threads
    # that hang when a process is killed while it writes. Here one pipe a process is all there is.
    crew = _Crew(work, min(workers, len(tasks)), allowance)
    done: dict[int, Result] = {}
    try:
        rest = deque(enumerate(tasks))
        for number in range(len(tasks)):
            while number not in done:
                crew.hand_out(rest)
                for finished, result in crew.collect():
                    done[finished] = lost(tasks[finished], result) if isinstance(result, Lost) else result
            yield done.pop(number)
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection[Any, Any]
    task: int | None = None
    since: float = 0.0
    files: int = 0

    def excess(self, allowance: Allowance) -> Lost | None:
        """The limit that the task has passed."""
        if monotonic() - self.since > allowance.seconds:
            return Lost("time")
        return Lost("memory") if _resident(self.process.pid) > allowance.memory else None


class _Crew(Generic[Task, Result]):
    """Processes that each do one task at a time."""

    def __init__(self, work: Callable[[Task], Result], size: int, allowance: Allowance) -> None:
        self._work = work
        self._size = size
        self._allowance = allowance
        self._workers: list[_Worker] = []

    def hand_out(self, tasks: deque[tuple[int, Task]]) -> None:
        """Give every idle worker the next of the tasks, taken from the left."""
        while tasks and (worker := self._idle()):
            worker.task, task = tasks.popleft()
            worker.since = monotonic()
            # One that died while idle is found by collect(), at the end of its pipe.
            with suppress(OSError):
                worker.pipe.send(task)

    def collect(self) -> Iterator[tuple[int, Result | Lost]]:
        """Wait until a busy worker is done, dead or past its allowance, and take what is there."""
        busy = [worker for worker in self._workers if worker.task is not None]
        ready = wait([worker.pipe for worker in busy], timeout=_WATCH)
        for worker in busy:
            if worker.task is None:
                continue
            number = worker.task
            if worker.pipe in ready:
                worker.task = None
                yield number, self._result(worker)
            elif excess := worker.excess(self._allowance):
                self._discharge(worker)
                yield number, excess

    def _result(self, worker: _Worker) -> Result | Lost:
        try:
            result, error = worker.pipe.recv()
        except (EOFError, OSError):
            self._discharge(worker)
            return Lost("died")
        if error is not None:
            raise error
        worker.files += 1
        # One that kept the memory of a huge file must not fail the small one after it.
        if worker.files >= _FILES_A_WORKER or _resident(worker.process.pid) > self._allowance.memory / 2:
            self._discharge(worker)
        return cast(Result, result)

    def dismiss(self) -> None:
        """End every process, whatever it is doing."""
        while self._workers:
            self._discharge(self._workers[-1])

    def _idle(self) -> _Worker | None:
        for worker in self._workers:
            if worker.task is None:
                return worker
        return self._hire() if len(self._workers) < self._size else None

    def _hire(self) -> _Worker:
        # spawn, not fork: the parent may hold threads (database, spaCy) that a forked child would inherit locked
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        with _interrupts_held():
            worker = _Worker(context.Process(target=_serve, args=(self._work, theirs), daemon=True), ours)
            worker.process.start()
            self._workers.append(worker)
        theirs.close()
        return worker

    def _discharge(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)


def _resident(process: int | None) -> int:
    """Bytes of memory a process holds; 0 where the system has no /proc to tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_bytes().split()[1])
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


def _serve(work: Callable[[Any], Any], pipe: Connection[Any, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
