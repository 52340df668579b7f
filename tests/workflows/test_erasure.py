"""Nothing of an erased customer or document is left, and nothing of anybody else goes with it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from docintel.errors import Conflict, InputError, NotFound
from docintel.records import Bond, Customer, FactChange, Failure, Profile, Review, Span, Upload, document_id, filing_id
from docintel.settings import Settings
from docintel.store import removal
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows import erasure, folding
from docintel.workflows.analysis import analyse_bytes
from docintel.workflows.erasure import erase_customer, erase_document, sweep_blobs
from docintel.workflows.folding import fold_customers
from docintel.workflows.rereading import reread, save_reading, withdraw_reading
from factories import profile

MINE = Customer(id="C1", name="澜川储能科技有限公司", email_domains=("lanchuan.example",))
THEIRS = Customer(id="C2", name="Harbour Mills Ltd")
LOAN = "借款合同\n\n贷款人：东汀银行股份有限公司\n借款人：澜川储能科技有限公司\n贷款金额人民币壹亿元整。\n"
LEASE = "Lease\n\nLessee: Harbour Mills Ltd\nThe Lessee shall pay USD 2,000,000 by 30 June 2027.\n"
TODAY = date.today()


@pytest.fixture
def store(either_store: Store) -> Store:
    for customer in (MINE, THEIRS):
        either_store.save_customer(customer)
    return either_store


def accept(store: Store, data: bytes, name: str, customer: Customer = MINE) -> Upload:
    document = store.blobs.put(data)
    return store.uploads.accept(customer.id, document, name=name, size=len(data), by="officer")


def read(store: Store, upload: Upload) -> None:
    """What the worker does."""
    store.uploads.begin(upload.id)
    family = analyse_bytes(store.blobs.get(upload.document), upload.name, store.blobs)
    filings = [
        (store.file(one.reading, upload.customer, reason="uploaded", upload=upload.id), one.facts)
        for one in family
        if one.reading is not None
    ]
    for filing, facts in reversed(filings):
        save_reading(store, filing, facts, analysis="v1")
    failures = [one.failure for one in family if one.failure is not None]
    store.uploads.finish(upload.id, state="done", facts=sum(len(facts) for _, facts in filings), failures=failures)


def upload(store: Store, text: str, name: str, customer: Customer = MINE) -> str:
    accepted = accept(store, text.encode(), name, customer)
    read(store, accepted)
    return accepted.id


def mail(subject: str, *attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "cfo@lanchuan.example", "bank@dongting.example", subject
    message["Date"] = "Mon, 01 Jun 2026 10:00:00 +0800"
    message.set_content("请查收附件。")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def erase(store: Store, *, document: str = "", customer: str = "") -> dict[str, int]:
    if document:
        return erase_document(store, document, by="dpo", reason="case 2026-7")[0].counts
    return erase_customer(store, customer, by="dpo", reason="case 2026-7")[0].counts


def held(store: Store) -> list[object]:
    """What there is of the first customer, and all acts."""
    entries = list(store.audit.entries())
    return [store.filings(), store.facts("C1"), store.uploads.of("C1"), store.profiles("C1"), entries]


def names(store: Store, customer: str = "C1") -> list[str]:
    return [filing.name for filing in store.filings(customer)]


def test_a_document_goes_with_its_facts_reviews_and_folds_and_the_customer_is_folded_without_it(store: Store) -> None:
    loan, lease = upload(store, LOAN, "借款合同.txt"), upload(store, LEASE, "lease.txt")
    judged = next(fact for fact in store.facts("C1") if fact.document == document_id(LOAN.encode()))
    other = next(fact for fact in store.facts("C1") if fact.document == document_id(LEASE.encode()))
    for fact in (judged, other):
        store.add_review("C1", Review(target=fact.id, verdict="accepted", reviewer="officer", day=TODAY))
    store.save_profile(profile(date(2026, 3, 31)).model_copy(update={"customer": MINE}))
    fold_customers([MINE], store, TODAY)
    facts = len([fact for fact in store.facts("C1") if fact.document == document_id(LOAN.encode())])
    counts = erase(store, document=loan)
    assert counts == {"fact": facts, "filing": 1, "fingerprint": 1, "upload": 1, "review": 1, "profile": 2}
    assert names(store) == ["lease.txt"]
    assert [review.target for review in store.reviews("C1")] == [other.id]
    assert [one.as_of for one in store.profiles("C1")] == [TODAY]
    assert [one.id for one in store.uploads.of("C1")] == [lease]
    assert not store.blobs.exists(document_id(LOAN.encode()))
    assert store.blobs.exists(document_id(LEASE.encode()))
    last = store.audit.verify()
    assert last is not None
    assert (last.action, last.subject, last.actor) == ("erased", loan, "dpo")
    assert last.details == {"reason": "case 2026-7", **counts}


def test_a_customer_goes_whole_and_the_other_one_keeps_everything(store: Store) -> None:
    upload(store, LOAN, "借款合同.txt")
    upload(store, LOAN, "same bytes.txt", THEIRS)
    upload(store, LEASE, "lease.txt", THEIRS)
    fold_customers([MINE, THEIRS], store, TODAY)
    kept = (store.facts("C2"), store.uploads.of("C2"), store.profiles("C2"), store.filings("C2"))
    counts = erase(store, customer="C1")
    assert set(counts) == {"customer", "fact", "filing", "fingerprint", "fold", "profile", "upload"}
    assert store.customers() == [THEIRS]
    assert (store.facts("C2"), store.uploads.of("C2"), store.profiles("C2"), store.filings("C2")) == kept
    assert store.blobs.get(document_id(LOAN.encode())) == LOAN.encode()
    assert store.document(kept[3][0]).text in (LOAN, LEASE)
    with pytest.raises(NotFound):
        store.customer("C1")


def test_nothing_said_shows_whether_somebody_else_holds_the_bytes(store: Store) -> None:
    upload(store, LOAN, "借款合同.txt")
    alone = erase(store, document=filing_id("C1", document_id(LOAN.encode())))
    upload(store, LOAN, "借款合同.txt")
    upload(store, LOAN, "借款合同.txt", THEIRS)
    shared = erase(store, document=filing_id("C1", document_id(LOAN.encode())))
    assert alone | {"profile": 1} == shared | {"profile": 1}
    first, second = [entry for entry in store.audit.entries() if entry.action == "erased"]
    assert first.details.keys() == second.details.keys() - {"profile"}


def test_attachments_go_with_their_mail_unless_they_came_otherwise_too(store: Store) -> None:
    first = accept(
        store, mail("一", ("a.txt", LOAN.encode()), ("b.txt", LEASE.encode()), ("c.txt", b"Only here.")), "一.eml"
    )
    second = accept(store, mail("二", ("b2.txt", LEASE.encode())), "二.eml")
    read(store, first)
    read(store, second)
    upload(store, LOAN, "合同.txt")
    assert names(store) == ["一.eml", "一.eml/a.txt", "一.eml/b.txt", "一.eml/c.txt", "二.eml"]
    erased, _, _ = erase_document(store, first.id, by="dpo", reason="case 1")
    # the contract was handed in on its own, the lease lies in the second mail: neither name says where it was before
    assert (erased.names, erased.stays) == (("一.eml", "一.eml/c.txt"), ("二.eml/b2.txt", "合同.txt"))
    assert names(store) == ["二.eml", "二.eml/b2.txt", "合同.txt"]
    assert [store.document(filing).name for filing in store.filings("C1")] == ["二.eml", "二.eml/b2.txt", "合同.txt"]
    assert not store.blobs.exists(document_id(b"Only here."))
    erase(store, document=second.id)
    assert names(store) == ["合同.txt"]
    assert not store.blobs.exists(document_id(LEASE.encode()))


def test_a_document_inside_another_one_is_not_erased_alone(store: Store) -> None:
    read(store, accept(store, mail("一", ("a.txt", LOAN.encode())), "一.eml"))
    with pytest.raises(Conflict, match=r"lies inside 一\.eml \(D-[0-9a-f]{20}\), where its words would stay"):
        erase(store, document=filing_id("C1", document_id(LOAN.encode())))
    assert len(names(store)) == 2


def test_failures_and_changes_that_name_the_file_go(store: Store) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    upload(store, LEASE, "lease.txt")
    store.save_failures(
        [
            Failure(name="借款合同.txt", code="no_text", message="page 2", customer_id="C1"),
            Failure(name="借款合同.txt/x", code="unassigned", message="names nobody"),
            Failure(name="借款合同.txt", code="unassigned", message="names nobody", customer_id="C2"),
            Failure(name="lease.txt", code="no_text", message="page 3", customer_id="C1"),
        ]
    )
    row = {"customer": "C1", "kind": "amount", "what": "loan", "status": "changed", "versions": "a → b"}
    quoted = FactChange(document=document_id(LOAN.encode()), doc="借款合同.txt", old_quote="壹亿元整", **row)
    alert = FactChange(document=None, doc=None, old_value="0.8125, grade 2", review="R-1", **row | {"kind": "alert"})
    assert store.standing.save_profiles([], changes=[quoted, alert], since=())
    erase(store, document=loan)
    assert [(one.name, one.customer_id) for one in store.failures()] == [("lease.txt", "C1"), ("借款合同.txt", "C2")]
    # the verdict on the alert still waits for a new look, without the value that may have come from the document
    assert list(store.changes("C1").values()) == [alert.model_copy(update={"old_value": None})]


def test_verdicts_carried_over_from_former_facts_go_too(store: Store) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    now = store.facts("C1")[0].id
    first = Review(target="F-former", verdict="rejected", reviewer="officer", day=TODAY, reason="壹亿元整 is wrong")
    store.add_review("C1", first)
    store.add_review("C1", Review(target=now, verdict="rejected", reviewer="docintel", day=TODAY, carries=first.id))
    assert erase(store, document=loan)["review"] == 2
    assert store.reviews("C1") == []


def lost(store: Store) -> list[tuple[str, str]]:
    """Whose lost facts there are, and their words."""
    with store.snapshot() as snapshot:
        rows = [json.loads(line) for line in snapshot.lines("lost_fact")]
    return [(row["customer_id"], json.loads(row["body"])["evidence"][0]["quote"]) for row in rows]


def judge_and_withdraw(store: Store, document: str, customer: Customer = MINE) -> str:
    """What a batch does with a document that is not the customer's any more; returns the words that were judged."""
    judged = next(fact for fact in store.facts(customer.id) if fact.document == document)
    store.add_review(customer.id, Review(target=judged.id, verdict="accepted", reviewer="officer", day=TODAY))
    withdraw_reading(store, store.filing(filing_id(customer.id, document)))
    return judged.evidence[0].quote


