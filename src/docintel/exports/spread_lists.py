"""The sheets of the spreading workbook that are lists: tables as filed, and proposals. Nothing in them is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docintel.exports.names import Name, code_name, in_both, statement_name, status_name
from docintel.exports.spread_book import AS_TEXT, NO_LINK, SpreadBook, colour
from docintel.exports.spread_cells import Proposed
from docintel.exports.spread_columns import Period, period_name
from docintel.exports.spread_filed import FiledLine, FiledSheet, FiledTable
from docintel.exports.spread_remarks import companions, identity_names, proposal_standing
from docintel.exports.wording import advice_on, word_fact

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: What the sheet of proposals is called.
PROPOSALS = "建议 Proposals"
_FILED_RULE = (
    "数字照录原文，一行一个：本表不作任何加总，其他各表的公式也不引用。标准值 = 原文数字 × 单位 · "
    "Numbers as printed, one a line: nothing here is computed, and no formula elsewhere uses it. Standard value = "
    "digits × unit"
)
_PROPOSALS_RULE = (
    "勾稽不平时，使其成立的最少改动。均为建议：不在任何报表的数值与公式之内，经人采纳才作数 · "
    "The fewest changes by which failing identities would hold. Proposals only: in no value and no formula of the "
    "other sheets, and without effect until a person accepts them"
)
_FILED = (
    ("表 table", 34), ("原文科目 caption as filed", 40), ("列 words over it", 34), ("期间 period", 34),
    ("标准值 standard", 20), ("原文数字 as filed", 18), ("原文单位 printed in", 12), ("币种 currency", 9),
    ("标准键 key", 26), ("状态 status", 44), ("依据 evidence", 50),
)  # fmt: skip
_PROPOSED = (
    ("报表 statement", 30), ("原文科目 caption as filed", 34), ("标准键 key", 26), ("期间 period", 34),
    ("原文数字 printed", 20), ("建议数字 proposed", 20), ("单位 unit", 12), ("可能成因 cause", 26),
    ("将成立的勾稽 identities that would close", 34), ("其他同样可能的更正 alternatives", 14),
    ("须一并采纳 together with", 44), ("复核 standing", 40), ("怎么办 what to do", 70), ("依据 evidence", 50),
)  # fmt: skip
_TOP = 4


def write_filed(book: SpreadBook, title: str, sheet: FiledSheet) -> str:
    """A sheet of tables as filed, and its name."""
    short = "EQ" if sheet.statement == "equity_changes" else "NT"
    name, page = book.add_sheet(f"{sheet.name.zh} {short}")
    _write_heads(book, page, (f"{title} · {sheet.name.zh} {sheet.name.en}", _FILED_RULE), _FILED)
    lines = [(table, line) for table in sheet.tables for line in table.lines]
    for row, (table, line) in enumerate(lines, start=_TOP):
        _write_line(book, page, row, (table, line))
    page.autofilter(_TOP - 1, 0, _TOP - 1 + len(lines), len(_FILED) - 1)
    return name


def write_proposals(book: SpreadBook, title: str, proposals: Sequence[Proposed]) -> str:
    """The sheet of proposals, and its name; the most explicable of each document first."""
    name, page = book.add_sheet(PROPOSALS)
    _write_heads(book, page, (f"{title} · {PROPOSALS}", _PROPOSALS_RULE), _PROPOSED)
    for row, proposed in enumerate(proposals, start=_TOP):
        texts = _proposal_texts(proposed, proposals)
        book.write_link(page, row, 1, (proposed.href, f"{proposed.file} · {proposed.place}"))
        for at, text in enumerate(texts):
            book.write_words(page, row, at, text)
    page.autofilter(_TOP - 1, 0, _TOP - 1 + len(proposals), len(_PROPOSED) - 1)
    return name


def _write_heads(book: SpreadBook, page: Worksheet, heads: tuple[str, str], columns: Sequence[tuple[str, int]]) -> None:
    page.freeze_panes(_TOP, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(_TOP - 1)
    for at, head in enumerate(heads):
        book.write_text(page, at, 0, head, book.format(bold=at == 0))
    for at, (name, width) in enumerate(columns):
        page.set_column(at, at, width)
        book.write_text(page, _TOP - 1, at, name, book.format(bold=True, bottom=1, text_wrap=True))


def _write_line(book: SpreadBook, page: Worksheet, row: int, at: tuple[FiledTable, FiledLine]) -> None:
    table, line = at
    one = line.sourced
    evidence, shown, period = f"{one.file} · {one.place}", colour(one.status), line.period
    remarks: list[Name] = list(line.remarks)
    if not book.write_link(page, row, 4, (one.href, evidence), **shown):
        remarks.append(NO_LINK)
    if not book.write_number(page, row, 4, one.value, **shown, align="right"):
        remarks.append(AS_TEXT)
    texts = {
        0: table.heading, 1: one.figure.label, 2: one.figure.column_label or "", 3: in_both(period),
        5: one.figure.as_filed, 6: one.figure.unit or "单位未知 unit unknown", 7: one.figure.currency or "",
        8: one.figure.key or "", 10: evidence,
    }  # fmt: skip
    for place, text in texts.items():
        book.write_words(page, row, place, text)
    book.write_text(page, row, 9, in_both(status_name(one.status), *remarks), book.format(**shown))


def _proposal_texts(proposed: Proposed, proposals: Sequence[Proposed]) -> tuple[str, ...]:
    """What each column of a proposal says; digits as the print has them, so that nobody adds them up."""
    one, worded = proposed.proposal, word_fact(proposed.proposal)
    period = Period(one.period_end, one.period_start, one.months, one.period, False, one.currency)
    advice = advice_on(one, proposed.verdict)
    return (
        in_both(statement_name(one.statement, one.scope)),
        one.label,
        one.key or "",
        in_both(period_name(period)),
        one.as_filed or "未印数字 nothing printed",
        one.as_proposed,
        " ".join(part for part in (one.unit or "单位未知 unit unknown", one.currency) if part),
        in_both(code_name("causes", one.cause)) if one.cause else "",
        in_both(*identity_names(one)),
        str(one.alternatives),
        in_both(companions(one, proposals)),
        in_both(proposal_standing(proposed, worded)),
        in_both(*advice),
        f"{proposed.file} · {proposed.place}",
    )
