"""What handlers ask for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from docintel.store.store import Store


async def open_store(request: Request) -> Store:
    """The store that the application opened at start."""
    return cast("Store", request.app.state.store)


StoreDep = Annotated[Store, Depends(open_store)]
