"""Customer records over HTTP."""

from typing import Any

import pytest

from docintel.records import Customer
from docintel.store.store import Store
from service_fixture import Service

BODY = {"name": "远山贸易有限公司", "uscc": "91350100M000100Y43", "email_domains": ["yuanshan.example"]}


def put(service: Service, customer: str, body: dict[str, object], name: str = "all"):
    return service.client.put(f"/api/v1/customers/{customer}", json=body, headers=service.headers(name))


def test_a_customer_is_added_and_replaced_and_both_are_noted(service: Service) -> None:
    first = put(service, "YS-1", BODY, name="all")
    assert (first.status_code, first.json()["id"], first.json()["name"]) == (201, "YS-1", "远山贸易有限公司")
    assert put(service, "YS-1", {**BODY, "name": "Yuanshan Trading"}).status_code == 200
    assert service.get("/customers/YS-1").json()["name"] == "Yuanshan Trading"
    assert [(e.action, e.subject, e.actor) for e in list(service.store.audit.entries())[-2:]] == [
        ("customer_saved", "YS-1", "first start"), ("customer_saved", "YS-1", "first start"),
    ]  # fmt: skip
    assert put(service, "北方-1", {"name": "x"}).json()["id"] == "北方-1"


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "  "}, {"name": "x", "nmae": "y"}, {"name": None}])
def test_a_record_that_is_none_is_refused(service: Service, body: dict[str, object]) -> None:
    answer = put(service, "YS-1", body)
    assert (answer.status_code, answer.json()["title"]) == (422, "input")
    assert service.get("/customers/YS-1").status_code == 404


@pytest.mark.parametrize("customer", ["%20", "a%20", "a%0Ab", "x" * 101])
def test_an_id_that_nobody_can_type_is_refused(service: Service, customer: str) -> None:
    assert put(service, customer, {"name": "x"}).status_code == 422


def test_a_record_that_is_replaced_asks_for_a_fold(service: Service) -> None:
    for name in ("澜川新能源有限公司", "澜川储能有限公司"):
        place = "/api/v1/customers/C5"
        assert service.client.put(place, json={"name": name}, headers=service.headers()).is_success
    assert [request.customer for request in service.store.folds.open()] == ["C5"]


def test_a_token_that_may_only_read_adds_nobody(service: Service) -> None:
    assert put(service, "YS-1", BODY, name="reader").status_code == 403


def test_customers_page_by_cursor(service: Service) -> None:
    first = service.get("/customers", limit=1).json()
    second = service.get("/customers", limit=1, cursor=first["next_cursor"]).json()
    assert [one["id"] for one in (*first["items"], *second["items"])] == ["C1", "NORTH-1"]
    assert second["next_cursor"] is None


def test_a_database_that_sorts_by_language_leaves_nobody_out(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = ["B-1", "C1", "NORTH-1", "a-1", "北-1"]
    for one in ("a-1", "B-1", "北-1"):
        service.store.save_customer(Customer(id=one, name=one))
    by_characters = Store._rows

    def by_language(*asked: Any, **how: Any) -> list[Any]:
        return sorted(by_characters(*asked, **how), key=lambda row: row.id.casefold())

    monkeypatch.setattr(Store, "_rows", by_language)
    seen, cursor = [], None
    while cursor or not seen:
        page = service.get("/customers", limit=1, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ids


def test_nothing_known_is_not_nothing_firing(service: Service) -> None:
    assert service.get("/warnings").status_code == 404
    assert service.get("/customers/C1/warnings").status_code == 404


def test_what_no_database_keeps_is_refused(service: Service) -> None:
    assert put(service, "YS-1", {"name": "a\0b"}).status_code == 422
    for path in ("/customers/a%00b", "/documents/a%00b", "/documents?customer=a%00b", "/review/queue?customer=%00"):
        answer = service.client.get(f"/api/v1{path}", headers=service.headers())
        assert (answer.status_code, answer.json()["title"]) == (422, "input"), path


def test_a_body_beyond_all_measure_is_not_read(service: Service) -> None:
    answer = put(service, "YS-1", {"name": "x", "extra": {"a": "x" * 1_000_000}})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
