"""What the worker does with work that stays open, with DBOS's part played by a record of what was asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from docintel.settings import current_settings
from docintel.workflows import worker as module
from docintel.workflows.worker import Worker
from factories import BORROWER


@dataclass
class Recorded:
    """Workflows by name with their state, and how often each was begun."""

    states: dict[str, str] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    name: str = ""

    def enqueue_workflow(self, _queue: str, _workflow: object, argument: str) -> "Recorded":
        if argument not in self.states:
            self.states[argument] = "ENQUEUED"
            self.begun.append(argument)
        self.name = argument
        return self

    def get_status(self) -> "Recorded":
        return self

    @property
    def status(self) -> str:
        return self.states[self.name]

    def delete_workflow(self, _name: str) -> None:
        del self.states[self.name]


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", f"sqlite:///{tmp_path / 'deal.db'}")
    current_settings.cache_clear()
    made = Worker(1)
    made._workflows = {"reads": None, "folds": None}
    made._store.save_customer(BORROWER)
    yield made
    made._store.close()
    current_settings.cache_clear()


def test_work_is_handed_over_once_while_it_is_open(worker: Worker) -> None:
    dbos = Recorded()
    for _ in range(5):
        worker._have_done(dbos, "reads", "D-1:1", "D-1")
    assert dbos.begun == ["D-1"]


@pytest.mark.parametrize("ended", ["SUCCESS", "ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"])
def test_work_that_stays_open_after_its_workflow_ended_is_begun_anew_but_later(
    worker: Worker, ended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbos, now = Recorded(), [1_000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    begun = []
    worker._have_done(dbos, "folds", "fold:C1:1", "C1", partition="C1")
    for _ in range(1_000):
        dbos.states["C1"] = ended
        now[0] += 1.0
        before = len(dbos.begun)
        worker._have_done(dbos, "folds", "fold:C1:1", "C1", partition="C1")
        begun += [now[0] - 1_000.0] * (len(dbos.begun) - before)
    # after 15 s, then twice as long each time, and every four minutes in the end
    assert begun == [15.0, 45.0, 105.0, 225.0, 465.0, 705.0, 945.0]


def test_a_name_that_comes_again_after_its_work_was_done_is_new_work(worker: Worker) -> None:
    """A customer who was erased and entered anew asks for fold number 1 again."""
    dbos = Recorded()
    worker._have_done(dbos, "folds", "fold:C1:1", "C1", partition="C1")
    worker._keep("folds", [])
    dbos.states["C1"] = "SUCCESS"
    worker._have_done(dbos, "folds", "fold:C1:1", "C1", partition="C1")
    assert dbos.begun == ["C1", "C1"]


def test_uploads_begun_least_often_come_first(worker: Worker) -> None:
    store = worker._store
    first, second = (
        store.uploads.accept("C1", store.blobs.put(data), name="a.txt", size=1, by="x").id for data in (b"1", b"2")
    )
    store.uploads.begin(first)
    assert [one.id for one in store.uploads.waiting(9)] == [second, first]
    assert [one.id for one in store.uploads.waiting(1)] == [second]


def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, looked = Event(), []

    def look(_dbos: object) -> None:
        looked.append(len(looked))
        if len(looked) == 3:
            stop.set()
        raise OSError("no connection")

    monkeypatch.setattr(module, "_PAUSE", 0.0)
    monkeypatch.setattr(worker, "_launch", Recorded)
    monkeypatch.setattr(worker, "_look", look)
    worker.run(stop)
    assert looked == [0, 1, 2]
