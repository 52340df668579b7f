"""The batch command: enrich."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docintel.cli.passwords import PasswordFile, Passwords, gather_passwords
from docintel.cli.printing import Failures, Json, print_failures, print_line


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"


def enrich(
    customers: Annotated[Path, typer.Argument(help="Customer records: .csv, .xlsx, .parquet or .jsonl.")],
    files: Annotated[list[str], typer.Argument(metavar="DOCUMENTS…", help="Folder, pattern or files.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("out"),
    engine: Annotated[Engine, typer.Option("--engine", help="Where the work is done.")] = Engine.local,
    resume: Annotated[bool, typer.Option("--resume", help="Leave out files that were done before.")] = False,
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Fold to this day.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0 = one a core.")] = 0,
    password: Passwords = None,
    password_file: PasswordFile = None,
    failures: Failures = None,
    json: Json = False,
) -> None:
    """Enrich customer records from a folder of their documents: profiles, signals, warnings, and what failed."""
    from docintel.cli.progress import file_progress
    from docintel.workflows.batch import Batch, run_batch

    with file_progress() as progress:
        batch = Batch(
            customers=customers,
            inputs=tuple(files),
            out=out,
            as_of=as_of.date() if as_of else datetime.now().date(),
            workers=workers,
            resume=resume,
            passwords=gather_passwords(password, password_file),
        )
        try:
            summary, failed = run_batch(batch, progress)
        except KeyboardInterrupt:
            typer.echo("docintel: stopped; what was done is stored, the same command with --resume goes on.", err=True)
            raise typer.Exit(130) from None
    if json:
        print_line(summary)
    else:
        typer.echo("\n".join(f"{name:<18}{value}" for name, value in summary.items() if not isinstance(value, dict)))
        _print_changes(summary["changes"], out)
    raise typer.Exit(1 if print_failures(failed, failures) else 0)


def _print_changes(changes: Mapping[str, int], out: Path) -> None:
    """One line on what reading documents again changed, when it changed anything."""
    words = {"review_carried": "review carried over", "review_orphaned": "review orphaned"}
    counted = [f"{number} {words.get(status, status)}" for status, number in changes.items()]
    if counted:
        typer.echo(f"Documents read again: {', '.join(counted)}; see {out / 'changes.jsonl'}.")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command()(enrich)
