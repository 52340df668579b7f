"""The service works where there is no network: whoever asks for another machine is refused, and nobody asks."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.service.processes import PATIENCE, client, free_port, running, wait_until_ready

from docintel.store.blobs import Blobs
from docintel.store.opening import open_store

_GUARD = Path(__file__).with_name("offline")


def test_the_guard_sees_who_asks_for_another_machine(tmp_path: Path) -> None:
    notes = tmp_path / "outside"
    asks = "import socket\nfor host in ('127.0.0.1', 'localhost', '192.0.2.1'):\n    socket.getaddrinfo(host, 1)\n"
    settings = {"PYTHONPATH": str(_GUARD), "DOCINTEL_TEST_OUTSIDE": str(notes), "PATH": ""}
    ended = subprocess.run([sys.executable, "-c", asks], env=settings, capture_output=True, text=True, check=False)
    assert (ended.returncode, notes.read_text(encoding="utf-8")) == (1, "socket.getaddrinfo '192.0.2.1'\n")


@pytest.mark.slow
def test_an_upload_is_read_and_folded_without_a_socket_to_anywhere(tmp_path: Path, sample_deal: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deal.db'}"
    store = open_store(url, Blobs.open(str(tmp_path / "docintel-blobs")))
    _, token = store.keys.add("test")
    notes, port = tmp_path / "outside", free_port()
    settings = {"DOCINTEL_DATABASE_URL": url, "DOCINTEL_TEST_OUTSIDE": str(notes)}
    serve = ["serve", "--port", str(port), "--workers", "1"]
    files = [("01_借款合同.pdf", "application/pdf"), ("盖章确认函.pdf", "application/pdf")]
    with (
        running(serve, settings, tmp_path / "log", guard=_GUARD) as service,
        client(port, token) as caller,
    ):
        assert wait_until_ready(caller, service)
        customer = {"name": "澜川新能源有限公司"}
        assert caller.put("/api/v1/customers/C1", json=customer).is_success
        for name, kind in files:
            data = next(sample_deal.rglob(name)).read_bytes()
            answer = caller.post("/api/v1/documents?customer=C1", files={"file": (name, data, kind)})
            assert answer.status_code == 202
        end = time.monotonic() + PATIENCE
        while not all(one.folded for one in store.uploads.of("C1")):
            assert time.monotonic() < end, "the service hangs"
            time.sleep(0.2)
        (first, *_) = store.uploads.of("C1")
        assert caller.get(f"/api/v1/documents/{first.id}/pages/1.png").content[:4] == b"\x89PNG"
    assert {one.state for one in store.uploads.of("C1")} == {"done"}
    assert not notes.exists(), notes.read_text(encoding="utf-8")
    store.close()
