"""Maps rows that no name maps, by likeness within the right section, and only where place and sums agree.

A row takes the account it is most like when that is like enough and far ahead of the second, when no other row of the
statement is it, and when the statement bears it out: the subtotal over the row closes to the digit, or the row stands
where the standard form has the account. A total must be the sum it claims to be. Every other row keeps no account and
lists the nearest ones: a wrong account is worse than none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docintel.extractors.statement_accounts import ADJUSTED, Account, chart
from docintel.extractors.statement_entries import Statement, read_entries
from docintel.extractors.statement_identities import prove
from docintel.extractors.statement_likeness import likeness, names_another
from docintel.extractors.statement_meaning import LikenessMeter
from docintel.extractors.statement_numbers import read_amount
from docintel.extractors.statement_places import CHILDREN, ONE_SIDED, SAYS_PROFIT, says_both, says_net
from docintel.extractors.statement_rows import StatementRow, read_rows
from docintel.extractors.statement_signs import prints_costs_negative
from docintel.extractors.statement_sums import Identity
from docintel.records.statement import StatementKind

#: Chosen on the half of tests/label_variants for choosing, as the least that let no wrong account through; measured on
#: the other half in docs/decisions/0013.
_LIKE_ENOUGH, _AHEAD = 0.8, 0.15
#: Below this a likeness is chance and no candidate.
_FAINT = 0.3
_LISTED = 3
#: A total mapped in the first round gives the rows below it their section for the second.
_ROUNDS = 2
#: So many that do not fit together are tried alone.
_ALONE = 8
_MAPPED = frozenset({"balance_sheet", "income_statement", "cash_flow"})
_PROFITS = frozenset({"is.np_parent", "is.np_minority"})
_INCOMING, _OUTGOING = frozenset("RI"), frozenset("XO")


def map_by_likeness(statements: Sequence[Statement], meter: LikenessMeter) -> None:
    """Give rows without an account the one they are like, where the statement bears it out, and list candidates."""
    primary = [each for each in statements if each.kind in _MAPPED]
    if not any(row.account is None for each in primary for row in each.rows):
        return
    placed: dict[int, Account] = {}
    for _ in range(_ROUNDS):
        meter.read(each for statement in primary for each in _asked(statement))
        found = _proposed(primary, meter)
        borne_out = _borne_out(statements, placed, found) if found else {}
        placed |= borne_out
        if found:
            _reread(statements, placed)
        if not borne_out:
            break
    for statement in primary:
        statement.rows = tuple(_with_candidates(statement, row, meter) for row in statement.rows)
        _renew_entries(statement)


def _asked(statement: Statement) -> Iterator[tuple[StatementRow, Sequence[Account], Statement]]:
    """The rows that no name maps, with the accounts that their section has."""
    for row in statement.rows:
        if row.account is None and not _is_refused(statement, row):
            yield row, _accounts(statement, row), statement


def _is_refused(statement: Statement, row: StatementRow) -> bool:
    """Whether a caption is an account's own name, and place or sign kept it from being the account; or no account's."""
    return row.label.name in chart(statement.kind).names or bool(ADJUSTED.search(row.label.name))


def _accounts(statement: Statement, row: StatementRow) -> list[Account]:
    """The accounts a row may be where it stands; of one contained in another those that may be."""
    income = statement.kind == "income_statement"
    found = chart(statement.kind).standing_in(None if income else row.section)
    if not statement.supplement:
        found = [each for each in found if (each.section, each.nature) != ("supplementary", "T")]
    if row.parent is not None or row.label.operation == "of_which":
        return [each for each in found if each.key in CHILDREN.get(row.parent or "", ())]
    if row.share_count:
        return []
    return [each for each in found if each.key.startswith("is.eps") == row.per_share]


def _proposed(statements: Sequence[Statement], meter: LikenessMeter) -> dict[int, Account]:
    """The account each row is most like, by the row's start, where nothing speaks against it yet."""
    found: dict[int, Account] = {}
    for root in {id(each.part_of or each): None for each in statements}:
        parts = [each for each in statements if id(each.part_of or each) == root]
        keys = frozenset().union(*(each.keys() for each in parts))
        best = {
            row.span.start: account
            for each in parts
            for row, accounts, _ in _asked(each)
            if (account := _best(each.kind, row, accounts, meter)) is not None and account.key not in keys
        }
        best = {start: best[start] for each in parts for start in _signed_alike(each, best)}
        times = Counter(account.key for account in best.values())
        found |= {start: account for start, account in best.items() if times[account.key] == 1}
    return found


def _best(kind: StatementKind, row: StatementRow, accounts: Sequence[Account], meter: LikenessMeter) -> Account | None:
    first, second = [*meter.ranked(row, accounts, kind), None, None][:2]
    if first is None or first.similarity < _LIKE_ENOUGH:
        return None
    if second is not None and first.similarity - second.similarity < _AHEAD:
        return None
    account = chart(kind).accounts[first.key]
    if account.key in ONE_SIDED and (says_both(row.label) or says_net(row.label)):
        return None
    # Below gross profit operating expenses are not all costs.
    if account.key == "is.total_operating_cost" and not row.label.chinese and "cost" not in row.label.name:
        return None
    if account.key in _PROFITS and not SAYS_PROFIT.search(row.label.name):
        return None
    # a financial group's interest is revenue and cost, no part of 财务费用 (statements.md §12, trap 6)
    if row.label.chinese and account.key in CHILDREN["is.finance_expenses"] and row.parent != "is.finance_expenses":
        return None
    others = [each for each in accounts if each.key != account.key]
    _, name = likeness(row.label, account, kind)
    return None if names_another(row.label, name, others, kind) else account


