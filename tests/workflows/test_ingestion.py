"""What becomes of an upload, done once, twice, or cut off in between: the same facts each time."""

from datetime import date
from email.message import EmailMessage

import pytest

from docintel.errors import NotFound
from docintel.records import Customer, Upload
from docintel.store.store import Store
from docintel.workflows import ingestion
from docintel.workflows.ingestion import ReadUpload, fold_customer, read_upload
from factories import BORROWER, profile

CONTRACT = (
    "借款合同\n合同编号：LC-2026-017\n甲方（贷款人）：北江银行股份有限公司\n乙方（借款人）：澜川新能源有限公司\n"
    "第一条 借款金额为人民币1亿元。\n第二条 乙方应当于2026年9月30日前归还全部借款。\n"
    "Article 3 The Borrower shall deliver its audited accounts within 120 days of each year end.\n"
)


@pytest.fixture
def store(either_store: Store) -> Store:
    either_store.save_customer(BORROWER)
    either_store.save_customer(Customer(id="C2", name="Other Portfolio Ltd"))
    return either_store


def accept(store: Store, data: bytes, name: str, customer: str = "C1") -> Upload:
    return store.uploads.accept(customer, store.blobs.put(data), name=name, size=len(data), by="北区")


def facts(store: Store, customer: str = "C1") -> list[str]:
    return sorted(fact.model_dump_json() for fact in store.facts(customer))


def test_an_upload_becomes_a_filing_with_facts_and_a_profile(store: Store) -> None:
    upload = accept(store, CONTRACT.encode(), "借款合同.txt")
    read_upload(upload.id, store)
    done = store.uploads.get(upload.id)
    assert (done.state, done.facts, done.failures, done.folded) == ("done", len(facts(store)), (), False)
    assert {"obligation", "party", "amount"} <= {fact.kind for fact in store.facts("C1")}
    filing = store.filing(upload.id)
    assert (filing.name, filing.reason, store.original(filing)) == (
        "借款合同.txt",
        "uploaded by 北区",
        CONTRACT.encode(),
    )
    fold_customer("C1", store)
    assert store.uploads.get(upload.id).folded is True
    assert store.profile("C1").customer == BORROWER
    assert store.folds.open() == []


def test_reading_it_again_changes_nothing(store: Store) -> None:
    upload = accept(store, CONTRACT.encode(), "借款合同.txt")
    read_upload(upload.id, store)
    before, trail = facts(store), list(store.audit.entries())
    read_upload(upload.id, store)
    assert (facts(store), list(store.audit.entries())) == (before, trail)


