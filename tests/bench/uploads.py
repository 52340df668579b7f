"""Uploads accepted a second by a running service, with eight callers at a time and the reading going on beside."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tests.bench.timing import Measured
from tests.service.processes import Running, client, free_port, running, wait_until_ready

from docintel.records import Customer
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store

_UPLOADS, _CALLERS, _SIZE = 200, 8, 1 << 20


def measure() -> Iterator[Measured]:
    """Accepted uploads a second, and how the memory of the service moved."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "DOCINTEL_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
            "DOCINTEL_BLOBS_URL": str(folder / "blobs"),
        }
        with closing(
            open_store(settings["DOCINTEL_DATABASE_URL"], Blobs.open(settings["DOCINTEL_BLOBS_URL"]))
        ) as store:
            store.save_customer(Customer(id="bench", name="Bench Ltd"))
            _, token = store.keys.add("bench")
        port = free_port()
        for workers in ("0", "2"):
            serve = ["serve", "--port", str(port), "--workers", workers]
            with running(serve, settings, folder / "log") as service:
                yield from _load(service, port, token, f"200 × 1 MB, 8 at a time, {workers} readers")


def _load(service: Running, port: int, token: str, material: str) -> Iterator[Measured]:
    with client(port, token) as caller:
        assert wait_until_ready(caller, service), "the service did not start"
    files = [_file(number) for number in range(_UPLOADS)]
    before, over, peak = service.resident(alone=True), Event(), [0]

    def watch() -> None:
        while not over.wait(0.2):
            peak[0] = max(peak[0], service.resident(alone=True))

    watcher = Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    with ThreadPoolExecutor(_CALLERS) as callers:
        statuses = [
            found
            for some in callers.map(_send, [(port, token, files[at::_CALLERS]) for at in range(_CALLERS)])
            for found in some
        ]
    seconds = time.perf_counter() - began
    over.set()
    watcher.join()
    assert statuses == [202] * _UPLOADS, f"refused: {set(statuses)}"
    yield Measured("uploads accepted", material, _UPLOADS / seconds, "uploads/s")
    yield Measured(
        "memory of the API while accepting", material, peak[0] / before, "× before", f"{before >> 20} MB before"
    )


def _send(work: tuple[int, str, list[bytes]]) -> list[int]:
    port, token, files = work
    with client(port, token) as caller:
        address = "/api/v1/documents?customer=bench"
        return [caller.post(address, files={"file": ("note.pdf", data)}).status_code for data in files]


def _file(number: int) -> bytes:
    """A PDF of one short page with a megabyte that nothing refers to, as scanners leave behind."""
    page = f"BT /F1 12 Tf 72 720 Td (Note {number}: the Borrower shall repay the loan by 30 June 2027.) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (_SIZE, os.urandom(_SIZE)),
    ]
    body, places = b"%PDF-1.7\n", []
    for at, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return (
        body
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    )
