"""The pages for people: what they say, whom they say it to, and that no document can act in them."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from docintel.records import Amount, Customer, Failure, Reading, filing_id
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.store.opening import folder_beside, open_store
from docintel.store.store import Store
from docintel_api.app import create_app
from docintel_api.rendering import POLICY
from factories import BORROWER, alert, boxed, document, profile, span_of

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>javascript:alert(3)"
TEXT = f"借款金额人民币1亿元。{HOSTILE}"
PEOPLE = {"Accept": "text/html"}


class Deal:
    """A store with a pictured document of C1, the same bytes filed for C2, and clients with tokens."""

    def __init__(self, url: str) -> None:
        self.store: Store = open_store(url, Blobs.open(str(folder_beside(url))))
        for customer in (BORROWER, Customer(id="C2", name="Other Portfolio Ltd"), Customer(id="C3", name="未评公司")):
            self.store.save_customer(customer)
        shelf = boxed(TEXT, media_type="application/pdf", name='合同"><b>.pdf', notes=(HOSTILE,))
        self.amount = Amount.found(
            shelf.document, span_of(TEXT, "人民币1亿元"), source="t@1", confidence=None, value=Decimal(100000000),
            currency="CNY", as_filed="人民币1亿元",
        )  # fmt: skip
        self.words = Amount.found(
            shelf.document,
            span_of(TEXT, HOSTILE),
            source="t@1",
            confidence=0.5,
            value=None,
            currency=None,
            as_filed="x",
        )
        self.id = self.file(shelf, "C1", self.amount, self.words)
        self.file(shelf, "C2")
        self.store.save_profile(profile(date(2026, 7, 31), alert(facts=(self.amount.id,))))
        scan = {"name": "scan.pdf", "code": "no_text", "message": "scan.pdf is a scan <&>."}
        self.store.save_failures([Failure(customer_id="C1", **scan), Failure(name="x.pdf", code="empty", message="?")])

    def file(self, shelf: Reading, customer: str, *facts: Amount) -> str:
        filing = self.store.file(shelf, customer, reason="party 澜川新能源")
        self.store.save_facts(filing, facts, analysis="t@1")
        return filing.id

    def upload(self, data: bytes, name: str) -> str:
        with self.store.blobs.receive() as incoming:
            incoming.write(data)
            document_id = incoming.keep()
        return self.store.uploads.accept("C1", document_id, name=name, size=len(data), by="沈予").id

    def client(self, app: TestClient, *customers: str, may_write: bool = True) -> TestClient:
        _key, token = self.store.keys.add("沈予", customers=customers or ("*",), may_write=may_write)
        app.headers["Authorization"] = f"Bearer {token}"
        return app


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    found = f"sqlite:///{tmp_path / 'pages.db'}"
    monkeypatch.setenv("DOCINTEL_DATABASE_URL", found)
    current_settings.cache_clear()
    yield found
    current_settings.cache_clear()


@pytest.fixture
def deal(url: str) -> Iterator[Deal]:
    made = Deal(url)
    yield made
    made.store.close()


@pytest.fixture
def app(deal: Deal) -> Iterator[TestClient]:
    with TestClient(create_app(), headers=PEOPLE, follow_redirects=False) as opened:
        yield opened


def test_nobody_sees_a_page_without_a_token(app: TestClient, deal: Deal) -> None:
    for path in ("/", "/customers/C1", "/customers/C1/documents", f"/documents/{deal.id}?part=2"):
        answer = app.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?next=")[0]) == (303, "/login")
    assert app.get(f"/documents/{deal.id}?part=2").headers["location"].endswith(f"/documents/{deal.id}%3Fpart%3D2")
    form = app.get("/login?next=/customers/C1").text
    assert '<input type="hidden" name="next" value="/customers/C1">' in form
    assert app.get("/static/desk.css").status_code == 200


def test_a_document_says_its_facts_in_words_with_their_boxes(app: TestClient, deal: Deal) -> None:
    page = deal.client(app).get(f"/documents/{deal.id}").text
    assert '<span class="value">100,000,000 CNY</span>' in page
    assert '<b class="doubtful">把握未知 confidence unknown</b> · p. 1 · t@1' in page
    # the fifth to the tenth character, ten points wide, on the first line
    box = f'<rect x="40.0" y="0.0" width="60.0" height="12.0" data-facts="{deal.amount.id}" data-kinds="amount"'
    assert page.count(box) == 1
    assert f'src="/api/v1/documents/{deal.id}/pages/1.png" width="595" height="842"' in page
    assert '<svg class="boxes" viewBox="0 0 595.0 842.0"' in page
    assert "归属 filed because party 澜川新能源" in page


def test_the_words_of_a_document_are_words_on_every_page(app: TestClient, deal: Deal) -> None:
    client = deal.client(app)
    escaped = (
        "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;javascript:alert(3)"
    )
    for path, times in ((f"/documents/{deal.id}", 3), (f"/documents/{deal.id}/parts/1", 2), ("/customers/C1", 1),
                        ("/customers/C1/documents", 1)):  # fmt: skip
        answer = client.get(path)
        assert answer.headers["content-security-policy"] == POLICY
        assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")
        assert answer.text.count(escaped) >= times, path
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert [one for one in scripts if not re.fullmatch(r'<script src="/static/\w+\.js" defer>', one)] == []
        assert re.findall(r"<img(?! src=\"/api/v1/)", answer.text) == []
        assert re.findall(r"""\s(?:on\w+|style)=["']|href=["']javascript""", answer.text) == []
        assert "<b>.pdf" not in answer.text


def test_a_part_is_fetched_alone_and_a_fact_leads_to_its_part(app: TestClient, deal: Deal) -> None:
    client = deal.client(app)
    part = client.get(f"/documents/{deal.id}/parts/1").text
    assert ("<html" in part, part.count('class="part"'), part.count('class="fact"')) == (False, 1, 2)
    answer = client.get(f"/documents/{deal.id}/facts/{deal.amount.id}")
    expected = f"/documents/{deal.id}?part=1#{deal.amount.id}"
    assert (answer.status_code, answer.headers["location"]) == (303, expected)


@pytest.mark.parametrize("path", ["/documents/D-none", "/documents/{id}?part=9", "/documents/{id}/parts/0",
                                  "/documents/{id}/facts/F-none", "/customers/C9"])  # fmt: skip
def test_what_is_not_there_is_a_page_for_a_person(app: TestClient, deal: Deal, path: str) -> None:
    client = deal.client(app)
    answer = client.get(path.format(id=deal.id))
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有这一页" in answer.text
    assert client.get(path.format(id=deal.id), headers={"Accept": "*/*"}).json()["status"] == 404


def test_another_portfolio_learns_nothing_of_the_same_bytes(app: TestClient, deal: Deal) -> None:
    client = deal.client(app, "C2")
    theirs = filing_id("C2", deal.amount.document)
    page = client.get(f"/documents/{theirs}").text
    assert "没有读出事实" in page
    assert deal.amount.id not in page
    assert "scan.pdf" not in page
    for path in (f"/documents/{deal.id}", f"/documents/{deal.id}/parts/1", "/customers/C1", "/customers/C1/documents"):
        answer, unknown = client.get(path), client.get(path.replace(deal.id, "D-x").replace("C1", "C9"))
        assert (answer.status_code, unknown.status_code) == (404, 404)
        assert answer.text.replace(deal.id, "D-x").replace("C1", "C9") == unknown.text
    assert "澜川新能源" not in client.get("/").text


def test_files_of_nobody_are_counted_for_those_who_may_see_everyone(app: TestClient, deal: Deal) -> None:
    assert "1 more file(s) could not be read or belong to no customer" in deal.client(app).get("/customers/C1").text
    assert "more file(s)" not in deal.client(app, "C1").get("/customers/C1").text


def test_a_customer_leads_from_the_words_to_the_document(app: TestClient, deal: Deal) -> None:
    page = deal.client(app).get("/customers/C1").text
    assert "资产负债率81.25%。" in page
    assert "<q>人民币1亿元</q>" in page
    assert f'<a class="place" href="/documents/{deal.id}#{deal.amount.id}">' in page
    assert '<link rel="stylesheet" href="/static/customer.css">' in page
    assert "<style" not in page
    assert ".alert {" in app.get("/static/customer.css").text


def test_the_start_page_lists_the_gravest_first_and_says_who_is_not_assessed(app: TestClient, deal: Deal) -> None:
    page = deal.client(app).get("/").text
    assert re.findall(r'<div class="soft">(C\d)</div>', page) == ["C1", "C2", "C3"]
    assert '<span class="badge grade2">2 预警 alert</span>' in page
    assert page.count("尚未评估 not assessed yet") == 2
    assert "✕ 1" in page
    waiting = deal.client(app).get("/customers/C3").text
    assert "尚未评估" in waiting
    assert '<a href="/customers/C3/documents">' in waiting


def test_nobody_to_show_says_what_to_do(app: TestClient, deal: Deal) -> None:
    page = deal.client(app, "NORTH-*").get("/").text
    assert "还没有客户" in page
    assert "docintel enrich CUSTOMERS DOCUMENTS" in page


def test_a_deals_list_says_how_far_each_file_is_and_what_to_know(app: TestClient, deal: Deal) -> None:
    accepted = deal.upload(b"waiting", "半年报.xlsx")
    failed = deal.upload(b"locked", "对账单.pdf")
    deal.store.uploads.begin(failed)
    why = Failure(name="对账单.pdf", code="encrypted", message="对账单.pdf is locked; give its password.")
    deal.store.uploads.finish(failed, state="failed", facts=0, failures=[why])
    page = deal.client(app).get("/customers/C1/documents").text
    # what failed comes first, then what waits, then what is read
    assert re.findall(r'<tr data-state="(\w+)">', page) == ["failed", "accepted", "done"]
    assert "对账单.pdf is locked; give its password. [encrypted]" in page
    assert "scan.pdf is a scan &lt;&amp;&gt;." in page
    assert "沈予" in page
    assert "批处理 by batch" in page  # the one that no upload stands for
    read = deal.upload(b"read", "来函.txt")
    deal.store.uploads.begin(read)
    deal.store.uploads.finish(read, state="done", facts=0, failures=[])
    # the page looks again until the profile knows of it
    assert '<tr data-state="done" data-folding>' in app.get("/customers/C1/documents").text
    rows = app.get("/customers/C1/documents/rows").text
    assert ("<html" in rows, rows.count("<tr")) == (False, 4)
    waiting = app.get(f"/documents/{accepted}").text
    assert "○ 已接收，等待读取" in waiting
    assert "对账单.pdf is locked; give its password." in app.get(f"/documents/{failed}").text


def test_who_may_only_read_gets_no_form(app: TestClient, deal: Deal) -> None:
    assert '<form id="upload"' in deal.client(app).get("/customers/C1/documents").text
    page = deal.client(app, may_write=False).get("/customers/C3/documents").text
    assert '<form id="upload"' not in page
    assert "您的令牌只能查看" in page


def test_large_documents_send_the_facts_of_one_part_first(app: TestClient, deal: Deal) -> None:
    lines = [f"第{row}行 {row} 元。{'字' * 40}\n" for row in range(900)]
    text = "".join(lines)
    shelf = document(text, name="长.txt")
    facts = [
        Amount.found(
            shelf, span_of(text, f" {row} 元"), source="t@1", confidence=1, value=row, currency="CNY", as_filed=""
        )
        for row in range(900)
    ]
    large = deal.file(Reading(shelf), "C1", *facts)
    client = deal.client(app)
    page = client.get(f"/documents/{large}?part=2").text
    shown = page.count('<li class="fact"')
    assert 0 < shown < 400
    assert page.count("data-unloaded") == page.count('class="facts-of"') - 1
    every = sum(client.get(f"/documents/{large}/parts/{at}").text.count('<li class="fact"') for at in (1, 2, 3, 4))
    assert every == 900


def test_the_routes_are_listed_with_nothing_from_elsewhere(app: TestClient, deal: Deal) -> None:
    routes = deal.client(app).get("/docs").text
    assert "<code>GET /api/v1/customers/{customer_id}/facts</code> Every fact with its evidence" in routes
    for path in ("/", "/docs", "/login", "/customers/C1", f"/documents/{deal.id}"):
        assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", app.get(path).text) == []
