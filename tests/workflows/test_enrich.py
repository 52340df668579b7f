"""Whose documents a batch files, and that what changed outside is not kept from before."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docintel.records import Customer
from docintel.store.store import Store
from docintel.workflows.enrich import Outcome, enrich
from docintel.workflows.intake import find_sources

BEARING = Customer(id="B1", name="汀澜轴承有限公司")
COLD = Customer(id="B2", name="青砚冷链有限公司")
BOTH = (BEARING, COLD)
NOTE = "借款人应当于2026年6月30日前归还本金。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'deal.db'}")
    yield opened
    opened.close()


def run(store: Store, *inputs: Path, customers: tuple[Customer, ...] = BOTH, resume: bool = False) -> Outcome:
    sources = find_sources(str(path) for path in inputs)
    return enrich(customers, sources, store, as_of=date(2026, 7, 31), resume=resume)


def filed(store: Store) -> set[tuple[str, str]]:
    return {(filing.customer_id, filing.name) for filing in store.filings()}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_named_on_the_command_line_decides_like_one_below_it(store: Store, tmp_path: Path) -> None:
    """The shell writes deals/* as deals/B1 deals/B2."""
    write(tmp_path / "deals/B1/a.txt", NOTE)
    write(tmp_path / "deals/B2/b.txt", NOTE + NOTE)
    run(store, *sorted((tmp_path / "deals").iterdir()))
    assert filed(store) == {("B1", "a.txt"), ("B2", "b.txt")}


def test_a_file_moved_to_another_customer_leaves_the_first(store: Store, tmp_path: Path) -> None:
    write(tmp_path / "B1/a.txt", NOTE)
    run(store, tmp_path / "B1")
    shutil.move(tmp_path / "B1", tmp_path / "B2")
    run(store, tmp_path / "B2")
    assert filed(store) == {("B2", "a.txt")}
    assert store.facts("B1") == []
    assert store.facts("B2") != []


def test_copies_in_two_folders_are_of_both(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        run(store, write(tmp_path / "B1/a.txt", NOTE).parent, write(tmp_path / "B2/a.txt", NOTE).parent)
    assert {customer for customer, _ in filed(store)} == {"B1", "B2"}


def test_a_changed_customer_table_files_anew_even_when_resumed(store: Store, tmp_path: Path) -> None:
    note = write(tmp_path / "a.txt", NOTE + "汀澜轴承有限公司")
    run(store, note)
    assert run(store, note, resume=True).skipped == 1
    swapped = (Customer(id="B1", name="别的有限公司"), Customer(id="B2", name="汀澜轴承有限公司"))
    assert run(store, note, customers=swapped, resume=True).skipped == 0
    assert filed(store) == {("B2", "a.txt")}
    # a batch for other customers leaves it alone
    run(store, note, customers=(Customer(id="B3", name="第三有限公司"),))
    assert filed(store) == {("B2", "a.txt")}


def test_a_failure_names_its_customer_and_goes_when_the_file_is_mended(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "B1/a.txt", "")
    run(store, tmp_path / "B1")
    assert [(one.name, one.code, one.customer_id) for one in store.failures()] == [("a.txt", "empty", "B1")]
    write(path, NOTE)
    run(store, tmp_path / "B1")
    assert store.failures() == []
