"""A backup restores to the same rows and bytes, on either database, or changes nothing."""

import json
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from docintel.errors import Conflict, DocintelError, InputError
from docintel.records import BackupManifest, Failure, LegalHold, Party, Review, Span, document_id
from docintel.store.blob_key import BlobKey
from docintel.store.blobs import Blobs
from docintel.store.database import migrate, newest_revision, open_engine, revision
from docintel.store.opening import open_store
from docintel.store.schema import all_tables
from docintel.store.store import Store
from docintel.workflows import backup
from docintel.workflows.backup import write_backup
from docintel.workflows.restoring import check_backup, restore_backup
from factories import BORROWER, alert, boxed, profile

TEXT = "借款人：澜川新能源。Borrower: 𠮷 “quoted” \\ and 1,000.50."
WAITING = "还没有读过的文件 / not read yet".encode()


def fill(store: Store) -> None:
    """At least one row in every table that holds something."""
    store.save_customer(BORROWER)
    found = boxed(TEXT)
    store.blobs.put(TEXT.encode())
    filing = store.file(found, "C1", reason="name")
    party = Party.found(
        found.document, Span(start=4, end=9), source="t@1", confidence=0.9, name="澜川新能源", role="borrower"
    )
    store.save_facts(filing, [party], analysis="v1")
    store.save_profile(profile(date(2026, 6, 30), alert("A3", 2)))
    for day in (1, 2, 3):
        store.add_review("C1", Review(target="A3", verdict="rejected", reviewer="officer", day=date(2026, 7, day)))
    store.save_failures([Failure(name="a.rar", code="unsupported", message="unpack it.", customer_id=None)])
    for number, data in enumerate((WAITING, b"second")):
        upload = store.uploads.accept("C1", store.blobs.put(data), name=f"{number}.txt", size=len(data), by="officer")
    store.uploads.begin(upload.id)
    store.holds.place("C1", reason="case 1", by="counsel")
    store.keys.add("desk", customers=("NORTH-*",))
    store.workers.beat("w", host="h", process=1)


def rows(store: Store, *, without: int = 0) -> dict[str, list[Any]]:
    """Every row of every table; the last so many entries of the audit trail left out."""
    with store._engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in all_tables().sorted_tables
        }
    found["audit"] = found["audit"][: len(found["audit"]) - without]
    return found


