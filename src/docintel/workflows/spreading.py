"""Statements of a customer, of a filed document or of files at hand as a standardised workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from docintel.credit.profiles import last_words
from docintel.errors import InputError, NotFound
from docintel.exports.files import MEDIA_TYPES
from docintel.exports.spread_book import SpreadLimits
from docintel.exports.spread_cells import Proposed, Sourced
from docintel.exports.spread_companies import company_warnings
from docintel.exports.spread_filed import is_as_filed
from docintel.exports.spread_notes import disagreements, open_sums
from docintel.exports.spread_workbook import write_spreading
from docintel.exports.spreads import Spread, spread_figures
from docintel.exports.whole_files import whole_file
from docintel.records import Fact, Failure, Figure, Filing, Party, Proposal, Reading, Review
from docintel.store.store import Store
from docintel.workflows.analysis import analyse
from docintel.workflows.document_page import DocumentPage, find_homes, text_stretches
from docintel.workflows.exports import settled_filing
from docintel.workflows.intake import find_sources, read_source
from docintel.workflows.pages import document_address, place_of

_SUFFIX = ".xlsx"
#: The role of the company a statement is about.
_REPORTING = "reporting_entity"
#: Where `docintel serve` answers unless it is told otherwise.
_OWN_MACHINE = "http://127.0.0.1:8000"


@dataclass(slots=True)
class Spreading:
    """What a workbook holds: figures read, of them rows of no account, and values to look at before use.

    `unlike` are values in conflict, `unknown` those without a unit; `open_sums` are printed subtotals that their rows
    do not add up to; `proposals` wait for a person, and no value has them; `limits` are Excel's. `companies` are named
    by the documents; `beware` says what to know where they are several, or not named.
    """

    file: Path
    sheets: tuple[str, ...] = ()
    figures: int = 0
    unmapped: int = 0
    unlike: int = 0
    unknown: int = 0
    open_sums: int = 0
    proposals: int = 0
    limits: SpreadLimits = field(default_factory=SpreadLimits)
    companies: int = 0
    beware: tuple[str, ...] = ()


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
    found = _Found()
    for filing in filings:
        _add_filed(found, store, filing, base_url.rstrip("/") or _OWN_MACHINE)
    if not found.figures:
        raise NotFound(f"no statement was found in the documents of {title}, so there is no workbook of them.")
    return _write(path, title, found)


def spread_files(
    path: Path, inputs: Iterable[str], passwords: Sequence[str] = ()
) -> tuple[Spreading | None, list[Failure]]:
    """Write the statements of files at hand and what lies inside them, and say which could not be read.

    Nothing is filed, so no value has a link. None, and no workbook, where no statement was found.
    """
    _refuse_other(path)
    found = _Found()
    failures: list[Failure] = []
    names: list[str] = []
    for source in find_sources(inputs):
        names.append(source.name)
        for read in read_source(source, passwords):
            analysed = analyse(read, "statements")
            if analysed.failure is not None:
                failures.append(analysed.failure)
            if analysed.reading is not None:
                whose = _reporting(analysed.facts)
                found.add(analysed.facts, analysed.reading, read.name, verdicts={}, company=whose)
    title = names[0] if len(names) == 1 else f"{len(names)} 个文件 files"
    return (_write(path, title, found) if found.figures else None), failures


def spread_file(
    store: Store, *, customer: str | None = None, document: str | None = None, base_url: str = ""
) -> SpreadFile:
    """The workbook of a customer or of a filed document as bytes to serve; raises NotFound like `spread_stored`."""
    with TemporaryDirectory(prefix="docintel-") as folder:
        path = Path(folder) / f"spreading{_SUFFIX}"
        spreading = spread_stored(path, store, customer=customer, document=document, base_url=base_url)
        return SpreadFile(path.name, MEDIA_TYPES[_SUFFIX], path.read_bytes(), spreading)


def document_spread(page: DocumentPage, store: Store) -> Spread:
    """The statements of one document in the standard form, for the page that shows it."""
    found = _Found()
    verdicts = _verdicts(store.reviews(page.filing.customer_id))
    whose = _reporting(page.facts.values())
    found.add(
        page.facts.values(), Reading(page.document, page.layout), page.filing.name, verdicts=verdicts, company=whose
    )
    return spread_figures(found.figures, found.proposals)


@dataclass(slots=True)
class _Found:
    """Figures in reading order within each document, and proposals, each with where it stands."""

    figures: list[Sourced] = field(default_factory=list)
    proposals: list[Proposed] = field(default_factory=list)

    def add(
        self, facts: Iterable[Fact], reading: Reading, name: str, *, verdicts: Mapping[str, str], address: str = "",
        company: str | None = None,
    ) -> None:  # fmt: skip
        """What one document says, of a company; without an address nothing leads to its page."""
        document, own = reading.document, [fact for fact in facts if isinstance(fact, Figure | Proposal)]
        homes = find_homes(own, document, reading.layout, text_stretches(document) if own else [])

        def where(one: Figure | Proposal) -> tuple[str, str, str, int, str]:
            part = homes[one.id]
            href = f"{address}?view=figures&part={part}#{one.id}" if address else ""
            return name, place_of(one, document), href, part, verdicts.get(one.id, "")

        proposed = [Proposed(one, *where(one)) for one in own if isinstance(one, Proposal)]
        self.proposals += sorted(proposed, key=_likelier)
        about: dict[str | None, list[Proposed]] = defaultdict(list)
        for each in proposed:
            about[each.proposal.figure].append(each)
        figures = (one for one in own if isinstance(one, Figure))
        self.figures += [Sourced(one, *where(one), proposals=tuple(about[one.id]), company=company) for one in figures]


def _reporting(facts: Iterable[Fact]) -> str | None:
    """The company whose statements a document says it holds; None where it names none, or several."""
    names = {fact.name for fact in facts if isinstance(fact, Party) and fact.role == _REPORTING}
    return names.pop() if len(names) == 1 else None


def _likelier(proposed: Proposed) -> tuple[int, bool, int]:
    """What alone would do first, then what a slip explains, then in reading order."""
    one = proposed.proposal
    return one.alternatives, one.cause is None, one.span.start


def _refuse_other(path: Path) -> None:
    if path.suffix.lower() != _SUFFIX:
        raise InputError(f"{path.name} is no workbook; name a file {_SUFFIX}.")


def _add_filed(found: _Found, store: Store, listed: Filing, base_url: str) -> None:
    filing, reading, former = settled_filing(store, listed)
    address = f"{base_url}{document_address(filing.id)}"
    # what is filed for a customer is the customer's, whatever name a document of an earlier year gives it
    whose = store.customer(filing.customer_id).name
    found.add(former.facts, reading, filing.name, verdicts=_verdicts(former.reviews), address=address, company=whose)


def _verdicts(reviews: Sequence[Review]) -> dict[str, str]:
    return {target: review.verdict for target, review in last_words(reviews).items()}


def _write(path: Path, title: str, found: _Found) -> Spreading:
    spread = spread_figures(found.figures, found.proposals)
    with whole_file(path) as target:
        limits = write_spreading(target, title, spread)
    names = [*(sheet.name for sheet in spread.sheets), *(sheet.name for sheet in spread.filed)]
    return Spreading(
        file=path,
        sheets=tuple(f"{name.zh} {name.en}" for name in names),
        figures=len(found.figures),
        unmapped=sum(one.figure.key is None and not is_as_filed(one.figure) for one in found.figures),
        unlike=sum(1 for _ in disagreements(spread)),
        unknown=sum(one.status == "unit_unknown" for one in found.figures),
        proposals=sum(not one.verdict for one in found.proposals),
        limits=limits,
        open_sums=sum(1 for _ in open_sums(spread)),
        companies=sum(one.name is not None for one in spread.companies),
        beware=tuple(warning.en for warning in company_warnings(spread.companies)),
    )
