"""What rows that stay say of a document or customer that goes: bonds, values of alerts, names of files."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from docintel.records import Document, FactChange, Profile
from docintel.store.belongings import Belongings
from docintel.store.readings import drop_readings

if TYPE_CHECKING:
    from sqlmodel import Session

#: What a difference says in values and words taken from documents.
_SAID = ("old_value", "new_value", "old_quote", "new_quote")


def cut_bonds(session: Session, found: Belongings) -> None:
    """Take out of other customers' folds the bonds that name an erased customer or rest on an erased guarantee.

    Their grade is then what their own indicators and the bonds left ask for.
    """
    from sqlmodel import col, select

    from docintel.store.tables import FactRow, ProfileRow

    filings = [row.id for row in found.filings]
    parties = set(session.exec(select(FactRow.id).where(col(FactRow.filing_id).in_(filings), FactRow.kind == "party")))
    sign = json.dumps(found.customer, ensure_ascii=False) if found.is_whole else '"relation":"guarantee"'
    others = select(ProfileRow).where(ProfileRow.customer_id != found.customer, col(ProfileRow.body).contains(sign))
    for row in session.exec(others):
        profile = Profile.model_validate_json(row.body)
        bonds = tuple(
            bond
            for bond in profile.bonds
            if not (found.is_whole and found.customer in (bond.customer, *bond.path)) and parties.isdisjoint(bond.facts)
        )
        if len(bonds) < len(profile.bonds):
            grades = [grade for grade in (profile.own_grade, *(bond.grade for bond in bonds)) if grade is not None]
            row.grade = max(grades, default=None)
            row.body = profile.model_copy(update={"bonds": bonds, "grade": row.grade}).model_dump_json()
            session.add(row)


def blank_alert_changes(session: Session, customer: str) -> None:
    """Take the values out of the notes on changed alerts: the verdict still waits, without saying on what it rested."""
    from sqlmodel import select

    from docintel.store.tables import FactChangeRow

    for row in session.exec(select(FactChangeRow).where(FactChangeRow.customer_id == customer)):
        change = FactChange.model_validate_json(row.body)
        if change.document is None:
            row.body = change.model_copy(update=dict.fromkeys(_SAID)).model_dump_json()
            session.add(row)


def rename(session: Session, found: Belongings) -> None:
    """Give the attachments that stay a name without that of the mail or archive that is gone."""
    from sqlmodel import select

    from docintel.store.tables import DocumentRow, FactChangeRow, FilingRow

    for filing, name in found.renamed.items():
        row = session.get_one(FilingRow, filing)
        reading = session.get_one(DocumentRow, row.document_id)
        document = Document.model_validate_json(reading.body).model_copy(update={"name": name})
        body = document.model_dump_json()
        key = f"{document.id}#{sha256(f'{reading.id}{body}'.encode()).hexdigest()[:16]}"
        session.merge(DocumentRow(**reading.model_dump(exclude={"id", "body"}), id=key, body=body))
        row.name, row.document_id = name, key
        session.add(row)
        drop_readings(session, document.id)
        for change in session.exec(select(FactChangeRow).where(FactChangeRow.customer_id == found.customer)):
            said = FactChange.model_validate_json(change.body)
            if said.document == document.id:
                change.body = said.model_copy(update={"doc": name}).model_dump_json()
                session.add(change)