def _signed_alike(statement: Statement, best: dict[int, Account]) -> Iterator[int]:
    """The rows that are signed as their accounts are in this print: costs in brackets throughout, or nowhere."""
    rows = [replace(row, account=best.get(row.span.start, row.account)) for row in statement.rows]
    brackets = prints_costs_negative(rows)
    for row in rows:
        if row.span.start not in best or row.account is None:
            continue
        amounts = [amount.value for _, cell in row.cells if (amount := read_amount(cell)) and amount.value]
        negative = brackets and row.account.nature in _OUTGOING
        if row.account.nature not in _INCOMING | _OUTGOING or all((value < 0) == negative for value in amounts):
            yield row.span.start


def _reread(statements: Sequence[Statement], likened: dict[int, Account]) -> None:
    """Read the rows again with these accounts: a total opens a section, a row is the parent of those below it."""
    ends: dict[int, str | None] = {}
    seen: dict[int, frozenset[str]] = {}
    for statement in statements:
        root = id(statement.part_of or statement)
        statement.rows, statement.end_section = read_rows(
            statement.layout.body,
            statement.layout.columns,
            statement.kind,
            supplement=statement.supplement,
            section=ends.get(root),
            likened=likened,
            unnamed=statement.unnamed,
            before=seen.get(root, frozenset()),
        )
        ends[root] = statement.end_section
        seen[root] = seen.get(root, frozenset()) | statement.keys()
        _renew_entries(statement)


def _renew_entries(statement: Statement) -> None:
    statement.entries = list(read_entries(statement))


def _borne_out(
    statements: Sequence[Statement], placed: dict[int, Account], found: dict[int, Account]
) -> dict[int, Account]:
    """Those of the accounts that the statement agrees with: all at once, then each of the others that fit alone."""
    before = _closed(prove(statements))
    kept = _agreed(statements, placed, found, before)
    for start in [each for each in found if each not in kept][:_ALONE]:
        kept |= _agreed(statements, {**placed, **kept}, {start: found[start]}, before)
    return kept


def _agreed(
    statements: Sequence[Statement], placed: dict[int, Account], found: dict[int, Account], before: dict[int, set[int]]
) -> dict[int, Account]:
    """Those that, placed together, the sums or the order agree with; no sum may fail over them, or close no more."""
    _reread(statements, {**placed, **found})
    identities = prove(statements)
    after = _closed(identities)
    failed = {
        entry.row.span.start
        for run in identities if run.hard and run.result == "fail" for entry in run.entries
    }  # fmt: skip
    kept: dict[int, Account] = {}
    for statement in statements:
        for row in statement.rows:
            start = row.span.start
            account = found.get(start) if row.likened else None
            if account is None or start in failed or before.get(start, set()) - after.get(start, set()):
                continue
            if _amounts(row) <= after.get(start, set()) or (
                account.nature != "T" and _fits_order(statement, row, account)
            ):
                kept[start] = account
    return kept


def _closed(identities: Iterable[Identity]) -> dict[int, set[int]]:
    """The columns in which a sum over a row closes to the digit, by the row's start."""
    found: dict[int, set[int]] = defaultdict(set)
    for run in identities:
        for entry in run.entries if run.proves else ():
            found[entry.row.span.start].add(entry.column)
    return found


def _amounts(row: StatementRow) -> set[int]:
    """The columns in which a row prints an amount that is not nil; one beyond all columns where it prints none."""
    return {at for at, cell in row.cells if (amount := read_amount(cell)) and not amount.nil} or {-1}


def _fits_order(statement: Statement, row: StatementRow, account: Account) -> bool:
    """Whether the account stands between those of the named rows next to it in the section, as in the standard form."""
    order = list(chart(statement.kind).accounts)
    at = statement.rows.index(row)
    above = _nearest(statement, reversed(statement.rows[:at]), row)
    below = _nearest(statement, statement.rows[at + 1 :], row)
    if above is None and below is None:
        return False
    place = order.index(account.key)
    return (above is None or order.index(above) < place) and (below is None or place < order.index(below))


def _nearest(statement: Statement, rows: Iterable[StatementRow], row: StatementRow) -> str | None:
    """The account of the nearest row of the same section that a name maps and no other row contains."""
    named = (each for each in rows if each.account and not each.likened and each.parent is None)
    return next((each.key for each in named if each.section == row.section), None)


def _with_candidates(statement: Statement, row: StatementRow, meter: LikenessMeter) -> StatementRow:
    if row.account is not None and not row.likened:
        return row
    ranked = meter.ranked(row, _accounts(statement, row), statement.kind)
    return replace(row, candidates=tuple(each for each in ranked if each.similarity >= _FAINT)[:_LISTED])
