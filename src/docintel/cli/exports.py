"""The command that takes facts out as a table: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docintel.cli.custody import By, operator
from docintel.cli.printing import Json, print_line

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.workflows.exports import Exported


def export(
    to: Annotated[Path, typer.Option("--to", help="File to write: .csv, .xlsx or .parquet.")],
    customers: Annotated[
        list[str] | None, typer.Argument(metavar="[CUSTOMER]…", help="Customers' ids; all without one.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", help="One document, by its filing id (D-…).")] = None,
    by: By = "",
    json: Json = False,
) -> None:
    """Write facts as a table for analysts, one line a fact, and the documents with what could not be read of them."""
    from contextlib import closing

    from docintel.store.opening import configured_store
    from docintel.workflows.exports import export_facts

    actor = operator(by)
    with closing(configured_store()) as store:
        exported = export_facts(to, store, customers=customers or None, document=document)
        whose = {"customers": customers} if customers else {}
        store.audit.add("exported", document or "customers", actor=actor, facts=exported.facts, **whose)
    if json:
        print_line(_summary(exported))
    else:
        files = " and ".join(str(file) for file in exported.files)
        typer.echo(f"Wrote {files} (facts: {exported.facts:,}, documents: {exported.documents:,}).")
    for sentence in _warnings(exported, is_all=not customers and document is None):
        typer.echo(f"docintel: {sentence}", err=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command()(export)


def _summary(exported: Exported) -> dict[str, object]:
    return {
        "facts": exported.facts,
        "documents": exported.documents,
        "incomplete": exported.incomplete,
        "failed": exported.failed,
        "numbers_as_text": exported.limits.numbers_as_text,
        "long_texts": exported.limits.long_texts,
        "further_sheets": exported.limits.further_sheets,
        "files": [str(file) for file in exported.files],
    }


def _warnings(exported: Exported, *, is_all: bool) -> list[str]:
    """What a person must know before trusting the table, one sentence each."""
    place = f"see {exported.files[1]}" if len(exported.files) > 1 else "see the sheet Documents"
    limits = exported.limits
    said = [
        (exported.incomplete, "documents that are not wholly in it (pages, files inside, or still being read)", place),
        (exported.failed, "files that could not be read or filed", place),
        (0 if is_all else exported.nobodys, "files of no customer", "an export without CUSTOMER lists them"),
        (limits.numbers_as_text, "numbers with more digits than Excel keeps, written as text", "sums leave them out"),
        (limits.long_texts, "texts longer than a cell", "they stand whole in the sheet Long texts"),
        (limits.further_sheets, "further sheets for what one cannot hold", "see Facts 2 and on"),
    ]
    return [f"{what}: {number:,}; {where}." for number, what, where in said if number]
