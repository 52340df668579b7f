"""Work spread over one process per core; a file that kills its process costs only itself."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

#: A worker is replaced after so many files, so that what a parser leaks does not add up.
_FILES_A_WORKER = 200


def core_count() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_all(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int, crashed: Callable[[Task], Result]
) -> Generator[Result, None, None]:
    """Results in the order of the tasks, whatever the number of workers; what `work` raises is raised here.

    `crashed` makes the result of a task whose process died (out of memory, parser crash).
    Close it (`contextlib.closing`) to give up the rest: its processes are killed, nobody waits for them.
    With one worker, or one task, the work is done in this process.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    # Not concurrent.futures: its pool cannot say which task killed a process, and waits at exit for threads
    # that hang when a process is killed while it writes. Here one pipe a process is all there is.
    crew = _Crew(work, min(workers, len(tasks)))
    done: dict[int, Result] = {}
    try:
        rest = deque(enumerate(tasks))
        for number in range(len(tasks)):
            while number not in done:
                crew.hand_out(rest)
                for finished, result in crew.collect():
                    done[finished] = crashed(tasks[finished]) if isinstance(result, _Died) else result
            yield done.pop(number)
    finally:
        crew.dismiss()


class _Died:
    """In place of a result: the process ended without one."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection[Any, Any]
    task: int | None = None
    files: int = 0


class _Crew(Generic[Task, Result]):
    """Processes that each do one task at a time."""

    def __init__(self, work: Callable[[Task], Result], size: int) -> None:
        self._work = work
        self._size = size
        self._workers: list[_Worker] = []

    def hand_out(self, tasks: deque[tuple[int, Task]]) -> None:
        """Give every idle worker the next of the tasks, taken from the left."""
        while tasks and (worker := self._idle()):
            worker.task, task = tasks.popleft()
            # One that died while idle is found by collect(), at the end of its pipe.
            with suppress(OSError):
                worker.pipe.send(task)

    def collect(self) -> Iterator[tuple[int, Result | _Died]]:
        """Wait until a busy worker is done or dead, and take what is there."""
        busy = [worker for worker in self._workers if worker.task is not None]
        ready = wait([worker.pipe for worker in busy])
        for worker in busy:
            if worker.task is None or worker.pipe not in ready:
                continue
            number, worker.task = worker.task, None
            try:
                result, error = worker.pipe.recv()
            except (EOFError, OSError):
                self._discharge(worker)
                yield number, _Died()
                continue
            if error is not None:
                raise error
            worker.files += 1
            if worker.files >= _FILES_A_WORKER:
                self._discharge(worker)
            yield number, result

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
