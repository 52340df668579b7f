"""Whose statement it is where no title says so: the group's, the parent's, or a single company's."""

from __future__ import annotations

from collections.abc import Sequence

from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_rows import StatementRow
from docintel.records.statement import Scope

_GROUP_ROWS = frozenset({"bs.minority_interest", "is.np_minority", "bs.equity_parent", "is.np_parent"})


def scope_of_rows(rows: Sequence[StatementRow]) -> Scope:
    """Where the title is silent, rows only a group has tell it; else a single company's statement."""
    return "consolidated" if any(row.key in _GROUP_ROWS for row in rows) else "single"


def settle_silent_titles(statements: list[Statement]) -> None:
    """A title that is silent beside the same statement of the group is the parent's; parts and notes go with theirs."""
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
