"""Profiles as rows: of a customer folded every day there are many, and nearly everyone wants one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docintel.records import Profile

if TYPE_CHECKING:
    from sqlalchemy import Engine


def read_latest_profile(engine: Engine, customer_id: str, until: date | None) -> Profile | None:
    """The latest fold of a customer, to a day at most; None before any."""
    from sqlmodel import Session, col, select

    from docintel.store.tables import ProfileRow

    query = select(ProfileRow.body).where(ProfileRow.customer_id == customer_id)
    if until is not None:
        query = query.where(col(ProfileRow.as_of) <= until)
    with Session(engine) as session:
        body = session.exec(query.order_by(col(ProfileRow.as_of).desc()).limit(1)).first()
        return None if body is None else Profile.model_validate_json(body)
