"""Work spread over one process per core; a file that kills its process costs only itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
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
) -> Generator[Result, None, None]:
    """Results in the order of the tasks, whatever the number of workers.

    `crashed` makes the result of a task whose process died (out of memory, parser crash).
    Close it (`contextlib.closing`) to give up the rest: left open, the interpreter works through it before it ends.
    With one worker, or one task, the work is done in this process.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    done = 0
    with closing(_attempt(work, tasks, workers)) as results:
        for result in results:
            done += 1
            yield result
    # What a dead process took down with it is tried again, one process a task, so that the cause is found.
    for task in tasks[done:]:
        alone = list(_attempt(work, [task], 1))
        yield alone[0] if alone else crashed(task)


def _attempt(work: Callable[[Task], Result], tasks: Sequence[Task], workers: int) -> Generator[Result, None, None]:
    # spawn, not fork: the parent may hold threads (database, spaCy) that a forked child would inherit locked
    context = get_context("spawn")
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_leave_interrupts, max_tasks_per_child=_FILES_A_WORKER
    )
    finished = False
    try:
        for future in [pool.submit(work, task) for task in tasks]:
            try:
                result = future.result()
            except BrokenProcessPool:
                break
            yield result
        finished = True
    finally:
        # Left in the middle, by Ctrl-C here or in whoever takes the results: nobody waits for what is under way.
        pool.shutdown(wait=finished, cancel_futures=True)
        if not finished:
            for child in active_children():
                child.kill()


def _leave_interrupts() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
