"""What there is to fold, so that a fold which began before an erasure does not bring back what was erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from docintel.records import FactChange, Profile
from docintel.store.readings import write_changes
from docintel.store.rows import profile_row
from docintel.store.sessions import writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


class Standing:
    """The customers and filings that stand, by their ids."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def now(self) -> frozenset[str]:
        """Those there are now: all that a fold which begins now can rest on."""
        from sqlmodel import Session

        with Session(self._engine) as session:
            return _standing(session)

    def save_profiles(
        self, profiles: Iterable[Profile], *, changes: Iterable[FactChange] = (), since: Collection[str]
    ) -> bool:
        """Store folds together, with the changes they found in alerts.

        False, and nothing stored, where any of those they rest on is gone since.
        """
        with writing_alone(self._engine) as session:
            if not _standing(session).issuperset(since):
                return False
            for profile in profiles:
                session.merge(profile_row(profile))
            for change in changes:
                write_changes(session, change.customer, [change])
        return True


def _standing(session: Session) -> frozenset[str]:
    from sqlmodel import select

    from docintel.store.tables import CustomerRow, FilingRow

    return frozenset((*session.exec(select(CustomerRow.id)), *session.exec(select(FilingRow.id))))
