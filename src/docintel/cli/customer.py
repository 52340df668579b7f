"""Commands on customers that were enriched: profile, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from docintel.cli.printing import Json, print_line

if TYPE_CHECKING:
    # heavy: records bring pydantic, which `docintel --help` need not wait for
    from docintel.records.profile import Alert, Profile

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer's id.")]


def profile(customer: Customer, json: Json = False) -> None:
    """Show what is known of a customer: grade, claims, indicators, conflicts, and what is missing."""
    from docintel.workflows.stored import stored_profile

    found = stored_profile(customer)
    if json:
        print_line(found.model_dump(mode="json"))
    else:
        _print_profile(found)


def warnings(
    customer: Annotated[str | None, typer.Argument(metavar="[CUSTOMER]", help="One customer, or all.")] = None,
    json: Json = False,
) -> None:
    """Show what fires, the gravest first, with the reason in both languages and the proposed measure."""
    from docintel.workflows.stored import anything_measured, stored_alerts

    found = stored_alerts(customer)
    if not found and not json and not anything_measured(customer):
        typer.echo("Nothing could be measured; this does not mean that nothing is wrong.")
        return
    if json:
        for alert in found:
            print_line(alert.model_dump(mode="json"))
        return
    print_alerts(found)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    for command in (profile, warnings):
        app.command()(command)


def grade_line(profile: Profile) -> str:
    """Grade and score in words; a customer of whom nothing could be measured has neither."""
    from docintel.exports.rows import measured_count

    if profile.grade is None:
        return "grade — (nothing could be measured; this does not mean that nothing is wrong)"
    grade = ("normal", "watch", "alert", "critical")[profile.grade]
    ground = f"{measured_count(profile)} of {len(profile.assessments)} indicators measured"
    return f"grade {profile.grade} ({grade}), score {profile.score}/100 ({ground})"


def print_bonds(profile: Profile) -> None:
    """Print whose trouble the customer's grade may not lie under."""
    for bond in profile.bonds:
        typer.echo(f"  ≥ {bond.grade}  {bond.reason_zh} {bond.reason_en}")


def print_alerts(alerts: list[Alert]) -> None:
    """Print alerts as a table a credit officer can read on a terminal."""
    if not alerts:
        typer.echo("No warning fires.")
    for alert in alerts:
        if alert.grade == 1:
            typer.echo(f"关注 watch     {alert.indicator:<8} {alert.reason_zh} {alert.reason_en}   [{alert.customer}]")
            continue
        mark = {2: "预警 alert   ", 3: "严重 critical"}[alert.grade]
        review = "  (needs review)" if alert.needs_review else ""
        typer.echo(f"{mark}  {alert.indicator:<8} {alert.name_zh} / {alert.name_en}{review}")
        typer.echo(f"               {alert.reason_zh}")
        typer.echo(f"               {alert.reason_en}")
        typer.echo(f"               → {', '.join(alert.measures)}   [{alert.customer}]")


def _print_profile(profile: Profile) -> None:
    customer = profile.customer
    typer.echo(f"{customer.id}  {customer.name}   as of {profile.as_of}")
    typer.echo(grade_line(profile))
    print_bonds(profile)
    typer.echo(f"cooperation 合作意愿 {'—' if profile.cooperation is None else f'{profile.cooperation}/100'}")
    typer.echo("\nKnown")
    for claim in profile.claims:
        conflict = "   CONFLICT" if claim.conflict else ""
        typer.echo(f"  {claim.field:<24} {claim.value} {claim.unit or ''}  ({claim.as_of}){conflict}")
    typer.echo("\nIndicators")
    for found in profile.assessments:
        value = "—" if found.value is None else f"{found.value:.4f}"
        grade = "—" if found.grade is None else str(found.grade)
        typer.echo(f"  {found.indicator:<8} {found.key:<30} {value:>14}  grade {grade}  {found.reason or ''}")
    if profile.missing:
        typer.echo("\nMissing: " + ", ".join(profile.missing))
    _print_superseded(profile)
    _print_orphans(profile)
    typer.echo("\nWarnings")
    print_alerts(list(profile.alerts))


def _print_superseded(profile: Profile) -> None:
    if profile.superseded:
        typer.echo("\nLeft out: another copy or a later version counts")
    for one in profile.superseded:
        typer.echo(f"  {one.name} → {one.by_name} ({one.kind}, {one.facts} facts)   [{one.link}]")
        typer.echo(f"      {one.reason_zh} {one.reason_en}")
    if profile.possible_links:
        typer.echo("\nPerhaps the same document: both count until a person decides")
    for link in profile.possible_links:
        typer.echo(f"  {link.newer_name} ~ {link.older_name} ({link.similarity:.0%} of the words)   [{link.id}]")
        typer.echo(f"      {link.reason_zh} {link.reason_en}")


def _print_orphans(profile: Profile) -> None:
    if profile.orphaned_reviews:
        typer.echo("\nReviews to look at again: the documents read otherwise now")
    for one in profile.orphaned_reviews:
        review = one.review
        read = f"{one.old_value or '?'} → {one.new_value or 'not found'}"
        typer.echo(f"  {review.verdict} by {review.reviewer} ({review.day}): {one.what or review.target}: {read}")
        typer.echo(f"      {one.doc or ''} {one.id}")
