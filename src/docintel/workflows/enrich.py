"""Customers and a folder of documents in; facts, signals, profiles and warnings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256

from docintel.errors import ReadCode
from docintel.records import AuditReport, Customer, Fact, FactChange, Failure, Figure, Filing, Profile
from docintel.store.store import Store
from docintel.workflows.analysis import Analysed, allowance, analyse_source, lost
from docintel.workflows.extraction import analysis_version
from docintel.workflows.filing import UNASSIGNED, figures_missing, find_customers, folder_customers, own_facts
from docintel.workflows.folding import fold_customers
from docintel.workflows.intake import Source
from docintel.workflows.pool import run_all
from docintel.workflows.rereading import save_reading, withdraw_reading
from docintel.workflows.versions import link_filing

#: What helps a file whose figures are nobody's.
_FOLDER = "put the file into a folder called like the id of the customer it reports on"


@dataclass(slots=True)
class Outcome:
    """What a batch did. `filed` counts (document, customer) pairs; `skipped` files were done before.

    `changes` are, by their number in the store, the differences that reading documents again made and no batch has
    written out yet, those of a batch that was stopped included.
    """

    profiles: list[Profile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    files: int = 0
    documents: int = 0
    filed: int = 0
    facts: int = 0
    skipped: int = 0
    changes: dict[int, FactChange] = field(default_factory=dict)


def enrich(
    customers: Sequence[Customer],
    sources: Sequence[Source],
    store: Store,
    *,
    as_of: date,
    workers: int = 1,
    resume: bool = False,
    passwords: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _name: None,
) -> Outcome:
    """Read and analyse every file, file it for its customers, fold every customer to a date.

    Each file is stored as soon as it is analysed, so a stopped batch goes on with `resume`, which leaves out
    files whose bytes were filed before by the same versions for the same customers. A document that is not a
    customer's any more (the table or its folder changed) is taken back from them. The passwords are tried on every
    file that is locked and are not kept.
    """
    outcome = Outcome(files=len(sources))
    for customer in customers:
        store.save_customer(customer)
    run = _Run(customers, store, outcome, _version(customers))
    fresh = _not_done(sources, run, unlockable=bool(passwords)) if resume else list(sources)
    outcome.skipped = len(sources) - len(fresh)
    work = partial(analyse_source, blobs=store.blobs, passwords=tuple(passwords))
    with closing(run_all(work, fresh, workers=workers, lost=lost, allowance=allowance())) as families:
        for source, analysed in zip(fresh, families, strict=True):
            _store(analysed, source.folder, run)
            progress(analysed[0].name)
    _withdraw(run, resume=resume)
    outcome.profiles = fold_customers(customers, store, as_of)
    for customer in customers:
        outcome.changes |= store.changes(customer.id, unreported=True)
    return outcome


@dataclass(frozen=True, slots=True)
class _Run:
    """One batch: `filed` says for whom each document was filed in it."""

    customers: Sequence[Customer]
    store: Store
    outcome: Outcome
    version: str
    filed: dict[str, set[str]] = field(default_factory=dict)


def _version(customers: Sequence[Customer]) -> str:
    """What decides the facts of a filing and whose they are: the components, and by what customers are known."""
    known = sorted((one.id, one.name, one.aliases, one.uscc, one.lei, one.email_domains) for one in customers)
    return f"{analysis_version()} customers:{sha256(repr(known).encode()).hexdigest()[:12]}"


def _store(family: Sequence[Analysed], folder: str, run: _Run) -> None:
    customers, store, outcome = run.customers, run.store, run.outcome
    filings: list[tuple[Filing, list[Fact]]] = []
    known = len(outcome.failures)
    for analysed, chosen in _choose(family, customers, folder):
        if analysed.failure is not None:
            whose = next(iter(chosen)) if len(chosen) == 1 else None
            outcome.failures.append(analysed.failure.model_copy(update={"customer_id": whose}))
        if analysed.reading is None:
            continue
        outcome.documents += 1
        outcome.facts += len(analysed.facts)
        run.filed.setdefault(analysed.reading.document.id, set()).update(chosen)
        if not chosen and not analysed.reading.document.is_archive:
            outcome.failures.append(_unassigned(analysed.name))
        for customer in customers:
            if customer.id in chosen:
                mine = own_facts(customer, analysed.facts, alone=len(chosen) == 1)
                filings.append((store.file(analysed.reading, customer.id, reason=chosen[customer.id]), mine))
        if len(chosen) > 1 and not _figures_belong(analysed, customers, chosen):
            outcome.failures.append(figures_missing(analysed.name, _FOLDER))
    outcome.filed += len(filings)
    store.save_failures(outcome.failures[known:], tried=[analysed.name for analysed in family])
    # The file itself comes last: a batch stopped in between finds it unfinished and does the family again.
    for filing, facts in reversed(filings):
        link_filing(store, filing, facts)
        save_reading(store, filing, facts, analysis=run.version)


def _withdraw(run: _Run, *, resume: bool) -> None:
    known = {customer.id for customer in run.customers}
    for filing in run.store.filings():
        kept = filing.customer_id in run.filed.get(filing.document_id, known)
        # A resumed batch left out copies of the document that were done before: only stale filings go.
        if filing.customer_id in known and not kept and not (resume and filing.analysis == run.version):
            withdraw_reading(run.store, filing)


def _choose(
    family: Sequence[Analysed], customers: Sequence[Customer], folder: str
) -> Iterator[tuple[Analysed, dict[str, str]]]:
    chosen: dict[str, dict[str, str]] = {}
    for analysed in family:
        name = f"{folder}/{analysed.name}"
        if analysed.reading is None:
            yield analysed, folder_customers(name, customers) or chosen.get(analysed.parent or "", {})
            continue
        document = analysed.reading.document
        found = find_customers(document, analysed.facts, customers, name=name)
        # An attachment that names nobody belongs to whom its mail belongs to, a member to whom its archive does.
        found = found or dict.fromkeys(chosen.get(analysed.parent or "", {}), "attached to their mail or archive")
        chosen[document.id] = found
        yield analysed, found


def _not_done(sources: Sequence[Source], run: _Run, *, unlockable: bool) -> list[Source]:
    """The sources to read in a resumed batch; with passwords also those in which something stayed locked."""
    known = {customer.id for customer in run.customers}
    filings = [filing for filing in run.store.filings() if filing.customer_id in known]
    open_ = {filing.document_id for filing in filings if filing.analysis != run.version}
    done = {filing.document_id for filing in filings} - open_
    failures = run.store.failures() if unlockable else []
    locked = tuple(failure.name for failure in failures if failure.code == ReadCode.ENCRYPTED)
    return [source for source in sources if _document_id(source) not in done or _holds_one(source, locked)]


def _holds_one(source: Source, names: Sequence[str]) -> bool:
    return any(name == source.name or name.startswith(f"{source.name}/") for name in names)


def _document_id(source: Source) -> str:
    try:
        with source.path.open("rb") as file:
            return "sha256:" + _digest(iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return ""


def _digest(chunks: Iterator[bytes]) -> str:
    digest = sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _figures_belong(analysed: Analysed, customers: Sequence[Customer], chosen: dict[str, str]) -> bool:
    if not any(isinstance(fact, Figure | AuditReport) for fact in analysed.facts):
        return True
    return any(
        isinstance(fact, Figure | AuditReport)
        for customer in customers
        if customer.id in chosen
        for fact in own_facts(customer, analysed.facts, alone=False)
    )


def _unassigned(name: str) -> Failure:
    message = (
        f"{name} names none of the customers (no identifier, registered name, alias or mail domain of theirs); "
        "put it into a folder called like the customer's id."
    )
    return Failure(name=name, code=UNASSIGNED, message=message)
