"""What handlers ask for."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import unquote

from fastapi import Depends, Request

from docintel.errors import InputError
from docintel.store.store import Store


async def open_store(request: Request) -> Store:
    """The store that the application opened at start."""
    return cast("Store", request.app.state.store)


StoreDep = Annotated[Store, Depends(open_store)]


async def refuse_nul(request: Request) -> None:
    """Raise InputError for an address with a NUL character, which PostgreSQL takes in no text."""
    if "\0" in request.url.path or "\0" in unquote(request.url.query):
        raise InputError("the address holds a NUL character (%00); leave it out.")
