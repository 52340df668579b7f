"""Exports of the stored facts: none is missing, none is somebody else's, and what is missing is said."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from docintel.errors import Conflict, NotFound
from docintel.exports.lines import plain_text
from docintel.records import Customer, Document, Failure, Filing, Review
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows.customers import read_customers
from docintel.workflows.enrich import enrich
from docintel.workflows.exports import export_facts, exported_file
from docintel.workflows.intake import find_sources
from every_fact import contract, letter
from factories import BORROWER

OTHER = Customer(id="C2", name="Tinglan Bearings Ltd")
EMPTY = Customer(id="C3", name="青砚冷链有限公司")

Row = dict[str, Any]


@pytest.fixture
def store(either_store: Store) -> Store:
    """Two customers with the same contract, one of them with a letter too; a third without anything."""
    for customer in (BORROWER, OTHER, EMPTY):
        either_store.save_customer(customer)
    for customer, (reading, facts) in ((BORROWER, contract()), (BORROWER, letter()), (OTHER, contract())):
        filing = either_store.file(reading, customer.id, reason="folder")
        either_store.save_facts(filing, facts, analysis="v1")
    failures = [
        Failure(name="扫描件.png", code="truncated", message="扫描件.png is cut off.", customer_id="C1"),
        Failure(name="b.zip", code="encrypted", message="b.zip needs a password.", customer_id="C2"),
        Failure(name="notice.txt", code="unassigned", message="notice.txt names none of the customers."),
    ]
    either_store.save_failures(failures)
    return either_store


def by_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


def by_parquet(path: Path) -> list[Row]:
    found = duckdb.read_parquet(str(path))
    return [dict(zip(found.columns, map(plain_text, row), strict=True)) for row in found.fetchall()]


def by_sheet(path: Path, name: str) -> list[Row]:
    header, *lines = load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def filing_named(store: Store, customer: str, name: str) -> Filing:
    return next(filing for filing in store.filings(customer) if filing.name == name)


def test_every_stored_fact_is_one_line_in_every_format(store: Store, tmp_path: Path) -> None:
    stored = [(one.id, fact.id) for one in store.customers() for fact in store.facts(one.id)]
    assert Counter(customer for customer, _ in stored) == {"C1": 14, "C2": 7}
    for suffix in ("csv", "parquet", "xlsx"):
        done = export_facts(tmp_path / f"all.{suffix}", store)
        assert (done.facts, done.documents, done.failed) == (21, 3, 3)
    for rows in (by_csv(tmp_path / "all.csv"), by_parquet(tmp_path / "all.parquet"),
                 by_sheet(tmp_path / "all.xlsx", "Facts")):  # fmt: skip
        assert [(row["customer"], row["id"]) for row in rows] == stored


def test_the_formats_say_the_same(store: Store, tmp_path: Path) -> None:
    for suffix in ("csv", "parquet"):
        export_facts(tmp_path / f"all.{suffix}", store)
    spared = {"subject", "label"}  # "=Payment" is guarded in CSV
    rows = zip(by_csv(tmp_path / "all.csv"), by_parquet(tmp_path / "all.parquet"), strict=True)
    for comma, parquet in rows:
        assert {key: comma[key] for key in comma if key not in spared} == {
            key: parquet[key] for key in parquet if key not in spared
        }
    (message,) = [row for row in by_csv(tmp_path / "all.csv") if row["kind"] == "message"]
    assert (message["subject"], message["label"]) == ("'=Payment", "'=Payment")


def test_utterances_and_promises_are_lines_with_their_message(store: Store, tmp_path: Path) -> None:
    export_facts(tmp_path / "c1.csv", store, customers=["C1"])
    rows = [row for row in by_csv(tmp_path / "c1.csv") if row["kind"] in ("message", "utterance", "promise")]
    assert [(row["kind"], row["message_id"], row["key"], row["value"]) for row in rows] == [
        ("message", "<2@b>", None, None), ("utterance", "<2@b>", "CI-1", None), ("promise", "<2@b>", None, "1250.50"),
    ]  # fmt: skip


def test_a_sheet_says_what_is_missing(store: Store, tmp_path: Path) -> None:
    export_facts(tmp_path / "all.xlsx", store)
    rows = by_sheet(tmp_path / "all.xlsx", "Documents")
    assert [(row["customer"], row["doc"], row["state"], row["facts"], row["code"]) for row in rows] == [
        ("C1", "01_借款合同.txt", "complete", 7, None),
        ("C1", "letter.txt", "complete", 7, None),
        ("C2", "01_借款合同.txt", "complete", 7, None),
        ("C3", None, "no document", 0, None),
        ("C2", "b.zip", "failed", None, "encrypted"),
        (None, "notice.txt", "failed", None, "unassigned"),
        ("C1", "扫描件.png", "failed", None, "truncated"),
    ]


def test_one_portfolio_sees_nothing_of_the_other(store: Store, tmp_path: Path) -> None:
    """The same bytes are filed for both; neither facts, verdicts nor failures of the other come along."""
    shared = next(fact for fact in store.facts("C1") if fact.kind == "party")
    review = Review(target=shared.id, verdict="rejected", reviewer="审核员甲", day=date(2026, 4, 1))
    store.add_review("C1", review)
    done = export_facts(tmp_path / "c2.xlsx", store, customers=["C2"])
    assert (done.facts, done.documents, done.failed) == (7, 1, 1)
    rows = by_sheet(tmp_path / "c2.xlsx", "Facts")
    assert {(row["customer"], row["review"]) for row in rows} == {("C2", None)}
    assert [row["doc"] for row in by_sheet(tmp_path / "c2.xlsx", "Documents")] == ["01_借款合同.txt", "b.zip"]
    export_facts(tmp_path / "c1.xlsx", store, customers=["C1"])
    rows = by_sheet(tmp_path / "c1.xlsx", "Facts")
    assert [row["kind"] for row in rows if row["review"] == "rejected"] == ["party"]


def test_the_last_verdict_holds(store: Store, tmp_path: Path) -> None:
    fact = store.facts("C1")[0]
    for day, verdict in ((2, "accepted"), (1, "rejected")):
        said = {"target": fact.id, "verdict": verdict, "reviewer": "审核员甲", "day": date(2026, 4, day)}
        store.add_review("C1", Review.model_validate(said))
    export_facts(tmp_path / "c1.csv", store, customers=["C1"])
    (row,) = [row for row in by_csv(tmp_path / "c1.csv") if row["id"] == fact.id]
    assert (row["review"], row["review_day"]) == ("accepted", "2026-04-02")


def test_one_document(store: Store, tmp_path: Path) -> None:
    filing = filing_named(store, "C1", "letter.txt")
    done = export_facts(tmp_path / "one.csv", store, document=filing.id)
    assert (done.facts, done.documents, done.failed) == (7, 1, 0)
    assert {row["filing"] for row in by_csv(tmp_path / "one.csv")} == {filing.id}
    assert [row["doc"] for row in by_csv(tmp_path / "one.documents.csv")] == ["letter.txt"]


def test_somebody_elses_document_is_as_unknown_as_none(store: Store, tmp_path: Path) -> None:
    theirs = filing_named(store, "C2", "01_借款合同.txt").id
    for wanted in (theirs, "D-0"):
        with pytest.raises(NotFound) as caught:
            export_facts(tmp_path / "x.csv", store, customers=["C1"], document=wanted)
        assert str(caught.value) == f"no document {wanted!r}."
    assert list(tmp_path.glob("x*")) == []


def test_nobody_is_not_everybody(store: Store, tmp_path: Path) -> None:
    """A reader who may see no customer gets an empty table, not all."""
    done = export_facts(tmp_path / "none.csv", store, customers=[])
    assert (done.facts, done.documents, done.failed, by_csv(tmp_path / "none.documents.csv")) == (0, 0, 0, [])


def test_unknown_names_and_empty_databases_are_errors(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no customer 'C9'"):
        export_facts(tmp_path / "x.csv", store, customers=["C1", "C9"])
    with pytest.raises(NotFound, match="this database holds no customer"):
        export_facts(
            tmp_path / "x.csv", open_store(f"sqlite:///{tmp_path / 'new.db'}", Blobs.open(str(tmp_path / "blobs")))
        )


def test_a_document_that_is_being_read_is_in_work_with_its_former_facts(store: Store, tmp_path: Path) -> None:
    reading, _ = contract()
    again = reading.document.model_copy(update={"text": reading.document.text + " 补充。"})
    store.file(type(reading)(again, reading.layout), "C2", reason="folder")
    done = export_facts(tmp_path / "c2.csv", store, customers=["C2"])
    assert (done.facts, done.incomplete) == (7, 1)
    assert [row["state"] for row in by_csv(tmp_path / "c2.documents.csv")] == ["in work", "failed"]
    for row in by_csv(tmp_path / "c2.csv"):
        assert reading.document.text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_document_stored_anew_all_the_time_is_no_mixture(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter(range(100))

    def moving(_: Store, wanted: str) -> Filing:
        return filing_named(store, "C2", "01_借款合同.txt").model_copy(update={"facts_by": f"v{next(looks)}"})

    monkeypatch.setattr(Store, "filing", moving)
    with pytest.raises(Conflict, match="export again when the batch is done"):
        export_facts(tmp_path / "c2.csv", store, customers=["C2"])


def test_a_document_stored_anew_meanwhile_is_looked_at_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its former reading is gone between the look at the filing and the look at the document."""
    document, looks = Store.document, iter(range(100))

    def gone_once(self: Store, filing: Filing) -> Document:
        if next(looks) == 0:
            raise NotFound(f"no document {filing.document_id!r}.")
        return document(self, filing)

    monkeypatch.setattr(Store, "document", gone_once)
    assert export_facts(tmp_path / "c2.csv", store, customers=["C2"]).facts == 7


