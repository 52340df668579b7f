"""The tables of what tells documents apart and of what is the same; see tables.py for how rows hold records."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel


class FingerprintRow(SQLModel, table=True):
    """What tells a filed document from others; `wording` stands apart so that 2,000 are compared without their bodies.

    `version` is that of the fingerprint's maker; `linked` is set once the document was held against all others.
    """

    __tablename__ = "fingerprint"

    filing_id: str = Field(primary_key=True, foreign_key="filing.id", ondelete="CASCADE")
    customer_id: str = Field(index=True)
    reading: str
    version: int
    linked: bool = False
    wording: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    body: str = Field(sa_column=Column(Text, nullable=False))


class DocumentLinkRow(SQLModel, table=True):
    """Two filings of a customer that are the same thing, or perhaps are; it goes with either of them."""

    __tablename__ = "document_link"

    id: str = Field(primary_key=True)
    customer_id: str = Field(index=True)
    newer_id: str = Field(foreign_key="filing.id", index=True, ondelete="CASCADE")
    older_id: str = Field(foreign_key="filing.id", index=True, ondelete="CASCADE")
    kind: str
    body: str = Field(sa_column=Column(Text, nullable=False))
