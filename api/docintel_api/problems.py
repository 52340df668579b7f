"""Which error is which HTTP status, as RFC 9457 problem details with a stable `type`."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse

from docintel.errors import Conflict, DocintelError, InputError, MissingAsset, NotFound, ReadError

#: First match wins; the type is what scripts test for.
PROBLEMS: tuple[tuple[type[DocintelError], int, str], ...] = (
    (NotFound, 404, "not-found"),
    (Conflict, 409, "conflict"),
    (ReadError, 422, "unreadable"),
    (InputError, 422, "input"),
    (MissingAsset, 503, "missing-asset"),
    (DocintelError, 500, "internal"),
)


async def answer_problem(_request: Request, error: Exception) -> JSONResponse:
    """The problem document of an error of the docintel tree."""
    status, kind = next((status, kind) for cls, status, kind in PROBLEMS if isinstance(error, cls))
    return _problem(status, kind, str(error))


async def answer_http_problem(request: Request, error: Exception) -> JSONResponse:
    """The problem document of an address that is none, or a method other than GET."""
    status = getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    kind = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return _problem(status, kind, f"{request.method} {request.url.path}: {kind}; /docs lists what there is.")


def _problem(status: int, kind: str, detail: str) -> JSONResponse:
    body = {"type": f"urn:docintel:problem:{kind}", "title": kind, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
