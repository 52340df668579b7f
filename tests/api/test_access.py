"""Whoever has no token gets nothing, and a token opens its customers and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docintel.records import Customer
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.store.opening import folder_beside, open_store
from docintel.workflows.portfolio import first_key
from docintel_api.app import create_app
from docintel_api.tries import ALLOWED, Tries
from factories import BORROWER, boxed

NORTH = Customer(id="NORTH-1", name="北辰机械")
PAGE_ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    url = f"sqlite:///{tmp_path / 'access.db'}"
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", url)
    current_settings.cache_clear()
    store = open_store(url, Blobs.open(str(folder_beside(url))))
    for customer in (BORROWER, NORTH):
        store.save_customer(customer)
    store.file(boxed("借款金额人民币1亿元。"), "NORTH-1", reason="named")
    found = {"all": first_key(store) or ""}
    assert first_key(store) is None
    found["north"] = store.keys.add("North desk", customers=("NORTH-*",))[1]
    found["reader"] = store.keys.add("Auditor", may_write=False)[1]
    gone, found["gone"] = store.keys.add("Left the bank")
    store.keys.revoke(gone.id, by="test")
    store.close()
    yield found
    current_settings.cache_clear()


@pytest.fixture
def client(tokens: dict[str, str]) -> Iterator[TestClient]:
    with TestClient(create_app(), follow_redirects=False) as opened:
        yield opened


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    "path", ["/api/v1/customers", "/api/v1/documents/D-1", "/customers/C1", "/", "/docs", "/openapi.json"]
)
def test_nobody_gets_anything_without_a_token(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"] == 'Bearer realm="docintel"'
    assert answer.json()["type"] == "urn:docintel:problem:unauthorized"


def test_a_revoked_or_invented_token_opens_nothing(client: TestClient, tokens: dict[str, str]) -> None:
    for token in (tokens["gone"], "docintel_invented", ""):
        assert client.get("/api/v1/customers", headers=bearer(token)).status_code == 401
    assert client.get("/api/v1/customers", headers=bearer(tokens["all"])).status_code == 200


def test_customers_outside_the_pattern_do_not_exist(client: TestClient, tokens: dict[str, str]) -> None:
    north = bearer(tokens["north"])
    assert [one["id"] for one in client.get("/api/v1/customers", headers=north).json()["items"]] == ["NORTH-1"]
    hidden = client.get("/api/v1/customers/C1", headers=north)
    absent = client.get("/api/v1/customers/C2", headers=north)
    assert hidden.status_code == absent.status_code == 404
    assert hidden.json() == {**absent.json(), "detail": absent.json()["detail"].replace("C2", "C1")}
    own = {"x-request-id"}
    assert {k: v for k, v in hidden.headers.items() if k not in own} == {
        k: v for k, v in absent.headers.items() if k not in own
    }


def test_a_page_leads_a_person_to_the_form_and_back(client: TestClient, tokens: dict[str, str]) -> None:
    asked = client.get("/customers/C1", headers={"Accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=/customers/C1")
    form = client.get(asked.headers["location"]).text
    assert 'name="next" value="/customers/C1"' in form
    sent = {"token": tokens["all"], "next": "/docs"}
    entered = client.post("/login", data=sent, headers=PAGE_ORIGIN)
    assert (entered.status_code, entered.headers["location"]) == (303, "/docs")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/docs").status_code == 200
    client.post("/logout", headers=PAGE_ORIGIN)
    assert client.get("/docs").status_code == 401


def test_the_form_says_no_to_a_wrong_token_and_never_leads_elsewhere(
    client: TestClient, tokens: dict[str, str]
) -> None:
    wrong = client.post("/login", data={"token": "guess"}, headers=PAGE_ORIGIN)
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        sent = {"token": tokens["all"], "next": elsewhere}
        assert client.post("/login", data=sent, headers=PAGE_ORIGIN).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", **PAGE_ORIGIN},
    ],
)
def test_another_sites_page_cannot_use_our_form(
    client: TestClient, tokens: dict[str, str], headers: dict[str, str]
) -> None:
    answer = client.post("/login", data={"token": tokens["all"]}, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (403, "cross-site")


def test_whoever_guesses_waits_and_whoever_knows_does_not(client: TestClient, tokens: dict[str, str]) -> None:
    assert client.get("/api/v1/customers", headers=bearer(tokens["all"])).status_code == 200
    for number in range(ALLOWED):
        assert client.get("/api/v1/customers", headers=bearer(f"guess{number}")).status_code == 401
    late = client.get("/api/v1/customers", headers=bearer("one more"))
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    assert client.get("/api/v1/customers", headers=bearer(tokens["all"])).status_code == 200


def test_tries_are_forgotten_after_a_minute() -> None:
    now = [0.0]
    tries = Tries(clock=lambda: now[0])
    for _ in range(ALLOWED):
        tries.note_wrong("192.0.2.1")
    assert (tries.is_over("192.0.2.1", "x"), tries.is_over("192.0.2.2", "x")) == (True, False)
    now[0] = 60.0
    assert tries.is_over("192.0.2.1", "x") is False


def test_health_asks_for_no_token(client: TestClient) -> None:
    assert client.get("/healthz").status_code == 200
