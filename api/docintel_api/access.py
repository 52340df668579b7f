"""Who asks: the access key behind a bearer token, or behind the cookie that the login form sets for pages.

A handler that asks for `CallerDep` answers nobody without a key; one that asks for `WriterDep` only who may change
things; `PortfolioDep` is the store as the caller may see it. A cookie travels by itself, so a request that changes
something by cookie must also come from a page of ours.
"""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from docintel.records import AccessKey
from docintel.store.store import Store
from docintel.workflows.portfolio import Portfolio
from docintel_api.dependencies import StoreDep
from docintel_api.problems import Problem
from docintel_api.tries import Tries

#: The cookie of the pages; it holds the token, which the browser shows to no script.
COOKIE = "docintel_token"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))

# For the description of the interface only: the caller is found below, where both ways have one answer.
_BEARER = HTTPBearer(auto_error=False, description="A token of `docintel keys add`.")
_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="What the form at /login sets, for pages.")


def find_caller(
    request: Request,
    store: StoreDep,
    _bearer: Annotated[object, Depends(_BEARER)],
    _cookie: Annotated[object, Depends(_COOKIE)],
) -> AccessKey:
    """The key of whoever asks.

    Raises Problem: 401 without a valid token, 429 after too many wrong ones from one address, 403 for a change that
    another site's page asks for with our cookie.
    """
    token, by_cookie = _token(request)
    if not token:
        raise _unknown("no token was sent")
    key = check_token(request, store, token)
    if by_cookie and request.method not in _SAFE:
        require_same_origin(request)
    return key


def find_writer(caller: CallerDep) -> AccessKey:
    """The key of whoever asks, if it may change anything; raises Problem 403."""
    if not caller.may_write:
        raise Problem(403, "read-only", "this token may only read; ask for one that may write.")
    return caller


def find_portfolio(caller: CallerDep, store: StoreDep) -> Portfolio:
    """The store as the caller may see it."""
    return Portfolio(store, caller)


def check_token(request: Request, store: Store, token: str) -> AccessKey:
    """The key of a token; raises Problem 401, or 429 where too many wrong ones came from this address."""
    tries = cast("Tries", request.app.state.tries)
    address = request.client.host if request.client else ""
    if tries.is_over(address, token):
        raise Problem(429, "too-many-tries", "too many wrong tokens came from this address; wait a minute.",
                      headers={"Retry-After": "60"})  # fmt: skip
    key = store.keys.find(token)
    if key is None:
        tries.note_wrong(address)
        raise _unknown("the token is not known or was revoked")
    tries.note_right(token)
    request.state.key = key.id
    return key


def require_same_origin(request: Request) -> None:
    """Raise Problem 403 unless the browser says that a page of this very site sent the request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = origin is not None and urlsplit(origin).netloc == request.headers.get("host")
    if site != "same-origin" if site is not None else not ours:
        raise Problem(403, "cross-site", "the request came from another site's page; use the form of this one.")


def _token(request: Request) -> tuple[str, bool]:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip(), False
    return request.cookies.get(COOKIE, ""), True


def _unknown(reason: str) -> Problem:
    detail = f"{reason}; send the header Authorization: Bearer … with a token of `docintel keys add`."
    return Problem(401, "unauthorized", detail, headers={"WWW-Authenticate": 'Bearer realm="docintel"'})


CallerDep = Annotated[AccessKey, Depends(find_caller)]
WriterDep = Annotated[AccessKey, Depends(find_writer)]
PortfolioDep = Annotated[Portfolio, Depends(find_portfolio)]
