"""The rows of a statement: which account each names, what it is contained in, and its cell under every column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docintel.extractors.statement_accounts import Account, chart
from docintel.extractors.statement_columns import Column
from docintel.extractors.statement_grid import GridCell, Row
from docintel.extractors.statement_inside import is_inside, less_deductions, owners_apart, without_gross
from docintel.extractors.statement_labels import Label, read_label
from docintel.extractors.statement_numbers import is_amount, is_note_token, read_amount, read_misgrouped
from docintel.extractors.statement_places import Place, account_in, narrowed, parent_of
from docintel.extractors.statement_sections import first_section, section_after, section_opened, unheaded_sections
from docintel.extractors.statement_units import is_per_share, is_share_count
from docintel.records import Candidate, Span
from docintel.records.statement import StatementKind

_REFERENCE_BEHIND = re.compile(
    r"\s+(?:(?:附注|注释|注)?\s?(?:[一二三四五六七八九十]{1,3}|\([一二三四五六七八九十]{1,3}\))\s?"
    r"(?:[、.]?\s?\d{1,3}|[、.]?\s?\(\d{1,3}\))|(?:附注|注释)\s?\d{1,3})(?:\(\d{1,2}\))?$"
)
_ACTIVITIES = frozenset({"cf.cfo", "cf.cfi", "cf.cff"})
_PAID_FOR = re.compile(r"(cash )?(paid|payment).*")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One printed row. `parent` is the account it is contained in (其中 …): such a row is never added to a subtotal.

    `asides` are the cells under columns that hold no period, such as changes. `loose` rows name no account and follow
    rows that are contained: they may be contained too. `made_of` rows are the gross amount and the deductions of which
    the account below is made. `likened` says that the account was found by likeness, not by a name; `candidates` are
    the nearest accounts of a row that no name maps.
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
    made_of: bool = False
    candidates: tuple[Candidate, ...] = ()

    @property
    def key(self) -> str | None:
        """The account's key, None for a row that names none."""
        return self.account.key if self.account else None


def read_rows(
    body: Sequence[Row],
    columns: Sequence[Column],
    kind: StatementKind,
    *,
    supplement: bool = False,
    section: str | None = None,
    likened: Mapping[int, Account] | None = None,
    unnamed: bool = False,
    before: frozenset[str] = frozenset(),
) -> tuple[tuple[StatementRow, ...], str | None]:
    """Every row that has a caption and a number, in printed order, and the section in which the print ends.

    `section` is where the page before ended, `before` the accounts of the pages before; `unnamed` says that rows of
    numbers without a caption are totals, as some US filers print them; `likened` has the accounts of rows that no name
    maps, by their start.
    """
    unheaded = _unheaded(body, columns) if kind == "balance_sheet" and section is None else {}
    place = Place(section or first_section(kind, supplement), likened=likened or {}, unheaded=unheaded, unnamed=unnamed)
    place.seen |= before
    place.section = narrowed(place.section, place)
    rows = owners_apart(less_deductions(list(_rows(body, columns, kind, place))))
    return tuple(without_gross(rows)), place.section


def _unheaded(body: Sequence[Row], columns: Sequence[Column]) -> dict[str, str]:
    captions = [(caption[0], bool(_cells(row, columns))) for row in body if (caption := _caption(row, columns))]
    labels = [(read_label(words), numbers) for words, numbers in captions]
    found = (chart("balance_sheet").find_exactly(label) for label, numbers in labels if numbers)
    totals = (account.key for account in found if account is not None)
    return unheaded_sections((label for label, numbers in labels if not numbers), totals)


def _rows(body: Sequence[Row], columns: Sequence[Column], kind: StatementKind, place: Place) -> Iterator[StatementRow]:
    waiting: tuple[str, Span] | None = None
    amounts = sum(column.amounts for column in columns)
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
                if place.unnamed and len(cells) == amounts:
                    yield _unnamed(cells, _is_last(body[at + 1 :], columns, place), kind, place)
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


def _unnamed(cells: tuple[tuple[int, GridCell], ...], last: bool, kind: StatementKind, place: Place) -> StatementRow:
    """A total without a caption: of a balance sheet's side where it is the last row of it, else of no account."""
    key = None
    if kind == "balance_sheet" and last:
        equity = place.section == "equity" and place.seen & {"bs.total_equity", "bs.equity_parent"}
        key = "bs.total_liabilities_and_equity" if equity else None
        key = "bs.total_assets" if place.section in ("noncurrent_assets", "assets") else key
    account = chart(kind).accounts[key] if key and key not in place.seen else None
    row = StatementRow(read_label(""), cells[0][1].span, account, place.section, None, cells)
    _advance(row, place)
    return row


def _is_last(below: Sequence[Row], columns: Sequence[Column], place: Place) -> bool:
    """Whether a row is the last of its side: nothing stands below, or the heading of the other side."""
    numbered = next((at for at, row in enumerate(below) if _cells(row, columns)), None)
    if numbered is None:
        return place.section == "equity"
    captions = [caption for row in below[:numbered] if (caption := _caption(row, columns))]
    opened = {section_opened("balance_sheet", read_label(caption[0]), None) for caption in captions}
    return bool(opened & {"liabilities", "current_liabilities", "equity"})


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
        if cell.overlaps(column.start, column.end) and (is_amount(cell) or read_misgrouped(cell))
    )


def _heading(caption: tuple[str, Span], kind: StatementKind, place: Place) -> tuple[str, Span] | None:
    """Take a row without numbers as a heading; one that opens nothing may be the first line of a caption."""
    label = read_label(caption[0])
    opened = section_opened(kind, label, place.section)
    place.inside = place.inside or label.operation == "of_which"
    place.heading = label.name
    opened = narrowed(opened, place)
    if opened != place.section:
        place.section, place.parent, place.inside = opened, None, False
        return None
    return caption


def _joined(first: tuple[str, Span], second: tuple[str, Span], kind: StatementKind, place: Place) -> tuple[str, Span]:
    """One caption from two lines, when only together they name an account."""
    if place.section == "disclosure" and _PAID_FOR.fullmatch(read_label(first[0]).name):
        return second
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
    caption: tuple[str, Span], cells: tuple[tuple[int, GridCell], ...], kind: StatementKind, place: Place
) -> StatementRow:
    label = read_label(caption[0])
    if place.section == "disclosure" and _PAID_FOR.fullmatch(place.heading) and "paid" not in label.name:
        label = replace(label, name=f"cash paid for {label.name}")
    listed = is_inside(place.parent, label.name)
    account = None if listed else account_in(label, kind, place)
    likened = account is None and not listed and caption[1].start in place.likened
    account = place.likened[caption[1].start] if likened else account
    parent = place.parent if listed else parent_of(label, account, place)
    row = StatementRow(
        label,
        caption[1],
        account,
        place.section,
        parent,
        cells,
        per_share=place.section == "per_share" or is_per_share(caption[0]),
        share_count=place.section == "share_count" or is_share_count(caption[0]),
        after_other_income="is.other_income" in place.seen,
        loose=place.inside and parent is None and account is None,
        likened=likened,
    )
    _advance(row, place)
    return row


def _advance(row: StatementRow, place: Place) -> None:
    if row.key:
        place.seen.add(row.key)
    place.last = row.key
    place.inside = row.parent is not None or row.loose
    if row.parent is None and not row.loose:
        place.parent = row.key or row.label.name
    place.section = narrowed(section_after(row.key, place.section), place)
    if row.key in _ACTIVITIES and place.seen >= _ACTIVITIES:
        place.section = "balances"
