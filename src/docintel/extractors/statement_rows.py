"""The rows of a statement: which account each names, what it is contained in, and its cell under every column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docintel.extractors.statement_accounts import Account, chart
from docintel.extractors.statement_columns import Column
from docintel.extractors.statement_grid import GridCell, Row
from docintel.extractors.statement_inside import is_inside, without_gross
from docintel.extractors.statement_labels import Label, read_label
from docintel.extractors.statement_numbers import is_amount, is_note_token, read_amount
from docintel.extractors.statement_sections import first_section, section_after, section_opened
from docintel.extractors.statement_units import PER_SHARE, SHARE_COUNT
from docintel.records import Candidate, Span
from docintel.records.statement import StatementKind

#: Rows that stand inside the row above them; the first bears 其中, those after it bear nothing.
CHILDREN = {
    "bs.notes_and_accounts_receivable": {"bs.notes_receivable", "bs.accounts_receivable"},
    "bs.notes_and_accounts_payable": {"bs.notes_payable", "bs.accounts_payable"},
    "bs.other_receivables": {"bs.interest_receivable", "bs.dividends_receivable"},
    "bs.other_payables": {"bs.interest_payable", "bs.dividends_payable"},
    "bs.bonds_payable": {"bs.bonds_payable_preferred", "bs.bonds_payable_perpetual"},
    "bs.other_equity_instruments": {"bs.oei_preferred", "bs.oei_perpetual"},
    "bs.noncurrent_liabilities_due_1y": {"bs.lt_borrowings_due_1y", "bs.bonds_due_1y", "bs.lease_liabilities_due_1y"},
    "is.finance_expenses": {"is.interest_expense", "is.interest_income"},
    "is.investment_income": {"is.share_of_associates", "is.derecognition_gain_ac"},
}
_ATTRIBUTED = frozenset({"is.np_parent", "is.np_minority"})
_REFERENCE_BEHIND = re.compile(
    r"\s+(?:(?:附注|注释|注)?\s?(?:[一二三四五六七八九十]{1,3}|\([一二三四五六七八九十]{1,3}\))\s?"
    r"(?:[、.]?\s?\d{1,3}|[、.]?\s?\(\d{1,3}\))|(?:附注|注释)\s?\d{1,3})(?:\(\d{1,2}\))?$"
)
_BASIC, _DILUTED = re.compile(r"\bbasic\b"), re.compile(r"\bdiluted\b")
_PAID_FOR = re.compile(r"(cash )?(paid|payment).*")
SAYS_PROFIT = re.compile(r"净利润|损益|收益|profit|income|earning|loss")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One printed row. `parent` is the account it is contained in (其中 …): such a row is never added to a subtotal.

    `asides` are the cells under columns that hold no period, such as changes. `loose` rows name no account and follow
    rows that are contained: they may be contained too. `likened` says that the account was found by likeness, not by a
    name; `candidates` are the nearest accounts of a row that no name maps.
    """

    label: Label
    span: Span
    account: Account | None
    section: str | None
    parent: str | None
    cells: tuple[tuple[int, GridCell], ...]
    per_share: bool = False
    share_count: bool = False
    after_other_income: bool = False
    asides: tuple[tuple[int, GridCell], ...] = ()
    loose: bool = False
    likened: bool = False
    candidates: tuple[Candidate, ...] = ()

    @property
    def key(self) -> str | None:
        """The account's key, None for a row that names none."""
        return self.account.key if self.account else None


@dataclass(slots=True)
class _Place:
    """What the rows so far say about where the next one stands."""

    section: str | None
    heading: str = ""
    parent: str | None = None
    last: str | None = None
    inside: bool = False
    seen: set[str] = field(default_factory=set)
    likened: Mapping[int, Account] = field(default_factory=dict)


