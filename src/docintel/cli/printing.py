"""How commands print: JSON Lines for programs, tables for people, failures on standard error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.records.filing import Failure

Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Failures = Annotated[
    Path | None, typer.Option("--failures", help="Write what could not be read here, one JSON record a line.")
]


def print_line(row: Mapping[str, Any]) -> None:
    """Print one JSON object as one line."""
    typer.echo(json.dumps(row, ensure_ascii=False))


def print_failures(failures: Iterable[Failure], path: Path | None) -> int:
    """One sentence each on standard error, and a record each in `path`; returns how many there were."""
    found = list(failures)
    for failure in found:
        named = failure.message.startswith(failure.name)
        typer.echo(f"docintel: {'' if named else failure.name + ': '}{failure.message} [{failure.code}]", err=True)
    if path is not None:
        lines = (json.dumps(failure.model_dump(mode="json"), ensure_ascii=False) + "\n" for failure in found)
        path.write_text("".join(lines), encoding="utf-8")
    return len(found)
