"""Which numbers of the notes are accounts of models/accounts.toml; all others keep their caption and no key.

A key is given only where the caption, the column and the completeness of the table leave one meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docintel.extractors.statement_ageing import Bucket, coarsest
from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_faces import Faces
from docintel.extractors.statement_notes import Note
from docintel.extractors.statement_prints import PART
from docintel.language.views import half_width, simplified
from docintel.records.statement import Check

_ALLOWANCE = re.compile(r"坏账|准备|减值|allowance|provision|loss|impairment|ecl\b", re.IGNORECASE)
_NET = re.compile(r"账面价值|\bnet\b|carrying", re.IGNORECASE)
_GROSS = re.compile(r"账面余额|原值|gross", re.IGNORECASE)
_AFTER_ALLOWANCE = re.compile(r"net of|after (?:allowance|provision|impairment)|扣除|净额", re.IGNORECASE)
_PORTFOLIO = re.compile(r"组合|单项|portfolio|individually|collective", re.IGNORECASE)
_CASH_ROW = re.compile(r"货币资金|(?:restricted |pledged )?(?:cash|bank (?:balance|deposit)s?|deposit).*|cash and .*")
_RESTRICTED_SUM = re.compile(
    r".*使用(?:有限制|受(?:到)?限制?)的?.*(?:总额|金额|货币资金)|.*受限制?的?货币资金.*|restricted cash.*"
)
_RESTRICTED_CASH = re.compile(r"货币资金|现金|restricted (?:cash|bank)|pledged deposits", re.IGNORECASE)
_OWN_CASH_ROW = re.compile(r"库存现金|银行存款|cash on hand|cash at bank")
_GUARANTEED = re.compile(
    r"报告期末实际对外担保余额合计|报告期末担保余额合计(?=.*不包括(?:对|为)?子公司)|报告期末对外担保余额合计"
)
_DUE_IN_A_YEAR = re.compile(r"(?:一|1)年内到期的?(?P<what>长期借款|应付债券|租赁负债)")
_DUE_KEYS = {
    "长期借款": "bs.lt_borrowings_due_1y",
    "应付债券": "bs.bonds_due_1y",
    "租赁负债": "bs.lease_liabilities_due_1y",
}
_SHORT_BONDS = re.compile(r"短期应付债券|(?:超)?短期融资券|commercial paper")
_FINANCING = re.compile(r"(?:应付)?融资租赁(?:款|费)?|(?:应付)?售后(?:回租|租回).*")
_RECEIVABLE = re.compile(r"应收|预付|due from|receivable|owed by|from related", re.IGNORECASE)
_PAYABLE = re.compile(r"应付|预收|合同负债|due to|payable|owed to|to related", re.IGNORECASE)


def name_accounts(notes: Iterable[Note], faces: Faces) -> None:
    """Give every number that plainly is an account its key; rows that share one are marked as its parts."""
    for note in notes:
        keyed = [] if _is_aged_net(note, faces) else list(_keyed(note))
        for entry, key in keyed:
            entry.key = key
            if key == "note.ar_allowance":
                # Printed as a deduction or not, an allowance is a magnitude.
                entry.value = abs(entry.reported)
        _mark_parts(entry for entry, _ in keyed)


def _keyed(note: Note) -> Iterator[tuple[CellEntry, str]]:
    if note.kind == "restricted":
        yield from _restricted(note)
    elif note.kind in ("ageing", "receivables") and note.section.account in ("bs.accounts_receivable", None):
        yield from _receivables(note)
    elif note.kind == "debt":
        yield from _debt(note)
    elif note.kind == "related_parties":
        yield from _related(note)
    elif note.kind == "guarantees":
        for row in note.rows:
            if _GUARANTEED.search("".join(row.label.printed.split())):
                yield from ((entry, "note.guarantees_given") for entry in row.cells.values())


def is_allowance(note: Note, column: int) -> bool:
    """Whether a column holds what was set aside against the column beside it."""
    return bool(_ALLOWANCE.search(note.column_words(column)))


def is_net(note: Note, column: int) -> bool:
    """Whether a column holds amounts after that."""
    return bool(_NET.search(note.column_words(column))) and not is_allowance(note, column)


def gross_columns(note: Note) -> set[int]:
    """The columns before any allowance."""
    columns = {column for row in note.rows for column in row.cells}
    return {column for column in columns if not is_allowance(note, column) and not is_net(note, column)}


def _carrying(note: Note) -> set[int]:
    """The columns of carrying amounts where the table prints those beside gross ones, else all of them."""
    columns = {column for row in note.rows for column in row.cells}
    return {column for column in columns if is_net(note, column)} or gross_columns(note)


def is_cash_note(note: Note) -> bool:
    """Whether the note lists all cash, of which some is restricted, and not the restricted assets alone."""
    return any(_OWN_CASH_ROW.search(row.label.name) for row in note.rows)


def _restricted(note: Note) -> Iterator[tuple[CellEntry, str]]:
    carrying = _carrying(note)
    only_cash = note.section.account == "bs.cash" or _RESTRICTED_CASH.search(note.section.plain) is not None
    for row in note.rows:
        entries = [row.cells[column] for column in sorted(row.cells) if column in carrying]
        if is_cash_note(note):
            key = "bs.restricted_cash" if _RESTRICTED_SUM.fullmatch(row.label.name) else None
        elif row in note.totals:
            key = "bs.restricted_cash" if only_cash else "note.pledged_assets"
        else:
            cash = not only_cash and _CASH_ROW.fullmatch(row.label.name)
            key = "bs.restricted_cash" if cash or (only_cash and len(note.rows) == 1) else None
        if key is not None:
            yield from ((entry, key) for entry in entries)


def covers_all(note: Note) -> bool:
    """Whether an ageing speaks of all receivables and not of those in one class of them."""
    return not _PORTFOLIO.search(note.section.plain_sub)


def _receivables(note: Note) -> Iterator[tuple[CellEntry, str]]:
    if note.kind == "ageing" and (not covers_all(note) or not _is_trade(note)):
        return
    gross = gross_columns(note)
    buckets = coarsest(row.bucket for row in note.rows if row.bucket is not None)
    for row in note.rows:
        for column, entry in sorted(row.cells.items()):
            if row in note.totals and is_allowance(note, column):
                yield entry, "note.ar_allowance"
            elif column in gross and row in note.totals:
                yield entry, "note.ar_gross"
            elif column in gross and (key := _bucket_key(row.bucket, buckets)):
                yield entry, key


def _is_aged_net(note: Note, faces: Faces) -> bool:
    """Whether an ageing is of receivables after allowance, as Hong Kong reports print it: by its words or its total."""
    if note.kind != "ageing":
        return False
    if _AFTER_ALLOWANCE.search(note.section.plain):
        return True
    same = [
        (face := faces.find("bs.accounts_receivable", note.cells.scope, entry.bound.end)) is not None
        and face.value == entry.reported
        for row in note.totals
        for column, entry in row.cells.items()
        if not _GROSS.search(note.column_words(column))
    ]
    return any(same)


def _is_trade(note: Note) -> bool:
    other = re.search(r"其他应收|other receivable", note.section.plain, re.IGNORECASE)
    return note.section.account == "bs.accounts_receivable" or other is None


def _bucket_key(bucket: Bucket | None, coarse: list[Bucket]) -> str | None:
    return bucket.account if bucket is not None and bucket in coarse else None


def _debt(note: Note) -> Iterator[tuple[CellEntry, str]]:
    for row in note.rows:
        name = row.label.name
        due = _DUE_IN_A_YEAR.fullmatch(name)
        key = _DUE_KEYS[due["what"]] if due else None
        if note.section.account == "bs.other_current_liabilities" and _SHORT_BONDS.fullmatch(name):
            key = "bs.short_term_bonds"
        elif note.section.account == "bs.long_term_payables" and _FINANCING.fullmatch(name):
            key = "bs.lt_payables_financing"
        # 减:一年内到期的长期借款 is the same amount, printed as a deduction from the long-term total.
        if key is not None and (row.label.operation != "subtract" or note.section.account != "bs.long_term_payables"):
            for entry in row.cells.values():
                entry.value = abs(entry.reported) if row.label.operation == "subtract" else entry.reported
                yield entry, key


def _related(note: Note) -> Iterator[tuple[CellEntry, str]]:
    columns = gross_columns(note)
    named = note.totals or note.rows
    said = note.section.plain_sub or simplified(half_width(note.section.title))
    for row in named:
        words = said if _side(said) else row.label.printed
        key = _side(words)
        if key is not None:
            yield from ((row.cells[column], key) for column in sorted(row.cells) if column in columns)


def _side(words: str) -> str | None:
    owed, owing = _RECEIVABLE.search(words), _PAYABLE.search(words)
    if bool(owed) == bool(owing):
        return None
    return "note.related_party_receivables" if owed else "note.related_party_payables"


def _mark_parts(entries: Iterable[CellEntry]) -> None:
    found: dict[tuple[str | None, int], list[CellEntry]] = {}
    for entry in entries:
        found.setdefault((entry.key, entry.column), []).append(entry)
    for parts in found.values():
        for entry in parts if len(parts) > 1 else ():
            entry.checks.append(Check(id=PART, result="cannot_tell"))
