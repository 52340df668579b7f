"""OCR: seconds a page, characters wrong against the text layer the page was drawn from, memory of a worker."""

from __future__ import annotations

import multiprocessing
import resource
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein
from tests.bench.material import page_count, pdf_sets
from tests.bench.timing import Measured, processor_seconds
from tests.make_scan import picture, scanned

from docintel.readers.pdf import PdfReader

_PAGES = 4
_NOISE = 6
_RESOLUTIONS = (150, 200)


def measure() -> Iterator[Measured]:
    """Each set's first pages with text, drawn at two resolutions with a copier's noise and read again."""
    for name, files in pdf_sets().items():
        pages = _pages(files)
        for dpi in _RESOLUTIONS:
            scans = [scanned(picture(data, page=at, dpi=dpi, noise=_NOISE), dpi=dpi) for data, at in pages]
            read: list[str] = []
            seconds = processor_seconds(lambda scans=scans, read=read: read.extend(map(_text, scans)))  # type: ignore[misc]
            material = f"{name}, {len(pages)} pages at {dpi} dpi"
            yield Measured("OCR", material, seconds / len(pages), "CPU-s a page")
            truths = [_page_text(data, at) for data, at in pages]
            wrong = sum(Levenshtein.distance(a, b) for a, b in zip(read, truths, strict=True))
            yield Measured("OCR: characters wrong", material, 100 * wrong / sum(map(len, truths)), "%")
            digits = [("".join(filter(str.isdigit, text)) for text in pair) for pair in zip(read, truths, strict=True)]
            missed = sum(Levenshtein.distance(a, b) for a, b in digits)
            count = sum(character.isdigit() for text in truths for character in text)
            yield Measured("OCR: digits wrong", material, 100 * missed / max(1, count), "%", f"{missed} of {count}")
    yield Measured("OCR: most memory of a worker", "report page at 200 dpi", _memory(), "MiB")


def _pages(files: list[bytes]) -> list[tuple[bytes, int]]:
    found = [(data, at) for data in files for at in range(page_count(data))]
    with_words = [(data, at) for data, at in found if len(_page_text(data, at)) > 300]
    return with_words[:: max(1, len(with_words) // _PAGES)][:_PAGES]


def _text(data: bytes) -> str:
    return _packed(PdfReader().read(data, "scan.pdf").document.text)


def _page_text(data: bytes, at: int) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf, pypdfium2.PdfDocument.new() as single:
        single.import_pages(pdf, [at])
        from io import BytesIO

        target = BytesIO()
        single.save(target)
    return _text(target.getvalue())


def _packed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _memory() -> float:
    """Peak memory of a fresh process that reads ten scanned pages."""
    data, at = _pages(list(pdf_sets().values())[-1])[0]
    page = scanned(picture(data, page=at, dpi=200, noise=_NOISE), dpi=200)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (page,)) / 1024


def _peak(page: bytes) -> int:
    for _ in range(10):
        _text(page)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
