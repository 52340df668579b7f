"""One statement's numbers of one period side by side, and the identities that were run over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_rows import StatementRow
from docintel.extractors.statement_sums import Identity, Result, Terms, equate, rounding_of, total_of
from docintel.records.statement import Scope, StatementKind

#: Rows without which a Chinese statement is not whole.
_ALWAYS = frozenset({
    "bs.total_assets", "bs.total_liabilities", "bs.total_equity", "is.profit_before_tax", "is.net_profit",
    "cf.cfo", "cf.cfi", "cf.net_change", "cf.cash_begin", "cf.cash_end",
})  # fmt: skip

_SAYS_SUM = re.compile(r"\b(?:total|net)\b|合计|小计|总计|净额", re.IGNORECASE)
_SAYS_NET = re.compile(r"\bnet$", re.IGNORECASE)
_SAYS_PROFIT = re.compile(r"^(?:income|profit|loss|earning)|利润(?:总额)?$")

#: The totals of the two halves of a balance sheet in account form.
_HALVES = frozenset({"bs.total_assets", "bs.total_liabilities", "bs.total_equity"})


#: Differences of totals that a statement of Hong Kong's or London's form prints between the liabilities.
_NET_TOTAL = re.compile(
    r"流动资产净[值额]|净流动资产|流动负债净[值额]|净流动负债|(?:总资产|资产总[值额计])减流动负债"
    r"|net current (?:asset|liability)(?: liability)?|total asset less current liability"
)


@dataclass(slots=True, eq=False)
class Book:
    """The entries of one statement, scope and period in printed order; parts on several pages are one book.

    `blanks` are the cells left empty in rows that have a number for another period. `precedents` are shared by the
    periods of one print: by identity, the rows (where they start) that were no summands when it closed.
    """

    kind: StatementKind
    scope: Scope
    start: date | None
    end: date | None
    months: int | None
    chinese: bool
    supplement: bool
    precedents: dict[str, frozenset[int]]
    owner: str | None = None
    entries: list[Entry] = field(default_factory=list)
    blanks: list[Entry] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)

    def of(self, key: str) -> list[Entry]:
        """The entries of an account: one, or the parts that two rows give it; a total printed again counts once."""
        found = [entry for entry in self.entries if entry.key == key]
        again = len({entry.value for entry in found}) == len({entry.column for entry in found}) == 1
        return found[:1] if again and _is_total(found[0]) else found

    def value(self, key: str) -> Decimal | None:
        """The account's canonical value, its parts summed; None when no row prints it."""
        found = self.of(key)
        return sum((entry.value for entry in found), Decimal(0)) if found else None

    def between(self, after: str, before: str) -> list[Entry]:
        """The rows that stand between two accounts, contained ones left out."""
        first = next((at for at, entry in enumerate(self.entries) if entry.key == after), None)
        last = next((at for at, entry in enumerate(self.entries) if entry.key == before), None)
        if first is None or last is None:
            return []
        return [entry for entry in self.entries[first + 1 : last] if entry.row.parent is None]

    def section(self, *names: str) -> list[Entry]:
        """The rows of sections that add up: no totals, no rows contained in others."""
        return [entry for entry in self.entries if _adds_up(entry, names)]

    def gap_in(self, *names: str) -> list[Entry]:
        """The one row of the sections that prints no number; nothing where several do or none."""
        blank = [entry for entry in self.blanks if _adds_up(entry, names)]
        return blank if len(blank) == 1 else []

    def run(self, name: str, heads: Terms, parts: Terms, *, free: bool = False) -> Result:
        """Run heads = parts and keep the outcome.

        `free` is for layouts without a fixed form; where the same identity closes for another period of the print,
        the form is known and a gap is one.
        """
        place = _place(name, heads)
        identity = equate(name, heads, parts, free=free and place not in self.precedents)
        if identity.closes:
            self.precedents.setdefault(place, frozenset())
        self.identities.append(identity)
        return identity.result

    def knows(self, name: str, heads: Terms) -> bool:
        """Whether the same identity closed for another period of the print."""
        return _place(name, heads) in self.precedents

    def solve(self, name: str, weights: dict[str, int]) -> None:
        """Keep the identity of a fixed form in which exactly one account prints no number: it tells the number.

        A row that is not printed at all is missed only where the form always has it, and two others tell it.
        """
        lacking = [key for key in weights if not self.of(key)]
        if len(lacking) != 1 or not self.chinese:
            return
        printed = any(entry.key == lacking[0] for entry in self.blanks)
        if not printed and (lacking[0] not in _ALWAYS or len(weights) < 3):
            return
        terms = [(entry, weight) for key, weight in weights.items() for entry in self.of(key)]
        difference, rounding = total_of(terms), rounding_of([entry for entry, _ in terms])
        if abs(difference) > rounding:
            terms.append((self._blank(lacking[0], terms[0][0]), weights[lacking[0]]))
            self.identities.append(
                Identity(name, tuple(terms), difference, rounding, "cannot_tell", binding=False, told=False)
            )

    def _blank(self, key: str, beside: Entry) -> Entry:
        """The account's empty cell; where no row names the account, one by its own name in another row's place."""
        found = next((entry for entry in self.blanks if entry.key == key), None)
        if found is None:
            account = chart(self.kind).accounts[key]
            label = read_label(account.name)
            row = replace(beside.row, label=label, account=account, section=account.section, cells=())
            found = emptied(beside, row, beside.column)
            self.blanks.append(found)
        return found

    def run_rows(
        self, name: str, heads: Terms, rows: Terms, readings: Iterable[Terms], *, free: bool, partial: bool = False
    ) -> None:
        """Run heads = rows, with those of the rows that the first closing reading counts.

        None closing, they are read as they were for another period of the print, and else with the smallest gap. In a
        free layout a reading counts every row that is no total and stands inside no other: what closes only without
        a row of its own says nothing. `partial` rows need not all be the sum's.
        """
        place = _place(name, heads)
        ways = list(readings)
        whole = [reading for reading in ways if not free or partial or _counts_all(rows, reading)]
        runs = [(reading, equate(name, heads, reading)) for reading in whole or [rows]]
        chosen = next((reading for reading, run in runs if run.closes), None)
        if chosen is not None:
            left_out = frozenset(_starts(rows) - _starts(chosen))
            self.precedents[place] = self.precedents.get(place, frozenset()) | left_out
        elif place in self.precedents:
            # the same rows, which may be read with other signs: of such readings the nearest
            out = self.precedents[place]
            same = [[each for each in terms if each[0].row.span.start not in out] for terms in (rows, *ways)]
            alike = [terms for terms in same if _starts(terms) == _starts(same[0])]
            chosen = _nearest([(terms, equate(name, heads, terms)) for terms in alike])
        else:
            chosen = _nearest(runs)
        self.run(name, heads, chosen, free=free)


