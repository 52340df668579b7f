"""Work spread over one process per core; a file that kills its process costs only itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

#: A worker is replaced after so many files, so that what a parser leaks does not add up.
_FILES_A_WORKER = 200


def core_count() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_all(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int, crashed: Callable[[Task], Result]
) -> Iterator[Result]:
    """Results in the order of the tasks, whatever the number of workers.

    `crashed` makes the result of a task whose process died (out of memory, parser crash).
    With one worker, or one task, the work is done in this process.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    done = 0
    for result in _attempt(work, tasks, workers):
        done += 1
        yield result
    # What a dead process took down with it is tried again, one process a task, so that the cause is found.
    for task in tasks[done:]:
        alone = list(_attempt(work, [task], 1))
        yield alone[0] if alone else crashed(task)


def _attempt(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> Iterator[Result]:
    # spawn, not fork: the parent may hold threads (database, spaCy) that a forked child would inherit locked
    context = get_context("spawn")
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_leave_interrupts, max_tasks_per_child=_FILES_A_WORKER
    )
    try:
        for future in [pool.submit(work, task) for task in tasks]:
            try:
                result = future.result()
            except BrokenProcessPool:
                return
            yield result
    except KeyboardInterrupt:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
