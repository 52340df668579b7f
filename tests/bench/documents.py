"""Whole documents from bytes to facts: each kind alone, and the deal's files with one worker and with two."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.material import deal_files
from tests.bench.timing import Measured, interleaved, processor_seconds, wall_seconds

from docintel.workflows.analysis import Analysed, analyse, lost
from docintel.workflows.intake import Source, find_sources, read_bytes, read_source
from docintel.workflows.pool import run_all

_ROUNDS = 5
_COPIES = 40


def measure() -> Iterator[Measured]:
    """Documents a second."""
    for name, path in deal_files().items():
        source = Source(path, path.name)
        seconds = interleaved({name: partial(_analysed, source)}, _ROUNDS)
        yield Measured("read and analysed", name, 1 / seconds[name], "documents/CPU-s")
    mailbox = _mailbox()
    seconds = processor_seconds(lambda: list(read_bytes(mailbox, "deal.mbox")))
    yield Measured("read", f"mailbox of {len(mailbox) / 1e6:.0f} MB, a table with each mail", seconds, "CPU-s")
    with TemporaryDirectory() as folder:
        yield from _measure_workers(_copies(Path(folder)))


def _mailbox() -> bytes:
    """Mails of 5 KB in both languages, each with a table attached, up to 20 MB."""
    own = "我司确认于3月25日前支付尾款320万元。\nWe will pay on Friday, as agreed.\n> 请于周五前付款。\n" * 40
    mails: list[bytes] = []
    while sum(map(len, mails[-1:])) * len(mails) < 20_000_000:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@chenghu.example", "b@bank.example", f"还款 {len(mails)}"
        mail["Date"], mail["Message-ID"] = "Mon, 05 Jan 2026 10:00:00 +0800", f"<{len(mails)}@chenghu.example>"
        mail.set_content(own)
        table = "科目,金额\n" + f"现金,{len(mails)}\n" * 20
        mail.add_attachment(table.encode(), "text", "csv", filename=f"{len(mails)}.csv")
        mails.append(b"From a@chenghu.example Mon Jan  5 10:00:00 2026\n" + mail.as_bytes() + b"\n")
    return b"".join(mails)


def _measure_workers(sources: list[Source]) -> Iterator[Measured]:
    ways = {f"{count} worker{'s' * (count > 1)}": partial(_run, sources, count) for count in (1, 2)}
    seconds = interleaved(ways, 1, clock=wall_seconds)
    for name, taken in seconds.items():
        note = "start of the processes counted in" if name != "1 worker" else ""
        yield Measured(f"batch, {name}", f"{len(sources)} files", len(sources) / taken, "documents/s", note)


def _analysed(source: Source) -> list[Analysed]:
    return [analyse(read) for read in read_source(source)]


def _run(sources: list[Source], workers: int) -> int:
    return sum(len(found) for found in run_all(_analysed, sources, workers=workers, lost=lost))


def _copies(folder: Path) -> list[Source]:
    for copy in range(_COPIES):
        for path in deal_files().values():
            shutil.copy(path, folder / f"{copy:02d}_{path.name}")
    return find_sources([str(folder)])
