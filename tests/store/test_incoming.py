"""Blobs on their way: encrypted as they come, and nothing of them left when they do not arrive."""

import errno
from pathlib import Path

import pyrage
import pytest

from docintel.store.blobs import BlobKey, Blobs, _Encryptor


@pytest.fixture
def key() -> BlobKey:
    return BlobKey(str(pyrage.x25519.Identity.generate()), "test")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_with_a_key_no_plain_byte_touches_the_disk(tmp_path: Path, key: BlobKey) -> None:
    blobs, words = Blobs.open(str(tmp_path), key), "机密 secret words ".encode() * 100_000
    with blobs.receive() as incoming:
        incoming.write(words)
        assert b"secret words" not in b"".join(path.read_bytes() for path in files(tmp_path))
        name = incoming.keep()
    with blobs.open_raw(name) as (stored, _size):
        assert b"secret words" not in stored.read()
    assert blobs.get(name) == words


def test_what_is_not_kept_leaves_nothing(tmp_path: Path, key: BlobKey) -> None:
    for blobs in (Blobs.open(str(tmp_path)), Blobs.open(str(tmp_path), key)):
        with blobs.receive() as incoming:
            incoming.write(b"half of a file")
            assert len(files(tmp_path)) == 1
        assert files(tmp_path) == []


def test_a_disk_that_fills_while_it_is_encrypted_is_told_as_such(key: BlobKey) -> None:
    with open("/dev/full", "wb", buffering=0) as full:
        encryptor = _Encryptor(key, full)

        def write_on() -> None:
            for _ in range(100):
                encryptor.write(b"x" * 1_000_000)

        with pytest.raises(OSError, match="No space left") as caught:
            write_on()
        assert caught.value.errno == errno.ENOSPC


def test_a_probe_leaves_nothing(tmp_path: Path) -> None:
    Blobs.open(str(tmp_path)).probe()
    assert files(tmp_path) == []