def read_rows(
    body: Sequence[Row],
    columns: Sequence[Column],
    kind: StatementKind,
    *,
    supplement: bool = False,
    section: str | None = None,
    likened: Mapping[int, Account] | None = None,
) -> tuple[tuple[StatementRow, ...], str | None]:
    """Every row that has a caption and a number, in printed order, and the section in which the print ends.

    `section` is where the page before ended; `likened` has the accounts of rows that no name maps, by their start.
    """
    place = _Place(section or first_section(kind, supplement), likened=likened or {})
    return tuple(without_gross(list(_rows(body, columns, kind, place)))), place.section


def _rows(body: Sequence[Row], columns: Sequence[Column], kind: StatementKind, place: _Place) -> Iterator[StatementRow]:
    waiting: tuple[str, Span] | None = None
    rest: Row | None = None
    for at, row in enumerate(body):
        caption = _caption(row, columns)
        cells = _cells(row, columns)
        if row is rest:
            continue
        if not cells or (caption and _is_heading(caption[0], cells)):
            waiting = _heading(caption, kind, place) if caption else waiting
            continue
        if caption is None:
            caption, waiting = waiting, None
            # Only a caption broken inside its brackets goes on; other numbers without a caption belong to no row.
            if caption is None or read_label(caption[0]).complete:
                continue
        elif waiting is not None:
            caption, waiting = _joined(waiting, caption, kind, place), None
        more = _cells(body[at + 1], columns) if at + 1 < len(body) else cells
        # On a scan the figures between the lines may fall in with either: one number a column at most.
        if not {column for column, _ in cells} & {column for column, _ in more}:
            below = _caption(body[at + 1], columns)
            whole = _completed(caption, below, kind) if below else None
            if whole is not None:
                caption, rest, cells = whole, body[at + 1], tuple(sorted((*cells, *more), key=lambda each: each[0]))
        yield replace(_row(caption, cells, kind, place), asides=_cells(row, columns, asides=True))


def _caption(row: Row, columns: Sequence[Column]) -> tuple[str, Span] | None:
    edge = min((column.start for column in columns), default=0)
    for cell in row:
        if cell.column < max(edge, 1) and not is_amount(cell) and not is_note_token(cell):
            return _without_reference(cell.text, cell.span)
    return None


def _without_reference(text: str, span: Span) -> tuple[str, Span]:
    """A caption without the reference to a note that stands behind it in its cell ("货币资金 五、1")."""
    found = _REFERENCE_BEHIND.search(text)
    return (text[: found.start()], Span(start=span.start, end=span.start + found.start())) if found else (text, span)


def _is_heading(caption: str, cells: tuple[tuple[int, GridCell], ...]) -> bool:
    """Some reports print dashes behind a heading; a colon tells it from a row of nils."""
    dashes = all(amount is not None and amount.nil for amount in (read_amount(cell) for _, cell in cells))
    return dashes and caption.rstrip().endswith((":", "\uff1a"))


def _cells(row: Row, columns: Sequence[Column], *, asides: bool = False) -> tuple[tuple[int, GridCell], ...]:
    return tuple(
        (at, cell)
        for at, column in enumerate(columns)
        if column.amounts != asides
        for cell in row
        if cell.overlaps(column.start, column.end) and is_amount(cell)
    )


def _heading(caption: tuple[str, Span], kind: StatementKind, place: _Place) -> tuple[str, Span] | None:
    """Take a row without numbers as a heading; one that opens nothing may be the first line of a caption."""
    label = read_label(caption[0])
    opened = section_opened(kind, label, place.section)
    place.inside = place.inside or label.operation == "of_which"
    place.heading = label.name
    if opened != place.section:
        place.section, place.parent, place.inside = opened, None, False
        return None
    return caption


def _joined(first: tuple[str, Span], second: tuple[str, Span], kind: StatementKind, place: _Place) -> tuple[str, Span]:
    """One caption from two lines, when only together they name an account."""
    both = first[0] + ("" if read_label(first[0]).chinese else " ") + second[0]
    find = chart(kind).find
    alone = find(read_label(second[0]), place.section) or find(read_label(first[0]), place.section)
    if alone is None and find(read_label(both), place.section) is not None:
        return both, Span(start=first[1].start, end=second[1].end)
    return second


