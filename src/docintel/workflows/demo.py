"""The shipped sample deal through the whole flow, into a database of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file
from pathlib import Path
from shutil import rmtree

from docintel.assets import corpus_file
from docintel.exports.page import Lead
from docintel.records import Customer, Profile
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows.batch import filed_names, summarise, write_results
from docintel.workflows.customers import read_customers
from docintel.workflows.enrich import Outcome, enrich
from docintel.workflows.intake import find_sources
from docintel.workflows.pages import customer_leads, customer_page
from docintel.workflows.pool import core_count

#: The day the story is told on: after the half-year statements and the last mail.
STORY_DAY = date(2026, 7, 31)
#: What a credit officer gets; golden files and the README of the sample are not part of the deal.
DEAL = ("01_借款合同.pdf", "02_EPC_Contract.docx", "mails", "statements", "scans", "notes")


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo made: the outcome, facts by document and kind, and each customer's page."""

    outcome: Outcome
    facts: dict[str, Counter[str]]
    leads: dict[str, list[Lead]]
    pages: dict[str, Path]
    database: Path


def run_demo(out: Path, progress: Callable[[int | str], None]) -> DemoResult:
    """Run the sample deal to `out`, replacing what an earlier demo left there."""
    out.mkdir(parents=True, exist_ok=True)
    database = out / "docintel.db"
    for leftover in (database, *out.glob("docintel.db-*")):
        leftover.unlink(missing_ok=True)
    blobs = out / "docintel-blobs"
    rmtree(blobs, ignore_errors=True)
    with closing(open_store(f"sqlite:///{database}", Blobs.open(str(blobs)))) as store:
        with as_file(corpus_file("sample_deal")) as deal:
            customers = read_customers(deal / "customers.csv")
            sources = find_sources(str(deal / name) for name in DEAL if (deal / name).exists())
            progress(len(sources))
            outcome = enrich(customers, sources, store, as_of=STORY_DAY, workers=core_count(), progress=progress)
        write_results(out, outcome, summarise(outcome, customers), filed_names(store))
        known = [profile for profile in outcome.profiles if profile.claims]
        return DemoResult(
            outcome,
            facts=_counted(customers, store),
            leads={profile.customer.id: customer_leads(profile.customer.id, store) for profile in outcome.profiles},
            pages={profile.customer.id: _write_page(profile, store, out) for profile in known},
            database=database,
        )


def _counted(customers: Iterable[Customer], store: Store) -> dict[str, Counter[str]]:
    """How many facts of each kind each document gave."""
    facts: dict[str, Counter[str]] = {}
    for customer in customers:
        names = {filing.document_id: filing.name for filing in store.filings(customer.id)}
        for fact in store.facts(customer.id):
            facts.setdefault(names[fact.document], Counter())[fact.kind] += 1
    return facts


def _write_page(profile: Profile, store: Store, out: Path) -> Path:
    path = out / f"{profile.customer.id}.html"
    path.write_text(customer_page(profile.customer.id, store), encoding="utf-8")
    return path
