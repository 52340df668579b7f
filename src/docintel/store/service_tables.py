"""The tables of the service: what was handed in, by whom, and who may see what."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Text
from sqlmodel import Field, SQLModel

from docintel.store import tables  # noqa: F401  their keys point there


class UploadRow(SQLModel, table=True):
    """A file accepted for a customer; `failures` is a JSON list, `document` the hash of its bytes."""

    __tablename__ = "upload"

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    document: str = Field(index=True)
    name: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str = Field(index=True)
    received: datetime
    by: str
    attempts: int = 0
    finished: datetime | None = None
    facts: int | None = None
    failures: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    folded: bool = False


class AuditRow(SQLModel, table=True):
    """One act; rows are added and never changed, each holds the hash of the one before."""

    __tablename__ = "audit"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: str
    body: str = Field(sa_column=Column(Text, nullable=False))


class AccessKeyRow(SQLModel, table=True):
    """A token's SHA-256 with what it opens; `customers` is a JSON list of patterns."""

    __tablename__ = "access_key"

    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    holder: str
    customers: str = Field(sa_column=Column(Text, nullable=False))
    may_write: bool
    created: datetime
    revoked: datetime | None = None


class LegalHoldRow(SQLModel, table=True):
    """A customer of whom nothing may be erased."""

    __tablename__ = "legal_hold"

    customer: str = Field(foreign_key="customer.id", primary_key=True)
    reason: str
    by: str
    since: datetime


class FoldRow(SQLModel, table=True):
    """How often a customer's fold was asked for, up to which request it is done, and the day it was folded to."""

    __tablename__ = "fold"

    customer: str = Field(foreign_key="customer.id", primary_key=True)
    wanted: int = 0
    done: int = 0
    folded_to: date | None = None


class WorkerRow(SQLModel, table=True):
    """A process that reads uploads; `beats` grows while it lives."""

    __tablename__ = "worker"

    id: str = Field(primary_key=True)
    host: str
    process: int
    beats: int = 0
