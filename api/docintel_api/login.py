"""The form that turns a token into the cookie of the pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from docintel_api.access import COOKIE, check_token, require_same_origin
from docintel_api.dependencies import StoreDep
from docintel_api.problems import Problem
from docintel_api.rendering import render

router = APIRouter(include_in_schema=False)

#: A form with one token is far smaller (bytes).
_LARGEST = 10_000


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            raise Problem(413, "too-large", "the form is too large; it takes one token.")
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


@router.get("/login")
def show_login(next: str = "/") -> Response:
    """The form."""
    return render("login", message="", next=_local(next))


@router.post("/login")
async def log_in(request: Request, store: StoreDep, form: Annotated[dict[str, str], Depends(_form)]) -> Response:
    """Set the cookie and go on to the page that was asked for; a wrong token shows the form again."""
    require_same_origin(request)
    token, wanted = form.get("token", "").strip(), _local(form.get("next", "/"))
    try:
        await run_in_threadpool(check_token, request, store, token)
    except Problem as problem:
        return render("login", status=problem.status, message=problem.detail, next=wanted)
    answer = RedirectResponse(wanted, status_code=303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """Forget the cookie."""
    require_same_origin(request)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _local(address: str) -> str:
    """A path of this site; anything else, and what a browser would take for another site, becomes the start page."""
    usable = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if usable else "/"
