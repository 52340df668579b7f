"""The service does not grow: its memory after a thousand small documents is what it was after a hundred."""

import time
from pathlib import Path

import pytest
from tests.service.processes import client, free_port, running, wait_until_ready

from docintel.records import Customer
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store

_FIRST, _ALL, _CUSTOMERS = 100, 1_000, 50
_PATIENCE = 900.0


@pytest.mark.slow
def test_after_a_thousand_documents_it_holds_what_it_held_after_a_hundred(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deal.db'}"
    store = open_store(url, Blobs.open(str(tmp_path / "docintel-blobs")))
    for number in range(_CUSTOMERS):
        store.save_customer(Customer(id=f"C{number}", name="澜川新能源有限公司"))
    _, token = store.keys.add("test")
    port, held = free_port(), []
    settings = {"DOCINTEL_DATABASE_URL": url}
    serve = ["serve", "--port", str(port), "--workers", "2"]
    with running(serve, settings, tmp_path / "log") as service, client(port, token) as caller:
        assert wait_until_ready(caller, service)
        for first, last in ((0, _FIRST), (_FIRST, _ALL)):
            for number in range(first, last):
                text = f"第{number}号通知：借款人应于2026年9月30日前还款。The Borrower shall repay on demand.".encode()
                address = f"/api/v1/documents?customer=C{number % _CUSTOMERS}"
                assert caller.post(address, files={"file": (f"{number}.txt", text)}).status_code == 202
            end = time.monotonic() + _PATIENCE
            while store.uploads.waiting(1) or store.folds.open():
                assert time.monotonic() < end, "the service hangs"
                time.sleep(0.3)
            held.append(service.resident())
    assert {one.state for one in store.uploads.of()} == {"done"}
    assert held[1] <= 1.1 * held[0], f"{held[0] >> 20} MB after {_FIRST}, {held[1] >> 20} MB after {_ALL}"
    store.close()
