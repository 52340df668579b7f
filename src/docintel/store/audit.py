"""The audit trail: entries are added in the transaction of the act itself, and form a chain of hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docintel.errors import Conflict, InputError
from docintel.records import AuditAction, AuditEntry
from docintel.store.sessions import writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

#: What the first entry names as the one before.
_START = "0" * 64


class AuditTrail:
    """Who did what when."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, action: AuditAction, subject: str, *, actor: str, **details: Any) -> AuditEntry:
        """Add an act that changes no other table."""
        with writing_alone(self._engine) as session:
            return add_entry(session, action, subject, actor=actor, **details)

    def entries(self) -> Iterator[AuditEntry]:
        """Every entry, oldest first."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import AuditRow

        with Session(self._engine) as session:
            for body in session.exec(select(AuditRow.body).order_by(col(AuditRow.number))):
                yield AuditEntry.model_validate_json(body)

    def verify(self, *, expected: str | None = None) -> AuditEntry | None:
        """Walk the whole chain; returns its last entry (None when empty), Conflict at the first that does not fit.

        A chain cut off at its end, or written anew from its beginning, still fits: note the last number and hash
        elsewhere, and hand the note ("12:ab01…") in as `expected` for a Conflict where that entry is not so any more.
        """
        noted = None if expected is None else _noted(expected)
        last: AuditEntry | None = None
        for number, entry in enumerate(self.entries(), start=1):
            previous = _START if last is None else last.hash
            if entry.number != number or entry.previous != previous or entry.hash != entry.expected_hash():
                raise Conflict(
                    f"the audit trail was changed: entry {number} does not fit the ones before it; "
                    "compare with a backup to see what it said."
                )
            if noted is not None and noted[0] == number and noted[1] != entry.hash:
                raise Conflict(f"the audit trail was changed: entry {number} is not the one that was noted.")
            last = entry
        if noted is not None and noted[0] > (last.number if last else 0):
            raise Conflict(
                f"the audit trail was cut off: entry {noted[0]} was noted, and it ends at {last.number if last else 0}."
            )
        return last


def _noted(expected: str) -> tuple[int, str]:
    found = re.fullmatch(r"([1-9]\d*):([0-9a-f]{64})", expected.strip())
    if found is None:
        raise InputError("--expect takes NUMBER:HASH as `docintel audit verify` prints it.")
    return int(found[1]), found[2]


def add_entry(session: Session, action: AuditAction, subject: str, *, actor: str, **details: Any) -> AuditEntry:
    """Add an entry to the chain inside a session that `writing_alone` gave."""
    from sqlmodel import col, select

    from docintel.store.service_tables import AuditRow

    last = session.exec(select(AuditRow).order_by(col(AuditRow.number).desc()).limit(1)).first()
    draft = AuditEntry(
        number=1 if last is None else last.number + 1,
        at=datetime.now(UTC),
        actor=actor,
        action=action,
        subject=subject,
        details=details,
        previous=_START if last is None else last.hash,
        hash="",
    )
    entry = draft.model_copy(update={"hash": draft.expected_hash()})
    session.add(AuditRow(number=entry.number, hash=entry.hash, body=entry.model_dump_json()))
    session.flush()
    return entry
