"""How like a row's caption is to the names of the accounts: words in common, weighed by how much each tells.

Words that mean the same in another form or country count as one (models/rules/account_terms.toml), words that change
nothing hardly count, and a word that makes the opposite account halves what is left. 1 is the same name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from docintel.assets import model_table
from docintel.extractors.statement_accounts import Account, chart
from docintel.extractors.statement_labels import Label
from docintel.records.statement import StatementKind

_POINTS = re.compile(r"[、,，;；/\s\-—–:：“”\"'‘’]")
#: A word that changes nothing weighs as much as this.
_LIGHT = 0.1
#: What is left of the likeness of a caption that says the opposite of a name, or something the name does not say.
_OPPOSED = 0.5


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one language: which mean the same, which say nothing, and which make another account."""

    pattern: re.Pattern[str]
    same: Mapping[str, str]
    light: frozenset[str]
    opposites: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class NameIndex:
    """The names of one statement's accounts in one language as weighed parts."""

    names: Mapping[str, tuple[tuple[str, Mapping[str, float]], ...]]
    weights: Mapping[str, float]
    rarest: float


@lru_cache(maxsize=65_536)
def likeness(label: Label, account: Account, kind: StatementKind) -> tuple[float, str]:
    """How like a caption is to the nearest name of an account (0 to 1), and that name."""
    index = name_index(kind, label.chinese)
    parts, meant = _parts(label.name, label.chinese, index), _meant(label.name, label.chinese)
    found = [
        (_alike(parts, theirs) * (1 if _meant(name, label.chinese) == meant else _OPPOSED), name)
        for name, theirs in index.names.get(account.key, ())
    ]
    return max(found, default=(0.0, ""))


def names_another(label: Label, name: str, accounts: Iterable[Account], kind: StatementKind) -> bool:
    """Whether a caption holds the whole name of an account that `name`, which it is like, does not: it is of both."""
    names = name_index(kind, label.chinese).names
    mine, likened = (_bare(each, label.chinese) for each in (label.name, name))
    others = (_bare(other, label.chinese) for account in accounts for other, _ in names.get(account.key, ()))
    return any(other and other in mine and other not in likened for other in others)


@lru_cache(maxsize=16384)
def plain_name(name: str, chinese: bool) -> str:
    """A normalised name with every word put as the words of its kind are: what is compared."""
    terms = _terms(chinese)
    text = _POINTS.sub("", name) if chinese else f" {name} "
    # the second time for words that the first has put together: 物业厂房 → 固定资产, 购买固定资产 → 购建固定资产
    for _ in range(2):
        text = terms.pattern.sub(lambda found: terms.same[found.group()], text)
    return text if chinese else text.strip()


@cache
def name_index(kind: StatementKind, chinese: bool) -> NameIndex:
    """The names of a statement's chart in one language."""
    spoken: dict[str, list[str]] = {}
    for name, accounts in chart(kind).names.items():
        if name.isascii() != chinese:
            for account in accounts:
                spoken.setdefault(account.key, []).append(name)
    counted = {name: _counted(name, chinese) for names in spoken.values() for name in names}
    frequency = Counter(part for parts in counted.values() for part in parts)
    most = math.log(1 + len(counted))
    weights = {part: most - math.log(count) for part, count in frequency.items()}
    index = NameIndex({}, weights, most)
    names = {
        key: tuple((name, _weighed(counted[name], chinese, index)) for name in found) for key, found in spoken.items()
    }
    return NameIndex(names, weights, most)


@lru_cache(maxsize=16384)
def _bare(name: str, chinese: bool) -> str:
    """A plain name without the words that change nothing; English words keep the spaces around them."""
    plain = plain_name(name, chinese)
    if not chinese:
        kept = [word for word in plain.split() if word not in _terms(chinese).light]
        return f" {' '.join(kept)} " if kept else ""
    for word in _light_words(chinese):
        kept_text = plain.replace(word, "")
        plain = kept_text if len(kept_text) > 1 else plain
    return plain


def _parts(name: str, chinese: bool, index: NameIndex) -> Mapping[str, float]:
    return _weighed(_counted(name, chinese), chinese, index)


def _counted(name: str, chinese: bool) -> Counter[str]:
    """Words of an English name; of a Chinese one, which has no spaces, its characters and pairs of them."""
    if not chinese:
        return Counter(plain_name(name, chinese).split())
    plain = _bare(name, chinese)
    return Counter([*plain, *(plain[at : at + 2] for at in range(len(plain) - 1))])


def _weighed(parts: Counter[str], chinese: bool, index: NameIndex) -> Mapping[str, float]:
    light = frozenset() if chinese else _terms(chinese).light
    return {
        part: count * (_LIGHT if part in light else index.weights.get(part, index.rarest))
        for part, count in parts.items()
    }


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Dice's coefficient of two weighed bags."""
    common = sum(min(weight, other[part]) for part, weight in one.items() if part in other)
    total = sum(one.values()) + sum(other.values())
    # the weights are summed in two orders
    return min(1.0, 2 * common / total) if total else 0.0


@lru_cache(maxsize=16384)
def _meant(name: str, chinese: bool) -> tuple[frozenset[str], ...]:
    """Which words of each group of opposites a name says; where one holds another (非流动, 流动) only the longer."""
    plain = plain_name(name, chinese)
    text = plain if chinese else f" {plain} "
    said = (
        {word for word in group if (word if chinese else f" {word} ") in text} for group in _terms(chinese).opposites
    )
    return tuple(
        frozenset(word for word in words if not any(word != other and word in other for other in words))
        for words in said
    )


@cache
def _terms(chinese: bool) -> Terms:
    table = model_table("rules/account_terms.toml")["zh" if chinese else "en"]
    same = {word: words[0] for words in table["same"] for word in words}
    longest_first = sorted(same, key=lambda word: (-len(word), word))
    # what stands for itself is in the pattern too: 所得 is not to be found in 所得税
    pattern = "|".join(re.escape(word) for word in longest_first)
    return Terms(
        re.compile(pattern if chinese else rf"(?<= )(?:{pattern})(?= )"),
        same,
        frozenset(table["light"]),
        tuple(frozenset(group) for group in table["opposites"]),
    )


@cache
def _light_words(chinese: bool) -> tuple[str, ...]:
    return tuple(sorted(_terms(chinese).light, key=lambda word: (-len(word), word)))
