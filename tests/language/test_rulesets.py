import pytest

from docintel.errors import InputError
from docintel.language.rulesets import ruleset_from_table

TABLE = {
    "cues": {"OBL": ["应", "shall"], "PRH": ["不得"]},
    "traps": ["应收"],
    "patterns": [{"label": "PAY", "tokens": [{"LOWER": "pay"}]}],
}


def test_ruleset_from_table() -> None:
    ruleset = ruleset_from_table("duties", TABLE)
    assert ruleset.cues == (("应", "OBL"), ("shall", "OBL"), ("不得", "PRH"))
    assert ruleset.traps == ("应收",)
    assert ruleset.patterns == (("PAY", ({"LOWER": "pay"},)),)


@pytest.mark.parametrize("listed", ["应", [""], [1]])
def test_cues_that_are_no_list_of_words_are_refused(listed: object) -> None:
    with pytest.raises(InputError, match="duties"):
        ruleset_from_table("duties", {"cues": {"OBL": listed}})