def test_lost_facts_of_a_withdrawn_filing_go_with_their_customer(store: Store) -> None:
    upload(store, LOAN, "借款合同.txt")
    upload(store, LOAN, "same bytes.txt", THEIRS)
    words = judge_and_withdraw(store, document_id(LOAN.encode()))
    assert judge_and_withdraw(store, document_id(LOAN.encode()), THEIRS) == words
    assert sorted(lost(store)) == [("C1", words), ("C2", words)]
    assert erase(store, customer="C1")["lost_fact"] == 1
    assert lost(store) == [("C2", words)]


def test_lost_facts_of_a_withdrawn_filing_go_with_their_document(store: Store) -> None:
    """Once it was handed in by itself, once in a mail; the verdicts on them and what is noted of them go too."""
    loan = upload(store, LOAN, "借款合同.txt")
    letter = accept(store, mail("租赁", ("lease.txt", LEASE.encode())), "租赁.eml")
    read(store, letter)
    words = judge_and_withdraw(store, document_id(LOAN.encode()))
    leased = judge_and_withdraw(store, document_id(LEASE.encode()))
    assert sorted(lost(store)) == sorted([("C1", words), ("C1", leased)])
    gone = erase(store, document=loan)
    assert (gone["lost_fact"], gone["review"], gone["fact_change"]) == (1, 1, 1)
    assert lost(store) == [("C1", leased)]
    gone = erase(store, document=letter.id)
    assert (gone["lost_fact"], gone["review"], gone["fact_change"]) == (1, 1, 1)
    assert (lost(store), store.reviews("C1"), store.changes("C1")) == ([], [], {})


