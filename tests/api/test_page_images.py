"""Pages as people see them, drawn where a hostile file harms nobody."""

from io import BytesIO

import pytest
from PIL import Image

from docintel.workflows import page_images
from docintel.workflows.worker_process import Allowance
from make_pdf import lines, make_pdf
from service_fixture import Service

PDF = make_pdf(lines("Loan agreement"), lines("第二页", "借款合同"))


def send(service: Service, name: str, data: bytes) -> str:
    return service.upload((name, data)).json()["documents"][0]["id"]


def test_a_page_is_drawn_at_the_resolution_asked_for(service: Service) -> None:
    sent = send(service, "合同.pdf", PDF)
    answer = service.get(f"/documents/{sent}/pages/2.png", dpi=144)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    picture = Image.open(BytesIO(answer.content)).convert("L")
    assert picture.size == (840, 1200)  # 420 × 600 points at two pixels a point
    assert picture.getextrema()[0] < 64  # something is written on it
    assert answer.headers["cache-control"] == "private, no-cache"


def test_a_picture_is_a_page_too(service: Service) -> None:
    out = BytesIO()
    Image.new("RGB", (1190, 1684), "white").save(out, "PNG")
    answer = service.get(f"/documents/{send(service, 'scan.png', out.getvalue())}/pages/1.png", dpi=72)
    assert Image.open(BytesIO(answer.content)).size == (595, 842)


def test_a_page_the_client_has_is_not_drawn_again(service: Service) -> None:
    path = f"/documents/{send(service, '合同.pdf', PDF)}/pages/1.png"
    etag = service.get(path).headers["etag"]
    again = service.client.get(f"/api/v1{path}", headers={**service.headers(), "If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert service.get(path, dpi=72).headers["etag"] != etag


def test_what_has_no_such_page_says_so(service: Service) -> None:
    pdf, text = send(service, "合同.pdf", PDF), send(service, "notes.txt", "备注 notes".encode())
    third, none = service.get(f"/documents/{pdf}/pages/3.png"), service.get(f"/documents/{text}/pages/1.png")
    assert (third.status_code, none.status_code) == (404, 404)
    assert third.json()["detail"] == "the document has 2 pages, and no page 3."
    assert none.json()["detail"] == "this kind of file has no pages to show; GET its text instead."
    assert service.get(f"/documents/{pdf}/pages/0.png").status_code == 422
    broken = service.get(f"/documents/{send(service, 'broken.pdf', PDF[:300])}/pages/1.png")
    assert (broken.status_code, broken.json()["title"]) == (422, "unreadable")


def test_a_page_that_takes_too_long_ends_its_process_and_not_the_service(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/documents/{send(service, '合同.pdf', PDF)}/pages/1.png"
    drawer = service.client.app.state.drawer  # type: ignore[attr-defined]
    monkeypatch.setattr(drawer._processes, "_allowance", Allowance(seconds=0))
    slow = service.get(path)
    assert (slow.status_code, slow.json()["title"]) == (422, "unreadable")
    monkeypatch.setattr(drawer._processes, "_allowance", page_images._ALLOWANCE)
    assert service.get(path).status_code == 200


def test_another_portfolio_gets_no_page(service: Service) -> None:
    assert service.get(f"/documents/{send(service, '合同.pdf', PDF)}/pages/1.png", name="north").status_code == 404
