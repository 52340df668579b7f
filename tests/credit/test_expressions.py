"""The formula language: what parses, how tightly operators bind, and what is refused."""

import pytest

from docintel.credit.catalogue import definitions, evaluated
from docintel.credit.expressions import compares_years, keys, parse, written
from docintel.errors import InputError


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        ("bs.cash - bs.debt - is.tax", "((bs.cash - bs.debt) - is.tax)"),  # from the left
        ("a.x + b.x * c.x", "(a.x + (b.x * c.x))"),
        ("(a.x + b.x) / c.x", "((a.x + b.x) / c.x)"),
        ("-4.84 + 0.920 * m.dsri", "((0 - 4.84) + (0.920 * m.dsri))"),  # minus binds tighter than plus
        ("a.x < 0 and b.x > 1 or c.x = 0", "(((a.x < 0) and (b.x > 1)) or (c.x = 0))"),
        ("coalesce(a.x, nil(b.x) / 2)", "coalesce(a.x, (nil(b.x) / 2))"),
    ],
)
def test_reads(formula: str, read: str) -> None:
    assert written(parse(formula)) == read


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "a.x +",
        "a.x b.x",
        "(a.x",
        "cash",
        "sum_of",
        "evil(a.x)",
        "prior(a.x, b.x)",
        "a.x ** 2",
        "__import__('os')",
        "a.x; b.x",
    ],
)
def test_refuses(formula: str) -> None:
    with pytest.raises(InputError, match="formula"):
        parse(formula)


def test_keys_are_named_once_in_order() -> None:
    assert keys(parse("max(b.x, a.x) / (b.x - 1)")) == ("b.x", "a.x")


@pytest.mark.parametrize(
    ("formula", "compares"), [("growth(a.x)", True), ("1 + prior(a.x)", True), ("avg(a.x) / b.x", False)]
)
def test_comparing_years(formula: str, compares: bool) -> None:
    assert compares_years(parse(formula)) is compares


def test_every_shipped_formula_parses_and_names_known_keys() -> None:
    texts = [text for row in evaluated() for text in (row.measure, row.only_if, row.null_if, row.minimum) if text]
    # an auditor's rules name cases, not formulas
    texts += [rule.when for row in evaluated() if row.how != "auditor" for rule in row.rules]
    named = {name for text in texts for name in keys(parse(text))} | {
        n for node in definitions().values() for n in keys(node)
    }
    derived = {name for name in named if name.startswith(("d.", "m."))}
    assert derived - set(definitions()) == set()
    assert {name.split(".")[0] for name in named} == {"bs", "is", "cf", "cfs", "note", "check", "d", "m"}
