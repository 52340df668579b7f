"""Coverage-guided fuzzing of the readers with atheris: `python tests/fuzz/fuzz_readers.py TARGET [libFuzzer options]`.

Targets: pdf, docx, xlsx, xls, csv, mail, msg, html, plain, archive, picture (its pixels, without OCR), sniff. A finding
is whatever a reader raises that is no ReadError, a document whose spans leave its text, or an input that takes longer
than SLOW seconds. Each kind of finding is kept once under --findings (default `out/fuzz`), the run goes on behind it.
Needs the extra `fuzz`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from fuzz.seeds import BOOK_PARTS, NAMES, SEEDS, WORD_PARTS, with_parts
from fuzz.xml_mutations import mutate_parts

with atheris.instrument_imports(include=["docintel.readers", "docintel.language.languages"]):
    from docintel.errors import ReadError
    from docintel.readers import archive_members, docx, html, mail, msg, pdf, plain, spreadsheet, xls
    from docintel.readers.page_images import picture_frames
    from docintel.readers.sniff import sniff
    from docintel.records import Document

SLOW = 5.0
READERS = {
    "pdf": pdf.PdfReader, "docx": docx.DocxReader, "xlsx": spreadsheet.SpreadsheetReader,
    "csv": spreadsheet.SpreadsheetReader, "mail": mail.MailReader, "html": html.HtmlReader, "plain": plain.PlainReader,
    "xls": xls.XlsReader, "msg": msg.MsgReader, "archive": archive_members.ArchiveReader,
}  # fmt: skip
PARTS = {"docx": WORD_PARTS, "xlsx": BOOK_PARTS}


def read(target: str, data: bytes) -> None:
    """Read one input as its target does; raises what the reader should not have raised."""
    if target in PARTS:
        data = with_parts(PARTS[target], data)
    try:
        if target == "sniff":
            sniff(data, NAMES[target])
        elif target == "picture":
            assert all(frame.image.shape[2] == 3 for frame in picture_frames(data, NAMES[target]))
        elif data:
            check(READERS[target]().read(data, NAMES[target]).document)
    except ReadError:
        return


def check(document: Document) -> None:
    """Every span lies in the text, and the text can be stored."""
    document.text.encode()
    spans = [block.span for block in document.blocks] + [one.span for one in document.changes]
    spans += [cell.span for table in document.tables for cell in table.cells]
    assert all(0 <= span.start <= span.end <= len(document.text) for span in spans), "a span leaves the text"
    assert Document.model_validate_json(document.model_dump_json()) == document, "the document changes when stored"


class Findings:
    """One file and one trace for each place where a reader failed."""

    def __init__(self, target: str, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, data: bytes) -> None:
        """Read an input and keep it when it is a finding of a new kind."""
        begun = time.monotonic()
        try:
            read(self.target, data)
        except Exception as error:
            frames = [one for one in traceback.extract_tb(error.__traceback__) if "/docintel/" in one.filename]
            place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "fuzz"
            self._keep(data, f"{type(error).__name__}-{place}", traceback.format_exc())
        if (seconds := time.monotonic() - begun) > SLOW:
            self._keep(data, "slow", f"{seconds:.1f} s for {len(data)} bytes")

    def _keep(self, data: bytes, kind: str, trace: str) -> None:
        if kind in self.seen:
            return
        self.seen.add(kind)
        name = f"{self.target}-{kind}-{hashlib.sha256(data).hexdigest()[:8]}"
        (self.folder / f"{name}.bin").write_bytes(data)
        (self.folder / f"{name}.txt").write_text(trace, encoding="utf-8")


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Half of the changes keep the XML of an Office file well-formed."""
    try:
        changed = mutate_parts(data, seed) if seed % 2 else data
    except ValueError:  # a change that lxml does not write
        changed = data
    return changed if changed != data and len(changed) <= max_size else atheris.Mutate(data, max_size)


def main() -> None:
    """Fuzz one target until libFuzzer's own limits (-max_total_time=SECONDS, -runs=N) end it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(SEEDS))
    parser.add_argument("--findings", type=Path, default=Path("out/fuzz"))
    options, rest = parser.parse_known_args()
    findings = Findings(options.target, options.findings)
    with tempfile.TemporaryDirectory() as folder:
        for at, seed in enumerate(SEEDS[options.target]):
            Path(folder, str(at)).write_bytes(seed)
        arguments = [sys.argv[0], "-max_len=20000", "-print_final_stats=1", *rest, folder]
        if options.target in PARTS:
            atheris.Setup(arguments, findings.take, custom_mutator=mutate)
        else:
            atheris.Setup(arguments, findings.take)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
