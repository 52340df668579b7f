"""Bodies that are held whole are small; only uploads are large, and those are never held."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A record in JSON, or the login form, is far smaller (bytes).
_LARGEST = 1_000_000
_UPLOADS = "/api/v1/documents"


class BodyLimit:
    """Stops reading a body beyond all measure, on every route but that of uploads, which has limits of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; who reads too much of its body gets HTTPException 413."""
        if scope["type"] != "http" or scope["path"] == _UPLOADS:
            await self._app(scope, receive, send)
            return
        size = 0

        async def limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > _LARGEST:
                raise HTTPException(413)
            return message

        await self._app(scope, limited, send)
