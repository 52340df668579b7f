"""Which versions read each filed document, and which documents an upgrade has left behind."""

from __future__ import annotations

from contextlib import closing

from docintel.records import Filing, Record
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.extraction import component_versions
from docintel.workflows.relocation import components, version_steps


class FiledVersions(Record):
    """The versions behind a filing's facts: its reader, and the extractors and taggers in `components`.

    `stale` names those that differ from the installed ones and is empty for a document that is up to date;
    `unfinished` where a batch was stopped before it had stored what it read.
    """

    customer: str
    id: str
    document: str
    doc: str
    reader: str
    components: tuple[str, ...]
    stale: tuple[str, ...]
    unfinished: bool


def filed_versions(store: Store) -> list[FiledVersions]:
    """Every filing by customer and file name."""
    readers = store.listing.readers()
    found = [_versions(filing, readers[filing.reading]) for filing in store.filings()]
    return sorted(found, key=lambda one: (one.customer, one.doc, one.id))


def stored_versions() -> list[FiledVersions]:
    """Every filing of the configured database."""
    with closing(configured_store()) as store:
        return filed_versions(store)


def _versions(filing: Filing, reader: str) -> FiledVersions:
    own, _, version = reader.partition("@")
    readers = component_versions("readers")
    # another format's reader has no part in this document
    read = {name: one for name, one in components(filing.facts_by).items() if name == own or name not in readers}
    # of the same bytes another customer's filing may have been read again since: the versions noted are this one's
    version = read.pop(own, version)
    parts = tuple(f"{name}@{one}" for name, one in read.items())
    installed = component_versions("extractors") | component_versions("taggers")
    installed |= {own: readers[own]} if own in readers else {}
    wanted = " ".join(f"{name}@{one}" for name, one in installed.items())
    return FiledVersions(
        customer=filing.customer_id,
        id=filing.id,
        document=filing.document_id,
        doc=filing.name,
        reader=f"{own}@{version}",
        components=parts,
        stale=tuple(version_steps(f"{own}@{version} {' '.join(parts)}", wanted)),
        unfinished=not filing.analysis,
    )
