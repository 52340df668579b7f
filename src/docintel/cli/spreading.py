"""The command that writes statements in the standard form: spread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docintel.cli.custody import By, operator
from docintel.cli.passwords import PasswordFile, Passwords, gather_passwords
from docintel.cli.printing import Failures, Json, print_failures, print_line

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.workflows.spreading import Spreading


def spread(
    to: Annotated[Path, typer.Option("--to", help="Workbook to write (.xlsx).")],
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]…", help="Files, folders or patterns.")] = None,
    customer: Annotated[str | None, typer.Option("--customer", help="All statements filed for a customer.")] = None,
    document: Annotated[str | None, typer.Option("--document", help="One filed document (D-…).")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Where links find the service.")] = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
    failures: Failures = None,
    by: By = "",
    json: Json = False,
) -> None:
    """Write statements as a standardised workbook: subtotals as formulas, the print beside, colours by proof."""
    from docintel.errors import InputError, NotFound
    from docintel.workflows.spreading import spread_files

    if sum(map(bool, (files, customer, document))) != 1:
        raise InputError("name files, or --customer, or --document: one of them.")
    if not files:
        _tell(_spread_stored(to, customer, document, base_url, by), json)
        return
    spreading, unread = spread_files(to, files, gather_passwords(password, password_file))
    failed = print_failures(unread, failures)
    if spreading is None:
        raise NotFound("no statement was found, so no workbook was written; `docintel extract` shows what was read.")
    _tell(spreading, json)
    raise typer.Exit(1 if failed else 0)


def add_to(app: typer.Typer) -> None:
    """Register the command of this module."""
    app.command()(spread)


def _spread_stored(to: Path, customer: str | None, document: str | None, base_url: str | None, by: str) -> Spreading:
    from contextlib import closing

    from docintel.settings import current_settings
    from docintel.store.opening import configured_store
    from docintel.workflows.spreading import spread_stored

    actor, address = operator(by), base_url or current_settings().base_url
    with closing(configured_store()) as store:
        spreading = spread_stored(to, store, customer=customer, document=document, base_url=address)
        store.audit.add("exported", customer or document or "", actor=actor, figures=spreading.figures)
    return spreading


def _tell(spreading: Spreading, as_json: bool) -> None:
    if as_json:
        print_line(_summary(spreading))
    else:
        typer.echo(f"Wrote {spreading.file} (sheets: {len(spreading.sheets)}, figures: {spreading.figures:,}).")
    for sentence in _warnings(spreading):
        typer.echo(f"docintel: {sentence}", err=True)


def _summary(spreading: Spreading) -> dict[str, object]:
    return {
        "file": str(spreading.file),
        "sheets": list(spreading.sheets),
        "figures": spreading.figures,
        "unmapped": spreading.unmapped,
        "conflicts": spreading.unlike,
        "unit_unknown": spreading.unknown,
        "open_sums": spreading.open_sums,
        "companies": spreading.companies,
        "proposals": spreading.proposals,
        "numbers_as_text": spreading.limits.numbers_as_text,
        "without_link": spreading.limits.without_link,
        "cut": spreading.limits.cut,
    }


def _warnings(spreading: Spreading) -> list[str]:
    """What a person must know before trusting the workbook, one sentence each."""
    limits = spreading.limits
    said = [
        (spreading.unlike, "values in conflict", "the sheet 说明 About lists them"),
        (spreading.open_sums, "printed subtotals that their rows do not add up to", "the sheet 说明 About says why"),
        (
            spreading.proposals,
            "proposals to mend failing identities",
            "the sheet 建议 Proposals lists them; none is used",
        ),
        (spreading.unknown, "figures without a unit", "they have no standard value"),
        (spreading.unmapped, "figures of rows that map to no account", "they stand as filed with their block"),
        (limits.numbers_as_text, "numbers with more digits than Excel keeps, written as text", "no formula adds them"),
        (limits.without_link, "values without a link", "Excel takes 65,530 a sheet"),
        (limits.cut, "texts longer than a cell, cut there", "the document has them whole"),
    ]
    found = [f"{what}: {number:,}; {where}." for number, what, where in said if number]
    return [*(f"{sentence}." for sentence in spreading.beware), *found]
