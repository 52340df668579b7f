"""Whether the service lives, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter

from docintel_api.dependencies import StoreDep

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(store: StoreDep) -> dict[str, str]:
    """The database answers too."""
    return {"status": "ok", "customers": str(len(store.customers()))}
