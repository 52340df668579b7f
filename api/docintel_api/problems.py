"""Which error is which HTTP status, as RFC 9457 problem details with a stable `type`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field

from docintel.errors import Conflict, DocintelError, InputError, MissingAsset, NotFound, ReadError
from docintel_api.rendering import render

#: First match wins; the type is what scripts test for.
PROBLEMS: tuple[tuple[type[DocintelError], int, str], ...] = (
    (NotFound, 404, "not-found"),
    (Conflict, 409, "conflict"),
    (ReadError, 422, "unreadable"),
    (InputError, 422, "input"),
    (MissingAsset, 503, "missing-asset"),
    (DocintelError, 500, "internal"),
)
#: What the framework finds wrong before a handler is asked; Python's own phrases change with its version.
_KINDS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
_MEDIA_TYPE = "application/problem+json"


class ProblemDetails(BaseModel):
    """What every error answers (RFC 9457). Scripts test `type`; `detail` is one sentence that says what to do."""

    type: str = Field(examples=["urn:docintel:problem:not-found"])
    title: str = Field(examples=["not-found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no customer 'NORTH-7'; add them with PUT /api/v1/customers/{id}."])


class Problem(Exception):
    """An answer that only the HTTP interface knows: a missing token, a body that is too large, a full disk."""

    def __init__(self, status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers


async def answer_problem(request: Request, error: Exception) -> Response:
    """The problem document of an error of the docintel tree."""
    return _answer(request, *_row(error), str(error))


async def answer_own_problem(request: Request, error: Exception) -> Response:
    """The problem document of a Problem; a person without a cookie is led to the login form instead."""
    assert isinstance(error, Problem)
    if error.status == HTTPStatus.UNAUTHORIZED and _is_for_a_person(request):
        return RedirectResponse(f"/login?next={quote(_address(request), safe='/')}", status_code=303)
    return _answer(request, error.status, error.kind, error.detail, headers=error.headers)


async def answer_http_problem(request: Request, error: Exception) -> Response:
    """The problem document of an address that is none, a method that it does not take, or a body that is none."""
    status = getattr(error, "status_code", int(HTTPStatus.INTERNAL_SERVER_ERROR))
    kind = _KINDS.get(status, f"http-{status}")
    detail = f"{request.method} {request.url.path}: {kind}; /docs lists what there is."
    return _answer(request, status, kind, detail, headers=getattr(error, "headers", None))


async def answer_invalid(request: Request, error: Exception) -> Response:
    """The problem document of a request whose parameters or body are not what the interface takes."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return _answer(request, 422, "input", f"{place}: {first['msg'].lower()}; mend it and send it again.")


def details_of(error: Problem | DocintelError) -> ProblemDetails:
    """What an error says, as part of an answer that is none itself."""
    if isinstance(error, Problem):
        return _details(error.status, error.kind, error.detail)
    return _details(*_row(error), str(error))


def problem_response(
    status: int,
    kind: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] = MappingProxyType({}),
) -> JSONResponse:
    """A problem document, with further members where the address has some to give."""
    body = {**_details(status, kind, detail).model_dump(), **extra}
    return JSONResponse(body, status_code=status, media_type=_MEDIA_TYPE, headers=dict(headers) if headers else None)


def _answer(
    request: Request, status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as a page where a person's browser asked for one, else as a document."""
    if _is_for_a_person(request):
        return render("problem", status=status, code=status, detail=detail)
    return problem_response(status, kind, detail, headers=headers)


def _is_for_a_person(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return request.method == "GET" and "text/html" in accepts and not request.url.path.startswith("/api/")


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _details(status: int, kind: str, detail: str) -> ProblemDetails:
    return ProblemDetails(type=f"urn:docintel:problem:{kind}", title=kind, status=status, detail=detail)


def _row(error: Exception) -> tuple[int, str]:
    return next((status, kind) for cls, status, kind in PROBLEMS if isinstance(error, cls))
