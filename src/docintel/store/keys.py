"""Who may use the API: tokens, of which only the SHA-256 is kept."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from docintel.errors import NotFound
from docintel.records import AccessKey
from docintel.store.audit import add_entry
from docintel.store.sessions import utc, writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from docintel.store.service_tables import AccessKeyRow

#: Marks a token of ours for scanners that look for secrets in places where none should be.
_PREFIX = "docintel_"


class Keys:
    """The access keys of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, holder: str, *, customers: tuple[str, ...] = ("*",), may_write: bool = True, by: str = "docintel"
    ) -> tuple[AccessKey, str]:
        """A new key and its token, which is shown this once; `by` is who grants it."""
        from docintel.store.service_tables import AccessKeyRow

        token = _PREFIX + secrets.token_urlsafe(32)
        with writing_alone(self._engine) as session:
            row = AccessKeyRow(
                id=f"K-{uuid4().hex[:12]}",
                digest=_digest(token),
                holder=holder,
                customers=json.dumps(customers),
                may_write=may_write,
                created=datetime.now(UTC),
            )
            session.add(row)
            add_entry(session, "key_added", row.id, actor=by, customers=list(customers), may_write=int(may_write))
            return _key_of(row), token

    def find(self, token: str) -> AccessKey | None:
        """The key of a token; None for one that was never given out or is revoked."""
        from sqlmodel import Session, select

        from docintel.store.service_tables import AccessKeyRow

        with Session(self._engine) as session:
            row = session.exec(select(AccessKeyRow).where(AccessKeyRow.digest == _digest(token))).first()
            return None if row is None or row.revoked is not None else _key_of(row)

    def all(self) -> list[AccessKey]:
        """Every key ever given out, oldest first."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import AccessKeyRow

        with Session(self._engine) as session:
            return [_key_of(row) for row in session.exec(select(AccessKeyRow).order_by(col(AccessKeyRow.created)))]

    def revoke(self, wanted: str, *, by: str) -> AccessKey:
        """Take a key back for good; raises NotFound."""
        from docintel.store.service_tables import AccessKeyRow

        with writing_alone(self._engine) as session:
            row = session.get(AccessKeyRow, wanted)
            if row is None:
                raise NotFound(f"no key {wanted!r}; docintel keys list shows them.")
            if row.revoked is None:
                row.revoked = datetime.now(UTC)
                session.add(row)
                add_entry(session, "key_revoked", row.id, actor=by)
            return _key_of(row)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _key_of(row: AccessKeyRow) -> AccessKey:
    moments = {name: utc(moment) for name in ("created", "revoked") if (moment := getattr(row, name))}
    return AccessKey.model_validate(
        {**row.model_dump(exclude={"digest"}), **moments, "customers": json.loads(row.customers)}
    )
