"""Writes a whole installation into one file while it runs: every row at one moment, and every blob as it lies there.

A backup is an uncompressed tar: tables/NAME.jsonl, blobs/SHA256, and manifest.json last. Encrypted blobs stay
encrypted; the rows are plain, so the file must be kept like the database.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

from docintel import __version__
from docintel.errors import InputError
from docintel.records import BackupManifest, BackupMember
from docintel.store.blobs import flush_folder
from docintel.store.store import Store

#: The first word of a manifest, and what makes a file a backup of ours.
FORMAT = "docintel-backup-1"
#: Bytes moved at a time.
CHUNK = 1 << 20


def write_backup(store: Store, target: Path) -> BackupManifest:
    """Write a backup; it is there under its name when it is whole. InputError where a file of that name is."""
    if target.exists():
        raise InputError(f"{target} is there already; name a new file.")
    if not target.parent.is_dir():
        raise InputError(f"no folder {target.parent}; make it first.")
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        # whoever may read it reads every document
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = _write(store, file, target.parent)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    flush_folder(target.parent)
    return manifest


def _write(store: Store, file: IO[bytes], folder: Path) -> BackupManifest:
    members: dict[str, BackupMember] = {}
    rows: dict[str, int] = {}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        with store.snapshot() as snapshot:
            for table in snapshot.tables:
                with TemporaryFile(dir=folder) as spool:
                    rows[table] = _spool(snapshot.lines(table), spool)
                    name = f"tables/{table}.jsonl"
                    members[name] = _add(archive, name, spool, spool.tell())
            blobs, revision, audit = snapshot.blobs(), snapshot.revision, snapshot.last_entry()
        missing = [name for name in blobs if not _add_blob(archive, store, name, members)]
        manifest = BackupManifest(
            format=FORMAT,
            docintel=__version__,
            revision=revision,
            made=datetime.now(UTC),
            rows=rows,
            members=members,
            missing=tuple(missing),
            audit=audit,
        )
        text = manifest.model_dump_json(indent=1).encode()
        _add(archive, "manifest.json", BytesIO(text), len(text))
    return manifest


def _spool(lines: Iterable[bytes], spool: IO[bytes]) -> int:
    """The tar wants a member's size before its bytes."""
    count = 0
    for line in lines:
        spool.write(line)
        count += 1
    return count


def _add_blob(archive: tarfile.TarFile, store: Store, name: str, members: dict[str, BackupMember]) -> bool:
    """Whether it was there."""
    with store.blobs.open_raw(name) as (source, size):
        if source is None:
            return False
        member = f"blobs/{name.removeprefix('sha256:')}"
        members[member] = _add(archive, member, source, size)
        return True


def _add(archive: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> BackupMember:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    if source.seekable():
        source.seek(0)
    counted = _Counted(source)
    archive.addfile(info, counted)  # raises when fewer bytes come
    return BackupMember(size=size, sha256=counted.digest.hexdigest())


class _Counted:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data
