"""Work over processes: results all there, a dying process costs one task."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from docintel.workflows import worker_process
from docintel.workflows.pool import Standby, run_all
from docintel.workflows.worker_process import Allowance, Lost


def double(number: int) -> int:
    if number == 13:
        os._exit(1)  # as a crashing parser would
    return 2 * number


def reciprocal(number: int) -> float:
    return 1 / number


def process(_: int) -> int:
    return os.getpid()


def dwell(seconds: float) -> float:
    if seconds < 0:
        os._exit(1)
    time.sleep(seconds)
    return seconds


def mark(place: Path) -> Path:
    place.touch()
    time.sleep(0.2)
    return place


def lost(number: int, why: Lost) -> int:
    return -number


def cause(_: int, why: Lost) -> str:
    return why.cause


def endless(number: int) -> str:
    if number == 1:
        time.sleep(600)  # as a parser in its own C code, which no signal of Python's reaches
    if number == 2:
        os._exit(1)
    if number == 3:
        hoard = bytearray(300 << 20)
        time.sleep(600)
        return str(len(hoard))
    return "done"


def test_one_worker_works_in_this_process_and_in_order() -> None:
    assert list(run_all(double, [3, 1, 2], workers=1, lost=lost)) == [6, 2, 4]


def test_a_task_that_kills_its_process_costs_only_itself() -> None:
    found = list(run_all(double, [1, 13, 2, 13, 4], workers=2, lost=lost))
    assert found == [2, -13, 4, -13, 8]


def test_what_the_work_raises_is_raised_here_and_no_process_stays() -> None:
    with pytest.raises(ZeroDivisionError):
        list(run_all(reciprocal, [1, 2, 0, 4], workers=2, lost=lost))
    assert active_children() == []


def test_workers_are_replaced_after_their_share_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "_TASKS", 2)
    processes = list(run_all(process, range(7), workers=2, lost=lost))
    assert (len(processes), max(map(processes.count, processes))) == (7, 2)


def test_no_tasks_no_results() -> None:
    assert list(run_all(double, [], workers=4, lost=lost)) == []


def test_work_given_up_in_the_middle_is_not_gone_on_with(tmp_path: Path) -> None:
    places = [tmp_path / str(number) for number in range(40)]
    with closing(run_all(mark, places, workers=2, lost=lambda place, _why: place)) as results:
        assert next(results) == places[0]
    assert active_children() == []
    assert 1 <= len(list(tmp_path.iterdir())) < len(places)


def test_a_task_past_its_allowance_is_ended_and_the_others_go_on() -> None:
    begun = time.monotonic()
    allowance = Allowance(seconds=4, memory=200 << 20)
    found = list(run_all(endless, [0, 1, 2, 3, 0, 0], workers=2, lost=cause, allowance=allowance))
    assert found == ["done", "time", "died", "memory", "done", "done"]
    assert time.monotonic() - begun < 20
    assert active_children() == []


def test_processes_on_standby_serve_several_threads_and_are_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "_TASKS", 3)
    desk: Standby[int, int] = Standby(process, size=2)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(desk.do, range(12)))
    desk.dismiss()
    assert max(found.count(one) for one in found) <= 3
    assert len(set(found)) >= 4
    assert active_children() == []


def test_on_standby_a_task_that_ends_its_process_or_its_time_costs_only_itself() -> None:
    desk: Standby[float, float] = Standby(dwell, size=1, allowance=Allowance(seconds=4.0))
    assert desk.do(-1) == Lost("died")
    assert desk.do(0.0) == 0.0
    assert desk.do(30.0) == Lost("time")
    assert desk.do(0.0) == 0.0
    desk.dismiss()


def test_on_standby_what_the_work_raises_is_raised_to_its_caller() -> None:
    desk: Standby[int, float] = Standby(reciprocal, size=1)
    with pytest.raises(ZeroDivisionError):
        desk.do(0)
    assert desk.do(4) == 0.25
    desk.dismiss()