def test_a_batch_that_withdraws_what_was_erased_meanwhile_brings_no_lost_fact_back(store: Store) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    judged = store.facts("C1")[0]
    store.add_review("C1", Review(target=judged.id, verdict="accepted", reviewer="officer", day=TODAY))
    filing = store.filings("C1")[0]
    rereading = reread(filing, store.former_reading(filing), (), analysis="v2")
    assert [one.fact for one in rereading.lost] == [judged]
    erase(store, document=loan)
    store.withdraw(filing, rereading=rereading)
    assert (lost(store), store.changes("C1")) == ([], {})


def test_other_customers_folds_no_longer_name_an_erased_one(store: Store) -> None:
    bond = Bond(
        customer="C1",
        relation="parent",
        grade=1,
        path=("C2", "C1"),
        reason_zh=f"母公司{MINE.name}",
        reason_en=MINE.name,
    )
    raised = profile(TODAY, grade=1, own_grade=0, bonds=(bond,)).model_copy(update={"customer": THEIRS})
    store.save_profile(raised)
    erase(store, customer="C1")
    assert store.profile("C2") == raised.model_copy(update={"bonds": (), "grade": 0})


def test_a_worker_that_was_in_the_middle_brings_nothing_back(store: Store) -> None:
    """It had read the file when it was taken for dead; another finished it; then it was erased."""
    late = accept(store, LOAN.encode(), "借款合同.txt")
    store.uploads.begin(late.id)
    (analysed,) = analyse_bytes(LOAN.encode(), late.name, store.blobs)
    reading = analysed.reading
    assert reading is not None
    filing = store.file(reading, "C1", reason="uploaded", upload=late.id)
    read(store, late)
    erase(store, document=late.id)
    with pytest.raises(NotFound):
        store.uploads.begin(late.id)
    with pytest.raises(NotFound):
        store.file(reading, "C1", reason="uploaded", upload=late.id)
    with pytest.raises(NotFound):
        store.save_facts(filing, analysed.facts, analysis="v1")
    store.uploads.finish(late.id, state="done", facts=9, failures=[])
    assert (store.uploads.of("C1"), store.filings("C1"), store.facts("C1")) == ([], [], [])
    erase(store, customer="C1")
    with pytest.raises(NotFound):
        store.file(reading, "C1", reason="uploaded")
    assert store.customers() == [THEIRS]


