"""Commands on access keys: who may use the API, and for which customers."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from docintel.cli.custody import By, operator
from docintel.cli.printing import Json, print_line

keys = typer.Typer(help="Tokens of the API, and the customers they may see.", no_args_is_help=True)


@keys.command()
def add(
    holder: Annotated[str, typer.Argument(metavar="HOLDER", help="Who gets it: a person or a program.")],
    customers: Annotated[
        list[str] | None, typer.Option("--customers", metavar="PATTERN", help="Customer ids they may see (NORTH-*).")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="May look, and neither upload nor judge.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Make a token, for all customers unless --customers (several times) says which; it is printed this once."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        opened = tuple(customers or ("*",))
        key, token = store.keys.add(holder, customers=opened, may_write=not read_only, by=operator(by))
    if json:
        print_line(key.model_dump(mode="json") | {"token": token})
        return
    typer.echo(token)
    typer.echo(f"{key.id} for {holder}: keep the token above now, it is stored nowhere.", err=True)


@keys.command("list")
def list_keys(json: Json = False) -> None:
    """Show every key ever made; never a token."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        found = store.keys.all()
    for key in found:
        if json:
            print_line(key.model_dump(mode="json"))
            continue
        state = f"revoked {key.revoked:%Y-%m-%d}" if key.revoked else ("read, write" if key.may_write else "read")
        typer.echo(f"{key.id}  {key.created:%Y-%m-%d}  {key.holder:<20} {state:<18} {', '.join(key.customers)}")
    if not found and not json:
        typer.echo("No key was made yet: docintel keys add HOLDER.")


@keys.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="The key's id, K-….")], by: By = "", json: Json = False
) -> None:
    """Take a key back for good; whoever still uses its token is refused from now on."""
    from docintel.store.opening import configured_store

    with closing(configured_store()) as store:
        found = store.keys.revoke(key, by=operator(by))
    if json:
        print_line(found.model_dump(mode="json"))
    else:
        typer.echo(f"{found.id} of {found.holder} is revoked.")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(keys, name="keys")
