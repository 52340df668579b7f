"""Holds the evidence of two documents against each other: number, parties, days, sums, title, and labelled fields.

Each piece agrees, conflicts, is in doubt (a scan may have misread it) or is unknown because one of the two lacks it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from docintel.assets import model_table
from docintel.language.wording import read_alike
from docintel.records import Fingerprint

State = Literal["agree", "conflict", "doubt", "unknown"]

#: A name read by OCR that is this much like another may be the same name (share of characters in common).
_MISREAD = 0.72
_TITLES = 0.8
#: Digits that look alike on a bad copy; 1 and 2 do not, and the numbers of two notices differ by just that.
_ALIKE_DIGITS = tuple(
    set(pair) for pair in ("08", "06", "09", "17", "38", "35", "56", "58", "68", "69", "89", "27", "49")
)
#: Where two documents name that many parties each and fewer than half are common, they are of others.
_MANY = 2
_MOSTLY = 0.6


def is_noisy(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether words of either were read by OCR."""
    return one.ocr > 0 or other.ocr > 0


def compare_identity(one: Fingerprint, other: Fingerprint) -> dict[str, State]:
    """Each piece of evidence by its name and what it says."""
    noisy = is_noisy(one, other)
    return {
        "number": _sets(one.numbers, other.numbers, noisy=noisy),
        "parties": _parties(one, other, noisy=noisy),
        "identifiers": _sets(one.identifiers, other.identifiers, noisy=noisy, exclusive=True),
        "fields": _fields(one, other, noisy=noisy),
        "signed": _signed(one, other),
        "amounts": _amounts(one, other),
        "title": _title(one, other),
        "period": _periods(one.periods, other.periods),
    }


def resembles(one: str, other: str, least: float) -> bool:
    """Whether two strings share at least this part of their characters, in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def may_be_misread(one: str, other: str) -> bool:
    """Whether a scan may show the one for the other: nearly the same letters, and at most one digit it mistakes."""
    digits, others = ("".join(re.findall(r"\d", text)) for text in (one, other))
    return resembles(one, other, _MISREAD) and (digits == others or is_digit_misread(digits, others))


def is_digit_misread(digits: str, others: str) -> bool:
    """Whether two runs of digits differ in one digit that scans mistake for the other."""
    if len(digits) != len(others):
        return False
    differing = [{a, b} for a, b in zip(digits, others, strict=True) if a != b]
    return len(differing) == 1 and any(differing[0] <= alike for alike in _ALIKE_DIGITS)


def _sets(one: Collection[str], other: Collection[str], *, noisy: bool, exclusive: bool = False) -> State:
    """Agreement of two sets of names; `exclusive`: each side naming one that the other lacks is a conflict."""
    mine, theirs = ({read_alike(name) if noisy else name for name in found} for found in (one, other))
    if not mine or not theirs:
        return "unknown"
    common, left, right = mine & theirs, mine - theirs, theirs - mine
    if common and not (exclusive and left and right):
        # one register number in common says little: the customer's own stands in all its documents
        return "agree" if len(common) >= _MANY or not exclusive else "unknown"
    return "doubt" if noisy and _all_resemble(left, right) else "conflict"


def _all_resemble(left: Iterable[str], right: Collection[str]) -> bool:
    return all(any(may_be_misread(a, b) for b in right) for a in left)


def _parties(one: Fingerprint, other: Fingerprint, *, noisy: bool) -> State:
    mine, theirs = _by_role(one, noisy=noisy), _by_role(other, noisy=noisy)
    for role in mine.keys() & theirs.keys() - {""}:
        left, right = mine[role] - theirs[role], theirs[role] - mine[role]
        if left and right:
            return "doubt" if noisy and _all_resemble(left, right) else "conflict"
    names, others = set().union(*mine.values()), set().union(*theirs.values())
    fewer = min(len(names), len(others))
    if not fewer:
        return "unknown"
    common = len(names & others)
    if common >= min(_MANY, fewer) and common >= _MOSTLY * fewer:
        # one name in common says little: the customer itself stands in all its documents
        return "agree" if common >= _MANY else "unknown"
    if fewer < _MANY:
        return "unknown"
    return "doubt" if noisy and _all_resemble(names - others, others) else "conflict"


def _by_role(one: Fingerprint, *, noisy: bool) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for party in one.parties:
        found.setdefault(party.role, set()).add(read_alike(party.name) if noisy else party.name)
    return found


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = model_table("rules/versions.toml")
    return re.compile(table["identity_label"]), re.compile(table["contact_label"])


def _fields(one: Fingerprint, other: Fingerprint, *, noisy: bool) -> State:
    """Whether labels that say who or what it is about have the same words behind them in both."""
    identity, contact = _labels()
    mine, theirs = dict(one.fields), dict(other.fields)
    states: set[State] = set()
    for label in mine.keys() & theirs.keys():
        left, right = (read_alike(found[label]) if noisy else found[label] for found in (mine, theirs))
        if identity.search(label) and not contact.search(label) and left and right:
            same = left == right or left in right or right in left
            states.add("agree" if same else "doubt" if noisy and may_be_misread(left, right) else "conflict")
    return next((state for state in ("conflict", "doubt", "agree") if state in states), "unknown")


def _signed(one: Fingerprint, other: Fingerprint) -> State:
    if one.signed is None or other.signed is None:
        return "unknown"
    return "agree" if one.signed == other.signed else "conflict"


def _amounts(one: Fingerprint, other: Fingerprint) -> State:
    """Whether the largest sum of each stands in the other."""
    if not one.amounts or not other.amounts:
        return "unknown"
    found = (one.amounts[0] in other.amounts) + (other.amounts[0] in one.amounts)
    return ("conflict", "doubt", "agree")[found]


def _title(one: Fingerprint, other: Fingerprint) -> State:
    if not one.title or not other.title:
        return "unknown"
    if one.title == other.title or resembles(one.title, other.title, _TITLES):
        return "agree"
    nested = one.title in other.title or other.title in one.title
    return "agree" if nested and one.kind == other.kind else "conflict"


def _periods(one: Collection[str], other: Collection[str]) -> State:
    """Whether two statements are of the same days and scope; a scope that is not said is taken for the other's."""
    if not one or not other:
        return "unknown"
    mine, theirs = {tuple(found.split()) for found in one}, {tuple(found.split()) for found in other}
    days, other_days = ({(kind, day) for kind, _, day in found} for found in (mine, theirs))
    scopes, other_scopes = ({scope for _, scope, _ in found} - {"unknown"} for found in (mine, theirs))
    if days != other_days or (scopes and other_scopes and scopes != other_scopes):
        return "conflict"
    return "agree"
