"""A grade that a linked company raised is told to whom the company is closed without a word on who that is."""

from datetime import date

import pytest

from docintel.credit.groups import Guarantee, with_bonds
from docintel.records import Bond, Customer, Party
from factories import alert, boxed, profile, span_of
from service_fixture import Service

DAY = date(2026, 7, 31)
CHILD = Customer(id="NORTH-9", name="北辰机械子公司", parent="SOUTH-1")
SISTER = Customer(id="NORTH-8", name="北辰租赁有限公司")
PARENT = Customer(id="SOUTH-1", name="隐川控股 Hidden Parent Ltd")
GUARANTOR = Customer(id="SOUTH-2", name="暗河担保 Dark River Ltd")
WORDS = ("SOUTH", "隐川", "Hidden", "暗河", "Dark River", "P-theirs")


@pytest.fixture
def own(service: Service) -> str:
    """Four folded customers; the id of the party in the child's own contract."""
    for customer in (PARENT, GUARANTOR, CHILD, SISTER):
        service.store.save_customer(customer)
    reading = boxed("保证人：北辰机械子公司。", name="合同.txt")
    party = Party.found(
        reading.document, span_of("保证人：北辰机械子公司。", "北辰机械子公司"), source="t@1", confidence=0.9,
        name="北辰机械子公司", role="guarantor",
    )  # fmt: skip
    service.store.save_facts(service.store.file(reading, CHILD.id, reason="folder"), [party], analysis="t@1")
    bad = [profile(DAY, customer=one, own_grade=3, grade=3) for one in (PARENT, GUARANTOR, SISTER)]
    child = profile(DAY, alert().model_copy(update={"needs_review": True}), customer=CHILD, own_grade=0, grade=0)
    given = [
        Guarantee(CHILD.id, GUARANTOR.id, (party.id, "P-theirs")),
        Guarantee(GUARANTOR.id, SISTER.id, ("P-theirs", "P-sister")),
    ]
    for folded in with_bonds([child, *bad], [], given):
        service.store.save_profile(folded)
    return party.id


def outside(relation: str, grade: int, *facts: str) -> dict[str, object]:
    return Bond(
        customer="", relation=relation, grade=grade, path=(), facts=facts,
        reason_zh=f"本组合之外的一家关联企业使本客户的预警级别不低于{grade}级。",
        reason_en=f"A linked company outside of this portfolio raises this customer's grade to at least {grade}.",
    ).model_dump(mode="json")  # type: ignore[arg-type]  # fmt: skip


def test_a_bond_names_nobody_whom_the_key_does_not_open(service: Service, own: str) -> None:
    seen = service.get("/customers/NORTH-9/profile", name="north").json()
    # the guarantor, and the sister to whom the way leads through the guarantor, are one for who may not know
    assert seen["bonds"] == [outside("parent", 1), outside("guarantee", 2, own)]
    assert (seen["grade"], seen["customer"]["parent"]) == (2, None)
    everything = service.get("/customers/NORTH-9/profile").json()
    assert [(one["customer"], one["path"]) for one in everything["bonds"]] == [
        ("SOUTH-1", ["NORTH-9", "SOUTH-1"]),
        ("SOUTH-2", ["NORTH-9", "SOUTH-2"]),
        ("NORTH-8", ["NORTH-9", "SOUTH-2", "NORTH-8"]),
    ]
    assert (everything["grade"], everything["customer"]["parent"]) == (2, "SOUTH-1")


def test_a_bond_between_customers_of_the_key_is_told_whole(service: Service, own: str) -> None:
    child = CHILD.model_copy(update={"parent": SISTER.id})
    known = [profile(DAY, customer=child, own_grade=0), profile(DAY, customer=SISTER, own_grade=3)]
    service.store.save_profile(with_bonds(known, [], [])[0])
    seen = service.get("/customers/NORTH-9/profile", name="north")
    assert seen.json()["bonds"] == service.get("/customers/NORTH-9/profile").json()["bonds"]
    assert [(one["customer"], one["path"]) for one in seen.json()["bonds"]] == [("NORTH-8", ["NORTH-9", "NORTH-8"])]


@pytest.mark.parametrize(
    "path",
    ["/api/v1/customers", "/api/v1/customers/NORTH-9", "/api/v1/customers/NORTH-9/profile",
     "/api/v1/customers/NORTH-9/warnings", "/api/v1/warnings", "/api/v1/review/queue", "/", "/customers/NORTH-9",
     "/customers/NORTH-9/documents"],
)  # fmt: skip
def test_no_answer_holds_their_names(service: Service, own: str, path: str) -> None:
    cookie = {"Cookie": f"docintel_token={service.tokens['north']}"}
    answer = service.client.get(path, headers=cookie if "/api/" not in path else service.headers("north"))
    assert answer.status_code == 200
    assert [word for word in WORDS if word in answer.text] == []


def test_a_parent_outside_is_answered_like_one_that_nobody_heard_of(service: Service, own: str) -> None:
    answers = []
    for parent in ("SOUTH-1", "SOUTH-7", "NORTH-7"):
        put = service.client.put(
            "/api/v1/customers/NORTH-1", json={"name": "x", "parent": parent}, headers=service.headers("north")
        )
        answers.append((put.status_code, put.text.replace(parent, "X")))
        assert put.json()["detail"] == f"no customer '{parent}'; add them with PUT /api/v1/customers/{{id}}."
    assert len(set(answers)) == 1
    assert answers[0][0] == 404
    assert service.store.customer("NORTH-1").name == "北辰机械"
    unknown = service.get("/customers/SOUTH-7", name="north")
    assert answers[1][1] == unknown.text.replace("SOUTH-7", "X")


def test_a_parent_of_the_portfolio_and_one_still_to_come_are_taken(service: Service, own: str) -> None:
    for name, parent in (("north", "NORTH-8"), ("all", "NORTH-7")):
        put = service.client.put(
            "/api/v1/customers/NORTH-1", json={"name": "x", "parent": parent}, headers=service.headers(name)
        )
        assert (put.status_code, put.json()["parent"]) == (200, parent)


def test_a_parent_that_the_key_does_not_see_outlives_its_change(service: Service, own: str) -> None:
    read = service.get("/customers/NORTH-9", name="north").json()
    body = {**read, "name": "北辰机械子公司二"}
    del body["id"]
    put = service.client.put("/api/v1/customers/NORTH-9", json=body, headers=service.headers("north"))
    assert (put.status_code, put.json()["parent"]) == (200, None)
    stored = service.store.customer("NORTH-9")
    assert (stored.name, stored.parent) == ("北辰机械子公司二", "SOUTH-1")
    everyone = service.client.put("/api/v1/customers/NORTH-9", json=body, headers=service.headers())
    assert (everyone.status_code, service.store.customer("NORTH-9").parent) == (200, None)
