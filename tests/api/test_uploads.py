"""What is answered 202 is in the store; what is not, left nothing behind."""

import errno
import os
from pathlib import Path

import pytest

from docintel.records import document_id, filing_id
from docintel.settings import current_settings
from docintel.store.blobs import Incoming
from service_fixture import Service

CONTRACT = "借款合同 loan agreement".encode()


def folder(tmp_path: Path) -> list[str]:
    """Every file of the blob store, those on their way included."""
    return sorted(path.name for path in (tmp_path / "docintel-blobs").rglob("*") if path.is_file())


def test_an_upload_is_in_the_store_when_it_is_answered(service: Service, tmp_path: Path) -> None:
    answer = service.upload(("借款合同.pdf", CONTRACT), ("annex.pdf", b"annex"))
    assert answer.status_code == 202
    wanted = filing_id("C1", document_id(CONTRACT))
    first, second = answer.json()["documents"]
    assert first == {
        "name": "借款合同.pdf",
        "id": wanted,
        "state": "accepted",
        "href": f"/api/v1/documents/{wanted}",
        "already_there": False,
        "problem": None,
    }
    assert second["name"] == "annex.pdf"
    upload = service.store.uploads.get(wanted)
    assert (upload.name, upload.size, upload.by) == ("借款合同.pdf", len(CONTRACT), "first start")
    assert service.store.blobs.get(upload.document) == CONTRACT
    assert len(folder(tmp_path)) == 2


def test_the_same_bytes_again_are_the_same_document_and_are_read_once(service: Service) -> None:
    (first,) = service.upload(("a.pdf", CONTRACT)).json()["documents"]
    (again,) = service.upload(("b.pdf", CONTRACT)).json()["documents"]
    assert (again["id"], again["already_there"]) == (first["id"], True)
    assert [upload.name for upload in service.store.uploads.of("C1")] == ["a.pdf"]
    (other,) = service.upload(("a.pdf", CONTRACT), customer="NORTH-1").json()["documents"]
    assert (other["id"] == first["id"], other["already_there"]) == (False, False)


def test_what_failed_is_tried_again(service: Service) -> None:
    (first,) = service.upload(("a.pdf", CONTRACT)).json()["documents"]
    service.fail(first["id"])
    (again,) = service.upload(("a.pdf", CONTRACT)).json()["documents"]
    assert (again["id"], again["state"], again["already_there"]) == (first["id"], "accepted", False)


def test_a_refused_file_does_not_cost_the_others(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCINTEL_MAX_FILE_BYTES", "1000")
    monkeypatch.setenv("DOCINTEL_MAX_FILES_PER_REQUEST", "3")
    current_settings.cache_clear()
    sent = [("空.pdf", b""), ("big.pdf", b"x" * 1001), ("good.pdf", b"x" * 1000), ("fourth.pdf", b"four")]
    answer = service.upload(*sent)
    assert answer.status_code == 202
    results = answer.json()["documents"]
    assert [(one["problem"] or {}).get("type") for one in results] == [
        "urn:docintel:problem:empty", "urn:docintel:problem:too-large", None, "urn:docintel:problem:too-many-files",
    ]  # fmt: skip
    assert results[0]["problem"]["detail"] == "空.pdf is empty (0 bytes); ask for it again."
    assert [upload.name for upload in service.store.uploads.of()] == ["good.pdf"]


def test_when_all_are_refused_the_answer_is_the_problem_of_the_first(service: Service, tmp_path: Path) -> None:
    answer = service.upload(("a.pdf", b""), ("b.pdf", b""))
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == "a.pdf is empty (0 bytes); ask for it again."
    assert [one["name"] for one in answer.json()["documents"]] == ["a.pdf", "b.pdf"]
    assert folder(tmp_path) == []


FIELD = b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--XX--\r\n'
FORM = b'--XX\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nwords\r\n'


@pytest.mark.parametrize(
    ("body", "kind", "status", "problem"),
    [
        (b"{}", "application/json", 415, "unsupported-media-type"),
        (b"x", "multipart/form-data", 415, "unsupported-media-type"),
        (b"no form", "multipart/form-data; boundary=XX", 400, "malformed"),
        # everything but the last boundary: a proxy that cut the body off
        (FORM, "multipart/form-data; boundary=XX", 400, "cut-off"),
        (b"--XX--\r\n", "multipart/form-data; boundary=XX", 422, "input"),
        (FIELD, "multipart/form-data; boundary=XX", 422, "input"),
    ],
)  # fmt: skip
def test_a_form_that_is_none_leaves_nothing(
    service: Service, tmp_path: Path, body: bytes, kind: str, status: int, problem: str
) -> None:
    headers = {**service.headers(), "Content-Type": kind}
    answer = service.client.post("/api/v1/documents?customer=C1", content=body, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (status, problem)
    assert folder(tmp_path) == []
    assert service.store.uploads.of() == []


def test_a_full_disk_is_said_and_leaves_nothing(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Incoming, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Incoming, "write", full)
    answer = service.upload(("a.pdf", CONTRACT))
    assert (answer.status_code, answer.json()["type"]) == (507, "urn:docintel:problem:disk-full")
    assert folder(tmp_path) == []


@pytest.mark.parametrize("customer", ["C9", "C1"])
def test_nothing_is_taken_for_a_customer_that_is_not_the_callers(
    service: Service, customer: str, tmp_path: Path
) -> None:
    answer = service.upload(("a.pdf", CONTRACT), customer=customer, name="north")
    assert (answer.status_code, answer.json()["title"]) == (404, "not-found")
    assert folder(tmp_path) == []


def test_a_token_that_may_only_read_hands_nothing_in(service: Service) -> None:
    assert service.upload(("a.pdf", CONTRACT), name="reader").status_code == 403