def _completed(first: tuple[str, Span], below: tuple[str, Span], kind: StatementKind) -> tuple[str, Span] | None:
    """A caption with its second line below the figures, where that closes its bracket or makes it an account's name.

    Chinese only: English names are patterns that two captions in a row may well fit.
    """
    if not read_label(first[0]).chinese:
        return None
    both = first[0] + below[0]
    closes = not read_label(first[0]).complete and read_label(both).complete
    find = chart(kind).find_exactly
    names = find(read_label(both)) is not None and not any(find(read_label(each[0])) for each in (first, below))
    return (both, first[1]) if closes or names else None


def _row(
    caption: tuple[str, Span], cells: tuple[tuple[int, GridCell], ...], kind: StatementKind, place: _Place
) -> StatementRow:
    label = read_label(caption[0])
    if place.section == "disclosure" and _PAID_FOR.fullmatch(place.heading) and "paid" not in label.name:
        label = replace(label, name=f"cash paid for {label.name}")
    listed = is_inside(place.parent, label.name)
    account = None if listed else _account(label, kind, place)
    likened = account is None and not listed and caption[1].start in place.likened
    account = place.likened[caption[1].start] if likened else account
    parent = place.parent if listed else _parent(label, account, place)
    row = StatementRow(
        label,
        caption[1],
        account,
        place.section,
        parent,
        cells,
        per_share=place.section == "per_share" or bool(PER_SHARE.search(caption[0])),
        share_count=place.section == "share_count" or bool(SHARE_COUNT.search(caption[0].lower())),
        after_other_income="is.other_income" in place.seen,
        loose=place.inside and parent is None and account is None,
        likened=likened,
    )
    _advance(row, place)
    return row


def _account(label: Label, kind: StatementKind, place: _Place) -> Account | None:
    if kind == "income_statement":
        return _income_account(label, place)
    return chart(kind).find(label, place.section)


def _income_account(label: Label, place: _Place) -> Account | None:
    accounts = chart("income_statement")
    if place.section == "share_count":
        return None
    if place.section == "per_share" and not label.chinese:
        key = "is.eps_basic" if _BASIC.search(label.name) else "is.eps_diluted" if _DILUTED.search(label.name) else ""
        return accounts.accounts.get(key)
    account = accounts.find(label, None)
    if account is None or (
        re.search(r"\(expense|expense\)|/expense", label.printed.lower()) and account.key == "is.other_income"
    ):
        return None
    # A financial group's 利息收入 and 利息支出 are revenue and cost, not parts of 财务费用 (statements.md §12, trap 6).
    if label.chinese and account.key in CHILDREN["is.finance_expenses"] and place.parent != "is.finance_expenses":
        return None
    if account.key in _ATTRIBUTED and not SAYS_PROFIT.search(label.name) and _of_comprehensive(place):
        return None
    return account


def _of_comprehensive(place: _Place) -> bool:
    return "comprehensive" in place.heading or "综合" in place.heading or place.last == "is.total_comprehensive_income"


def _parent(label: Label, account: Account | None, place: _Place) -> str | None:
    """The account a row is contained in: said by 其中, or known for the rows that follow such a row."""
    if place.parent is None:
        return None
    key = account.key if account else ""
    children = CHILDREN.get(place.parent, set())
    if label.operation == "of_which":
        return place.parent
    follows = place.last in children or place.parent.startswith(("bs.notes_and", "is.finance"))
    return place.parent if key in children and follows else None


def _advance(row: StatementRow, place: _Place) -> None:
    if row.key:
        place.seen.add(row.key)
    place.last = row.key
    place.inside = row.parent is not None or row.loose
    if row.parent is None and not row.loose:
        place.parent = row.key or row.label.name
    place.section = section_after(row.key, place.section)
