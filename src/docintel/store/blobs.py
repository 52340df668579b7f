"""Originals and sidecars under the hash of their bytes: in a folder, or wherever an fsspec URL points.

With a key they are encrypted at rest in the age format (age-encryption.org/v1: X25519 and ChaCha20-Poly1305), so that
any age tool opens them with the same identity file. A name is the SHA-256 of the plain bytes in every case.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Self
from uuid import uuid4

from docintel.errors import Conflict, InputError, NotFound
from docintel.store.blob_key import BlobKey
from docintel.store.sessions import utc

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: Bytes moved at a time.
_CHUNK = 1 << 20
#: Where files lie until they are whole; nothing reads them there.
_INCOMING = "incoming"
#: The length of a name there.
_LANDED = len(uuid4().hex)


class Blobs:
    """Files by the SHA-256 of their bytes ("sha256:…"). Writing one that is there already changes nothing."""

    def __init__(self, filesystem: AbstractFileSystem, root: str, *, key: BlobKey | None, is_local: bool) -> None:
        self._fs = filesystem
        self._root = root.rstrip("/")
        self._key = key
        self._is_local = is_local

    @classmethod
    def open(cls, url: str, key: BlobKey | None = None) -> Self:
        """The store at a folder or fsspec URL ("s3://bucket/docintel"); InputError where its driver is missing."""
        import fsspec

        try:
            filesystem, root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise InputError(f"DOCINTEL_BLOBS_URL {url.split('://')[0]}:// cannot be used: {error}") from error
        is_local = isinstance(filesystem, fsspec.implementations.local.LocalFileSystem)
        return cls(filesystem, root, key=key, is_local=is_local)

    @property
    def is_encrypting(self) -> bool:
        """Whether what is put in lies there encrypted."""
        return self._key is not None

    def receive(self) -> Incoming:
        """Begin a blob whose bytes come piece by piece."""
        target = self._landing / uuid4().hex
        target.parent.mkdir(parents=True, exist_ok=True)
        return Incoming(self, target, self._key)

    def put(self, data: bytes) -> str:
        """Store bytes; returns their name."""
        with self.receive() as incoming:
            incoming.write(data)
            return incoming.keep()

    def get(self, name: str) -> bytes:
        """The bytes of a blob; NotFound where it is not there, Conflict where they are not the ones stored."""
        path = self._path(name)
        try:
            stored = self._fs.cat_file(path)
        except FileNotFoundError as error:
            raise NotFound(f"the original {name} is not in the blob store; restore it from a backup.") from error
        data = self._opened(bytes(stored), name)
        if "sha256:" + sha256(data).hexdigest() != name:
            raise Conflict(f"the blob {name} was changed or damaged on disk; restore it from a backup.")
        return data

    @contextmanager
    def open_raw(self, name: str) -> Iterator[tuple[IO[bytes] | None, int]]:
        """A file of the bytes as they lie there, encrypted or not, and their number; None where there are none."""
        with ExitStack() as stack:
            try:
                file = stack.enter_context(self._fs.open(self._path(name), "rb"))
            except FileNotFoundError:
                file = None
            # asked of the open file: the one under the name may be another by now
            size = 0 if file is None else file.seek(0, os.SEEK_END)
            yield file, size

    def put_raw(self, name: str, stored: bytes) -> None:
        """Put back bytes as they lay there; Conflict where this key does not open them to what the name says."""
        if "sha256:" + sha256(self._opened(stored, name)).hexdigest() != name:
            raise Conflict(f"the blob {name} of the backup is damaged.")
        target = self._landing / uuid4().hex
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.write(stored)
            file.flush()
            os.fsync(file.fileno())
        self.place(target, name)
        target.unlink(missing_ok=True)

    def exists(self, name: str) -> bool:
        """Whether the blob is there."""
        return bool(self._fs.exists(self._path(name)))

    def delete(self, name: str) -> None:
        """Take a blob away; nothing happens when it is gone."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._path(name))

    def probe(self) -> None:
        """Write and take away a byte; raises what stands in the way."""
        path = f"{self._root}/{_INCOMING}/{uuid4().hex}"
        self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(path, b"1")
        self._fs.rm_file(path)

    def is_older(self, name: str, moment: datetime) -> bool:
        """Whether the blob is there and was last written before a moment."""
        try:
            written: datetime = self._fs.modified(self._path(name))
        except FileNotFoundError:
            return False
        return utc(written) < moment

    def clear_incoming(self, moment: datetime) -> int:
        """Delete what began to arrive before a moment and was never whole (a process killed); returns how many."""
        left = [file for file in self._landing.glob("?" * _LANDED) if file.stat().st_mtime < moment.timestamp()]
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def names(self) -> Iterator[str]:
        """Every blob."""
        with suppress(FileNotFoundError):
            for path in self._fs.find(self._root):
                folder, _, last = str(path).rpartition("/")
                if not folder.endswith(_INCOMING):
                    yield f"sha256:{last}"

    def place(self, file: Path, name: str) -> None:
        """Move a whole file under its name, so that it is there entirely or not at all."""
        path = self._path(name)
        if self._is_local:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file.replace(path)
            flush_folder(Path(path).parent)
        elif not self._fs.exists(path) or self._fs.size(path) != file.stat().st_size:
            # a size that differs was left by a machine that died while it sent
            self._fs.put_file(str(file), path)

    @property
    def _landing(self) -> Path:
        return (Path(self._root) if self._is_local else Path(os.environ.get("TMPDIR", "/tmp"))) / _INCOMING

    def _path(self, name: str) -> str:
        digest = name.removeprefix("sha256:")
        return f"{self._root}/{digest[:2]}/{digest}"

    def _opened(self, stored: bytes, name: str) -> bytes:
        encrypted = stored.startswith(b"age-encryption.org/v1\n")
        if not encrypted or "sha256:" + sha256(stored).hexdigest() == name:
            return stored
        import pyrage

        if self._key is None:
            raise InputError("the originals are encrypted; set DOCINTEL_BLOB_KEY_FILE to the key they lie under.")
        out = BytesIO()
        try:
            pyrage.decrypt_io(BytesIO(stored), out, self._key.identities)
        except pyrage.DecryptError as error:
            raise Conflict(f"the blob {name} cannot be opened with this key ({error}).") from error
        return out.getvalue()


