"""The one list of all tables: what migrations compare with, erasing goes through and backups copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData


def all_tables() -> MetaData:
    """Every table of the database; a module that declares some must be named here."""
    from sqlmodel import SQLModel

    from docintel.store import link_tables, service_tables, tables  # noqa: F401  registers the tables

    return SQLModel.metadata
