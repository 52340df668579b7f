"""Which customers' profiles are behind what is stored: asked for by every change, done by a fold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from docintel.store.sessions import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


class FoldRequest(NamedTuple):
    """A customer to fold again; `number` grows with every request."""

    customer: str
    number: int


class Folds:
    """The folds asked for and done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def request(self, customers: Iterable[str]) -> None:
        """Ask for folds of customers."""
        with writing(self._engine) as session:
            for customer in sorted(set(customers)):
                request_fold(session, customer)

    def open(self) -> list[FoldRequest]:
        """The customers whose profile is behind, by id."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import FoldRow

        with Session(self._engine) as session:
            rows = session.exec(select(FoldRow).where(FoldRow.wanted > FoldRow.done).order_by(col(FoldRow.customer)))
            return [FoldRequest(row.customer, row.wanted) for row in rows]

    def of(self, customer: str) -> FoldRequest | None:
        """The open request of one customer; None when the profile is up to date."""
        from sqlmodel import Session

        from docintel.store.service_tables import FoldRow

        with Session(self._engine) as session:
            row = session.get(FoldRow, customer)
            return None if row is None or row.wanted <= row.done else FoldRequest(row.customer, row.wanted)

    def done(self, request: FoldRequest, as_of: date, *, replaces: date | None = None) -> None:
        """Note that everything stored when the request was read is in the profile, folded to a day.

        The fold of the day `replaces`, which said the same, goes.
        """
        from sqlalchemy import delete
        from sqlmodel import col

        from docintel.store.service_tables import FoldRow
        from docintel.store.tables import ProfileRow

        with writing(self._engine) as session:
            row = session.get(FoldRow, request.customer)
            if row is not None:
                # a fold that began later is done already: this one wrote over it with less
                row.wanted += row.done > request.number
                row.done, row.folded_to = max(row.done, request.number), as_of
                session.add(row)
            if replaces is not None:
                old = (col(ProfileRow.customer_id) == request.customer) & (col(ProfileRow.as_of) == replaces)
                session.execute(delete(ProfileRow).where(old))

    def renew(self, today: date) -> None:
        """Ask again for every profile that was folded to an earlier day: what falls due today is not seen in it."""
        from sqlalchemy import update
        from sqlmodel import col

        from docintel.store.service_tables import FoldRow

        behind = (col(FoldRow.folded_to) < today) & (FoldRow.wanted == FoldRow.done)
        with writing(self._engine) as session:
            session.execute(update(FoldRow).where(behind).values(wanted=FoldRow.wanted + 1))


def request_fold(session: Session, customer: str) -> None:
    """Ask for a fold in the transaction that changed what it rests on."""
    from docintel.store.service_tables import FoldRow

    row = session.get(FoldRow, customer) or FoldRow(customer=customer)
    row.wanted += 1
    session.add(row)
    session.flush()
