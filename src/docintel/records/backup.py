"""What a backup holds, by its own account."""

from __future__ import annotations

from datetime import datetime

from docintel.records.record import Record


class BackupMember(Record):
    """One file inside a backup: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


class BackupManifest(Record):
    """The last file of a backup; without it the backup is not whole.

    `rows` counts each table's rows. `missing` names blobs that the rows rest on and that were not in the blob store:
    erased while the backup ran, or never kept (documents filed before revision 0003). `audit` is the last entry as
    NUMBER:HASH.
    """

    format: str
    docintel: str
    revision: str
    made: datetime
    rows: dict[str, int]
    members: dict[str, BackupMember]
    missing: tuple[str, ...] = ()
    audit: str = ""
