"""What a Prometheus server scrapes; no label names a customer, a document or a person."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from docintel.store.store import Store
from docintel_api.dependencies import StoreDep

router = APIRouter(tags=["health"])

REGISTRY = CollectorRegistry()
UPLOADS = Counter("docintel_uploads", "Files handed in, by what became of them.", ["result"], registry=REGISTRY)
BYTES = Counter("docintel_upload_bytes", "Bytes of the files accepted.", registry=REGISTRY)
REQUESTS = Histogram(
    "docintel_request_seconds", "How long requests took.", ["method", "route", "status"], registry=REGISTRY
)
_DOCUMENTS = Gauge("docintel_documents", "Files handed in, by state.", ["state"], registry=REGISTRY)
_OLDEST = Gauge("docintel_oldest_waiting_seconds", "Age of the upload that waits longest.", registry=REGISTRY)
_WORKERS = Gauge("docintel_workers", "Worker processes that have joined.", registry=REGISTRY)
_BEATS = Gauge("docintel_worker_beats", "Beats of all workers; it stands still when none lives.", registry=REGISTRY)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def show_metrics(store: StoreDep) -> Response:
    """Counts and durations for Prometheus, of this process and of the store; it asks for no token and names no one."""
    _measure(store)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _measure(store: Store) -> None:
    for state, count in store.uploads.counts().items():
        _DOCUMENTS.labels(state).set(count)
    oldest = store.uploads.oldest_waiting()
    _OLDEST.set(0 if oldest is None else (datetime.now(UTC) - oldest).total_seconds())
    workers = store.workers.all()
    _WORKERS.set(len(workers))
    _BEATS.set(sum(worker.beats for worker in workers))
