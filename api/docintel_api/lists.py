"""What every list takes, and every record in JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field

CursorQuery = Annotated[str | None, Query(description="The `next_cursor` of the page before.")]
LimitQuery = Annotated[int, Query(ge=1, le=500, description="So many items at most.")]

#: Text that every database can keep: without the NUL character.
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
