"""Which untitled tables are statements, and which only sum up a titled one."""

from __future__ import annotations

from docintel.extractors.statement_entries import Statement
from docintel.records.statement import StatementKind

#: Summaries over five or ten years list a dozen accounts of a statement at most.
_MORE_THAN_A_SUMMARY = 15


def without_summaries(statements: list[Statement]) -> list[Statement]:
    """Leave out untitled tables that only repeat rows of a titled statement, as a management report does.

    A whole statement with numbers of its own is kept: the page with its title may be missing.
    """
    titled: dict[StatementKind, set[tuple[str, str]]] = {}
    for each in statements:
        if each.titled:
            titled.setdefault(each.kind, set()).update(_prints(each))
    return [
        each
        for each in statements
        if each.titled
        or each.supplement
        or each.part_of
        or each.kind not in titled
        or _is_whole(each, titled[each.kind])
    ]


def _is_whole(statement: Statement, elsewhere: set[tuple[str, str]]) -> bool:
    """Whether it has more accounts than a summary and prints other numbers than the titled statements."""
    prints = _prints(statement)
    return len(statement.keys()) >= _MORE_THAN_A_SUMMARY and len(prints & elsewhere) * 2 < len(prints)


def _prints(statement: Statement) -> set[tuple[str, str]]:
    return {(row.key, cell.text) for row in statement.rows if row.key for _, cell in row.cells}
