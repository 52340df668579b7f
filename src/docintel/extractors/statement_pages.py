"""A statement that goes on over a page: whether a heading says so, and under which columns its rows stand."""

from __future__ import annotations

from dataclasses import replace

from docintel.extractors.statement_columns import Column, Layout
from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_titles import Heading


def says_again(heading: Heading, before: Statement) -> bool:
    """Whether a heading says "continued", or repeats the title of the statement before, which is not at its end."""
    said = any("continued" in line.lower() for line in heading.lines)
    return said or heading.lines[:1] == before.lines[:1]


def laid_under(before: Statement, layout: Layout) -> Layout | None:
    """The layout under the header of the page before, when it has none of its own; None when columns do not agree."""
    own = [column for column in layout.columns if column.amounts]
    others = [column for column in before.columns if column.amounts]
    if any(column.words for column in own):
        # A table of other columns is another table.
        return layout if before.chinese or len(own) == len(others) else None
    if len(own) == len(others):
        pairs = dict(zip((column.start for column in own), others, strict=True))
    else:
        # Note references on this page, or a column left blank all the way down: the place in the table decides.
        pairs = {column.start: other for column in own for other in others if other.start == column.start}
    if not pairs:
        return None
    return replace(layout, columns=tuple(_headed(column, pairs.get(column.start)) for column in layout.columns))


def _headed(column: Column, before: Column | None) -> Column:
    """A column without a header of its own, under the header it had on the page before; without one it is no amount."""
    if before is None:
        return replace(column, amounts=False)
    return replace(
        column, words=before.words, spans=before.spans, period=before.period, scope=before.scope, unit=before.unit
    )
