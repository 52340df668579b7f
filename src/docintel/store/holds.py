"""Legal holds: customers of whom nothing may be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docintel.errors import Conflict, InputError, NotFound
from docintel.records import Customer, LegalHold
from docintel.store.audit import add_entry
from docintel.store.sessions import utc, writing_alone

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from docintel.store.service_tables import LegalHoldRow


class Holds:
    """The legal holds of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def place(self, customer: str, *, reason: str, by: str) -> LegalHold:
        """Forbid to erase anything of a customer; raises NotFound, and Conflict where a hold stands already."""
        from docintel.store.service_tables import LegalHoldRow
        from docintel.store.tables import CustomerRow

        with writing_alone(self._engine) as session:
            if session.get(CustomerRow, customer) is None:
                raise NotFound(f"no customer {customer!r}.")
            refuse_held(session, customer)
            refuse_names(session, customer, reason)
            row = LegalHoldRow(customer=customer, reason=reason, by=by, since=datetime.now(UTC))
            session.add(row)
            add_entry(session, "held", customer, actor=by, reason=reason)
            return _hold_of(row)

    def release(self, customer: str, *, reason: str, by: str) -> LegalHold:
        """End a hold; returns it as it stood. Raises NotFound where there is none."""
        from docintel.store.service_tables import LegalHoldRow

        with writing_alone(self._engine) as session:
            row = session.get(LegalHoldRow, customer)
            if row is None:
                raise NotFound(f"no legal hold on customer {customer!r}; docintel hold lists them.")
            refuse_names(session, customer, reason)
            found = _hold_of(row)
            session.delete(row)
            add_entry(session, "released", customer, actor=by, reason=reason)
            return found

    def all(self) -> list[LegalHold]:
        """Every hold, by customer."""
        from sqlmodel import Session, col, select

        from docintel.store.service_tables import LegalHoldRow

        with Session(self._engine) as session:
            return [_hold_of(row) for row in session.exec(select(LegalHoldRow).order_by(col(LegalHoldRow.customer)))]


def refuse_held(session: Session, customer: str) -> None:
    """Raise Conflict where a legal hold stands, with its reason and who set it."""
    from docintel.store.service_tables import LegalHoldRow

    row = session.get(LegalHoldRow, customer)
    if row is not None:
        raise Conflict(
            f"customer {customer} is under a legal hold that {row.by} set on {utc(row.since).date()} ({row.reason}); "
            f"end it first: docintel hold {customer} --release --reason …"
        )


def refuse_names(session: Session, customer: str, reason: str, files: Iterable[str] = ()) -> None:
    """InputError for a reason that is empty or names the customer or a file: it stays in the audit trail for good."""
    from docintel.store.tables import CustomerRow

    if not reason.strip():
        raise InputError("say why with --reason: a case number or an article of law.")
    known = Customer.model_validate_json(session.get_one(CustomerRow, customer).body)
    names = (known.name, *known.aliases, known.uscc, known.lei, *files)
    if any(name and name.casefold() in reason.casefold() for name in names):
        raise InputError("the reason stays in the audit trail for good: give a case number, no names.")


def _hold_of(row: LegalHoldRow) -> LegalHold:
    return LegalHold.model_validate({**row.model_dump(), "since": utc(row.since)})
