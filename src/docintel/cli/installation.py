"""Commands on the installation: demo, serve, upgrade, doctor."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from socket import create_server
from typing import Annotated

import typer

from docintel.cli.printing import Json, print_line

#: Each reads one file at a time.
Workers = typer.Option("--workers", min=0, help="Processes that read uploads; one a core if not said, 0 for none.")


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("out/demo"),
) -> None:
    """Run the shipped sample deal through the whole flow and print signals, profile and warnings."""
    from docintel.cli.demo import print_demo

    print_demo(out)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int | None, Workers] = None,
) -> None:
    """Serve uploads, documents, facts, profiles and warnings over HTTP, and read what is uploaded."""
    import uvicorn

    from docintel.workflows.pool import core_count
    from docintel.workflows.service import Attendance

    _refuse_taken(host, port)
    readers = core_count() if workers is None else workers
    with Attendance(readers) if readers else nullcontext():
        uvicorn.run("docintel_api.app:create_app", factory=True, host=host, port=port)


def work(workers: Annotated[int | None, Workers] = None) -> None:
    """Read what is uploaded to an API elsewhere that shares this database and blob store."""
    from docintel.workflows.pool import core_count
    from docintel.workflows.worker import work

    work(workers or core_count())


def _refuse_taken(host: str, port: int) -> None:
    """Say that the address is taken, or not this machine's, before the server starts."""
    from docintel.errors import InputError

    try:
        create_server((host, port)).close()
    except OSError as error:
        raise InputError(
            f"cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}); choose --host and --port."
        ) from error


def upgrade() -> None:
    """Migrate the database to this version's tables."""
    from docintel.workflows.checkup import upgrade_database

    before, after = upgrade_database()
    same = before == after
    typer.echo(f"The database is at revision {after}" + ("." if same else f" (was {before or 'empty'})."))


def doctor(
    documents: Annotated[
        bool, typer.Option("--documents", help="Which versions read each filed document, and which are stale.")
    ] = False,
    json: Json = False,
) -> None:
    """Check tables, dictionaries, database and disk, and say what to do about what is missing."""
    from docintel.workflows.checkup import check_installation

    if documents:
        _print_versions(json=json)
        return
    findings = check_installation()
    for finding in findings:
        if json:
            print_line(finding.model_dump(mode="json"))
        else:
            mark = {"ok": "ok     ", "warning": "warning", "error": "ERROR  "}[finding.status]
            typer.echo(f"{mark}  {finding.subject:<22} {finding.message}")
    raise typer.Exit(1 if any(finding.status == "error" for finding in findings) else 0)


def _print_versions(*, json: bool) -> None:
    from docintel.workflows.staleness import stored_versions

    for one in stored_versions():
        if json:
            print_line(one.model_dump(mode="json"))
            continue
        state = "unfinished" if one.unfinished else ", ".join(one.stale)
        typer.echo(f"{'STALE  ' if state else 'ok     '}  {one.customer:<12} {one.doc:<34} {one.reader:<14} {state}")
        typer.echo(f"         {' '.join(one.components)}")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    for command in (demo, serve, work, upgrade, doctor):
        app.command()(command)
