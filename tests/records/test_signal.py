"""Signals keep their kind: text that looks like a number stays text, numbers stay exact."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from docintel.records import Absence, AnyFact, Fact, Input, Value


@pytest.mark.parametrize("value", [Decimal("18.2"), "18.2", Decimal("0.10"), "C", Decimal("1E+8")])
def test_what_is_stored_comes_back_as_what_it_was(value: Decimal | str) -> None:
    signal = Value(customer="C1", name="n", value=value, as_of=date(2026, 1, 1), facts=())
    again = Value.model_validate_json(signal.model_dump_json())
    assert (again, type(again.value), again.is_text) == (signal, type(value), isinstance(value, str))
    used = Input(key="k", value=value)
    assert type(Input.model_validate_json(used.model_dump_json()).value) is type(value)


def test_an_absence_has_no_words_and_is_no_fact() -> None:
    """It says what was sought, where, and how well those pages could be read; there is no quote to verify."""
    fields = set(Absence.model_fields)
    assert {"sought", "documents", "pages_read", "quality", "explanation_zh", "explanation_en"} <= fields
    assert not {"evidence", "anchor", "source"} & fields
    assert not issubclass(Absence, Fact)
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(AnyFact)[0])}
    assert "absence" not in kinds
    assert len(kinds) == 14
