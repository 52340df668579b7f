"""The read-only HTTP interface over what a batch stored."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docintel.records import Amount, Customer, Failure
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.store.opening import folder_beside, open_store
from docintel.store.store import filing_id
from docintel.workflows.portfolio import first_key
from docintel_api.app import create_app
from factories import BORROWER, alert, boxed, profile, span_of

TEXT = "借款金额人民币1亿元。"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'api.db'}"
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", url)
    current_settings.cache_clear()
    token = fill(url)
    with TestClient(create_app(), headers={"Authorization": f"Bearer {token}"}) as opened:
        yield opened
    current_settings.cache_clear()


def fill(url: str) -> str:
    store = open_store(url, Blobs.open(str(folder_beside(url))))
    store.save_customer(BORROWER)
    store.save_customer(Customer(id="C2", name="Other Portfolio Ltd"))
    reading = boxed(TEXT)
    amount = Amount.found(
        reading.document, span_of(TEXT, "人民币1亿元"), source="t@1", confidence=0.9, value=Decimal(100000000),
        currency="CNY", as_filed="人民币1亿元",
    )  # fmt: skip
    store.save_facts(store.file(reading, "C1", reason="name 澜川新能源"), [amount], analysis="t@1")
    store.save_profile(profile(date(2026, 7, 31), alert(facts=(amount.id,))))
    store.save_failures(
        [
            Failure(name="scan.pdf", code="no_text", message="scan.pdf is a scan <&>.", customer_id="C1"),
            Failure(name="theirs.pdf", code="unassigned", message="theirs.pdf names none of the customers."),
        ]
    )
    token = first_key(store)
    store.close()
    assert token is not None
    return token


def test_profile_warnings_and_customers_are_the_stored_ones(client: TestClient) -> None:
    assert [c["id"] for c in client.get("/api/v1/customers").json()["items"]] == ["C1", "C2"]
    assert client.get("/api/v1/customers/C1").json()["uscc"] == "91350100M000100Y43"
    assert client.get("/api/v1/customers/C1/profile").json()["as_of"] == "2026-07-31"
    assert client.get("/api/v1/customers/C1/warnings").json()[0]["reason_zh"] == "资产负债率81.25%。"
    assert [a["id"] for a in client.get("/api/v1/warnings").json()["items"]] == ["A1"]


def test_facts_walk_back_to_their_words(client: TestClient) -> None:
    (fact,) = client.get("/api/v1/customers/C1/facts").json()
    (evidence,) = fact["evidence"]
    filing = client.get("/api/v1/documents", params={"customer": "C1"}).json()["items"][0]
    text = client.get(f"/api/v1/documents/{filing['id']}/text").text
    start, end = evidence["span"]
    assert (fact["value"], text[start:end], evidence["page"]) == ("100000000", "人民币1亿元", 1)
    assert client.get(f"/api/v1/documents/{filing['id']}").json()["name"] == "合同.txt"


def test_another_customer_sees_none_of_it(client: TestClient) -> None:
    assert client.get("/api/v1/customers/C2/facts").json() == []
    assert client.get("/api/v1/documents", params={"customer": "C2"}).json()["items"] == []
    theirs = filing_id("C2", boxed(TEXT).document.id)
    assert client.get(f"/api/v1/documents/{theirs}").status_code == 404


def test_the_page_shows_the_words_behind_a_warning_and_what_was_not_read(client: TestClient) -> None:
    page = client.get("/customers/C1").text
    assert "资产负债率81.25%。" in page
    assert "<q>人民币1亿元</q>" in page
    assert "scan.pdf is a scan &lt;&amp;&gt;." in page
    assert "theirs.pdf" not in page


@pytest.mark.parametrize("path", ["/api/v1/customers/C9/profile", "/api/v1/documents/D-none", "/customers/C9"])
def test_what_is_not_there_is_a_problem_document(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "urn:docintel:problem:not-found"
    assert answer.json()["detail"].startswith("no ")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nope", 404), ("POST", "/api/v1/customers", 405)])
def test_a_wrong_address_is_a_problem_document_too(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    kind = {404: "not-found", 405: "method-not-allowed"}[status]
    assert answer.json()["type"] == f"urn:docintel:problem:{kind}"


def test_an_unknown_customer_is_not_one_without_documents_or_warnings(client: TestClient) -> None:
    assert client.get("/api/v1/documents", params={"customer": "C9"}).status_code == 404
    # C2 was imported and never folded: nothing is known, which is not that nothing fires
    assert client.get("/api/v1/customers/C2/warnings").status_code == 404


def test_a_person_starts_at_a_list_of_pages_that_load_nothing_from_elsewhere(client: TestClient) -> None:
    assert '<a href="/customers/C1"><b>澜川新能源</b></a>' in client.get("/").text
    routes = client.get("/docs").text
    assert "<code>GET /api/v1/customers/{customer_id}/facts</code> Every fact with its evidence" in routes
    assert "http" not in routes.replace("over HTTP", "").lower()


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}


def test_the_committed_openapi_is_the_one_served(client: TestClient) -> None:
    """Rewrite with DOCINTEL_REWRITE_GOLDEN=1 when the interface changes on purpose, with a line in CHANGELOG.md."""
    import os

    path = Path(__file__).resolve().parents[2] / "api" / "openapi.json"
    served = client.get("/openapi.json").json()
    if os.environ.get("DOCINTEL_REWRITE_GOLDEN"):
        path.write_text(json.dumps(served, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == served
