"""Checks a backup, and restores it into an empty database of either kind: blobs first, then all rows or none."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from docintel.errors import Conflict, InputError
from docintel.records import BackupManifest, BackupMember
from docintel.store.blobs import Blobs
from docintel.store.database import open_engine
from docintel.store.snapshot import load_rows, refuse_filled
from docintel.workflows.backup import CHUNK, FORMAT

_MANIFEST = "manifest.json"
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
_NAME = re.compile(r"tables/[a-z_]+\.jsonl|blobs/[0-9a-f]{64}|manifest\.json")
#: A manifest of a million blobs has some 150 MB.
_LARGEST_MANIFEST = 1 << 30


def check_backup(path: Path) -> BackupManifest:
    """Read a backup from end to end; Conflict where anything is damaged, cut off, added or not ours."""
    found: dict[str, BackupMember] = {}
    rows: dict[str, int] = {}
    manifest = None
    with _opened(path) as archive:
        for member in archive:
            _refuse_odd(path, member, found, is_over=manifest is not None)
            source = archive.extractfile(member)
            assert source is not None
            if member.name == _MANIFEST:
                manifest = _manifest(path, source, member.size)
            else:
                found[member.name], lines = _measured(source)
                if member.name.startswith("tables/"):
                    rows[_table(member.name)] = lines
    if manifest is None:
        raise Conflict(f"{path} is cut off: it has no manifest at its end; take another backup.")
    if (manifest.members, manifest.rows) != (found, rows):
        odd = sorted(name for name in manifest.members | found if manifest.members.get(name) != found.get(name))
        raise Conflict(f"{path} is damaged ({', '.join(odd[:3]) or 'rows'}); take another backup.")
    return manifest


def restore_backup(path: Path, database_url: str, blobs: Blobs, *, by: str) -> BackupManifest:
    """Restore a backup into an empty database and a blob store; nothing is changed where it does not fit.

    What was being read when the backup was made is read again by the next worker. A blob that does not come out as
    what its name says stops the restore before the first row.
    """
    manifest = check_backup(path)
    engine = open_engine(database_url)
    try:
        refuse_filled(engine, manifest.revision)
        with _opened(path) as archive:
            for member in archive:
                source = archive.extractfile(member)
                if member.name.startswith("blobs/") and source is not None:
                    blobs.put_raw(f"sha256:{member.name.removeprefix('blobs/')}", source.read())
        details = {"rows": sum(manifest.rows.values()), "blobs": len(manifest.members) - len(manifest.rows)}
        with _opened(path) as archive:
            load_rows(engine, manifest.revision, _tables(archive), by=by, details=details)
    finally:
        engine.dispose()
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    if not path.is_file():
        raise InputError(f"no backup at {path}.")
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except (tarfile.TarError, EOFError) as error:
        raise Conflict(f"{path} is no backup of docintel, or cut off ({error}).") from error


def _refuse_odd(path: Path, member: tarfile.TarInfo, found: dict[str, BackupMember], *, is_over: bool) -> None:
    """Nothing is ever unpacked by its path; what has one that no backup of ours has is refused all the same."""
    if (
        is_over
        or member.type not in _PLAIN
        or member.issparse()
        or not _NAME.fullmatch(member.name)
        or member.name in found
    ):
        raise Conflict(f"{path} holds {member.name!r}, which no backup of docintel does; take another one.")


def _manifest(path: Path, source: IO[bytes], size: int) -> BackupManifest:
    if size > _LARGEST_MANIFEST:
        raise Conflict(f"{path} has a manifest of {size:,} bytes, which no backup of docintel has.")
    try:
        manifest = BackupManifest.model_validate_json(source.read())
    except ValidationError as error:
        raise Conflict(f"{path} has no manifest that docintel can read; was it made by a newer version?") from error
    if manifest.format != FORMAT:
        raise Conflict(f"{path} is in the format {manifest.format!r}; this docintel reads {FORMAT!r}.")
    return manifest


def _measured(source: IO[bytes]) -> tuple[BackupMember, int]:
    """Size and hash of a member, and how many lines it has."""
    digest, size, lines = sha256(), 0, 0
    while data := source.read(CHUNK):
        digest.update(data)
        size += len(data)
        lines += data.count(b"\n")
    return BackupMember(size=size, sha256=digest.hexdigest()), lines


def _tables(archive: tarfile.TarFile) -> Iterator[tuple[str, Iterator[bytes]]]:
    for member in archive:
        source = archive.extractfile(member)
        if member.name.startswith("tables/") and source is not None:
            yield _table(member.name), iter(source)


def _table(member: str) -> str:
    return member.removeprefix("tables/").removesuffix(".jsonl")