class Incoming:
    """Bytes on their way into the store: hashed as they come, and on disk only as they will lie there."""

    def __init__(self, blobs: Blobs, target: Path, key: BlobKey | None) -> None:
        self._blobs = blobs
        self._target = target
        self._digest = sha256()
        self._file: IO[bytes] = target.open("wb")
        self._sink = self._file if key is None else _Encryptor(key, self._file)
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        # what could not be written (a full disk) was said when it was; now it only has to go
        self._target.unlink(missing_ok=True)
        for stream in (self._sink, self._file):
            with suppress(Exception):
                stream.close()

    def write(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        self._digest.update(data)
        self.size += len(data)
        self._sink.write(data)

    @property
    def name(self) -> str:
        """What the bytes taken so far would be called."""
        return "sha256:" + self._digest.hexdigest()

    def keep(self) -> str:
        """Make them a blob; returns its name once they are on the disk for good."""
        if self._sink is not self._file:
            self._sink.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._blobs.place(self._target, self.name)
        return self.name


class _Encryptor:
    """A file to write plain bytes to, behind which a thread encrypts them: age reads, an upload writes."""

    def __init__(self, key: BlobKey, sink: IO[bytes]) -> None:
        reading, writing = os.pipe()
        self._pipe = os.fdopen(writing, "wb")
        self._failed: list[BaseException] = []
        self._thread = Thread(target=self._encrypt, args=(key, reading, sink), daemon=True)
        self._thread.start()

    def _encrypt(self, key: BlobKey, reading: int, sink: IO[bytes]) -> None:
        import pyrage

        with os.fdopen(reading, "rb", _CHUNK) as source:
            try:
                pyrage.encrypt_io(source, _Sink(sink, self._failed), key.recipients)
            except BaseException as error:  # told to the writer, whose pipe breaks
                self._failed.append(error)

    def write(self, data: bytes | memoryview) -> int:
        """Hand bytes over; raises what went wrong with those before (a full disk)."""
        try:
            return self._pipe.write(data)
        except BrokenPipeError:
            self.close()
            raise

    def close(self) -> None:
        """Wait until everything written is encrypted; raises what went wrong (a full disk)."""
        with suppress(BrokenPipeError):
            self._pipe.close()
        self._thread.join()
        if self._failed:
            # the first: age only repeats the words of what stopped it
            raise self._failed[0]


class _Sink:
    """Where age writes; it keeps the error of the disk, of which age would give only the text."""

    def __init__(self, sink: IO[bytes], failed: list[BaseException]) -> None:
        self._sink = sink
        self._failed = failed

    def write(self, data: bytes) -> int:
        try:
            return self._sink.write(data)
        except OSError as error:
            self._failed.append(error)
            raise


def flush_folder(folder: Path) -> None:
    """Bring a folder's names to the disk: a rename is there for good only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
