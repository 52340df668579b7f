"""No file can break a reading: each hostile file ends as a reading or as a failure of its kind, in time and in memory.

Every file is read by a process of the batch's own pool. What a reader raises unforeseen would be turned into
"truncated" by `readers/reading.py`, which logs it: here that line is a failure of the test.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from docintel.workflows.intake import read_bytes
from docintel.workflows.pool import run_all
from docintel.workflows.worker_process import Allowance, Lost
from readers.hostile import containers, damage, images, mails, pdfs, texts, workbooks
from readers.hostile.cases import Case

#: What one file may take: what a reader needs for a sound file of the size of its limits.
MEMORY = 2 << 30
SECONDS = {False: 30.0, True: 120.0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a code or "read" for it and each file inside it, and the faults of ours that were logged."""

    code: str
    message: str = ""
    inside: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    peak: int = 0


@cache
def hostile() -> list[Case]:
    return [one for module in (damage, containers, workbooks, texts, mails, pdfs, images) for one in module.cases()]


class _Faults(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


def read_case(name: str) -> Outcome:
    """Read one hostile file, in a process of the pool."""
    one = next(found for found in hostile() if found.name == name)
    data, faults, log = one.make(), _Faults(), logging.getLogger("docintel")
    log.addHandler(faults)
    _forget_peak()
    begun = time.monotonic()
    try:
        reads = list(read_bytes(data, name))
    finally:
        log.removeHandler(faults)
    failure = reads[0].failure
    return Outcome(
        code=failure.code if failure else "read",
        message=failure.message if failure else "",
        inside=frozenset(read.failure.code if read.failure else "read" for read in reads[1:]),
        faults=tuple(faults.lines),
        seconds=time.monotonic() - begun,
        peak=_peak(),
    )


def lost(_name: str, why: Lost) -> Outcome:
    return Outcome("crashed" if why.cause == "died" else "over_limit", why.cause)


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def surprises(cases: list[Case], *, seconds: float) -> dict[str, str]:
    """The cases that ended otherwise than allowed, and how."""
    names = [one.name for one in cases]
    allowance = Allowance(seconds=seconds, memory=MEMORY)
    with closing(run_all(read_case, names, workers=2, lost=lost, allowance=allowance)) as outcomes:
        found = [(one, _surprise(one, outcome)) for one, outcome in zip(cases, outcomes, strict=True)]
    return {one.name: said for one, said in found if said}


def _surprise(one: Case, outcome: Outcome) -> str:
    if outcome.faults:
        return f"a fault of ours: {outcome.faults}"
    if outcome.code not in one.outcomes:
        return f"{outcome.code} ({outcome.message}), not {sorted(one.outcomes)}"
    if not outcome.inside <= one.inside:
        return f"inside it: {sorted(outcome.inside)}, not {sorted(one.inside)}"
    if one.says and one.says not in outcome.message:
        return f"says {outcome.message!r}, not {one.says!r}"
    if len(one.outcomes) > 1 and outcome.code in ("crashed", "over_limit") and outcome.message in ("died", "memory"):
        return ""
    if outcome.peak > MEMORY:
        return f"held {outcome.peak >> 20} MB"
    return ""


def test_the_corpus_is_large_and_every_name_is_one_file() -> None:
    cases = hostile()
    assert len(cases) >= 300
    assert [name for name, count in Counter(one.name for one in cases).items() if count > 1] == []


def test_hostile_files_are_read_or_refused_with_their_code() -> None:
    assert surprises([one for one in hostile() if not one.heavy], seconds=SECONDS[False]) == {}


@pytest.mark.slow
def test_heavy_hostile_files_are_read_or_refused_within_time_and_memory() -> None:
    assert surprises([one for one in hostile() if one.heavy], seconds=SECONDS[True]) == {}
