"""What is measured on: the sample deal, and the real documents beside a developer's checkout where there are any."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEAL = ROOT / "corpora" / "sample_deal"
SHARED = Path(os.environ.get("DOCINTEL_SHARED", ROOT.parent / "shared"))

#: pdfplumber takes a quarter of a second for a page; more of them would measure nothing new.
CONTRACT_PAGES = 60
REPORT_PAGES = 40
MIXED_PAGES = 60


@cache
def pdf_sets() -> dict[str, list[bytes]]:
    """PDF files with a text layer by what they are."""
    scans = DEAL / "scans"
    sets = {"sample deal": [path.read_bytes() for path in sorted(DEAL.rglob("*.pdf")) if path.parent != scans]}
    contracts = sorted((SHARED / "data" / "cuad").rglob("*.[pP][dD][fF]"))
    if contracts:
        sets["CUAD contracts"] = _up_to(contracts, CONTRACT_PAGES)
    reports = sorted((SHARED / "samples" / "reports").glob("*.pdf"))
    if reports:
        # The statements and their notes, the densest tables of a report, stand past its first half.
        sets["Chinese report"] = [_cut(report.read_bytes(), REPORT_PAGES, from_middle=True) for report in reports]
    mixed = sorted((SHARED / "samples" / "icdar2013_tables").glob("*.pdf"))
    if mixed:
        # government papers, statistics, forms and disclosures of all makers, beside the deal's own files
        sets["mixed files"] = [*sets["sample deal"], *_up_to(mixed[::4], MIXED_PAGES)]
    return sets


@cache
def texts() -> dict[str, str]:
    """Contract text of each language, about 300,000 characters with the real documents, less without."""
    found = {"zh": _read_text(DEAL / "01_借款合同.pdf"), "en": _read_text(DEAL / "02_EPC_Contract.docx")}
    real = {
        "zh": sorted((SHARED / "data" / "measure_only" / "zh_contract_forms").rglob("*.txt")),
        "en": sorted((SHARED / "data" / "cuad" / "txt").glob("*.txt")),
    }
    return {language: _filled(found[language], files) for language, files in real.items()}


def deal_files() -> dict[str, Path]:
    """One contract, mail and workbook of the sample deal."""
    return {
        "contract (PDF)": DEAL / "01_借款合同.pdf",
        "contract (Word)": DEAL / "02_EPC_Contract.docx",
        "mail": DEAL / "mails" / "en_03_2026-05-20.eml",
        "workbook": next((DEAL / "statements").glob("*.xlsx")),
    }


def page_count(data: bytes) -> int:
    """Pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


def _up_to(paths: list[Path], pages: int) -> list[bytes]:
    taken: list[bytes] = []
    for path in paths:
        data = path.read_bytes()
        if sum(map(page_count, taken)) + page_count(data) <= pages:
            taken.append(data)
    return taken


def _cut(data: bytes, pages: int, *, from_middle: bool) -> bytes:
    from io import BytesIO

    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf, pypdfium2.PdfDocument.new() as short:
        first = len(pdf) // 2 if from_middle else 0
        short.import_pages(pdf, list(range(first, min(len(pdf), first + pages))))
        target = BytesIO()
        short.save(target)
    return target.getvalue()


def _read_text(path: Path) -> str:
    from docintel.readers.reading import read

    return read(path.read_bytes(), path.name).document.text


def _filled(text: str, files: list[Path], enough: int = 300_000) -> str:
    for path in files:
        if len(text) >= enough:
            break
        text += "\n\n" + _read_text(path)
    return text[:enough]
