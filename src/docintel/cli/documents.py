"""Commands on files and sentences: read, extract, tag."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docintel.cli.passwords import PasswordFile, Passwords, gather_passwords
from docintel.cli.printing import Failures, print_failures, print_line

Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders or patterns.", show_default=False)]


class FactKind(StrEnum):
    """What to extract."""

    figures = "figures"
    clauses = "clauses"
    obligations = "obligations"
    messages = "messages"
    parties = "parties"
    all = "all"


class TagTask(StrEnum):
    """What to tag sentences with."""

    obligations = "obligations"
    deadlines = "deadlines"
    intent = "intent"
    clauses = "clauses"
    sentiment = "sentiment"


class Voice(StrEnum):
    """Who decides what a line says."""

    rules = "rules"
    model = "model"
    both = "both"


class Scheme(StrEnum):
    """Which clause catalogue."""

    credit = "credit"
    cuad = "cuad"


def read(
    files: Files, password: Passwords = None, password_file: PasswordFile = None, failures: Failures = None
) -> None:
    """Print each file as one document: text, blocks, tables, page quality (JSON, one document a line)."""
    from docintel.workflows.extract import read_files

    found = []
    for row, failure in read_files(files, gather_passwords(password, password_file)):
        if row is not None:
            print_line(row)
        if failure is not None:
            found.append(failure)
    raise typer.Exit(1 if print_failures(found, failures) else 0)


def extract(
    files: Files,
    kind: Annotated[FactKind, typer.Option("--kind", help="Which facts.")] = FactKind.all,
    password: Passwords = None,
    password_file: PasswordFile = None,
    failures: Failures = None,
) -> None:
    """Print the facts of each file with their evidence (JSON Lines, one fact a line)."""
    from docintel.workflows.extract import extract_files

    found = []
    printed = 0
    for rows, failure in extract_files(files, kind.value, gather_passwords(password, password_file)):
        printed += len(rows)
        for row in rows:
            print_line(row)
        if failure is not None:
            found.append(failure)
    if not printed and not found:
        sought = "statement" if kind is FactKind.figures else "fact of this kind"
        typer.echo(f"docintel: no {sought} was found; `docintel read` shows what was read.", err=True)
    raise typer.Exit(1 if print_failures(found, failures) else 0)


def tag(
    task: Annotated[TagTask, typer.Argument(help="What to tag.")],
    source: Annotated[Path | None, typer.Option("--in", help="JSON Lines to tag; standard input without it.")] = None,
    target: Annotated[Path | None, typer.Option("--out", help="Where to write; standard output without it.")] = None,
    scheme: Annotated[Scheme, typer.Option("--scheme", help="Catalogue for `tag clauses`.")] = Scheme.credit,
    all_scores: Annotated[bool, typer.Option("--all-scores", help="A score for every category.")] = False,
    decide: Annotated[
        Voice, typer.Option("--decide", help="Who decides; with both, the model over the rules.")
    ] = Voice.both,
) -> None:
    """Tag bare sentences: JSON Lines in ({"id", "text", …}), JSON Lines out, same order."""
    from docintel.errors import InputError
    from docintel.exports.tables import write_lines
    from docintel.workflows.tagging import tag_lines

    if source is not None and target is not None and source.resolve() == target.resolve():
        raise InputError(f"--in and --out both name {source}; write to another file.")
    errors: list[str] = []

    def rows() -> Iterator[dict[str, object]]:
        chosen = tag_lines(task.value, _lines(source), decide=decide.value, scheme=scheme.value, all_scores=all_scores)
        for row in chosen:
            if "error" in row:
                errors.append(str(row["error"]))
            yield row

    if target is None:
        for row in rows():
            print_line(row)
    else:
        write_lines(target, rows())
    for error in errors:
        typer.echo(f"docintel: {error}", err=True)
    raise typer.Exit(1 if errors else 0)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    for command in (read, extract, tag):
        app.command()(command)


def _lines(source: Path | None) -> Iterator[str]:
    from docintel.errors import InputError

    if source is not None and not source.exists():
        raise InputError(f"no file at {source}.")
    with nullcontext(sys.stdin.buffer) if source is None else source.open("rb") as file:
        # Bytes of another encoding become lone surrogates, which cost their line and not the file.
        for line in file:
            yield line.decode("utf-8", errors="surrogateescape")