def test_a_fold_that_began_before_an_erasure_is_done_again_without_it(store: Store, monkeypatch) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    upload(store, LEASE, "lease.txt")
    standing, calls = store.standing.now(), []
    now = store.standing.now

    def erased_meanwhile() -> frozenset[str]:
        found = now()
        if not calls:
            calls.append(store.erasures.erase(document=loan, by="dpo", reason="case 1", retention_days=0))
        return found

    monkeypatch.setattr(store.standing, "now", erased_meanwhile)
    fold_customers([MINE], store, TODAY)
    assert document_id(LOAN.encode()) not in store.profile("C1").model_dump_json()
    old: Profile = profile(TODAY).model_copy(update={"customer": MINE})
    assert store.standing.save_profiles([old], since=standing) is False
    monkeypatch.undo()
    erase(store, customer="C1")
    with pytest.raises(NotFound, match="customer 'C1' was erased"):
        fold_customers([MINE], store, TODAY)


def test_what_a_fold_that_is_thrown_away_found_in_alerts_is_not_noted(store: Store, monkeypatch) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    upload(store, LEASE, "lease.txt")
    row = {"customer": "C1", "kind": "amount", "what": "loan", "status": "changed", "versions": "a → b"}
    reread_lease = FactChange(document=document_id(LEASE.encode()), doc="lease.txt", **row)
    store.standing.save_profiles([], changes=[reread_lease], since=())
    alert = FactChange(document=None, doc=None, review="R-1", **row | {"kind": "alert"})
    erased_value, kept_value = (alert.model_copy(update={"old_value": value}) for value in ("壹亿元整", "0.8, grade 2"))

    def erased_meanwhile(*_given: object, **_named: object) -> list[FactChange]:
        if len(store.filings("C1")) == 1:
            return [kept_value]
        store.erasures.erase(document=loan, by="dpo", reason="case 1", retention_days=0)
        return [erased_value]

    monkeypatch.setattr(folding, "changed_alerts", erased_meanwhile)
    fold_customers([MINE], store, TODAY)
    assert list(store.changes("C1").values()) == [reread_lease, kept_value]
    fold_customers([MINE], store, TODAY)  # noted once
    assert list(store.changes("C1").values()) == [reread_lease, kept_value]