def _place(name: str, heads: Terms) -> str:
    """Under what a run of an identity is remembered: its name and the row it is about."""
    return f"{name} {heads[0][0].key or heads[0][0].row.label.name}"


def _starts(rows: Terms) -> set[int]:
    return {entry.row.span.start for entry, _ in rows}


def _nearest(runs: Sequence[tuple[Terms, Identity]]) -> Terms:
    return min(runs, key=lambda each: abs(each[1].difference))[0]


def _counts_all(rows: Terms, reading: Terms) -> bool:
    """Whether a reading leaves out only nil rows, totals of rows above, and rows that a form prints inside others."""
    counted = {id(entry) for entry, _ in reading}
    summands = {id(entry) for entry in without_subtotals([entry for entry, _ in rows])}
    above: Terms = []
    for entry, weight in rows:
        if id(entry) in counted:
            above.append((entry, weight))
        elif entry.value and id(entry) in summands and not _is_known_total(entry, weight, above):
            return False
    return True


def _is_known_total(entry: Entry, weight: int, above: Terms) -> bool:
    """Whether a form prints a row inside another, or its account or words and the rows above make it a total.

    A profit on the way, such as that before the share of associates, is what all rows above come to.
    """
    if entry.row.account is not None and entry.row.account.nature in ("T", "N"):
        return True
    added = [(each, by) for each, by in above if each.value]
    if _SAYS_SUM.search(entry.row.label.printed) and entry.reported in _running([each for each, _ in added]):
        return True
    on_the_way = len(added) > 1 and weight * entry.value == total_of(added)
    return on_the_way and bool(_SAYS_PROFIT.search(entry.row.label.name))


