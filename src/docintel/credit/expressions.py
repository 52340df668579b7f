"""The small language in which ratios and derived aggregates are written as data: keys, numbers, + - * / and functions.

Nothing is executed but arithmetic; a formula that does not parse is refused when the table is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from docintel.errors import InputError

#: Binding strength of the operators, loosest first.
STRENGTH = {"or": 1, "and": 2, "<": 3, "<=": 3, ">": 3, ">=": 3, "=": 3, "+": 4, "-": 4, "*": 5, "/": 5}
#: Functions and how many arguments they take (None: one or more).
FUNCTIONS: dict[str, int | None] = {
    "coalesce": None, "sum_of": None, "max_known": None, "max": 2, "min": 2, "abs": 1, "nil": 1, "assume_nil": 1,
    "estimated": 1, "avg": 1, "prior": 1, "growth": 1, "days_growth": 2, "days_shift": 2, "turns_growth": 2,
    "streak": 1, "normal": 1, "full_year": 1,
}  # fmt: skip

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z]\w*(?:\.\w+)*)|(<=|>=|[-+*/<>=(),]))")


@dataclass(frozen=True)
class Number:
    """A constant of a formula."""

    value: Decimal


@dataclass(frozen=True)
class Key:
    """An account, derived aggregate or term by its key."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of the language applied to its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Operation:
    """Two operands and the operator between them."""

    operator: str
    left: Node
    right: Node


Node = Number | Key | Call | Operation


@cache
def parse(formula: str) -> Node:
    """The tree of a formula; raises InputError with the place where it cannot be read."""
    reader = _Reader(formula, _tokens(formula))
    node = reader.expression(0)
    if reader.position < len(reader.tokens):
        raise InputError(f"formula {formula!r}: {reader.tokens[reader.position]!r} is not expected there.")
    return node


def keys(node: Node) -> tuple[str, ...]:
    """The keys a formula names, in the order they are written."""
    if isinstance(node, Key):
        return (node.name,)
    if isinstance(node, Number):
        return ()
    parts = node.arguments if isinstance(node, Call) else (node.left, node.right)
    return tuple(dict.fromkeys(name for part in parts for name in keys(part)))


def compares_years(node: Node) -> bool:
    """Whether a formula sets one year against the year before (an average balance, or full years only, do not)."""
    if isinstance(node, Call):
        if node.name == "full_year":
            return False
        years = ("prior", "growth", "days_growth", "days_shift", "turns_growth")
        return node.name in years or any(compares_years(part) for part in node.arguments)
    return isinstance(node, Operation) and (compares_years(node.left) or compares_years(node.right))


def written(node: Node) -> str:
    """A formula as text again, for reasons that name a denominator."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Key):
        return node.name
    if isinstance(node, Call):
        return f"{node.name}({', '.join(written(part) for part in node.arguments)})"
    return f"({written(node.left)} {node.operator} {written(node.right)})"


def _tokens(formula: str) -> list[str]:
    found, position = [], 0
    while position < len(formula.rstrip()):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise InputError(f"formula {formula!r}: cannot read {formula[position : position + 10]!r}.")
        found.append(match.group().strip())
        position = match.end()
    return found


class _Reader:
    """Reads tokens by binding strength (precedence climbing)."""

    def __init__(self, formula: str, tokens: list[str]) -> None:
        self.formula = formula
        self.tokens = tokens
        self.position = 0

    def expression(self, strength: int) -> Node:
        left = self.operand()
        while (operator := self.peek()) in STRENGTH and STRENGTH[operator] > strength:
            self.position += 1
            left = Operation(operator, left, self.expression(STRENGTH[operator]))
        return left

    def operand(self) -> Node:
        token = self.take()
        if token == "-":
            return Operation("-", Number(Decimal(0)), self.expression(STRENGTH["*"]))
        if token == "(":
            inner = self.expression(0)
            self.expect(")")
            return inner
        if token[0].isdigit():
            return Number(Decimal(token))
        if self.peek() == "(":
            return self.call(token)
        if "." not in token:
            raise InputError(f"formula {self.formula!r}: {token!r} is no key; keys look like bs.total_assets.")
        return Key(token)

    def call(self, name: str) -> Node:
        self.expect("(")
        arguments = [self.expression(0)]
        while self.peek() == ",":
            self.position += 1
            arguments.append(self.expression(0))
        self.expect(")")
        wanted = FUNCTIONS.get(name, 0)
        if wanted is not None and wanted != len(arguments):
            raise InputError(f"formula {self.formula!r}: {name}() is not known with {len(arguments)} arguments.")
        return Call(name, tuple(arguments))

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token or token in STRENGTH.keys() - {"-"} or token in ("", ")", ","):
            raise InputError(f"formula {self.formula!r}: a value is missing before {token or 'the end'!r}.")
        self.position += 1
        return token

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise InputError(f"formula {self.formula!r}: {token!r} is missing.")
        self.position += 1
