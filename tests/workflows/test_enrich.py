"""Whose documents a batch files, and that what changed outside is not kept from before."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docintel.records import Customer, Document, Fact, Figure, Review
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows import analysis
from docintel.workflows.enrich import Outcome, enrich
from docintel.workflows.extraction import find_facts
from docintel.workflows.intake import find_sources
from make_docx import zipped
from make_zip import OLD_CIPHER

BEARING = Customer(id="B1", name="汀澜轴承有限公司")
COLD = Customer(id="B2", name="青砚冷链有限公司")
BOTH = (BEARING, COLD)
NOTE = "借款人应当于2026年6月30日前归还本金。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'deal.db'}", Blobs.open(str(tmp_path / "blobs")))
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


def test_the_folders_of_an_archive_say_whose_its_files_are(store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "资料.zip"
    archive.write_bytes(
        zipped({"B1/a.txt": NOTE, "B2/b.txt": NOTE + NOTE, "c.txt": NOTE * 3, "d.txt": NOTE + COLD.name})
    )
    outcome = run(store, archive)
    assert filed(store) == {("B1", "资料.zip/B1/a.txt"), ("B2", "资料.zip/B2/b.txt"), ("B2", "资料.zip/d.txt")}
    # the list of names is nobody's document, and says nothing of the file that names nobody
    assert [(failure.name, failure.code) for failure in outcome.failures] == [("资料.zip/c.txt", "unassigned")]


def test_an_archive_that_names_two_customers_gives_its_nameless_files_to_neither(store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "资料.zip"
    archive.write_bytes(zipped({f"{BEARING.name}.txt": NOTE, f"{COLD.name}.txt": NOTE + NOTE, "c.txt": NOTE * 3}))
    outcome = run(store, archive)
    assert "资料.zip/c.txt" in {failure.name for failure in outcome.failures}
    assert "资料.zip/c.txt" not in {name for _, name in filed(store)}


def test_the_list_of_an_archive_is_filed_and_states_no_facts(store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "资料.zip"
    promise = f"{BEARING.name}应当于2026年6月30日前归还本金壹亿元.txt"
    archive.write_bytes(zipped({promise: "文", "c.txt": NOTE}))
    run(store, archive)
    assert filed(store) == {("B1", "资料.zip"), ("B1", f"资料.zip/{promise}"), ("B1", "资料.zip/c.txt")}
    listed = {filing.document_id for filing in store.filings() if filing.name == "资料.zip"}
    stated = {fact.document for fact in store.facts("B1")}
    assert stated
    assert stated.isdisjoint(listed)


def test_a_resumed_batch_with_passwords_reads_again_what_stayed_locked(store: Store, tmp_path: Path) -> None:
    """A worker process gets the passwords too; without them the archive counts as done."""
    folder = tmp_path / "B1"
    folder.mkdir()
    (folder / "资料.zip").write_bytes(OLD_CIPHER)
    write(folder / "a.txt", NOTE)
    assert [failure.code for failure in run(store, folder).failures] == ["encrypted"]
    assert run(store, folder, resume=True).skipped == 2
    sources = find_sources([str(folder)])
    wrong = enrich(BOTH, sources, store, as_of=date(2026, 7, 31), resume=True, passwords=("falsch",))
    assert [(failure.code, failure.customer_id) for failure in wrong.failures] == [("encrypted", "B1")]
    right = enrich(BOTH, sources, store, as_of=date(2026, 7, 31), workers=2, passwords=("falsch", "secret"))
    assert (right.failures, store.failures()) == ([], [])
    assert ("B1", "资料.zip/terms.txt") in filed(store)


def test_a_failure_names_its_customer_and_goes_when_the_file_is_mended(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "B1/a.txt", "")
    run(store, tmp_path / "B1")
    assert [(one.name, one.code, one.customer_id) for one in store.failures()] == [("a.txt", "empty", "B1")]
    write(path, NOTE)
    run(store, tmp_path / "B1")
    assert store.failures() == []


STATEMENT = """编制单位：汀澜轴承有限公司
资产负债表
2025年12月31日 单位：万元

项目,期末余额,年初余额
资产总计,"2,000.00","1,800.00"
负债合计,"1,700.00","1,000.00"
所有者权益合计,"300.00","800.00"
负债和所有者权益总计,"2,000.00","1,800.00"
"""


def test_a_document_read_again_otherwise_leaves_its_reviews_to_a_person(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A better extractor finds less debt: the verdict on the old figure, and on the warning from it, wait."""
    sheet = write(tmp_path / "B1/报表.csv", STATEMENT)
    first = run(store, sheet.parent)
    assert (first.changes, run(store, sheet.parent).changes) == ({}, {})
    (debt,) = [one for one in store.facts("B1") if isinstance(one, Figure) and one.as_filed == "1,700.00"]
    warning = next(one for one in store.profile("B1").alerts if one.indicator == "F-LV-01")
    said = [
        Review(target=target, verdict="accepted", reviewer="审核员甲", day=date(2026, 7, 31))
        for target in (debt.id, warning.id)
    ]
    for review in said:
        store.add_review("B1", review)

    def better(document: Document, kind: object) -> list[Fact]:
        value = debt.value and debt.value / 10
        return [
            one if one.id != debt.id else one.model_copy(update={"value": value, "id": "F-better"})
            for one in find_facts(document)
        ]

    monkeypatch.setattr(analysis, "find_facts", better)
    outcome = run(store, sheet.parent)
    assert [(one.kind, one.status, one.old_value, one.new_value) for one in outcome.changes.values()] == [
        ("figure", "changed", "17000000.00", "1700000.00"),
        ("figure", "review_orphaned", "17000000.00", "1700000.00"),
        ("alert", "review_orphaned", "0.85, grade 2, 2025-12-31", None),
    ]
    waiting = store.profile("B1").orphaned_reviews
    assert [(one.review, one.new_value) for one in waiting] == [(said[0], "1700000.00"), (said[1], None)]
    # a batch stopped before it wrote its tables says the same again, and only that
    assert run(store, sheet.parent).changes == outcome.changes
    store.mark_reported(outcome.changes)
    assert run(store, sheet.parent).changes == {}
    assert store.reviews("B1") == said
