"""A statement that a page broke: whether a table goes on with it, and the columns it then stands under."""

from __future__ import annotations

import re
from dataclasses import replace

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_columns import Column, Layout
from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_titles import Heading
from docintel.language.views import half_width
from docintel.records.statement import StatementKind

LAST_ROWS = frozenset({"bs.total_liabilities_and_equity", "cf.cash_end", "is.eps_diluted"})
#: Rows of a statement that have no account: the parts of other comprehensive income.
_OF_COMPREHENSIVE = re.compile(r"综合收益|重分类|公允价值变动|权益法|套期|折算|设定受益|信用减值准备|^其他$")
#: Lines between the rows of a statement that name no account, the rest of a caption among them.
_WITHOUT_ACCOUNT = re.compile(rf"{_OF_COMPREHENSIVE.pattern}|按.{{2,8}}分类$|填列\)$|^.?列\)$|^\)$")
#: Of the accounts on the new page, those already printed on the one before.
_MOSTLY_NEW = 0.2
_FEWEST_ACCOUNTS = 2
_LONGEST_GAP = 240


def may_go_on(before: Statement, heading: Heading, gap: str) -> bool:
    """Whether a statement is still open, and what stands above the table is its own title once more or none.

    `gap` are the words since its last row: captions of rows without numbers, and little else.
    """
    title = heading.title
    others = (line.strip() for line in gap.split("\n") if not _is_caption(line, before.kind))
    if before.keys() & LAST_ROWS or sum(len(line) for line in others) > _LONGEST_GAP:
        return False
    if title is None:
        return True
    if title.kind != before.kind:
        return False
    if before.chinese:
        return title.scope == (before.scope if before.scope_said else None)
    # an English report says that it goes on, or repeats the title word for word
    said = any("continued" in line.lower() for line in heading.lines)
    return said or heading.lines[:1] == before.lines[:1]


def goes_on(before: Statement, made: Statement, heading: Heading, *, registrant: bool) -> bool:
    """Whether the rows read under the columns before belong to it.

    Rows of comprehensive income without an account count where nothing but captions stands between. Under a title
    that does not say 续, as another company's would not, the rows have to be other ones than those before. The last
    rows of a form tell only in the report of a US registrant: a note on cash has them too.
    """
    if not made.rows:
        return False
    titled, again = heading.title, before.keys() & made.keys()
    if titled is not None and not before.chinese:
        return len(again) < _FEWEST_ACCOUNTS
    if titled is not None and not titled.continued:
        return len(again) <= _MOSTLY_NEW * len(made.keys())
    if registrant and made.keys() & LAST_ROWS:
        return True
    known = sum(row.account is not None for row in made.rows)
    if titled is not None or all(_is_caption(line, before.kind) for line in heading.lines):
        known += sum(row.account is None and bool(_OF_COMPREHENSIVE.search(row.label.name)) for row in made.rows)
    return known * 2 >= len(made.rows)


def _is_caption(line: str, kind: StatementKind) -> bool:
    """Whether a line is the caption of a row without numbers: the forms print them for everything that may exist."""
    label = read_label(line)
    words = (label.name, half_width(line))
    return chart(kind).find_exactly(label) is not None or any(_WITHOUT_ACCOUNT.search(each) for each in words)


def under(before: Statement, layout: Layout) -> Layout | None:
    """The layout under the header of the page before, when it has none of its own; None when columns do not agree."""
    own = [column for column in layout.columns if column.amounts]
    others = [column for column in before.columns if column.amounts]
    if any(column.words for column in own):
        # a table of other columns is another table
        return layout if before.chinese or len(own) == len(others) else None
    if len(layout.columns) == len(before.columns):
        # Without a head, small amounts look like references to notes: the page before knows which columns hold them.
        pairs = zip(layout.columns, before.columns, strict=True)
        return replace(layout, columns=tuple(_headed(column, other) for column, other in pairs))
    if len(own) == len(others):
        places = dict(zip((column.start for column in own), others, strict=True))
    else:
        # Note references on this page, or a column left blank all the way down: the place in the table decides.
        places = {column.start: other for column in own for other in others if other.start == column.start}
    if not places:
        return None
    return replace(layout, columns=tuple(_headed(column, places.get(column.start)) for column in layout.columns))


def _headed(column: Column, before: Column | None) -> Column:
    """A column without a header of its own, under the header it had on the page before; without one it is no amount."""
    if before is None:
        return replace(column, amounts=False)
    return replace(
        column, words=before.words, spans=before.spans, period=before.period, scope=before.scope, unit=before.unit,
        amounts=before.amounts,
    )  # fmt: skip
