"""The shipped tables hold together."""

import pytest

from borrowers import MAKER
from docintel.assets import model_table
from docintel.credit.catalogue import LEVELS, catalogue, evaluated, for_customer, indicator, tags
from docintel.credit.thresholds import parse_line


def test_the_catalogue_is_whole() -> None:
    families = [sum(1 for row in catalogue() if row.family == family) for family in "FCBVE"]
    assert families == [62, 30, 22, 11, 13]
    assert len({row.key for row in catalogue()}) == 138


@pytest.mark.parametrize("row", evaluated(), ids=lambda row: row.id)
def test_lines_go_one_way_and_get_worse(row: object) -> None:
    found = indicator(getattr(row, "id"))  # noqa: B009
    assert found is not None
    lines = [line for line in map(parse_line, found.lines) if line]
    assert len({line.upward for line in lines}) <= 1
    limits = [line.limit if line.upward else -line.limit for line in lines]
    assert limits == sorted(limits)


def test_overrides_name_indicators_and_sections_that_exist() -> None:
    table = model_table("industries.toml")
    letters = {row["code"] for row in table["industry"]} | {
        "LGFV",
        "SPV",
        "CONSTRUCTION",
        "LESSOR",
        "LISTED",
        "FOREIGN",
    }
    for entry in table["override"]:
        assert indicator(entry["indicator"]) is not None, entry
        assert set(entry["applies"]) <= letters
        assert len([parse_line(text) for text in entry.get("lines", ["", "", ""])]) == 3


def test_flags_of_the_customer_table_count_beside_the_letter() -> None:
    city = MAKER.model_copy(update={"industry": "E48", "extra": {"LGFV": "是", "spv": "no"}})
    assert tags(city) == ("E", "LGFV")
    row = indicator("fin.debt_to_assets")
    assert row is not None
    assert for_customer(row, city).lines == ("> 0.60", "> 0.70", "> 0.75")  # the flag wins over the letter


def test_measures_exist() -> None:
    codes = {row["code"] for row in model_table("measures.toml")["measure"]}
    assert codes == {"R0", "R1", "R2", "R3", "R4"}
    assert {code for row in catalogue() for level in LEVELS for code in getattr(row.response, level)} <= codes
