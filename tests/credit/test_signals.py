"""What the documents mean at a date: agreements, identity, order, and no look ahead."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from borrowers import MAKER, SPRING, covenant, figure, gone, mail, party, promise, term, utterance, worked
from docintel.credit.signals import signals
from docintel.records import Fact, Identifier, Signal, Value


def named(name: str, *facts: Fact, as_of: date = SPRING) -> list[Value]:
    return [one for one in signals(MAKER, facts, {}, as_of) if isinstance(one, Value) and one.name == name]


def test_terms_keep_numbers_as_numbers_and_dates_as_text() -> None:
    (principal,) = named("loan.principal", term("loan.principal", "180000000.00", "CNY"))
    (maturity,) = named("loan.maturity_date", term("loan.maturity_date", "2033-02-25"))
    assert (principal.value, principal.unit) == (Decimal("180000000.00"), "CNY")
    assert maturity.value == "2033-02-25"


def test_a_covenant_keeps_its_operator_and_level() -> None:
    agreed = covenant("fin.current_ratio", ">=", "1.2", level="lock_up", test_frequency="quarterly")
    (found,) = named("cov.limit:fin.current_ratio", agreed)
    assert (found.value, found.facts) == (Decimal("1.2"), (agreed.id,))
    assert set(found.flags) >= {"operator:>=", "level:lock_up", "test:quarterly"}


def test_a_contract_signed_later_is_not_known() -> None:
    facts = [term("contract.date", "2026-04-01", of="合同甲")]
    assert named("contract.date", *facts) == []
    assert named("contract.date", *facts, as_of=date(2026, 4, 1))[0].as_of == date(2026, 4, 1)


def test_the_customer_is_known_by_its_number_or_name() -> None:
    own = Identifier(scheme="uscc", value="91350100M000100Y43", valid=True)
    other = Identifier(scheme="uscc", value="91110000600037341L", valid=True)
    assert named("name.legal", party("澄湖精密制造 有限公司"))[0].value == "澄湖精密制造 有限公司"  # white space aside
    assert named("id.uscc", party("旧名有限公司", identifiers=(own,)))[0].value == "91350100M000100Y43"
    assert named("name.legal", party("澄湖精密制造有限公司", identifiers=(other,))) == []  # a namesake
    broken = own.model_copy(update={"valid": False})
    assert named("id.uscc", party("澄湖精密制造有限公司", identifiers=(broken,))) == []


def test_absences_count_from_their_day() -> None:
    found = signals(MAKER, [], {}, SPRING, absences=[gone(date(2026, 2, 1)), gone(date(2026, 3, 2))])
    assert [one.as_of for one in found] == [date(2026, 2, 1)]


def test_every_value_lists_its_facts() -> None:
    facts = [
        *worked(),
        covenant("fin.current_ratio", ">=", "1.2"),
        mail("2026-02-01"),
        utterance("2026-02-01", ci="CI-1"),
    ]
    found = [one for one in signals(MAKER, facts, {}, SPRING) if isinstance(one, Value)]
    assert found
    assert all(one.facts and set(one.facts) <= {fact.id for fact in facts} for one in found)


KNOWN: list[Fact] = [
    *worked(),
    covenant("fin.current_ratio", ">=", "1.2"),
    mail("2026-02-01"),
    utterance("2026-02-01", ci="CI-6"),
    promise("2026-02-01", "2026-02-20"),
    figure("bs.cash", "1", name="另一份"),
]
LATER: list[Fact] = [
    figure("bs.cash", "1", date(2026, 3, 31)),
    mail("2026-03-02"),
    utterance("2026-03-02", ci="CI-9"),
    promise("2026-03-02", "2026-03-09"),
]


@settings(max_examples=30, deadline=None)
@given(st.permutations(KNOWN), st.lists(st.sampled_from(LATER), max_size=4))
def test_neither_order_nor_repetition_nor_the_future_changes_anything(facts: list[Fact], later: list[Fact]) -> None:
    wanted: list[Signal] = signals(MAKER, KNOWN, {}, SPRING)
    assert signals(MAKER, [*later, *facts, *facts[:3]], {}, SPRING) == wanted
