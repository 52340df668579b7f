"""Whose statement it is where the title is silent: told by its rows, by its neighbours, and by what the report is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_rows import StatementRow
from docintel.records.statement import Scope

_GROUP_ROWS = frozenset({"bs.minority_interest", "is.np_minority", "bs.equity_parent", "is.np_parent"})
_PARENT = re.compile(r"parent|registrant|schedule i\b", re.IGNORECASE)
#: So many accounts in common make two prints the same statement.
_SAME = 3


def scope_of_rows(rows: Sequence[StatementRow]) -> Scope:
    """Where the title is silent, rows only a group has tell it; else a single company's statement."""
    return "consolidated" if any(row.key in _GROUP_ROWS for row in rows) else "single"


def settle_scopes(statements: list[Statement], *, registrant: bool) -> None:
    """A title that is silent beside the same statement of the group is the parent's; parts and notes go with theirs.

    What a US registrant reports is consolidated (Regulation S-X, 3A-02) unless it says otherwise.
    """
    said = [each for each in statements if each.scope_said and each.scope == "consolidated"]
    for statement in statements if registrant else ():
        if not statement.scope_said and not any(_PARENT.search(line) for line in statement.lines):
            others = [each for each in said if each.kind == statement.kind]
            if not any(len(each.keys() & statement.keys()) >= _SAME for each in others):
                statement.scope = "consolidated"
    group = {each.kind for each in statements if each.scope == "consolidated" and not _goes_along(each)}
    for statement in statements:
        if statement.part_of is not None:
            statement.scope = statement.part_of.scope
        elif _goes_along(statement) and group:
            statement.scope = "consolidated"
        elif not statement.scope_said and statement.kind in group and statement.scope != "consolidated":
            statement.scope = "parent"


def _goes_along(statement: Statement) -> bool:
    """Whether a silent title leaves the scope to the statements that the table explains."""
    return not statement.scope_said and (statement.supplement or statement.kind == "notes_table")
