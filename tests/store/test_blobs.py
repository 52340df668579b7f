"""Originals and sidecars by the hash of their bytes."""

import io
import pickle
from pathlib import Path

import fsspec
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.errors import Conflict, InputError, NotFound
from docintel.store.blobs import BlobKey, Blobs

NOTE = "甲方应于2026年3月3日前归还借款。The Borrower shall repay.".encode()


@pytest.fixture
def key(tmp_path: Path) -> BlobKey:
    path = tmp_path / "key.txt"
    path.write_text(f"# made for a test\n{pyrage.x25519.Identity.generate()}\n", encoding="utf-8")
    return BlobKey.read(path)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_name_is_the_hash_and_the_same_bytes_are_one_blob(tmp_path: Path) -> None:
    from hashlib import sha256

    blobs = Blobs.open(str(tmp_path))
    name = blobs.put(NOTE)
    assert (name, blobs.put(NOTE), blobs.get(name)) == ("sha256:" + sha256(NOTE).hexdigest(), name, NOTE)
    assert files(tmp_path) == {name.removeprefix("sha256:"): NOTE}
    assert list(blobs.names()) == [name]


def test_with_a_key_no_word_lies_on_the_disk(tmp_path: Path, key: BlobKey) -> None:
    blobs = Blobs.open(str(tmp_path / "blobs"), key)
    name = blobs.put(NOTE * 100_000)  # more than one of age's chunks
    (stored,) = files(tmp_path / "blobs").values()
    assert (stored[:22], "借款".encode() in stored) == (b"age-encryption.org/v1\n", False)
    assert blobs.get(name) == NOTE * 100_000
    opened = io.BytesIO()
    pyrage.decrypt_io(io.BytesIO(stored), opened, key.identities)
    assert opened.getvalue() == NOTE * 100_000


def test_a_half_received_file_leaves_nothing_and_is_never_plain(tmp_path: Path, key: BlobKey) -> None:
    blobs = Blobs.open(str(tmp_path / "blobs"), key)
    with blobs.receive() as incoming:
        incoming.write(NOTE)
        incoming.write(NOTE)
        assert incoming.size == 2 * len(NOTE)
        assert all("借款".encode() not in data for data in files(tmp_path / "blobs").values())
    assert files(tmp_path / "blobs") == {}


def test_an_encrypted_store_without_its_key_says_which_setting_is_missing(tmp_path: Path, key: BlobKey) -> None:
    name = Blobs.open(str(tmp_path / "blobs"), key).put(NOTE)
    with pytest.raises(InputError, match="DOCINTEL_BLOB_KEY_FILE"):
        Blobs.open(str(tmp_path / "blobs")).get(name)
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")
    with pytest.raises(Conflict, match="cannot be opened with this key"):
        Blobs.open(str(tmp_path / "blobs"), BlobKey.read(other)).get(name)


def test_after_a_change_of_keys_the_first_encrypts_and_all_open(tmp_path: Path) -> None:
    old, new = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "old").write_text(str(old), encoding="utf-8")
    (tmp_path / "both").write_text(f"{new}\n{old}\n", encoding="utf-8")
    first = Blobs.open(str(tmp_path / "b"), BlobKey.read(tmp_path / "old")).put(b"old")
    both = Blobs.open(str(tmp_path / "b"), BlobKey.read(tmp_path / "both"))
    second = both.put(b"new")
    assert (both.get(first), both.get(second)) == (b"old", b"new")
    with pytest.raises(Conflict):
        Blobs.open(str(tmp_path / "b"), BlobKey.read(tmp_path / "old")).get(second)


def test_a_file_that_was_encrypted_before_it_was_handed_in_stays_as_it_is(tmp_path: Path, key: BlobKey) -> None:
    theirs = pyrage.encrypt(NOTE, [pyrage.x25519.Identity.generate().to_public()])
    for blobs in (Blobs.open(str(tmp_path / "plain")), Blobs.open(str(tmp_path / "locked"), key)):
        assert blobs.get(blobs.put(theirs)) == theirs


@pytest.mark.parametrize("text", ["", "# only a comment", "AGE-SECRET-KEY-1NOPE", "hunter2"])
def test_a_key_that_is_none_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="age-keygen"):
        BlobKey.read(tmp_path / "key")
    with pytest.raises(InputError, match="DOCINTEL_BLOB_KEY_FILE"):
        BlobKey.read(tmp_path / "missing")


def test_bytes_changed_on_the_disk_are_never_handed_out(tmp_path: Path) -> None:
    blobs = Blobs.open(str(tmp_path))
    name = blobs.put(NOTE)
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(NOTE.replace(b"3", b"8"))
    with pytest.raises(Conflict, match="changed or damaged"):
        blobs.get(name)


def test_what_is_not_there_is_not_found_and_deleting_it_is_no_error(tmp_path: Path) -> None:
    blobs = Blobs.open(str(tmp_path / "none"))
    missing = "sha256:" + "0" * 64
    assert (blobs.exists(missing), list(blobs.names())) == (False, [])
    blobs.delete(missing)
    with pytest.raises(NotFound, match="restore it from a backup"):
        blobs.get(missing)


def test_an_object_store_holds_the_same(key: BlobKey) -> None:
    """fsspec's memory file system stands for a bucket: no renames, whole objects."""
    blobs = Blobs.open("memory://bucket/docintel", key)
    name = blobs.put(NOTE)
    assert (blobs.get(name), list(blobs.names())) == (NOTE, [name])
    # a machine that died while it sent left half an object
    path = f"/bucket/docintel/{name[7:9]}/{name[7:]}"
    memory = fsspec.filesystem("memory")
    memory.pipe_file(path, memory.cat_file(path)[:50])
    assert blobs.get(blobs.put(NOTE)) == NOTE
    blobs.delete(name)
    assert blobs.exists(name) is False


def test_an_address_no_driver_knows_is_said() -> None:
    with pytest.raises(InputError, match="DOCINTEL_BLOBS_URL nowhere://"):
        Blobs.open("nowhere://x/y")


def test_worker_processes_get_the_store_without_the_key_travelling(tmp_path: Path, key: BlobKey) -> None:
    blobs = Blobs.open(str(tmp_path / "blobs"), key)
    name = blobs.put(NOTE)
    sent = pickle.dumps(blobs)
    assert str(key.identities[0]).encode() not in sent
    assert pickle.loads(sent).get(name) == NOTE


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_bytes_in_pieces_are_the_bytes(pieces: list[bytes]) -> None:
    blobs = Blobs.open("memory://property")
    with blobs.receive() as incoming:
        for piece in pieces:
            incoming.write(piece)
        name = incoming.keep()
    assert blobs.get(name) == b"".join(pieces)
