"""What is away for a while costs no upload: it stays open and is read when it is back."""

import time
from pathlib import Path

import pytest
from tests.service.processes import PATIENCE, running

from docintel.records import Customer
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store


@pytest.mark.slow
def test_an_upload_whose_original_is_away_is_read_when_it_is_back(tmp_path: Path) -> None:
    url, blobs = f"sqlite:///{tmp_path / 'deal.db'}", tmp_path / "docintel-blobs"
    store = open_store(url, Blobs.open(str(blobs)))
    store.save_customer(Customer(id="C1", name="澜川新能源有限公司"))
    data = "乙方应当于2026年9月30日前归还借款。The Borrower shall repay the loan.".encode()
    name = store.blobs.put(data)
    wanted = store.uploads.accept("C1", name, name="合同.txt", size=len(data), by="test").id
    (blob,) = (path for path in blobs.rglob("*") if path.is_file())
    blob.rename(tmp_path / "away")
    with running(["work", "--workers", "1"], {"DOCINTEL_DATABASE_URL": url}, tmp_path / "log"):
        _until(lambda: store.uploads.get(wanted).attempts >= 2)
        assert store.uploads.get(wanted).state == "reading"
        (tmp_path / "away").rename(blob)
        _until(lambda: store.uploads.get(wanted).folded)
    done = store.uploads.get(wanted)
    assert (done.state, done.failures) == ("done", ())
    assert [fact.evidence[0].quote for fact in store.facts("C1", kinds=("date",))] == ["2026年9月30日"]
    store.close()


def _until(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
