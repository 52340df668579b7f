"""Statements of a customer, of a filed document or of files at hand as a standardised workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from docintel.credit.profiles import last_words
from docintel.errors import InputError, NotFound
from docintel.exports.files import MEDIA_TYPES
from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_notes import disagreements
from docintel.exports.spread_workbook import SpreadLimits, write_spreading
from docintel.exports.spreads import SpreadSheet, spread_sheets
from docintel.exports.whole_files import whole_file
from docintel.records import Fact, Failure, Figure, Filing, Reading, Review
from docintel.store.store import Store
from docintel.workflows.analysis import analyse
from docintel.workflows.document_page import DocumentPage, find_homes, text_stretches
from docintel.workflows.exports import settled_filing
from docintel.workflows.intake import find_sources, read_source
from docintel.workflows.pages import document_address, place_of

_SUFFIX = ".xlsx"
#: Where `docintel serve` answers unless it is told otherwise.
_OWN_MACHINE = "http://127.0.0.1:8000"


@dataclass(slots=True)
class Spreading:
    """What a workbook holds: figures read, of them rows of no account, and values to look at before use.

    `unlike` are values in conflict, `unknown` those without a unit; `limits` are Excel's.
    """

    file: Path
    sheets: tuple[str, ...] = ()
    figures: int = 0
    unmapped: int = 0
    unlike: int = 0
    unknown: int = 0
    limits: SpreadLimits = field(default_factory=SpreadLimits)


@dataclass(frozen=True, slots=True)
class SpreadFile:
    """A workbook as bytes to serve, with the name and media type, and what it holds."""

    name: str
    media_type: str
    data: bytes
    spreading: Spreading


def spread_stored(
    path: Path, store: Store, *, customer: str | None = None, document: str | None = None, base_url: str = ""
) -> Spreading:
    """Write the statements of a customer, or of one filed document, each value linked to its page of the service.

    `base_url` is where the service is reached. Raises InputError where that is no web address, NotFound for a customer
    or document that is not here, and where no statement was found: an empty workbook would look like a company
    without assets.
    """
    _refuse_other(path)
    if base_url and not base_url.startswith(("http://", "https://")):
        raise InputError(f"{base_url} is no address of a web page; begin it with https:// or http://.")
    if customer is not None:
        title, filings = store.customer(customer).name, store.filings(customer)
    else:
        filings = [store.filing(document or "")]
        title = filings[0].name
    figures = [one for filing in filings for one in _filed(store, filing, base_url.rstrip("/") or _OWN_MACHINE)]
    if not figures:
        raise NotFound(f"no statement was found in the documents of {title}, so there is no workbook of them.")
    return _write(path, title, figures)


def spread_files(
    path: Path, inputs: Iterable[str], passwords: Sequence[str] = ()
) -> tuple[Spreading | None, list[Failure]]:
    """Write the statements of files at hand and what lies inside them, and say which could not be read.

    Nothing is filed, so no value has a link. None, and no workbook, where no statement was found.
    """
    _refuse_other(path)
    figures: list[Sourced] = []
    failures: list[Failure] = []
    names: list[str] = []
    for source in find_sources(inputs):
        names.append(source.name)
        for read in read_source(source, passwords):
            analysed = analyse(read, "figures")
            if analysed.failure is not None:
                failures.append(analysed.failure)
            if analysed.reading is not None:
                found = [fact for fact in analysed.facts if isinstance(fact, Figure)]
                figures += [Sourced(one, read.name, place_of(one, analysed.reading.document)) for one in found]
    title = names[0] if len(names) == 1 else f"{len(names)} 个文件 files"
    return (_write(path, title, figures) if figures else None), failures


def spread_file(
    store: Store, *, customer: str | None = None, document: str | None = None, base_url: str = ""
) -> SpreadFile:
    """The workbook of a customer or of a filed document as bytes to serve; raises NotFound like `spread_stored`."""
    with TemporaryDirectory(prefix="docintel-") as folder:
        path = Path(folder) / f"spreading{_SUFFIX}"
        spreading = spread_stored(path, store, customer=customer, document=document, base_url=base_url)
        return SpreadFile(path.name, MEDIA_TYPES[_SUFFIX], path.read_bytes(), spreading)


def document_sheets(page: DocumentPage, store: Store) -> list[SpreadSheet]:
    """The statements of one document in the standard form, for the page that shows it."""
    verdicts = _verdicts(store.reviews(page.filing.customer_id))
    reading = Reading(page.document, page.layout)
    return spread_sheets(list(_sourced(page.facts.values(), reading, page.filing.name, verdicts=verdicts)))


def _refuse_other(path: Path) -> None:
    if path.suffix.lower() != _SUFFIX:
        raise InputError(f"{path.name} is no workbook; name a file {_SUFFIX}.")


def _filed(store: Store, listed: Filing, base_url: str) -> list[Sourced]:
    filing, reading, former = settled_filing(store, listed)
    verdicts = _verdicts(former.reviews)
    address = f"{base_url}{document_address(filing.id)}"
    return list(_sourced(former.facts, reading, filing.name, verdicts=verdicts, address=address))


def _verdicts(reviews: Sequence[Review]) -> dict[str, str]:
    return {target: review.verdict for target, review in last_words(reviews).items()}


def _sourced(
    facts: Iterable[Fact], reading: Reading, name: str, *, verdicts: dict[str, str], address: str = ""
) -> Iterator[Sourced]:
    document, figures = reading.document, [fact for fact in facts if isinstance(fact, Figure)]
    homes = find_homes(figures, document, reading.layout, text_stretches(document) if figures else [])
    for one in figures:
        part = homes[one.id]
        href = f"{address}?view=figures&part={part}#{one.id}" if address else ""
        yield Sourced(one, name, place_of(one, document), href, part, verdicts.get(one.id, ""))


def _write(path: Path, title: str, figures: Sequence[Sourced]) -> Spreading:
    sheets = spread_sheets(figures)
    with whole_file(path) as target:
        limits = write_spreading(target, title, sheets)
    return Spreading(
        file=path,
        sheets=tuple(f"{sheet.name.zh} {sheet.name.en}" for sheet in sheets),
        figures=len(figures),
        unmapped=sum(one.figure.key is None for one in figures),
        unlike=sum(1 for _ in disagreements(sheets)),
        unknown=sum(one.status == "unit_unknown" for one in figures),
        limits=limits,
    )