def _adds_up(entry: Entry, sections: Sequence[str]) -> bool:
    return entry.row.section in sections and entry.row.parent is None and not _is_total(entry)


def _is_total(entry: Entry) -> bool:
    if entry.row.account is None:
        return bool(_NET_TOTAL.fullmatch(entry.row.label.name))
    return entry.row.account.nature == "T"


def open_books(statements: Sequence[Statement]) -> list[Book]:
    """One book for every statement, scope and period."""
    books: dict[tuple[object, ...], Book] = {}
    precedents: dict[int, dict[str, frozenset[int]]] = {}
    for statement, root in zip(statements, _roots(statements), strict=True):
        shared = precedents.setdefault(root, {})
        for entry in [*statement.entries, *_blanks(statement)]:
            bound = statement.bounds[entry.column]
            if bound.role == "unknown":
                continue
            scope = statement.scope_of(entry.column)
            place = (root, statement.kind, statement.owner, scope, bound.end, bound.months, bound.role, bound.restated)
            if place not in books:
                books[place] = Book(
                    statement.kind, scope, bound.start, bound.end, bound.months, statement.chinese,
                    statement.supplement, shared, statement.owner,
                )  # fmt: skip
            (books[place].blanks if entry.blank else books[place].entries).append(entry)
    return list(books.values())


def _roots(statements: Sequence[Statement]) -> Iterator[int]:
    """What belongs together: the parts of one statement, and the halves of a balance sheet in account form."""
    before: tuple[Statement, int] | None = None
    for statement in statements:
        root = id(statement.part_of or statement)
        if before is not None and statement.part_of is None and _is_other_half(before[0], statement):
            root = before[1]
        yield root
        before = statement, root


def _is_other_half(assets: Statement, claims: Statement) -> bool:
    left, right = _HALVES & assets.keys(), _HALVES & claims.keys()
    return assets.kind == claims.kind == "balance_sheet" and left == {"bs.total_assets"} and right == _HALVES - left


def _blanks(statement: Statement) -> Iterator[Entry]:
    """The cells without a number in rows that print one for another period."""
    printed: dict[int, list[Entry]] = {}
    for entry in statement.entries:
        printed.setdefault(entry.row.span.start, []).append(entry)
    for first, *others in printed.values():
        filled = {first.column, *(entry.column for entry in others)}
        yield from (
            emptied(first, first.row, at)
            for at, column in enumerate(statement.columns)
            if column.amounts and at not in filled
        )


def emptied(entry: Entry, row: StatementRow, column: int) -> Entry:
    """A cell without a number, in a row and column of the print that an entry is of; its words are the caption's."""
    cell = replace(entry.cell, column=column, columns=1, span=row.span, text="", number=None)
    zero = Decimal(0)
    return replace(
        entry, row=row, column=column, cell=cell, reported=zero, value=zero, nil=False, blank=True, checks=[]
    )


def without_subtotals(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out unnamed subtotals: rows that print the sum of two or more rows just above them."""
    kept: list[Entry] = []
    for entry in entries:
        total = entry.key is None or entry.row.label.name.startswith("total")
        if total and _sums_up(entry, kept):
            continue
        kept.append(entry)
    return kept


def _sums_up(entry: Entry, above: Sequence[Entry]) -> bool:
    name = entry.row.label.name
    net = "net" in name or bool(_SAYS_NET.search(entry.row.label.printed))
    if not (not name or name.startswith("total") or name.endswith(("合计", "小计", "总计")) or net or entry.nil):
        return False
    if name.startswith("total") and above and above[-1].reported == entry.reported:
        return True
    return any(total == entry.reported for total in _running(above))


def _running(above: Sequence[Entry]) -> Iterator[Decimal]:
    total = Decimal(0)
    for count, entry in enumerate(reversed(above), 1):
        total += -entry.value if entry.row.label.operation == "subtract" and entry.value > 0 else entry.reported
        if count > 1:
            yield total
