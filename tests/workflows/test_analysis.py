"""A worker's file that ends badly: what is said of it, and that the batch's other files go on."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.workflows import analysis
from docintel.workflows.analysis import allowance, analyse_source, lost
from docintel.workflows.intake import Source
from docintel.workflows.pool import run_all
from docintel.workflows.worker_process import Lost
from readers.hostile.pdfs import cases


@pytest.mark.parametrize(
    ("why", "code", "sentence"),
    [
        (Lost("died"), "crashed", "甲.pdf stopped its worker process (broken in a new way); send it on its own."),
        (
            Lost("time"),
            "over_limit",
            "甲.pdf took longer than 1,800 seconds; split it or raise DOCINTEL_MAX_FILE_SECONDS.",
        ),
        (
            Lost("memory"),
            "over_limit",
            "甲.pdf needs more than 4,294,967,296 bytes of memory; split it or raise DOCINTEL_MAX_FILE_MEMORY.",
        ),
    ],
)
def test_a_lost_file_is_said_with_its_cause(why: Lost, code: str, sentence: str) -> None:
    (analysed,) = lost(Source(Path("甲.pdf"), "甲.pdf"), why)
    assert analysed.failure is not None
    assert (analysed.failure.code, analysed.failure.message) == (code, sentence)


def test_a_reader_that_looks_at_the_clock_goes_before_the_process_is_ended() -> None:
    granted = allowance()
    assert (granted.seconds, granted.memory) == (1_830, 4 << 30)


@pytest.mark.slow
def test_a_pdf_that_unfolds_without_end_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = next(one for one in cases() if one.name == "forms-of-ten-10.pdf")
    (tmp_path / "a.pdf").write_bytes(bomb.make())
    (tmp_path / "b.txt").write_text("甲方应当于2026年3月3日前还款。", encoding="utf-8")
    sources = [Source(tmp_path / name, name) for name in ("a.pdf", "b.txt")]
    tight = current_settings().model_copy(update={"max_file_memory": 1 << 30})
    monkeypatch.setattr(analysis, "current_settings", lambda: tight)
    kept = partial(analyse_source, blobs=Blobs.open(str(tmp_path / "blobs")))
    work = partial(run_all, kept, sources, workers=2, lost=lost, allowance=allowance())
    with closing(work()) as families:
        (refused,), (read,) = families
    assert refused.failure is not None
    assert (refused.failure.code, "DOCINTEL_MAX_FILE_MEMORY" in refused.failure.message) == ("over_limit", True)
    assert read.reading is not None
    assert read.reading.document.text == "甲方应当于2026年3月3日前还款。"
