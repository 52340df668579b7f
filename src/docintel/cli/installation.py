"""Commands on the installation: demo, upgrade, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docintel.cli.printing import Json, print_line


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("out/demo"),
) -> None:
    """Run the shipped sample deal through the whole flow and print signals, profile and warnings."""
    from docintel.cli.demo import print_demo

    print_demo(out)


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
    for command in (demo, upgrade, doctor):
        app.command()(command)
