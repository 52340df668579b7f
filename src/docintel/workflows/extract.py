"""Files to rows: what `docintel read` and `docintel extract` print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from docintel.exports.rows import document_row, fact_rows
from docintel.records import Failure, Message
from docintel.workflows.analysis import analyse
from docintel.workflows.extraction import Kind
from docintel.workflows.intake import find_sources, read_source

Row = dict[str, Any]


def read_files(inputs: Iterable[str], passwords: Sequence[str] = ()) -> Iterator[tuple[Row | None, Failure | None]]:
    """Each file and attachment as one object, or the failure that took its place."""
    for source in find_sources(inputs):
        for read in read_source(source, passwords):
            row = None if read.reading is None else {**document_row(read.reading), "doc": read.name}
            yield row, read.failure


def extract_files(
    inputs: Iterable[str], kind: Kind, passwords: Sequence[str] = ()
) -> Iterator[tuple[list[Row], Failure | None]]:
    """The facts of each file and attachment as objects, or the failure that took their place."""
    sent: dict[str, datetime] = {}
    for source in find_sources(inputs):
        for read in read_source(source, passwords):
            analysed = analyse(read, kind)
            if analysed.reading is None:
                yield [], analysed.failure
                continue
            facts = analysed.facts
            rows = list(fact_rows(facts, analysed.reading, doc=read.name, sent=sent))
            sent |= {f.message_id: f.date for f in facts if isinstance(f, Message) and f.message_id and f.date}
            yield rows, analysed.failure
