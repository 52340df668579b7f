"""Statements of invented companies whose captions are variants, with numbers that close and the account of every row.

The third field of a line says how its number is made: nothing, or "+", an amount that adds; "-" one that is deducted
and printed plain; "(" one deducted and printed in brackets; "o" one that is part of another; "r" one on its own; "e"
one per share; "=" the sum since the last total; "~" the sum from the top; "n 4" the sum of the next 4 rows, "n -4" of
the 4 before; "= a + b - c" of accounts, where "@" is the sum since the last total.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docintel.records import Document
from statement_documents import Rows, table_document

_FOLDER = Path(__file__).parent / "label_variants"
_HEAD = {
    "zh": ["项目", "2025年12月31日", "2024年12月31日"],
    "en": ["", "December 31, 2025", "December 31, 2024"],
}
_FLOW_HEAD = {"zh": ["项目", "2025年度", "2024年度"], "en": ["", "2025", "2024"]}
_ABOVE = {
    "zh": ["{title}", "2025年12月31日", "编制单位：松麓机械有限公司  单位：元  币种：人民币"],
    "en": ["Larkmoor Tools plc", "{title}", "For the year ended December 31, 2025 (in thousands of US$)"],
}


@dataclass(frozen=True)
class Variant:
    """One statement: its document, and of every row with numbers the caption and the right account (None: of none)."""

    name: str
    language: str
    half: str
    document: Document
    rows: tuple[tuple[str, str | None], ...]


@dataclass
class _Column:
    """The numbers of one period while they are made."""

    chance: random.Random
    since: int = 0
    top: int = 0
    known: dict[str, int] = field(default_factory=dict)

    def make(self, lines: list[tuple[str, str, str]]) -> list[int]:
        made = [self.chance.randrange(120_000, 9_900_000) for _ in lines]
        for at, (_, key, how) in enumerate(lines):
            made[at] = self._number(made, at, how, [each for _, _, each in lines])
            self.known[key] = made[at]
        return made

    def _number(self, made: list[int], at: int, how: str, hows: list[str]) -> int:
        if how in ("", "+", "-", "("):
            self.since += _weight(how) * made[at]
            self.top += _weight(how) * made[at]
            return -made[at] if how == "(" else made[at]
        if how == "e":
            return made[at] % 300
        if how.startswith("n "):
            count = int(how[2:])
            rows = range(at + count, at) if count < 0 else range(at + 1, at + 1 + count)
            return sum(abs(made[each]) for each in rows if hows[each] != "o")
        total = {"=": self.since, "~": self.top}.get(how)
        if total is None and how.startswith("= "):
            total = self._summed(how[2:])
        if total is None:
            return made[at]
        self.since = 0
        return total

    def _summed(self, formula: str) -> int:
        total, sign = 0, 1
        for word in formula.split():
            if word in "+-":
                sign = 1 if word == "+" else -1
            else:
                total += sign * (self.since if word == "@" else self.known[word])
        return total


def variants(language: str, half: str) -> Iterator[Variant]:
    """The statements of one language and half."""
    for statement in tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["statement"]:
        if statement["half"] == half:
            yield _variant(statement, language)


def _variant(statement: dict[str, str], language: str) -> Variant:
    printed = [line for line in statement["rows"].splitlines() if line]
    lines = [_fields(line) for line in printed if "|" in line]
    periods = [_Column(random.Random(f"{statement['name']} {period}")).make(lines) for period in ("current", "prior")]
    numbers = iter(zip(*periods, strict=True))
    heads = _HEAD if statement["kind"] == "balance_sheet" else _FLOW_HEAD
    rows: Rows = [
        heads[language],
        *(
            [_fields(line)[0], *(_shown(each, language, _fields(line)[2]) for each in next(numbers))]
            if "|" in line
            else [line.removeprefix("# "), "", ""]
            for line in printed
        ),
    ]
    above = [line.format(title=statement["title"]) for line in _ABOVE[language]]
    document = table_document(rows, above=above, language=language, name=statement["name"])
    expected = tuple((caption, None if key == "-" else key) for caption, key, _ in lines)
    return Variant(statement["name"], language, statement["half"], document, expected)


def _fields(line: str) -> tuple[str, str, str]:
    caption, key, *how = (part.strip() for part in line.split("|"))
    return caption, key, how[0] if how else ""


def _weight(how: str) -> int:
    return -1 if how in ("-", "(") else 1


def _shown(number: int, language: str, how: str) -> str:
    if how == "e":
        return f"{number / 100:.2f}"
    if language == "zh" and how != "(":
        return f"{number / 100:,.2f}"
    shown = f"{abs(number) / 100:,.2f}" if language == "zh" else f"{abs(number):,}"
    return f"({shown})" if number < 0 else shown
