"""Work over processes: results all there, a dying process costs one task."""

import os

from docintel.workflows.pool import run_all


def double(number: int) -> int:
    if number == 13:
        os._exit(1)  # as a crashing parser would
    return 2 * number


def lost(number: int) -> int:
    return -number


def test_one_worker_works_in_this_process_and_in_order() -> None:
    assert list(run_all(double, [3, 1, 2], workers=1, crashed=lost)) == [6, 2, 4]


def test_a_task_that_kills_its_process_costs_only_itself() -> None:
    found = list(run_all(double, [1, 13, 2, 3, 4], workers=2, crashed=lost))
    assert found == [2, -13, 4, 6, 8]


def test_no_tasks_no_results() -> None:
    assert list(run_all(double, [], workers=4, crashed=lost)) == []
