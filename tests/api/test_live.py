"""What only a real server shows: clients that hang up, streams that stay open, and a log that tells nothing."""

import http.client
import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from docintel.settings import current_settings
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.logs import JsonLines
from docintel.workflows.portfolio import first_key
from factories import BORROWER
from service_fixture import TEXT, Service

SERVE = "from docintel.cli.main import run; run()"


class Live:
    """A server in a process of its own."""

    def __init__(self, store: Store, folder: Path, port: int) -> None:
        self.store, self.folder, self.port = store, folder, port
        self.token = first_key(store) or ""
        self.log = folder / "serve.log"
        self.connections: list[http.client.HTTPConnection] = []
        with self.log.open("w") as log:
            command = [sys.executable, "-c", SERVE, "serve", "--workers", "0", "--port", str(port)]
            self.process = subprocess.Popen(command, stderr=log, stdout=subprocess.DEVNULL)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = self.connect()
        connection.request(method, f"/api/v1{path}", body, {"Authorization": f"Bearer {self.token}", **headers})
        return connection.getresponse()

    def connect(self) -> http.client.HTTPConnection:
        self.connections.append(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60))
        return self.connections[-1]

    def close(self) -> None:
        for connection in self.connections:
            connection.close()
        self.process.terminate()
        self.process.wait(20)

    def files(self) -> list[Path]:
        return [path for path in (self.folder / "docintel-blobs").rglob("*") if path.is_file()]

    def memory(self) -> int:
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", f"sqlite:///{tmp_path / 'live.db'}")
    current_settings.cache_clear()
    store = configured_store()
    store.save_customer(BORROWER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Live(store, tmp_path, port)
    _wait_for(lambda: _answers(port))
    yield server
    server.close()
    store.close()
    current_settings.cache_clear()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)


def form(data: bytes, name: str = "合同.txt") -> bytes:
    head = f'--XX\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    return head + data + b"\r\n--XX--\r\n"


