"""A service on a database of its own: two customers, tokens of all kinds, and a worker that only stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docintel.records import Amount, Customer, Failure
from docintel.settings import current_settings
from docintel.store.database import open_engine, upgrade
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.portfolio import first_key
from docintel_api.app import create_app
from factories import BORROWER, boxed, span_of

NORTH = Customer(id="NORTH-1", name="北辰机械")
TEXT = "借款金额人民币1亿元。\nThe loan is RMB 100 million."


@dataclass
class Service:
    """The running application with the store behind it."""

    client: TestClient
    store: Store
    tokens: dict[str, str]

    def headers(self, name: str = "all") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"}

    def get(self, path: str, name: str = "all", **query: object):
        return self.client.get(f"/api/v1{path}", params=query, headers=self.headers(name))

    def upload(self, *files: tuple[str, bytes], customer: str = "C1", name: str = "all"):
        form = [("file", (file_name, data)) for file_name, data in files]
        return self.client.post(
            "/api/v1/documents", params={"customer": customer}, files=form, headers=self.headers(name)
        )

    def read(self, upload_id: str, text: str = TEXT, confidence: float | None = 0.9) -> Amount:
        """What a worker does, without reading: the upload's text with one amount in it."""
        upload = self.store.uploads.begin(upload_id)
        reading = boxed(text, name=upload.name)
        assert reading.document.id == upload.document
        amount = Amount.found(
            reading.document, span_of(text, "人民币1亿元"), source="t@1", confidence=confidence,
            value=Decimal(100000000), currency="CNY", as_filed="人民币1亿元",
        )  # fmt: skip
        filing = self.store.file(reading, upload.customer, reason="uploaded for them")
        self.store.save_facts(filing, [amount], analysis="t@1")
        self.store.uploads.finish(upload_id, state="done", facts=1, failures=())
        return amount

    def fail(self, upload_id: str) -> None:
        upload = self.store.uploads.begin(upload_id)
        failure = Failure(name=upload.name, code="no_text", message=f"{upload.name} holds no word.")
        self.store.uploads.finish(upload_id, state="failed", facts=0, failures=[failure])


@pytest.fixture
def service(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", database_url)
    monkeypatch.setenv("DOCINTEL_BLOBS_URL", str(tmp_path / "docintel-blobs"))
    current_settings.cache_clear()
    engine = open_engine(database_url)
    upgrade(engine)
    engine.dispose()
    store = configured_store()
    for customer in (BORROWER, NORTH):
        store.save_customer(customer)
    tokens = {
        "all": first_key(store) or "",
        "north": store.keys.add("North desk", customers=("NORTH-*",))[1],
        "c1": store.keys.add("C1 desk", customers=("C1",))[1],
        "reader": store.keys.add("Auditor", may_write=False)[1],
    }
    with TestClient(create_app(), follow_redirects=False) as client:
        yield Service(client, store, tokens)
    store.close()
    current_settings.cache_clear()
