"""What `docintel demo` prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from docintel.cli.customer import grade_line, print_alerts, print_bonds
from docintel.cli.progress import file_progress

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.exports.page import Lead
    from docintel.records.profile import Profile
    from docintel.workflows.demo import DemoResult


def print_demo(out: Path) -> None:
    """Run the sample deal and tell its story: documents, signals, profile, warnings, and the page to open."""
    from docintel.workflows.demo import STORY_DAY, run_demo

    with file_progress() as progress:
        result = run_demo(out, progress)
    typer.echo(f"The sample deal, read and folded to {STORY_DAY}\n")
    _print_documents(result)
    for profile in result.outcome.profiles:
        _print_customer(profile)
        _print_leads(result.leads[profile.customer.id])
    typer.echo(f"\nResults: {out}/*.jsonl and *.parquet, database {result.database}")
    for customer, page in result.pages.items():
        typer.echo(f"Open in a browser: {page.resolve().as_uri()}   ({customer})")


def _print_documents(result: DemoResult) -> None:
    typer.echo("Documents")
    for name, kinds in sorted(result.facts.items()):
        counted = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
        typer.echo(f"  {name:<34} {counted}")
    typer.echo("\nNot read, and why")
    for failure in result.outcome.failures:
        typer.echo(f"  {failure.message} [{failure.code}]")
    if not result.outcome.failures:
        typer.echo("  nothing")


def _print_customer(profile: Profile) -> None:
    customer = profile.customer
    typer.echo(f"\n{customer.id}  {customer.name}")
    if not profile.claims:
        typer.echo("  no document names this customer")
        return
    cooperation = "—" if profile.cooperation is None else f"{profile.cooperation}/100"
    typer.echo(f"  {grade_line(profile)}, cooperation 合作意愿 {cooperation}")
    print_bonds(profile)
    typer.echo(f"  {len(profile.values)} signals, {len(profile.claims)} claims, {len(profile.assessments)} indicators")
    print_alerts(list(profile.alerts))


def _print_leads(leads: list[Lead]) -> None:
    if leads:
        typer.echo("  线索 Leads: seen in the documents, not sure enough to count until a person accepts them")
    for lead in leads:
        words = " ".join(lead.sources[0].quote.split())
        typer.echo(
            f"    {lead.indicator:<6} {lead.name_zh} / {lead.name_en}: 「{words[:90]}」 {lead.sources[0].document}"
        )
