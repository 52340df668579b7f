"""One line of JSON a request, and nothing in it that a customer would mind: no names, no addresses, no words.

Even a failure is logged by the places in our code only, for the message of an exception may quote a document.
"""

from __future__ import annotations

import logging
from time import perf_counter
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docintel.workflows.logs import places
from docintel_api.metrics import REQUESTS
from docintel_api.problems import problem_response

_log = logging.getLogger("docintel.http")
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class RequestLog:
    """Logs and measures every request, and answers a mistake of ours with a number to find in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, started = uuid4().hex[:12], perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", []), (b"x-request-id", number.encode())]
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception as error:
            _log.error("failed", extra={"fields": {"request": number, **places(error)}})
            if not status:
                await _failure(number)(scope, receive, answer)
        finally:
            _note(scope, number, status, perf_counter() - started)


def _failure(number: str) -> ASGIApp:
    detail = f"docintel failed on this request; its log tells why under the request id {number}."
    return problem_response(500, "internal", detail)


def _note(scope: Scope, number: str, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "other"
    # of a router's own prefix only: FastAPI keeps one given to include_router to itself
    route = getattr(scope.get("route"), "path_format", None) or "unmatched"
    REQUESTS.labels(method, route, str(status)).observe(seconds)
    fields = {
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "request": number,
        "key": scope.get("state", {}).get("key"),
    }
    _log.info("request", extra={"fields": fields})
