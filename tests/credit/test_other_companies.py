"""A file with the statements of several companies: the customer's own are used, and nobody else's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, figure
from docintel.credit.signals import signals
from docintel.records import Absence, Customer, Figure, Value

OTHER = "东浦塑料有限公司"


def used(*figures: Figure, customer: Customer = MAKER) -> tuple[dict[str, Decimal], list[Absence]]:
    """The values taken from figures, and what is said to be missing."""
    found = signals(customer, figures, {}, SPRING)
    values = {one.name: one.value for one in found if isinstance(one, Value) and one.name.startswith("bs.")}
    return values, [one for one in found if isinstance(one, Absence) and one.sought.startswith("statements:")]


@pytest.mark.parametrize("name", ["澄湖精密制造有限公司", "Chenghu Precision Co., Ltd."])
def test_the_customers_own_statement_is_used_under_name_or_alias(name: str) -> None:
    own = figure("bs.cash", "420", entity=name)
    other = figure("bs.cash", "999", entity=OTHER).model_copy(update={"document": own.document})
    values, absences = used(own, other)
    assert values["bs.cash"] == Decimal(420)
    assert absences == []


def test_another_companys_figure_fills_no_gap() -> None:
    values, _ = used(figure("bs.cash", "420", entity=MAKER.name), figure("bs.goodwill", "7", entity=OTHER))
    assert "bs.goodwill" not in values


def test_a_file_in_which_nobody_is_the_customer_is_said_in_both_languages() -> None:
    values, absences = used(figure("bs.cash", "420", entity=OTHER))
    assert values == {}
    assert [(one.result, one.severity) for one in absences] == [("not_found_uncertain", "H")]
    assert OTHER in absences[0].explanation_zh
    assert OTHER in absences[0].explanation_en


def test_a_file_of_one_company_names_none_and_is_used() -> None:
    assert used(figure("bs.cash", "420"))[0]["bs.cash"] == Decimal(420)
