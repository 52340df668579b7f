"""The tables: key columns to search by, and each record whole as JSON.

SQLModel skips validation on table classes, so they are not the domain; records go in and come out as JSON.
A blob is its content hash; a filing is (blob, customer): facts and reviews hang on the filing, so two
portfolios that hold the same bytes never see each other's work.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel


class CustomerRow(SQLModel, table=True):
    """A customer record as last imported."""

    __tablename__ = "customer"

    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    body: str = Field(sa_column=Column(Text, nullable=False))


class DocumentRow(SQLModel, table=True):
    """One reading of a document, with its sidecar of character boxes.

    `id` is the document's, "#" and a hash of what was read: a filing's facts keep the text they point into when the
    same bytes are read otherwise for another customer. Without "#" it was read before 0002. The sidecar is the blob
    `sidecar`; of documents read before 0003 it is `layout`.
    """

    __tablename__ = "document"

    id: str = Field(primary_key=True)
    reader: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    sidecar: str | None = Field(default=None, index=True)
    layout: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))


class FilingRow(SQLModel, table=True):
    """A document filed for a customer, under the name it arrived with; `document_id` is the reading of its facts.

    `analysis` names the versions of everything that read it, empty while it is being read; `facts_by` those that made
    the facts stored now, which a batch stopped in the middle leaves as they were.
    """

    __tablename__ = "filing"

    id: str = Field(primary_key=True)
    customer_id: str = Field(foreign_key="customer.id", index=True)
    document_id: str = Field(foreign_key="document.id", index=True)
    name: str
    reason: str
    analysis: str = ""
    facts_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    filed: datetime


class FactRow(SQLModel, table=True):
    """One fact of a filing, in the order it was read."""

    __tablename__ = "fact"

    filing_id: str = Field(foreign_key="filing.id", primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    kind: str = Field(index=True)
    body: str = Field(sa_column=Column(Text, nullable=False))


class LostFactRow(SQLModel, table=True):
    """A fact a person had judged and a later reading of the filing did not find; outlives the filing.

    `customer_id` says whose it is when the filing is gone; empty where that could not be told at 0006.
    """

    __tablename__ = "lost_fact"

    filing_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    customer_id: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    versions: str
    body: str = Field(sa_column=Column(Text, nullable=False))


class FactChangeRow(SQLModel, table=True):
    """One difference between two readings; rows are added, and only marked when a batch has written them out.

    `review` is the id of the review it is about, if it is about one.
    """

    __tablename__ = "fact_change"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: str = Field(foreign_key="customer.id", index=True)
    found: datetime
    reported: bool = Field(default=False, index=True)
    review: str | None = None
    body: str = Field(sa_column=Column(Text, nullable=False))


class FailureRow(SQLModel, table=True):
    """A file that could not be read, or could not be filed, and what to do about it; both may be so of one file."""

    __tablename__ = "failure"

    name: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    message: str
    customer_id: str | None = None


class ProfileRow(SQLModel, table=True):
    """A customer's profile as folded to a date."""

    __tablename__ = "profile"

    customer_id: str = Field(foreign_key="customer.id", primary_key=True)
    as_of: date = Field(primary_key=True)
    grade: int | None = None
    body: str = Field(sa_column=Column(Text, nullable=False))


class ReviewRow(SQLModel, table=True):
    """A person's verdict for one customer; rows are added and never changed."""

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: str = Field(foreign_key="customer.id", index=True)
    target: str = Field(index=True)
    body: str = Field(sa_column=Column(Text, nullable=False))
