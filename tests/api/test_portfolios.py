"""Invariant 7: two portfolios hold the same bytes and never learn of each other's work, nor that there is any."""

import json
import re

import pytest

from docintel.records import Customer
from docintel.store.listing import Listed, Listing
from service_fixture import TEXT, Service

SAME = TEXT.encode()


def answers(service: Service, name: str, customer: str, document: str) -> list[object]:
    """Everything the interface says of a customer and a document, without what is only theirs by name."""
    found = []
    for path in (
        "/customers", f"/customers/{customer}", f"/customers/{customer}/facts", f"/customers/{customer}/failures",
        f"/documents?customer={customer}", "/documents", f"/documents/{document}", f"/documents/{document}/text",
        f"/documents/{document}/facts", "/review/queue",
    ):  # fmt: skip
        answer = service.client.get(f"/api/v1{path}", headers=service.headers(name))
        moments = re.sub(r"20\d\d-\d\d-\d\dT[0-9:.]+(Z|\+00:00)", "T", answer.text)
        found.append((answer.status_code, moments.replace(customer, "X").replace(document, "D")))
    return found


def test_the_second_portfolio_is_answered_as_if_it_were_the_first(service: Service) -> None:
    service.store.save_customer(Customer(id="NORTH-1", name="澜川新能源"))
    service.store.save_customer(Customer(id="C1", name="澜川新能源"))
    (theirs,) = service.upload(("合同.txt", SAME), name="c1").json()["documents"]
    alone = answers(service, "c1", "C1", theirs["id"])
    service.read(theirs["id"], confidence=None)
    queue = service.get("/review/queue", name="c1").json()["items"]
    rejected = service.client.post(
        f"/api/v1/review/{queue[0]['item']}/reject", json={"reason": "错"}, headers=service.headers("c1")
    )
    assert rejected.status_code == 200

    (ours,) = service.upload(("合同.txt", SAME), customer="NORTH-1", name="north").json()["documents"]
    assert (ours["state"], ours["already_there"], set(ours)) == ("accepted", False, set(theirs))
    same = answers(service, "north", "NORTH-1", ours["id"])
    assert json.dumps(same).replace("North desk", "desk") == json.dumps(alone).replace("X desk", "desk")


def test_facts_reviews_and_states_stay_with_their_filing(service: Service) -> None:
    (theirs,) = service.upload(("合同.txt", SAME), name="c1").json()["documents"]
    (ours,) = service.upload(("合同.txt", SAME), customer="NORTH-1", name="north").json()["documents"]
    service.fail(theirs["id"])
    assert service.get(f"/documents/{ours['id']}", name="north").json()["state"] == "accepted"
    amount = service.read(ours["id"])
    item = f"{ours['id']}.{amount.id}"
    body = {"reason": "核对无误"}
    accepted = service.client.post(f"/api/v1/review/{item}/accept", json=body, headers=service.headers("north"))
    assert accepted.json()["reviewer"] == "North desk"
    assert service.get(f"/documents/{theirs['id']}/facts", name="c1").status_code == 404
    assert service.get("/customers/C1/facts", name="c1").json() == []
    assert service.store.reviews("C1") == []


def test_whose_document_it_is_cannot_be_told_from_none(service: Service) -> None:
    (theirs,) = service.upload(("合同.txt", SAME), name="c1").json()["documents"]
    amount = service.read(theirs["id"])
    absent = "D-" + "0" * 20
    for method, path in [
        ("GET", "/documents/{}"), ("GET", "/documents/{}/text"), ("GET", "/documents/{}/facts"),
        ("GET", "/documents/{}/original"), ("GET", "/documents/{}/pages/1.png"), ("GET", "/documents/{}/events"),
        ("POST", "/review/{}." + amount.id + "/accept"),
    ]:  # fmt: skip
        hidden, missing = (
            service.client.request(method, f"/api/v1{path.format(one)}", json={}, headers=service.headers("north"))
            for one in (theirs["id"], absent)
        )
        assert hidden.status_code == missing.status_code == 404, path
        assert hidden.text.replace(theirs["id"], absent) == missing.text
    for path in ("", "/profile", "/facts", "/warnings", "/failures", "/events"):
        hidden, missing = (service.get(f"/customers/{one}{path}", name="north") for one in ("C1", "C2"))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace("C1", "C2") == missing.text
    put = service.client.put("/api/v1/customers/C1", json={"name": "x"}, headers=service.headers("north"))
    assert put.status_code == 404
    assert service.store.customer("C1").name == "澜川新能源"


def test_lists_leave_the_others_out(service: Service) -> None:
    service.upload(("合同.txt", SAME), ("b.txt", b"b"), name="c1")
    service.upload(("合同.txt", SAME), customer="NORTH-1", name="north")
    assert [one["customer"] for one in service.get("/documents", name="north").json()["items"]] == ["NORTH-1"]
    assert len(service.get("/documents").json()["items"]) == 3


def test_a_narrow_list_reads_nobody_else_s_rows(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.upload(("合同.txt", SAME), ("b.txt", b"b"), name="c1")
    (ours,) = service.upload(("合同.txt", SAME), customer="NORTH-1", name="north").json()["documents"]
    read, page = [], Listing.page

    def noted(*asked: object, **how: object) -> list[Listed]:
        read.extend(page(*asked, **how))
        return read

    monkeypatch.setattr(Listing, "page", noted)
    assert [one["id"] for one in service.get("/documents", name="north").json()["items"]] == [ours["id"]]
    assert [(one.id, one.customer) for one in read] == [(ours["id"], "NORTH-1")]
