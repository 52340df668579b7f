"""Whether the service lives, and whether it can work."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter
from pydantic import BaseModel, Field

from docintel_api.dependencies import StoreDep
from docintel_api.problems import Problem

router = APIRouter(tags=["health"])
_log = logging.getLogger(__name__)


class Health(BaseModel):
    """Said only when all is well; otherwise the answer is a problem that names what is not."""

    status: str = Field(default="ok", examples=["ok"])


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses={503: {"description": "The database or the blob store takes no writing."}})
def readyz(store: StoreDep) -> Health:
    """The database and the blob store can be written."""
    broken = [
        name
        for name, probe in (("the database", store.probe), ("the blob store", store.blobs.probe))
        if not _works(probe)
    ]
    if broken:
        raise Problem(503, "not-ready", f"{' and '.join(broken)} cannot be written; docintel doctor says more.")
    return Health()


def _works(probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever a database or a remote store raises, the answer is the same
        _log.exception("probe failed")
        return False
    return True
