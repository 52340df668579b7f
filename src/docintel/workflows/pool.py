"""Work spread over one process per core; a file that kills its process costs only itself."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from threading import Condition
from typing import Generic, TypeVar, cast

from docintel.workflows.worker_process import Allowance, Lost, WorkerProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

#: How often the parent looks at the clock and at the memory of its processes (seconds).
_WATCH = 0.25
_UNLIMITED = Allowance()


def core_count() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_all(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    workers: int,
    lost: Callable[[Task, Lost], Result],
    allowance: Allowance = _UNLIMITED,
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


class Standby(Generic[Task, Result]):
    """Processes kept ready for callers in several threads; each task has one of them to itself."""

    def __init__(
        self, work: Callable[[Task], Result], *, size: int, allowance: Allowance = _UNLIMITED, niceness: int = 0
    ) -> None:
        self._work = work
        self._allowance = allowance
        self._niceness = niceness
        self._free: list[WorkerProcess | None] = [None] * size
        self._turn = Condition()

    def do(self, task: Task) -> Result | Lost:
        """Wait for a free process and do the task there; what `work` raises is raised here."""
        with self._turn:
            self._turn.wait_for(lambda: self._free)
            process = self._free.pop()
        try:
            if process is None or process.is_ended or process.is_spent(self._allowance):
                if process is not None:
                    process.end()
                process = WorkerProcess(self._work, niceness=self._niceness)
            return self._result(process, task)
        finally:
            with self._turn:
                self._free.append(process)
                self._turn.notify()

    def _result(self, process: WorkerProcess, task: Task) -> Result | Lost:
        with suppress(OSError):  # it died while idle, which result() finds at the end of its pipe
            process.send(task)
        while not process.pipe.poll(_WATCH):
            if excess := process.excess(self._allowance):
                process.end()
                return excess
        return cast("Result | Lost", process.result())

    def dismiss(self) -> None:
        """End the processes that have nothing to do; the others end with this process."""
        with self._turn:
            for process in self._free:
                if process is not None:
                    process.end()


@dataclass(slots=True)
class _Place:
    process: WorkerProcess
    task: int | None = None


class _Crew(Generic[Task, Result]):
    """Processes that each do one task at a time."""

    def __init__(self, work: Callable[[Task], Result], size: int, allowance: Allowance) -> None:
        self._work = work
        self._size = size
        self._allowance = allowance
        self._places: list[_Place] = []

    def hand_out(self, tasks: deque[tuple[int, Task]]) -> None:
        """Give every idle process the next of the tasks, taken from the left."""
        while tasks and (place := self._idle()):
            place.task, task = tasks.popleft()
            # One that died while idle is found by collect(), at the end of its pipe.
            with suppress(OSError):
                place.process.send(task)

    def collect(self) -> Iterator[tuple[int, Result | Lost]]:
        """Wait until a busy process is done, dead or past its allowance, and take what is there."""
        busy = [place for place in self._places if place.task is not None]
        ready = wait([place.process.pipe for place in busy], timeout=_WATCH)
        for place in busy:
            if place.task is None:
                continue
            number = place.task
            if place.process.pipe in ready:
                place.task = None
                yield number, self._result(place)
            elif excess := place.process.excess(self._allowance):
                self._discharge(place)
                yield number, excess

    def _result(self, place: _Place) -> Result | Lost:
        result = place.process.result()
        if place.process.is_ended or place.process.is_spent(self._allowance):
            self._discharge(place)
        return cast("Result | Lost", result)

    def dismiss(self) -> None:
        """End every process, whatever it is doing."""
        while self._places:
            self._discharge(self._places[-1])

    def _idle(self) -> _Place | None:
        for place in self._places:
            if place.task is None:
                return place
        if len(self._places) == self._size:
            return None
        self._places.append(_Place(WorkerProcess(self._work)))
        return self._places[-1]

    def _discharge(self, place: _Place) -> None:
        place.process.end()
        self._places.remove(place)