def empty(url: str) -> str:
    if url.startswith("postgresql"):
        engine = open_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    return url


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup of a filled SQLite store."""
    store = open_store(f"sqlite:///{tmp_path / 'small.db'}", Blobs.open(str(tmp_path / "small-blobs")))
    fill(store)
    write_backup(store, tmp_path / "small.tar")
    store.close()
    return tmp_path / "small.tar"


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back_row_for_row_on_either_database(
    either_store: Store, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(either_store)
    before = rows(either_store)
    written = write_backup(either_store, tmp_path / "all.tar")
    either_store.close()
    assert written == check_backup(tmp_path / "all.tar")
    assert written.rows == {name: len(found) for name, found in before.items()}
    assert (written.revision, written.missing) == (newest_revision(), ())
    assert stat.S_IMODE((tmp_path / "all.tar").stat().st_mode) == 0o600
    url = f"sqlite:///{tmp_path / 'new.db'}" if target == "sqlite" else empty(request.getfixturevalue("postgres_url"))
    blobs = Blobs.open(str(tmp_path / "new-blobs"))
    restore_backup(tmp_path / "all.tar", url, blobs, by="operator")
    store = open_store(url, blobs)
    assert rows(store, without=1) == before
    last = store.audit.verify(expected=written.audit)
    assert last is not None
    assert (last.action, last.actor, last.details) == (
        "restored",
        "operator",
        {"rows": sum(written.rows.values()), "blobs": 4},
    )
    assert store.original(store.filings("C1")[0]) == TEXT.encode()
    assert store.layout(store.filings("C1")[0]).to_bytes() == boxed(TEXT).layout.to_bytes()
    assert sorted(blobs.names()) == sorted(either_store.blobs.names())
    # counters go on behind what was loaded, and what was being read is read again
    store.add_review("C1", Review(target="A9", verdict="accepted", reviewer="officer", day=date(2026, 7, 4)))
    assert [review.target for review in store.reviews("C1")] == ["A3", "A3", "A3", "A9"]
    assert [one.state for one in store.uploads.of("C1", states=("accepted", "reading"))] == ["accepted", "reading"]
    assert [one.reason for one in store.holds.all() if isinstance(one, LegalHold)] == ["case 1"]
    store.close()


def test_what_is_written_meanwhile_is_not_half_in_it(either_store: Store, tmp_path: Path) -> None:
    fill(either_store)
    before = rows(either_store)
    with either_store.snapshot() as snapshot:
        first = list(snapshot.lines("customer"))
        either_store.save_failures([Failure(name="later.rar", code="unsupported", message="unpack it.")])
        either_store.add_review("C1", Review(target="A5", verdict="accepted", reviewer="o", day=date(2026, 8, 1)))
        later = [json.loads(line) for line in snapshot.lines("review")]
        assert (len(first), len(later)) == (1, len(before["review"]))
        assert len(list(snapshot.lines("failure"))) == 1
        assert snapshot.last_entry().startswith(f"{len(before['audit'])}:")
    assert len(either_store.failures()) == 2


def test_a_blob_erased_while_the_backup_runs_is_named(either_store: Store, tmp_path: Path) -> None:
    fill(either_store)
    either_store.blobs.delete(document_id(WAITING))
    written = write_backup(either_store, tmp_path / "all.tar")
    assert written.missing == (document_id(WAITING),)
    assert check_backup(tmp_path / "all.tar").missing == (document_id(WAITING),)


def test_encrypted_originals_stay_encrypted_and_need_their_key(tmp_path: Path) -> None:
    import pyrage

    keys = [BlobKey(str(pyrage.x25519.Identity.generate()), "test") for _ in range(2)]
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}", Blobs.open(str(tmp_path / "blobs"), keys[0]))
    fill(store)
    write_backup(store, tmp_path / "all.tar")
    store.close()
    with tarfile.open(tmp_path / "all.tar") as archive:
        member = archive.extractfile(f"blobs/{sha256(WAITING).hexdigest()}")
        assert member is not None
        assert member.read().startswith(b"age-encryption.org/v1\n")
    url = f"sqlite:///{tmp_path / 'b.db'}"
    for key in (None, keys[1]):
        with pytest.raises(DocintelError, match="key"):
            restore_backup(tmp_path / "all.tar", url, Blobs.open(str(tmp_path / "new"), key), by="operator")
        assert tables(url) == set()
    restore_backup(tmp_path / "all.tar", url, Blobs.open(str(tmp_path / "new"), keys[0]), by="operator")
    assert Blobs.open(str(tmp_path / "new"), keys[0]).get(document_id(WAITING)) == WAITING


def test_a_filled_database_is_left_alone(small: Path, either_store: Store, database_url: str, tmp_path: Path) -> None:
    either_store.save_customer(BORROWER)
    before = rows(either_store)
    with pytest.raises(Conflict, match=r"holds rows already \(audit, customer\)"):
        restore_backup(small, database_url, Blobs.open(str(tmp_path / "new")), by="operator")
    assert rows(either_store) == before
    assert not (tmp_path / "new").exists()


def test_an_empty_database_of_this_revision_will_do(small: Path, either_store: Store, database_url: str) -> None:
    either_store.close()
    restore_backup(small, database_url, either_store.blobs, by="operator")
    assert [one.id for one in either_store.customers()] == ["C1"]


@pytest.mark.parametrize("old", ["0003"])
def test_an_older_backup_is_restored_as_it_was_and_then_migrated(
    small: Path, old: str, database_url: str, tmp_path: Path
) -> None:
    def older(name: str, data: bytes) -> bytes | None:
        if name in ("tables/document_link.jsonl", "tables/fingerprint.jsonl"):
            return None  # made by 0004
        return data.replace(newest_revision().encode(), old.encode()) if name == "manifest.json" else data

    restore_backup(rewritten(small, older), database_url, Blobs.open(str(tmp_path / "new")), by="operator")
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert revision(connection) == newest_revision()
    engine.dispose()
    store = open_store(database_url, Blobs.open(str(tmp_path / "new")))
    assert [entry.details["rows"] for entry in store.audit.entries() if entry.subject == old] == [
        sum(check_backup(small).rows.values())
    ]
    store.close()


def test_an_empty_database_at_another_revision_is_refused(small: Path, database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection, connection.begin():
        migrate(connection, "0002")
    with pytest.raises(Conflict, match="stands at revision 0002 and the backup at"):
        restore_backup(small, database_url, Blobs.open(str(tmp_path / "new")), by="operator")
    engine.dispose()


Change = Callable[[str, bytes], bytes | None]


def rewritten(archive: Path, change: Change, *, manifest: bool = True) -> Path:
    """The backup with other members, which its manifest knows of."""
    with tarfile.open(archive) as old:
        members = [(one.name, old.extractfile(one)) for one in old]
        data = [(name, change(name, source.read() if source else b"")) for name, source in members]
    kept = {name: found for name, found in data if found is not None}
    told = BackupManifest.model_validate_json(kept.pop("manifest.json"))
    if manifest:
        sizes = {name: {"size": len(found), "sha256": sha256(found).hexdigest()} for name, found in kept.items()}
        counts = {
            name.removeprefix("tables/").removesuffix(".jsonl"): found.count(b"\n")
            for name, found in kept.items()
            if name.startswith("tables/")
        }
        told = told.model_validate({**told.model_dump(), "members": sizes, "rows": counts})
    kept["manifest.json"] = told.model_dump_json().encode()
    target = archive.with_name("rewritten.tar")
    with tarfile.open(target, "w") as new:
        for name, found in kept.items():
            info = tarfile.TarInfo(name)
            info.size = len(found)
            new.addfile(info, BytesIO(found))
    return target


def swapped(wanted: str, old: bytes, new: bytes) -> Change:
    return lambda name, data: data.replace(old, new) if name == wanted else data


@pytest.mark.parametrize(
    ("change", "manifest", "said"),
    [
        # damaged: one digit of a customer, a table gone, a table that nothing knows
        (swapped("tables/customer.jsonl", b"C1", b"C2"), False, r"is damaged \(tables/customer.jsonl\)"),
        (lambda name, data: None if name == "tables/review.jsonl" else data, False, "is damaged"),
        (lambda name, data: None if name == "tables/review.jsonl" else data, True, "lacks tables of revision"),
        # rows that point at nothing, columns that are none, text that is no JSON
        (swapped("tables/filing.jsonl", b'"C1"', b'"C9"'), True, "the rows of filing|a row of filing refers"),
        (swapped("tables/customer.jsonl", b'"name"', b'"nom"'), True, "the rows of customer"),
        (swapped("tables/customer.jsonl", b'{"id"', b'"id"'), True, "the rows of customer"),
        # a blob that is not what its name says, though the manifest agrees with it
        (lambda name, data: b"other" if name.startswith("blobs/") else data, True, "of the backup is damaged"),
        # made by a later version
        # with its quotes: the four digits alone may stand in a checksum, too
        (swapped("manifest.json", f'"{newest_revision()}"'.encode(), b'"9999"'), False, "of revision 9999"),
        (swapped("manifest.json", b"docintel-backup-1", b"docintel-backup-9"), False, "in the format"),
    ],
)
def test_a_backup_that_is_not_as_it_was_changes_no_row(
    small: Path, change: Change, manifest: bool, said: str, database_url: str, tmp_path: Path
) -> None:
    with pytest.raises(Conflict, match=said):
        restore_backup(
            rewritten(small, change, manifest=manifest), database_url, Blobs.open(str(tmp_path / "new")), by="operator"
        )
    assert tables(database_url) == set()


@pytest.mark.parametrize("kept", [0, 1, 511, 5_000, -20_000])
def test_a_backup_cut_off_anywhere_is_refused(small: Path, kept: int, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tar"
    cut.write_bytes(small.read_bytes()[:kept])
    with pytest.raises(Conflict, match=r"cut off|damaged"):
        restore_backup(cut, f"sqlite:///{tmp_path / 'new.db'}", Blobs.open(str(tmp_path / "new")), by="operator")
    assert not (tmp_path / "new.db").exists()
    assert not (tmp_path / "new").exists()


def odd_members() -> Iterator[tarfile.TarInfo]:
    for name in ("../../etc/passwd", "/tmp/x", "blobs/../x", "blobs/AB", "tables/customer.jsonl", "tables/é.jsonl"):
        yield tarfile.TarInfo(name)
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        info = tarfile.TarInfo("blobs/" + "0" * 64)
        info.type, info.linkname = kind, "/etc/passwd"
        yield info


@pytest.mark.parametrize("member", list(odd_members()), ids=lambda info: f"{info.name}-{info.type!r}")
def test_members_that_no_backup_has_are_refused_before_anything_is_written(
    small: Path, member: tarfile.TarInfo, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.tar"
    with tarfile.open(small) as old, tarfile.open(odd, "w") as new:
        for one in old:
            if one.name == "manifest.json":
                new.addfile(member)
            new.addfile(one, old.extractfile(one))
    with pytest.raises(Conflict, match="which no backup of docintel does"):
        restore_backup(odd, f"sqlite:///{tmp_path / 'new.db'}", Blobs.open(str(tmp_path / "new")), by="operator")
    assert not (tmp_path / "new.db").exists()
    assert not (tmp_path / "new").exists()


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no backup at"):
        check_backup(tmp_path / "none.tar")
    for data in (b"", b"%PDF-1.7 " * 200, os.urandom(4_000)):
        (tmp_path / "x.tar").write_bytes(data)
        with pytest.raises(Conflict, match=r"no backup of docintel|cut off"):
            check_backup(tmp_path / "x.tar")


def test_a_backup_that_fails_half_way_leaves_no_file(small: Path, tmp_path: Path, monkeypatch) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'small.db'}", Blobs.open(str(tmp_path / "small-blobs")))
    before = small.read_bytes()
    with pytest.raises(InputError, match="is there already"):
        write_backup(store, small)
    monkeypatch.setattr(backup, "_add_blob", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_backup(store, tmp_path / "second.tar")
    store.close()
    assert small.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "second" in path.name] == []


def tables(url: str) -> set[str]:
    from sqlalchemy import inspect

    engine = open_engine(url)
    with engine.connect() as connection:
        found = set(inspect(connection).get_table_names())
    engine.dispose()
    return found
