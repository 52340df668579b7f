"""Commands that run the service: serve, work, jobs."""

from __future__ import annotations

import os
from contextlib import closing, nullcontext
from socket import create_server
from typing import Annotated

import typer

from docintel.cli.printing import Json, print_line

#: Each reads one file at a time.
Readers = Annotated[
    int | None,
    typer.Option("--workers", min=0, help="Processes that read uploads; one a core if not said, 0 for none here."),
]


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Readers = None,
) -> None:
    """Serve uploads, documents, facts, profiles and warnings over HTTP, and read what is uploaded."""
    import uvicorn

    from docintel.workflows.logs import configure_logs
    from docintel.workflows.pool import core_count
    from docintel.workflows.service import Attendance

    _refuse_taken(host, port)
    _show_first_token(host, port)
    configure_logs()
    readers = core_count() if workers is None else workers
    with Attendance(readers) if readers else nullcontext():
        # the application logs each request itself, without addresses and names
        uvicorn.run(
            "docintel_api.app:create_app", factory=True, host=host, port=port, access_log=False, log_config=None
        )


def work(workers: Readers = None) -> None:
    """Read what is uploaded to an API elsewhere that shares this database and blob store."""
    from docintel.workflows.logs import configure_logs
    from docintel.workflows.pool import core_count
    from docintel.workflows.worker import work

    configure_logs()
    work(workers or core_count())


def jobs(json: Json = False) -> None:
    """Show uploads that are not read yet, those that failed, profiles that are behind, and the workers."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        uploads = store.uploads.of(states=("accepted", "reading", "failed"))
        folds, workers = store.folds.open(), store.workers.all()
    if json:
        for upload in uploads:
            print_line(upload.model_dump(mode="json"))
        return
    for upload in uploads:
        said = "; ".join(failure.message for failure in upload.failures)
        typer.echo(f"{upload.state:<9} {upload.received:%Y-%m-%d %H:%M} {upload.customer:<12} {upload.name}  {said}")
    typer.echo(f"{len(uploads)} uploads not done, {len(folds)} profiles behind, {len(workers)} workers")


def _refuse_taken(host: str, port: int) -> None:
    """Say that the address is taken, or not this machine's, before the server starts."""
    from docintel.errors import InputError

    try:
        create_server((host, port)).close()
    except OSError as error:
        raise InputError(
            f"cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}); choose --host and --port."
        ) from error


def _show_first_token(host: str, port: int) -> None:
    """Print, once in the life of an installation, the token that opens it."""
    from docintel.store.opening import configured_store
    from docintel.workflows.portfolio import first_key

    with closing(configured_store()) as store:
        token = first_key(store)
    if token is not None:
        typer.echo(f"Token, shown this once: {token}")
        typer.echo("Callers send it as Authorization: Bearer …; a browser asks for it. docintel keys add makes more.")
    typer.echo(f"http://{host}:{port}/", color=False)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    for command in (serve, work, jobs):
        app.command()(command)