def test_whoever_hangs_up_in_the_middle_leaves_nothing(live: Live) -> None:
    whole = form(b"x" * 8_000_000)
    head = (
        f"POST /api/v1/documents?customer=C1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {live.token}\r\n"
        f"Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: {len(whole)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", live.port)) as client:
        client.sendall(head + whole[: len(whole) // 2])
        _wait_for(lambda: len(live.files()) == 1)
    _wait_for(lambda: live.files() == [])
    assert live.store.uploads.of() == []


def test_a_large_file_passes_through_little_memory(live: Live) -> None:
    size, piece = 150_000_000, b"0123456789abcdef" * 65_536
    head = b'--XX\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n'
    tail = b"\r\n--XX--\r\n"
    live.ask("GET", "/customers").read()
    before = live.memory()
    connection = live.connect()
    connection.putrequest("POST", "/api/v1/documents?customer=C1")
    connection.putheader("Authorization", f"Bearer {live.token}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=XX")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders()
    connection.send(head)
    highest = before
    for at in range(0, size, len(piece)):
        connection.send(piece[: size - at])
        highest = max(highest, live.memory())
    connection.send(tail)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["documents"][0]["state"]) == (202, "accepted")
    assert highest - before < 40_000_000, (highest, before)
    assert [upload.size for upload in live.store.uploads.of("C1")] == [size]


def test_a_stream_tells_each_state_until_the_document_is_done(live: Live) -> None:
    sent = live.ask(
        "POST", "/documents?customer=C1", form(TEXT.encode()), **{"Content-Type": "multipart/form-data; boundary=XX"}
    )
    wanted = json.loads(sent.read())["documents"][0]["id"]
    streams = [live.ask("GET", f"/documents/{wanted}/events") for _ in range(10)]
    of_customer = live.ask("GET", "/customers/C1/events")
    assert streams[0].headers["content-type"] == "text/event-stream; charset=utf-8"
    assert _next_state(of_customer)["state"] == "accepted"
    assert [_next_state(stream)["state"] for stream in streams] == ["accepted"] * 10
    Service(None, live.store, {}).read(wanted)  # type: ignore[arg-type]
    for stream in streams:
        states = [json.loads(line[6:]) for line in stream.read().decode().splitlines() if line.startswith("data: ")]
        assert states[-1] == {"id": wanted, "state": "done", "facts": 1, "failures": 0, "folded": False}
    while (state := _next_state(of_customer))["state"] != "done":
        pass
    live.store.uploads.mark_folded("C1", datetime.now(UTC))
    assert _next_state(of_customer) == {**state, "folded": True}
    of_customer.close()


def _next_state(stream: http.client.HTTPResponse) -> dict[str, object]:
    while not (line := stream.readline()).startswith(b"data: "):
        assert line
    return json.loads(line[6:])


def test_the_log_holds_no_word_of_a_document_and_no_name(live: Live) -> None:
    marker, name = "绝密句子 marker sentence", "绝密文件名 marker name.txt"
    sent = live.ask(
        "POST",
        "/documents?customer=C1",
        form(marker.encode(), name),
        **{"Content-Type": "multipart/form-data; boundary=XX"},
    )
    wanted = json.loads(sent.read())["documents"][0]["id"]
    for path in (
        f"/documents/{wanted}",
        f"/documents/{wanted}/original",
        f"/documents/{wanted}/pages/1.png",
        "/customers/C1",
    ):
        live.ask("GET", path).read()
    (live.folder / "docintel-blobs").rename(live.folder / "gone")
    assert live.ask("GET", f"/documents/{wanted}/original").status == 404
    log = live.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert (requests[0]["method"], requests[0]["route"], requests[0]["status"]) == ("POST", "/api/v1/documents", 202)
    assert requests[0]["key"].startswith("K-")
    assert requests[1]["route"] == "/api/v1/documents/{document_id}"
    for secret in ("marker", "绝密", live.token, BORROWER.name, "C1"):
        assert secret not in log


def test_a_mistake_of_ours_is_a_number_to_the_client_and_places_to_the_log(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_store: Store, _wanted: str) -> None:
        raise ValueError("绝密句子 marker sentence")

    (sent,) = service.upload(("合同.txt", TEXT.encode())).json()["documents"]
    monkeypatch.setattr("docintel.store.listing.Listing.find", fail)
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logging.getLogger("docintel.http").addHandler(handler)
    try:
        answer = service.get(f"/documents/{sent['id']}")
    finally:
        logging.getLogger("docintel.http").removeHandler(handler)
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    number = answer.headers["x-request-id"]
    assert number in answer.json()["detail"]
    assert "marker" not in answer.text + out.getvalue()
    failed = json.loads(out.getvalue().splitlines()[0])
    assert (failed["request"], failed["error"]) == (number, "ValueError")
    assert any("documents.py" in place for place in failed["places"])


def test_metrics_count_and_name_nobody(service: Service) -> None:
    service.upload(("合同.txt", TEXT.encode()))
    service.upload(("合同.txt", TEXT.encode()), ("leer.txt", b""))
    service.store.workers.beat("W-1", host="here", process=1)
    text = service.client.get("/metrics").text
    assert 'docintel_documents{state="accepted"} 1.0' in text
    assert "docintel_workers 1.0" in text
    for counted in ('docintel_uploads_total{result="accepted"}', 'result="already_there"', 'result="refused"'):
        assert counted in text
    assert 'route="/api/v1/documents",status="202"' in text
    waiting = next(line for line in text.splitlines() if line.startswith("docintel_oldest_waiting_seconds "))
    assert 0 <= float(waiting.split()[1]) < 60
    for name in ("C1", "NORTH", "澜川", "合同"):
        assert name not in text


def test_readiness_names_what_cannot_be_written(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_blobs: object) -> None:
        raise OSError("/secret/path is read-only")

    assert service.client.get("/readyz").json() == {"status": "ok"}
    monkeypatch.setattr("docintel.store.blobs.Blobs.probe", fail)
    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json()["detail"]) == (
        503, "the blob store cannot be written; docintel doctor says more.",
    )  # fmt: skip
