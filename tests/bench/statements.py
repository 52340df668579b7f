"""A report of 200 pages from its bytes to proved figures, and the finding of its statements against pdfplumber."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.material import SHARED
from tests.bench.timing import Measured, interleaved

from docintel.extractors.statement_tables import read_statements
from docintel.readers.pdf import PdfReader

_PAGES = 200
_ROUNDS = 3
#: In a process of its own: its memory is the report's alone.
_PROVE = """
import json, resource, sys, time
from collections import Counter
from pathlib import Path
from docintel.workflows.analysis import analyse
from docintel.workflows.intake import Source, read_source
began = time.perf_counter()
path = Path(sys.argv[1])
facts = [fact for read in read_source(Source(path, path.name)) for fact in analyse(read, "figures").facts]
taken = time.perf_counter() - began
statuses = Counter(fact.status for fact in facts if fact.kind == "figure")
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": taken, "memory": memory, "statuses": statuses}))
"""


def measure() -> Iterator[Measured]:
    """Seconds, memory, share of figures proved; pages a second for finding, and how many times pdfplumber's pace."""
    for report in sorted((SHARED / "samples" / "reports").glob("*.pdf")):
        data = _lengthened(report.read_bytes())
        material = f"Chinese report, {_PAGES} pages"
        yield from _proved(data, material)
        seconds = interleaved({"docintel": partial(_found, data)}, _ROUNDS)["docintel"]
        yield Measured("statements: read and found", material, _PAGES / seconds, "pages/CPU-s")
        # once: it takes minutes
        plumbed = interleaved({"pdfplumber": partial(_plumbed, data)}, 1)["pdfplumber"]
        yield Measured("statements: against pdfplumber's tables", material, plumbed / seconds, "times", "  goal 10")


def _proved(data: bytes, material: str) -> Iterator[Measured]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", _PROVE, str(path)], check=True, capture_output=True, text=True, cwd=folder
        )
    found = json.loads(done.stdout)
    statuses = found["statuses"]
    figures = sum(statuses.values())
    yield Measured("statements: bytes to proved figures", material, found["seconds"], "s", "  goal 15")
    yield Measured("statements: memory", material, found["memory"] / 1_000, "MB", "  goal 1,500")
    yield Measured(
        "statements: proved", material, 100 * statuses.get("proved", 0) / max(1, figures), "%", f"{figures} figures"
    )


def _lengthened(data: bytes) -> bytes:
    """The report with its first pages once more at its end, up to 200: the statements stand in it once."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf, pypdfium2.PdfDocument.new() as longer:
        longer.import_pages(pdf, list(range(min(len(pdf), _PAGES))))
        longer.import_pages(pdf, list(range(max(0, _PAGES - len(pdf)))))
        target = BytesIO()
        longer.save(target)
    return target.getvalue()


def _found(data: bytes) -> object:
    return read_statements(PdfReader().read(data, "report.pdf").document)


def _plumbed(data: bytes) -> object:
    import pdfplumber

    tables = []
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            tables += page.extract_tables()
            page.close()
    return tables
