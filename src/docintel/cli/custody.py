"""Commands on what is kept and what must go: erase, hold, audit, backup, restore."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docintel.cli.printing import Json, print_line

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.records.backup import BackupManifest
    from docintel.records.erasure import Erasure

Reason = Annotated[str, typer.Option("--reason", help="Why: a case number, no names; it stays in the audit trail.")]
By = Annotated[str, typer.Option("--by", help="Who does it; by default who is logged in.", show_default=False)]

audit = typer.Typer(help="The audit trail: who did what when.", no_args_is_help=True)


def erase(
    reason: Reason = "",
    customer: Annotated[str | None, typer.Option("--customer", metavar="ID", help="Everything of a customer.")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="One document, D-….")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Erase a customer or a document for good: rows, originals, profiles, and what other profiles say of them."""
    from docintel.errors import InputError
    from docintel.store.opening import configured_store
    from docintel.workflows.erasure import erase_customer, erase_document

    if (customer is None) == (document is None):
        raise InputError("name either a customer or a document: --customer ID or --document ID.")
    if not dry_run and (not reason.strip() or (json and not yes)):
        raise InputError("say why with --reason." if not reason.strip() else "--json does not ask: add --yes.")
    with closing(configured_store()) as store:
        if not yes or dry_run:
            _print_erasure(store.erasures.look(customer=customer, document=document), "would go", json=json)
        if dry_run:
            return
        if not yes:
            typer.confirm("Erase it? Nothing brings it back", abort=True)
        if customer is not None:
            found, is_out = erase_customer(store, customer, by=operator(by), reason=reason)
        else:
            found, is_out, profile = erase_document(store, document or "", by=operator(by), reason=reason)
        _print_erasure(found, "is gone", json=json)
        if not json and not found.is_whole:
            typer.echo(f"{found.customer} is folded again to {profile.as_of}; the folds before are gone with it.")
        if not is_out:
            typer.echo(
                "docintel: somebody reads the database: the words leave docintel.db-wal when they end.", err=True
            )


def hold(
    customer: Annotated[str | None, typer.Argument(metavar="[CUSTOMER]", help="The customer's id.")] = None,
    release: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
    reason: Reason = "",
    by: By = "",
    json: Json = False,
) -> None:
    """Forbid to erase anything of a customer until the hold is released; without a customer, list the holds."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        if customer is None:
            found = store.holds.all()
        elif release:
            found = [store.holds.release(customer, reason=reason, by=operator(by))]
        else:
            found = [store.holds.place(customer, reason=reason, by=operator(by))]
    for one in found:
        if json:
            print_line(one.model_dump(mode="json") | ({"released": True} if release else {}))
        else:
            ended = "released: " if release else ""
            typer.echo(f"{ended}{one.customer}  held since {one.since:%Y-%m-%d} by {one.by}: {one.reason}")
    if not found and not json:
        typer.echo("No customer is held.")


@audit.command()
def verify(
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="NUMBER:HASH", help="An entry noted before must still stand so.")
    ] = None,
    json: Json = False,
) -> None:
    """Check that no entry was changed, deleted, put in or swapped; prints their number and the last hash to note.

    A trail cut off at its end still fits: keep the printed line elsewhere and give it to --expect next time.
    """
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        last = store.audit.verify(expected=expect)
    number, hashed = (0, "") if last is None else (last.number, last.hash)
    if json:
        print_line({"entries": number, "hash": hashed})
    else:
        typer.echo(
            f"{number} entries, the chain is whole. Note this elsewhere: {number}:{hashed}" if last else "Empty."
        )


@audit.command("list")
def list_entries(
    subject: Annotated[str | None, typer.Option("--subject", metavar="ID", help="Only acts on this.")] = None,
    json: Json = False,
) -> None:
    """Print the acts, oldest first; those on a customer name it in their details too."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        for entry in store.audit.entries():
            if subject is not None and subject not in (entry.subject, entry.details.get("customer")):
                continue
            if json:
                print_line(entry.model_dump(mode="json"))
                continue
            details = "  ".join(f"{name}={value}" for name, value in entry.details.items())
            typer.echo(f"{entry.number:>6}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.actor:<12} {entry.action:<16} "
                       f"{entry.subject}  {details}")  # fmt: skip


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, FILE.tar.")],
    check: Annotated[bool, typer.Option("--verify", help="Write nothing: check that FILE is whole.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Write every row and every original into one file while the service runs; keep it like the database."""
    from docintel.store.opening import configured_store
    from docintel.workflows.backup import write_backup
    from docintel.workflows.restoring import check_backup

    if check:
        _print_backup(check_backup(file), "is whole", json=json)
        return
    actor = operator(by)
    with closing(configured_store()) as store:
        written = write_backup(store, file)
        # it hands out every original: the trail says who has one
        store.audit.add("backed_up", "all", actor=actor, rows=sum(written.rows.values()))
    _print_backup(written, "is written", json=json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")], by: By = "", json: Json = False
) -> None:
    """Restore a backup into the empty database and the blob store that the settings name; SQLite or PostgreSQL."""
    from docintel.settings import current_settings
    from docintel.store.opening import configured_blobs
    from docintel.workflows.restoring import restore_backup

    done = restore_backup(file, current_settings().database_url, configured_blobs(), by=operator(by))
    _print_backup(done, "is restored", json=json)


def operator(given: str) -> str:
    """Who runs the command: as said, else as logged in."""
    import getpass
    import os

    from docintel.errors import InputError

    try:
        return given or os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError) as error:  # a container whose user has no name
        raise InputError("say who you are with --by NAME.") from error


def _print_erasure(found: Erasure, verb: str, *, json: bool) -> None:
    if json:
        print_line(found.model_dump(mode="json"))
        return
    what = f"Customer {found.customer} with everything of theirs" if found.is_whole else f"Of customer {found.customer}"
    typer.echo(f"{what} {verb}:")
    for one, name in zip(found.documents, found.names, strict=True):
        typer.echo(f"  {one}  {name}")
    for name in found.stays:
        typer.echo(f"  stays, because it came otherwise too: {name}")
    typer.echo("  rows: " + ", ".join(f"{number} {table}" for table, number in sorted(found.counts.items())))


def _print_backup(manifest: BackupManifest, verb: str, *, json: bool) -> None:
    if json:
        print_line(manifest.model_dump(mode="json", exclude={"members"}))
        return
    blobs = len(manifest.members) - len(manifest.rows)
    typer.echo(f"The backup of {manifest.made:%Y-%m-%d %H:%M:%S} UTC {verb}: {sum(manifest.rows.values())} rows, "
               f"{blobs} blobs, revision {manifest.revision}, audit trail {manifest.audit or 'empty'}.")  # fmt: skip
    for name in manifest.missing:
        typer.echo(f"docintel: not in it, because it was not in the blob store: {name}", err=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    for command in (erase, hold, backup, restore):
        app.command()(command)
    app.add_typer(audit, name="audit")
