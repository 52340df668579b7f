"""Whose statement each is, where one file holds the statements of several companies.

In a file of one company nothing is said: its figures are that company's, whatever it is called on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docintel.extractors.statement_entries import Statement
from docintel.language.names import find_companies, normalise_company
from docintel.language.views import half_width

_SAID = re.compile(
    r"(?:编制单位|编报单位|填报单位|单位名称|公司名称|企业名称|会计主体|(?:company|entity|prepared by)(?: name)?)"
    r"\s*:\s*(?P<name>.+)",
    re.IGNORECASE,
)
#: A line that says little but a company's name is its heading; a sentence that mentions one is not.
_MOST = 0.7


def read_owner(lines: Iterable[str]) -> str | None:
    """The company that a statement's head names: behind 编制单位, or in a line of its own; the first of them."""
    alone: str | None = None
    for line in lines:
        plain = half_width(line).strip()
        said = _SAID.search(plain)
        named = find_companies(said["name"] if said else plain)
        if said and named:
            return named[0].name
        if named and alone is None and len(named[0].name) >= _MOST * len(plain):
            alone = named[0].name
    return alone


def settle_owners(statements: Sequence[Statement]) -> None:
    """Name the company of every statement where there are several; one that names none goes with the one before."""
    if len(_distinct(statement.owner for statement in statements)) < 2:
        for statement in statements:
            statement.owner = None
        return
    before: str | None = None
    for statement in statements:
        if statement.part_of is not None:
            statement.owner = statement.part_of.owner
        before = statement.owner = statement.owner or before
    spelt: dict[str, str] = {}
    for statement in statements:
        if statement.owner is not None:
            statement.owner = spelt.setdefault(_key(statement.owner, spelt), statement.owner)


def _distinct(names: Iterable[str | None]) -> set[str]:
    keys: dict[str, str] = {}
    for name in names:
        if name is not None:
            keys.setdefault(_key(name, keys), name)
    return set(keys)


def _key(name: str, known: Iterable[str]) -> str:
    """The name as one known already, if that is the same: one may be cut short at a line's end."""
    own = normalise_company(name)
    return next((key for key in known if own.startswith(key) or key.startswith(own)), own)