@pytest.mark.parametrize("cut", ["file", "save_facts"])
def test_what_was_cut_off_is_done_again_from_its_beginning(
    store: Store, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = accept(store, CONTRACT.encode(), "借款合同.txt", "C2")
    read_upload(whole.id, store)
    upload = accept(store, CONTRACT.encode(), "借款合同.txt")
    kept = getattr(Store, cut)

    def cut_off(*arguments: object, **options: object) -> None:
        kept(*arguments, **options)
        raise SystemExit

    monkeypatch.setattr(Store, cut, cut_off)
    with pytest.raises(SystemExit):
        read_upload(upload.id, store)
    assert store.uploads.get(upload.id).state == "reading"
    monkeypatch.setattr(Store, cut, kept)
    read_upload(upload.id, store)
    done = store.uploads.get(upload.id)
    assert (done.state, done.attempts, done.facts) == ("done", 2, store.uploads.get(whole.id).facts)
    assert (facts(store), len(store.filings("C1"))) == (facts(store, "C2"), 1)
    assert store.changes("C1") == {}


def test_a_mail_brings_its_attachments_and_their_originals(store: Store) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "cfo@lanchuan.example", "rm@beijiang.example", "合同 contract"
    mail["Message-ID"], mail["Date"] = "<1@lanchuan.example>", "Mon, 06 Jul 2026 09:00:00 +0800"
    mail.set_content("附件为借款合同。The agreement is attached.")
    mail.add_attachment(CONTRACT.encode(), maintype="text", subtype="plain", filename="借款合同.txt")
    mail.add_attachment(b"%PDF-1.7\n%%EOF", maintype="application", subtype="pdf", filename="broken.pdf")
    upload = accept(store, mail.as_bytes(), "mail.eml")
    read_upload(upload.id, store)
    sent, attached = store.filings("C1")
    assert (sent.id, sent.reason, attached.reason) == (upload.id, "uploaded by 北区", "attached to mail.eml")
    assert (attached.name, store.original(attached)) == ("mail.eml/借款合同.txt", CONTRACT.encode())
    done = store.uploads.get(upload.id)
    assert (done.state, [failure.name for failure in done.failures]) == ("done", ["mail.eml/broken.pdf"])


def test_a_file_that_cannot_be_read_fails_with_its_reason_and_the_rest_goes_on(store: Store) -> None:
    broken, good = accept(store, b"%PDF-1.7\n%%EOF", "broken.pdf"), accept(store, CONTRACT.encode(), "a.txt")
    for upload in (broken, good):
        read_upload(upload.id, store)
    found = store.uploads.get(broken.id)
    assert (found.state, found.facts, [failure.code for failure in found.failures]) == ("failed", 0, ["truncated"])
    assert found.failures[0].customer_id == "C1"
    assert store.uploads.get(good.id).state == "done"
    with pytest.raises(NotFound):
        store.filing(broken.id)


def test_an_original_that_is_gone_is_said(store: Store) -> None:
    upload = accept(store, CONTRACT.encode(), "a.txt")
    store.blobs.delete(upload.document)
    with pytest.raises(NotFound, match="restore it from a backup"):
        read_upload(upload.id, store)
    # it stays open: the folder of the blobs may only be away for now
    assert store.uploads.get(upload.id).state == "reading"


def test_an_upload_that_takes_every_worker_down_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = accept(store, CONTRACT.encode(), "a.txt")
    for _ in range(20):
        store.uploads.begin(upload.id)
    monkeypatch.setattr(ingestion, "analyse_bytes", None)
    read_upload(upload.id, store)
    (failure,) = store.uploads.get(upload.id).failures
    assert (store.uploads.get(upload.id).state, failure.code) == ("failed", "crashed")


def test_erased_before_it_was_read_it_stays_erased(store: Store) -> None:
    with pytest.raises(NotFound):
        read_upload("D-erased", store)
    assert (store.uploads.of(), store.filings()) == ([], [])


def test_a_subsidiary_is_folded_again_when_its_parent_s_grade_changes(store: Store) -> None:
    store.save_customer(Customer(id="C3", name="澜川新能源贸易有限公司", parent="C1"))
    upload = accept(store, CONTRACT.encode(), "借款合同.txt")
    read_upload(upload.id, store)
    fold_customer("C1", store)
    assert [one.customer for one in store.folds.open()] == ["C3"]
    fold_customer("C3", store)
    assert store.folds.open() == []


def test_what_is_missing_beside_an_upload_is_tried_again_and_an_erased_upload_is_nothing_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A twin of the file, stored at the same time, may have replaced the reading that this one wanted to rest on."""
    upload = accept(store, CONTRACT.encode(), "a.txt")
    monkeypatch.setattr(ingestion, "_store", lambda: store)

    def lose(_wanted: str, _store: Store) -> None:
        raise NotFound("no document 'sha256:…'.")

    monkeypatch.setattr(ingestion, "read_upload", lose)
    with pytest.raises(NotFound):
        ingestion.do(ReadUpload(upload.id))
    ingestion.do(ReadUpload("D-erased"))
    store.uploads.finish(upload.id, state="done", facts=0, failures=[])
    ingestion.do(ReadUpload(upload.id))


def test_a_fold_that_says_the_same_on_another_day_is_the_same_and_another_grade_is_not() -> None:
    spring = profile(date(2026, 3, 31))
    assert ingestion._gist(spring) == ingestion._gist(profile(date(2026, 4, 1)))
    assert ingestion._gist(spring) != ingestion._gist(spring.model_copy(update={"grade": 3, "own_grade": 3}))
