"""Verdicts of people: who gave them, what they change, and what still waits."""

from decimal import Decimal

import pytest

from docintel.records import Figure, OpenIdentity, Proposal
from docintel.records.statement import Check
from factories import span_of
from service_fixture import TEXT, Service


@pytest.fixture
def fact(service: Service) -> str:
    (sent,) = service.upload(("合同.txt", TEXT.encode())).json()["documents"]
    return f"{sent['id']}.{service.read(sent['id'], confidence=0.4).id}"


def give(service: Service, item: str, verdict: str, name: str = "all", **body: object):
    return service.client.post(f"/api/v1/review/{item}/{verdict}", json=body, headers=service.headers(name))


def test_what_was_read_unsurely_waits_until_a_person_has_judged_it(service: Service, fact: str) -> None:
    (item,) = service.get("/review/queue", customer="C1").json()["items"]
    assert (item["item"], item["about"], item["kind"], item["quote"], item["confidence"]) == (
        fact, "fact", "amount", "人民币1亿元", 0.4,
    )  # fmt: skip
    answer = give(service, fact, "accept", name="c1", reason="核对原件")
    assert (answer.status_code, answer.json()["reviewer"], answer.json()["verdict"]) == (200, "C1 desk", "accepted")
    assert service.get("/review/queue").json() == {"items": [], "next_cursor": None}
    assert list(service.store.audit.entries())[-1].action == "reviewed"


@pytest.mark.parametrize(("verdict", "body"), [("reject", {}), ("correct", {"value": "200000000"})])
def test_what_a_person_found_wrong_counts_no_more(
    service: Service, fact: str, verdict: str, body: dict[str, str]
) -> None:
    """A corrected fact above all: the number as read must not stand in a profile."""
    from docintel.credit.profiles import without_rejected

    assert give(service, fact, verdict, **body).status_code == 200
    (review,) = service.store.reviews("C1")
    assert (review.target, review.value) == (fact.partition(".")[2], body.get("value"))
    assert without_rejected(service.store.facts("C1"), service.store.reviews("C1")) == []
    assert [request.customer for request in service.store.folds.open()] == ["C1"]  # a worker folds again


@pytest.mark.parametrize("item", ["D-none.F-none", "A-none", "nothing", "D-none", "."])
def test_an_unknown_item_is_not_found(service: Service, item: str) -> None:
    answer = give(service, item, "accept")
    assert (answer.status_code, answer.json()["title"]) == (404, "not-found")


def test_a_correction_needs_a_value_and_a_token_that_may_write(service: Service, fact: str) -> None:
    assert give(service, fact, "correct").status_code == 422
    assert give(service, fact, "accept", name="reader").status_code == 403
    assert give(service, fact, "accept", name="north").status_code == 404
    assert service.store.reviews("C1") == []


def test_the_queue_pages_by_cursor_across_customers(service: Service) -> None:
    for customer in ("C1", "NORTH-1"):
        (sent,) = service.upload(("合同.txt", TEXT.encode()), customer=customer).json()["documents"]
        service.read(sent["id"], confidence=None)
    first = service.get("/review/queue", limit=1).json()
    second = service.get("/review/queue", limit=1, cursor=first["next_cursor"]).json()
    assert [one["customer"] for one in (*first["items"], *second["items"])] == ["C1", "NORTH-1"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("status", "key", "reason"),
    [
        ("proved", "bs.cash", None),
        ("unproved", None, None),
        ("unproved", "bs.cash", "nobody knows how surely it was read"),
        ("conflict", None, "货币资金: conflict; I-BS4 (total current assets = sum of its rows) fails 9"),
        ("unit_unknown", "bs.cash", "货币资金: unit unknown"),
    ],
)
def test_a_figure_waits_where_nothing_proves_it_and_it_counts(
    service: Service, status: str, key: str | None, reason: str | None
) -> None:
    (sent,) = service.upload(("合同.txt", TEXT.encode())).json()["documents"]
    service.read(sent["id"])
    filing = service.store.filing(sent["id"])
    checks = (Check(id="I-BS4", result="fail", difference=Decimal(9)),) if status == "conflict" else ()
    figure = Figure.found(
        service.store.document(filing), span_of(TEXT, "人民币1亿元"), source="t@1", confidence=None, scope="single",
        statement="balance_sheet", label="货币资金", key=key, period="current", period_end=None, value=Decimal(1290),
        as_filed="1,290.00", unit="元", currency="CNY", status=status, checks=checks,
    )  # fmt: skip
    service.store.save_facts(filing, [figure], analysis="t@1")
    assert [item["reason"] for item in service.get("/review/queue", customer="C1").json()["items"]] == (
        [reason] if reason else []
    )


def test_what_identities_propose_waits_with_what_it_would_close(service: Service) -> None:
    (sent,) = service.upload(("合同.txt", TEXT.encode())).json()["documents"]
    service.read(sent["id"])
    filing = service.store.filing(sent["id"])
    proposal = Proposal.found(
        service.store.document(filing),
        span_of(TEXT, "人民币1亿元"),
        source="t@1",
        confidence=None,
        repair="correction",
        figure="F-1",
        scope="single",
        statement="balance_sheet",
        label="货币资金",
        key="bs.cash",
        period="current",
        period_end=None,
        value=Decimal(1200),
        as_proposed="1,200.00",
        printed=Decimal(1290),
        as_filed="1,290.00",
        unit="元",
        currency="CNY",
        identities=(OpenIdentity(id="I-BS4", result="fail"),) * 2,
        alternatives=2,
    )
    service.store.save_facts(filing, [proposal], analysis="t@1")
    (item,) = service.get("/review/queue", customer="C1").json()["items"]
    assert (item["kind"], item["confidence"], item["reason"]) == (
        "proposal", None, "货币资金: 1,290.00 → 1,200.00 would close I-BS4 (total current assets = sum of its rows); "
        "2 other sets would do as well",
    )  # fmt: skip
    assert give(service, item["item"], "accept", reason="核对原件").json()["verdict"] == "accepted"
