"""Alembic's entry: runs on the connection that `docintel.store` hands over."""

from typing import Literal

from alembic import context

from docintel.store.schema import all_tables


def render(_kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write SQLModel's own column types as SQLAlchemy's, so that migrations need no SQLModel."""
    return {"AutoString": "sa.String()", "UTCDateTime": "sa.DateTime(timezone=True)"}.get(type(item).__name__, False)


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=all_tables(), render_as_batch=True, render_item=render)
with context.begin_transaction():
    context.run_migrations()
