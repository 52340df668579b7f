"""Times measured side by side: the same work by several ways, in turn, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the result: what was measured, on what, the figure and its unit."""

    measure: str
    material: str
    value: float
    unit: str
    note: str = ""


def processor_seconds(work: Work) -> float:
    """Seconds of this process's processor time; other work on the machine counts less than on the wall clock."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work: Work) -> float:
    """Seconds on the wall clock, for what runs in other processes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(
    ways: Mapping[str, Work], rounds: int, *, clock: Callable[[Work], float] = processor_seconds
) -> dict[str, float]:
    """The median seconds of each way; the ways take turns, so that a slow minute of the machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            taken[name].append(clock(work))
    return {name: median(seconds) for name, seconds in taken.items()}