def test_what_is_being_read_is_not_erased_and_what_waits_is(store: Store) -> None:
    waiting = accept(store, LOAN.encode(), "借款合同.txt")
    store.uploads.begin(waiting.id)
    with pytest.raises(Conflict, match=f"{waiting.id} is being read right now"):
        erase(store, customer="C1")
    other = accept(store, LEASE.encode(), "lease.txt", THEIRS)
    assert erase(store, document=other.id) == {"upload": 1}
    assert not store.blobs.exists(other.document)


def test_held_customers_are_not_erased_and_the_error_says_who_holds_them(store: Store) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    store.holds.place("C1", reason="arbitration 2026-88", by="counsel")
    for what in ({"document": loan}, {"customer": "C1"}):
        with pytest.raises(Conflict, match=r"a legal hold that counsel set on .*\(arbitration 2026-88\)"):
            erase(store, **what)
    store.holds.release("C1", reason="settled", by="counsel")
    assert erase(store, customer="C1")["customer"] == 1
    assert [entry.action for entry in store.audit.entries()][-3:] == ["held", "released", "erased"]


def test_what_must_be_kept_is_not_erased_before_its_day(store: Store, monkeypatch) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    monkeypatch.setattr(erasure, "current_settings", lambda: Settings(retention_days=90))
    day = (datetime.now(UTC) + timedelta(days=91)).date()
    for what in ({"document": loan}, {"customer": "C1"}):
        with pytest.raises(Conflict, match=rf"kept for 90 days \(DOCINTEL_RETENTION_DAYS\): .* from {day} on"):
            erase(store, **what)
    assert names(store) == ["借款合同.txt"]


@pytest.mark.parametrize(
    "reason",
    ["", "  ", "澜川储能科技有限公司要求删除", "wrong file 借款合同.txt"],
)
def test_a_reason_stays_for_good_and_so_holds_no_name(store: Store, reason: str) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    with pytest.raises(InputError):
        erase_document(store, loan, by="dpo", reason=reason)
    assert names(store) == ["借款合同.txt"]


def test_looking_changes_nothing_and_tells_what_would_go(store: Store) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    before = held(store)
    seen = store.erasures.look(document=loan)
    assert held(store) == before
    assert (seen.documents, seen.names, seen.is_whole) == ((loan,), ("借款合同.txt",), False)
    assert erase(store, document=loan) == seen.counts


