"""What every list takes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

CursorQuery = Annotated[str | None, Query(description="The `next_cursor` of the page before.")]
LimitQuery = Annotated[int, Query(ge=1, le=500, description="So many items at most.")]