def test_replies_know_how_long_they_took(store: Store, tmp_path: Path) -> None:
    message = letter()[1][0]
    asked = message.model_copy(update={
        "message_id": "<1@b>", "in_reply_to": None, "date": message.date - timedelta(hours=30), "id": "F-asked",
    })  # fmt: skip
    store.save_facts(filing_named(store, "C1", "letter.txt"), [message, asked], analysis="v2")
    export_facts(tmp_path / "c1.parquet", store, customers=["C1"])
    found = duckdb.read_parquet(str(tmp_path / "c1.parquet")).filter("kind = 'message'").project("id, reply_hours")
    assert found.fetchall() == [(message.id, 30.0), ("F-asked", None)]


def test_an_export_as_bytes_to_serve(store: Store) -> None:
    found = exported_file(store, "csv", customers=["C2"])
    assert (found.name, found.media_type) == ("facts.csv", "text/csv; charset=utf-8")
    assert len(list(csv.reader(StringIO(found.data.decode("utf-8-sig"))))) == 8
    found = exported_file(store, "parquet", customers=["C2"], part="documents")
    assert (found.name, found.data[:4], found.exported.files) == ("facts.documents.parquet", b"PAR1", ())
    found = exported_file(store, "xlsx", document=filing_named(store, "C1", "letter.txt").id, part="documents")
    assert found.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert load_workbook(BytesIO(found.data)).sheetnames == ["Facts", "Documents", "Columns"]


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample deal without its scan."""
    folder = Path(__file__).resolve().parents[2] / "corpora" / "sample_deal"
    place = tmp_path_factory.mktemp("deal")
    store = open_store(f"sqlite:///{place / 'deal.db'}", Blobs.open(str(place / "blobs")))
    sources = find_sources(str(folder / name) for name in ("01_借款合同.pdf", "02_EPC_Contract.docx", "mails"))
    enrich(read_customers(folder / "customers.csv"), sources, store, as_of=date(2026, 7, 31))
    yield store
    store.close()


def test_the_sample_deal_leaves_whole(deal: Store, tmp_path: Path) -> None:
    stored = {(one.id, fact.id): fact for one in deal.customers() for fact in deal.facts(one.id)}
    done = export_facts(tmp_path / "deal.xlsx", deal)
    rows = by_sheet(tmp_path / "deal.xlsx", "Facts")
    assert asdict(done.limits) == {"numbers_as_text": 0, "long_texts": 0, "further_sheets": 0}
    assert [(row["customer"], row["id"]) for row in rows] == list(stored)
    assert len(rows) == done.facts == len(stored)
    for row in rows:
        fact = stored[row["customer"], row["id"]]
        assert (row["kind"], row["confidence"]) == (fact.kind, fact.confidence)
        if fact.kind == "figure" and fact.value is not None:
            assert (row["value"], row["unit"], row["unit_as_filed"]) == (float(fact.value), fact.currency, fact.unit)
    # hand-checked in the workbook: 资产负债表 B37 is 134,946.51 in 万元
    (total,) = [row for row in rows if row["cell"] == "资产负债表!B37"]
    assert [total[name] for name in ("label", "as_filed", "unit_as_filed", "value", "unit", "period_end")] == [
        "资产总计", "134,946.51", "万元", 1349465100, "CNY", datetime(2025, 12, 31),
    ]  # fmt: skip