@pytest.mark.parametrize("what", [{"document": "D-none"}, {"customer": "C9"}])
def test_what_is_not_there_is_said(store: Store, what: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        erase(store, **what)


def test_a_crash_between_rows_and_bytes_leaves_bytes_that_the_sweep_takes(store: Store, monkeypatch) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    lease = upload(store, LEASE, "lease.txt")
    monkeypatch.setattr(store.blobs, "delete", lambda _name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(store, document=loan)
    monkeypatch.undo()
    assert [one.id for one in store.uploads.of("C1")] == [lease]
    assert store.blobs.exists(document_id(LOAN.encode()))
    assert sweep_blobs(store) == 0  # not a day old
    monkeypatch.setattr(erasure, "_GRACE", timedelta(seconds=-1))
    (landing,) = [path for path in Path(store.blobs._root).iterdir() if path.name == "incoming"]
    (landing / ("0" * 32)).write_bytes(b"half an upload")
    assert sweep_blobs(store) == 2
    assert not store.blobs.exists(document_id(LOAN.encode()))
    assert store.blobs.get(document_id(LEASE.encode())) == LEASE.encode()
    assert sweep_blobs(store) == 0


def test_no_word_of_it_is_left_in_the_files_of_sqlite_or_among_the_blobs(tmp_path: Path) -> None:
    """The database, its log and every blob are searched as a thief would search the disk."""
    store = open_store(f"sqlite:///{tmp_path / 'deal.db'}", Blobs.open(str(tmp_path / "blobs")))
    for customer in (MINE, THEIRS):
        store.save_customer(customer)
    filler = "".join(f"第{number}条 借款人应当于{2030 + number}年6月30日前归还本金。\n" for number in range(60))
    upload(store, LOAN + filler, "机密合同.txt")
    read(store, accept(store, mail("密", ("附件甲.txt", (filler + LOAN).encode())), "机密邮件.eml"))
    upload(store, LEASE, "lease.txt", THEIRS)
    # read again by other versions: what the first facts left behind in free pages must be gone too
    upload_again = store.filings("C1")[0]
    save_reading(store, upload_again, (), analysis="v2")
    fold_customers([MINE, THEIRS], store, TODAY)
    words = [word.encode() for word in ("贷款金额人民币壹亿元整", "机密合同", "机密邮件", "附件甲", MINE.name)]
    assert all(found(tmp_path, word) for word in words)
    erased, is_out = erase_customer(store, "C1", by="dpo", reason="case 1")
    assert (erased.counts["filing"], is_out) == (3, True)
    assert [word.decode() for word in words if found(tmp_path, word)] == []
    assert found(tmp_path, b"Harbour Mills Ltd")
    store.close()


def test_a_database_from_before_deleting_overwrote_is_written_anew_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deal.db'}"
    store = open_store(url, Blobs.open(str(tmp_path / "blobs")))
    store.save_customer(MINE)
    store.close()
    with closing(sqlite3.connect(tmp_path / "deal.db")) as old:  # as version 0.1 did it
        old.execute("PRAGMA secure_delete=OFF")
        old.executemany(
            "INSERT INTO failure (name, code, message) VALUES (?, 'x', ?)",
            [(str(n), "早先的机密" * 50) for n in range(90)],
        )
        old.execute("DELETE FROM failure")
        old.execute("PRAGMA user_version=0")
        old.commit()
    assert found(tmp_path, "早先的机密".encode())
    store = open_store(url, Blobs.open(str(tmp_path / "blobs")))
    assert erase_customer(store, "C1", by="dpo", reason="case 1")[1] is True
    assert not found(tmp_path, "早先的机密".encode())
    store.close()
    with closing(sqlite3.connect(tmp_path / "deal.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_crash_in_the_middle_of_the_rows_leaves_everything(store: Store, monkeypatch) -> None:
    loan = upload(store, LOAN, "借款合同.txt")
    fold_customers([MINE], store, TODAY)
    before = held(store)
    for last in ("drop_readings", "rename"):
        monkeypatch.setattr(removal, last, lambda *_given: 1 / 0)
        for what in ({"document": loan}, {"customer": "C1"}):
            with pytest.raises(ZeroDivisionError):
                erase(store, **what)
        monkeypatch.undo()
    assert held(store) == before
    assert store.blobs.get(document_id(LOAN.encode())) == LOAN.encode()


def test_a_sidecar_that_went_with_another_document_is_written_again(store: Store, monkeypatch) -> None:
    """Documents without pages share one: it is taken away between being written and being referred to."""
    loan = upload(store, LOAN, "借款合同.txt")
    put = store.blobs.put

    def erased_meanwhile(data: bytes) -> str:
        name = put(data)
        if store.uploads.of("C1"):
            store.erasures.erase(document=loan, by="dpo", reason="case 1", retention_days=0)
            assert not store.blobs.exists(name)
        return name

    (analysed,) = analyse_bytes(LEASE.encode(), "lease.txt", store.blobs)
    assert analysed.reading is not None
    monkeypatch.setattr(store.blobs, "put", erased_meanwhile)
    filing = store.file(analysed.reading, "C2", reason="uploaded")
    assert store.layout(filing).to_bytes() == analysed.reading.layout.to_bytes()


def test_an_attachment_whose_bytes_went_with_another_document_is_read_again(store: Store) -> None:
    """Its original was kept by the process that read the mail, and nothing rested on it yet."""
    loan = upload(store, LOAN, "借款合同.txt")
    late = accept(store, mail("一", ("a.txt", LOAN.encode())), "一.eml", THEIRS)
    store.uploads.begin(late.id)
    family = analyse_bytes(store.blobs.get(late.document), late.name, store.blobs)
    erase(store, document=loan)
    attached = family[1].reading
    assert attached is not None
    with pytest.raises(Conflict, match="read it again"):
        store.file(attached, "C2", reason="attached", upload=late.id)
    read(store, late)
    assert [store.original(filing) for filing in store.filings("C2")][1] == LOAN.encode()


def test_a_reading_that_another_filing_is_about_to_rest_on_stays(store: Store) -> None:
    """The same bytes are read anew for somebody else while the first customer's filing of them is erased."""
    mine = upload(store, LOAN, "借款合同.txt")
    upload(store, LOAN, "other name.txt", THEIRS)
    (analysed,) = analyse_bytes(LOAN.encode(), "借款合同.txt", store.blobs)
    assert analysed.reading is not None
    again = store.file(analysed.reading, "C2", reason="uploaded")
    erase(store, document=mine)
    store.save_facts(again, analysed.facts, analysis="v2")
    assert [one.analysis for one in store.filings("C2")] == ["v2"]
    assert store.document(store.filings("C2")[0]).text == LOAN


def test_uploads_readings_folds_and_erasures_side_by_side_lose_nothing(store: Store) -> None:
    """Both customers have the same bytes; whatever of the first one's is erased when, the second one keeps theirs."""
    texts = [f"{LOAN}第{number}条 借款人应当于2027年6月30日前归还本金。\n" for number in range(6)]
    ended: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except (NotFound, Conflict):
            pass  # gone, or being read
        except BaseException as error:
            ended.append(error)

    def arrive(text: str, name: str, customer: Customer) -> None:
        try:
            upload(store, text, name, customer)
        except Conflict as conflict:
            if "send the file again" not in str(conflict):
                raise
            arrive(text, name, customer)

    def hand_in(customer: Customer) -> None:
        for number, text in enumerate(texts * 2):
            run(partial(arrive, text, f"{number}.txt", customer))

    def take_away() -> None:
        while any(thread.is_alive() for thread in handing):
            for text in texts:
                run(partial(erase, store, document=filing_id("C1", document_id(text.encode()))))

    handing = [Thread(target=hand_in, args=(one,)) for one in (MINE, THEIRS, MINE)]
    threads = [*handing, Thread(target=take_away)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == []
    assert sorted(one.document for one in store.uploads.of("C2")) == sorted(
        document_id(text.encode()) for text in texts
    )
    for filing in store.filings():
        assert store.original(filing) == store.document(filing).text.encode()
        assert store.layout(filing).boxes(Span(start=0, end=2)) == []
    assert {filing.document_id for filing in store.filings("C2")} == {document_id(text.encode()) for text in texts}
    assert store.audit.verify() is not None
    assert [entry for entry in store.audit.entries() if entry.action == "erased"] != []


def found(folder: Path, word: bytes) -> bool:
    escaped = word.decode().encode("unicode_escape")
    return any(
        word in data or escaped in data for path in folder.rglob("*") if path.is_file() for data in [path.read_bytes()]
    )
