"""What was handed in, as one list and one by one."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from docintel.records import Failure, Part, filing_id
from factories import boxed
from service_fixture import TEXT, Service


def names(service: Service, **query: object) -> list[str]:
    return [one["name"] for one in service.get("/documents", **query).json()["items"]]


def test_the_list_holds_what_waits_what_failed_what_was_read_and_what_a_batch_filed(service: Service) -> None:
    read, failed, _waits = (
        service.upload((name, data)).json()["documents"][0]["id"]
        for name, data in [("合同.txt", TEXT.encode()), ("scan.pdf", b"scan"), ("waits.pdf", b"waits")]
    )
    service.read(read)
    service.fail(failed)
    inner = boxed("附件 annex", name="mail.eml/annex.txt")
    part = Part(name="annex.txt", media_type="text/plain", size=12, document=inner.document.id)
    mail = boxed("邮件 mail", name="mail.eml", media_type="message/rfc822", parts=[part], notes=["一处无法读取"])
    parent = service.store.file(mail, "C1", reason="folder C1")
    service.store.save_facts(parent, [], analysis="t@1")
    service.store.save_facts(service.store.file(inner, "C1", reason="attached"), [], analysis="t@1")
    service.store.save_failures(
        [Failure(name="mail.eml", code="encrypted", message="part is locked.", customer_id="C1")]
    )

    items = {one["name"]: one for one in service.get("/documents", customer="C1").json()["items"]}
    assert {name: one["state"] for name, one in items.items()} == {
        "mail.eml/annex.txt": "done",
        "mail.eml": "done",
        "waits.pdf": "accepted",
        "scan.pdf": "failed",
        "合同.txt": "done",
    }
    assert list(items)[-3:] == ["waits.pdf", "scan.pdf", "合同.txt"]
    assert items["mail.eml/annex.txt"]["attached_to"] == parent.id
    assert (items["mail.eml"]["media_type"], items["mail.eml"]["notes"], items["mail.eml"]["pages"]) == (
        "message/rfc822", ["一处无法读取"], 1,
    )  # fmt: skip
    assert [one["code"] for one in items["mail.eml"]["failures"]] == ["encrypted"]
    assert [one["message"] for one in items["scan.pdf"]["failures"]] == ["scan.pdf holds no word."]
    assert (items["合同.txt"]["facts"], items["合同.txt"]["by"], items["合同.txt"]["size"]) == (
        1, "first start", len(TEXT.encode()),
    )  # fmt: skip
    assert (items["mail.eml"]["by"], items["mail.eml"]["reason"]) == (None, "folder C1")
    assert names(service, customer="C1", state="failed") == ["scan.pdf"]
    assert {one["name"] for one in service.get("/customers/C1/failures").json()} == {"scan.pdf", "mail.eml"}


def test_a_cursor_leads_through_all_of_it_once(service: Service) -> None:
    for number in range(7):
        service.upload((f"{number}.pdf", b"%d" % number))
    seen, cursor = [], None
    while True:
        page = service.get("/documents", limit=3, **({"cursor": cursor} if cursor else {})).json()
        seen.append([one["name"] for one in page["items"]])
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [["6.pdf", "5.pdf", "4.pdf"], ["3.pdf", "2.pdf", "1.pdf"], ["0.pdf"]]


@pytest.mark.parametrize(
    "cursor", ["x", "bnVsbA", "WzEsMl0", "WyJ4IiwieSJd", "é", "W10", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwieCIsMV0"]
)
def test_a_cursor_of_no_list_is_refused(service: Service, cursor: str) -> None:
    for path in ("/documents", "/review/queue", "/customers"):
        assert service.get(path, cursor=cursor).json()["title"] == "input"


def test_a_document_tells_its_contents_once_it_is_read(service: Service) -> None:
    (sent,) = service.upload(("合同.txt", TEXT.encode())).json()["documents"]
    waits = service.get(f"/documents/{sent['id']}").json()
    assert (waits["state"], waits["contents"], waits["facts"]) == ("accepted", None, None)
    amount = service.read(sent["id"])
    done = service.get(f"/documents/{sent['id']}").json()
    assert (done["state"], done["contents"]["language"], done["contents"]["pages"][0]["width"]) == ("done", "zh", 595.0)
    assert (done["contents"]["blocks"], done["contents"]["tables"]) == (None, None)
    whole = service.get(f"/documents/{sent['id']}", include=["blocks", "tables"]).json()
    assert (whole["contents"]["blocks"], whole["contents"]["tables"]) == ([], [])
    text = service.get(f"/documents/{sent['id']}/text").text
    (fact,) = service.get(f"/documents/{sent['id']}/facts").json()
    start, end = fact["evidence"][0]["span"]
    assert (fact["id"], text[start:end], fact["evidence"][0]["page"]) == (amount.id, "人民币1亿元", 1)


def test_what_is_not_read_yet_says_so(service: Service) -> None:
    (waits,) = service.upload(("a.pdf", b"a")).json()["documents"]
    (failed,) = service.upload(("b.pdf", b"b")).json()["documents"]
    service.fail(failed["id"])
    for path in ("text", "facts"):
        assert "is not read yet" in service.get(f"/documents/{waits['id']}/{path}").json()["detail"]
        assert "could not be read" in service.get(f"/documents/{failed['id']}/{path}").json()["detail"]


def test_the_original_comes_back_byte_for_byte_and_is_noted(service: Service) -> None:
    data = b"<script>alert(1)</script>"
    (sent,) = service.upload(('借款 "合同".html', data)).json()["documents"]
    answer = service.get(f"/documents/{sent['id']}/original", name="c1")
    assert answer.content == data
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"__ ____.html\"; filename*=UTF-8''%E5%80%9F%E6%AC%BE%20%22%E5%90%88%E5%90%8C%22.html"
    )
    entry = list(service.store.audit.entries())[-1]
    assert (entry.action, entry.subject, entry.actor) == ("original_fetched", sent["id"], "C1 desk")


def test_a_document_of_nobody_is_not_there(service: Service) -> None:
    for path in ("", "/text", "/facts", "/original", "/pages/1.png", "/events"):
        assert service.get(f"/documents/{filing_id('C1', 'sha256:0')}{path}").status_code == 404


def test_an_interface_that_drifts_is_noticed_with_its_problems_and_its_form() -> None:
    interface = json.loads((Path(__file__).resolve().parents[2] / "api" / "openapi.json").read_text(encoding="utf-8"))
    upload = interface["paths"]["/api/v1/documents"]["post"]
    assert "multipart/form-data" in upload["requestBody"]["content"]
    assert "needs no Idempotency-Key" in upload["description"]
    assert list(upload["responses"]["401"]["content"]) == ["application/problem+json"]
    assert upload["security"] == [{"HTTPBearer": []}, {"APIKeyCookie": []}]


@pytest.mark.parametrize("place", ['["2026-01-01T00:00:00+00:00", "D-\\u0000"]', '["x"]', "null", "7"])
def test_a_cursor_that_no_list_gave_out_is_refused(service: Service, place: str) -> None:
    cursor = urlsafe_b64encode(place.encode()).decode().rstrip("=")
    answer = service.get("/documents", cursor=cursor)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:docintel:problem:input")
