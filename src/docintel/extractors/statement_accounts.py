"""Finds the account of models/accounts.toml that a row's caption names, in the section where the row stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from docintel.assets import model_table
from docintel.extractors.statement_labels import Label, english_name, read_label

#: Sections whose accounts a row may name, by where it stands; an unclassified sheet says only which side it is on.
_SISTERS = {
    "assets": ("current_assets", "noncurrent_assets"),
    "liabilities": ("current_liabilities", "noncurrent_liabilities"),
    "operating": ("operating", "supplementary"),
    "disclosure": ("operating", "financing"),
}
#: IFRS lets these cash flows stand in any section (IAS 7.31, before IFRS 18).
_ANYWHERE = frozenset({"cf.interest_paid", "cf.taxes_paid", "cf.dividends_paid", "cf.fx_effect"})
# One character makes the opposite account: 应收/应付, 流入/流出, 流动/非流动, 期初/期末 …
_OPPOSITES = frozenset("收付入出增减初末长短借贷本上下年期月正负非不未无母子预流动内外总净益失")
_FUZZY_LENGTH = 5
#: Management's own measures carry an account's words and are not it.
ADJUSTED = re.compile(r"^nongaap|^adjusted|^pro forma|\bnongaap\b|^备考|^模拟")
#: Captions of one word that many rows share name an account only where nothing else of the statement does.
_VAGUE = frozenset({"other", "total", "其他", "合计", "basic", "diluted"})


@dataclass(frozen=True, slots=True)
class Account:
    """One canonical account: where it stands and which sign its value has (nature: see models/accounts.toml).

    `name` is what the Chinese form calls it.
    """

    key: str
    statement: str
    section: str
    nature: str
    name: str


@dataclass(frozen=True)
class Chart:
    """The chart of accounts of one statement, indexed by normalised name."""

    accounts: dict[str, Account]
    names: dict[str, tuple[Account, ...]]
    patterns: tuple[tuple[re.Pattern[str], Account], ...]

    @cached_property
    def chinese(self) -> tuple[str, ...]:
        """The Chinese names, for comparison by edit distance."""
        return tuple(name for name in self.names if not name.isascii() and len(name) >= _FUZZY_LENGTH)

    def find(self, label: Label, section: str | None) -> Account | None:
        """The account a caption names in a section (None: section unknown), or None when no name fits it."""
        if not label.name or (label.name in _VAGUE and section != "supplementary") or ADJUSTED.search(label.name):
            return None
        exact = self.names.get(label.name, ())
        return _placed(exact, section) or _elsewhere(exact, label) or _placed(self._near(label), section)

    def standing_in(self, section: str | None) -> list[Account]:
        """The accounts a row of a section may be (None: section unknown), in the order of the standard form."""
        if section is None:
            return [each for each in self.accounts.values() if each.section != "supplementary"]
        order = _SISTERS.get(section, (section,))
        return [each for each in self.accounts.values() if each.section in order or _is_total(each, section)]

    def find_exactly(self, label: Label) -> Account | None:
        """The account a caption names letter by letter, or by an English pattern, wherever it stands."""
        if label.name in _VAGUE:
            return None
        found = self.names.get(label.name) or (() if label.chinese else self._near(label))
        return found[0] if found else None

    def _near(self, label: Label) -> tuple[Account, ...]:
        if not label.chinese:
            return tuple(account for pattern, account in self.patterns if pattern.fullmatch(label.name))
        if len(label.name) < _FUZZY_LENGTH:
            return ()
        return tuple(account for name in self.chinese if is_one_edit(label.name, name) for account in self.names[name])


def is_one_edit(left: str, right: str) -> bool:
    """Whether one inserted, lost or misread character separates two names without making the opposite account."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    shorter, longer = sorted((left, right), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) == len(longer):
        return shorter[at + 1 :] == longer[at + 1 :] and not {shorter[at], longer[at]} & _OPPOSITES
    return shorter[at:] == longer[at + 1 :] and longer[at] not in _OPPOSITES


@cache
def chart(statement: str) -> Chart:
    """The chart of one of the three primary statements, or of the schedule of notes to them."""
    rows = [row for row in model_table("accounts.toml")["account"] if _belongs(row, statement)]
    accounts: dict[str, Account] = {}
    names: dict[str, list[Account]] = {}
    patterns = []
    for row in rows:
        account = Account(row["key"], row["statement"], row["section"], row["nature"], row["zh"])
        accounts[account.key] = account
        for name in _names(row):
            names.setdefault(name, []).append(account)
        patterns += [(re.compile(pattern), account) for pattern in row.get("patterns", ())]
    return Chart(accounts, {name: tuple(found) for name, found in names.items()}, tuple(patterns))


def _belongs(row: dict[str, str], statement: str) -> bool:
    """Whether a statement's chart has the account; the notes have the note items of every statement."""
    if statement == "notes_table":
        return row["section"] == "notes" or (row["nature"] == "N" and not row["key"].startswith(("cf", "is.eps")))
    return row["statement"] == statement and row["section"] != "notes"


def _names(row: dict[str, object]) -> Iterator[str]:
    """Normalised names, each once; the account's own name before its synonyms."""
    printed = [row["zh"], *_strings(row["zh_synonyms"])]
    seen = {read_label(str(name)).name for name in printed} | {
        english_name(str(name)) for name in (row["en"], *_strings(row["en_synonyms"]))
    }
    yield from sorted(seen - {""})


def _strings(value: object) -> Iterable[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _placed(found: Iterable[Account], section: str | None) -> Account | None:
    """The first account whose section is, or may be, the row's; any where the section is unknown."""
    candidates = list(found)
    if section is None:
        return next((each for each in candidates if each.section != "supplementary"), None)
    order = _SISTERS.get(section, (section,))
    placed = (each for allowed in order for each in candidates if each.section == allowed or _is_total(each, section))
    return next(placed, None)


def _is_total(account: Account, section: str) -> bool:
    return account.nature == "T" and "supplementary" not in (account.section, section)


def _elsewhere(found: tuple[Account, ...], label: Label) -> Account | None:
    """The account of a name that can mean only one, although the row seems to stand in another section."""
    only = found[0] if len({each.key for each in found}) == 1 else None
    if only is None or only.section == "supplementary":
        return None
    return only if label.chinese or only.nature == "T" or only.key in _ANYWHERE else None
