"""Files to rows: what `docintel read` and `docintel extract` print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from docintel.exports.rows import document_row, fact_rows
from docintel.records import Failure, Message
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import Kind, find_facts
from docintel.workflows.intake import find_sources, read_source

Row = dict[str, Any]


def read_files(inputs: Iterable[str]) -> Iterator[tuple[Row | None, Failure | None]]:
    """Each file and attachment as one object, or the failure that took its place."""
    for source in find_sources(inputs):
        for read in read_source(source):
            row = None if read.reading is None else {**document_row(read.reading), "doc": read.name}
            yield row, read.failure


def extract_files(inputs: Iterable[str], kind: Kind) -> Iterator[tuple[list[Row], Failure | None]]:
    """The facts of each file and attachment as objects, or the failure that took their place."""
    sent: dict[str, datetime] = {}
    for source in find_sources(inputs):
        for read in read_source(source):
            if read.reading is None:
                yield [], read.failure
                continue
            facts = confirm_figures(find_facts(read.reading.document, kind), read.reading, read.data)
            rows = list(fact_rows(facts, read.reading, doc=read.name, sent=sent))
            sent |= {f.message_id: f.date for f in facts if isinstance(f, Message) and f.message_id and f.date}
            yield rows, read.failure
