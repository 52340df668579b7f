"""The group rule: parents, guarantee chains, and no trouble handed round."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers import SPRING, page
from docintel.credit.groups import Guarantee, guarantees, with_bonds
from docintel.credit.parties import Directory
from docintel.records import Customer, Fact, Identifier, Party, Profile, Term
from factories import span_of

NAMES = {"A": "甲江机械有限公司", "B": "乙河贸易有限公司", "C": "丙海控股有限公司", "D": "Dunmore Wind Ltd"}


def customer(name: str, parent: str | None = None) -> Customer:
    return Customer(id=name, name=NAMES[name], parent=parent)


def profile(name: str, own: int | None, parent: str | None = None) -> Profile:
    return Profile(
        customer=customer(name, parent), as_of=SPRING, claims=(), assessments=(), alerts=(), grade=own, own_grade=own,
        score=None, cooperation=None,
    )  # type: ignore[arg-type]  # fmt: skip


def grades(
    profiles: Sequence[Profile], chain: Sequence[Guarantee] = (), others: Sequence[Profile] = ()
) -> list[int | None]:
    return [one.grade for one in with_bonds(profiles, others, chain)]


def stands_for(guarantor: str, obligor: str) -> Guarantee:
    return Guarantee(guarantor, obligor, (f"{guarantor}-party", f"{obligor}-party"))


@pytest.mark.parametrize(
    ("parent", "own", "grade"),
    [(0, 0, 0), (1, 0, 0), (2, 0, 1), (3, 0, 1), (3, 2, 2), (2, None, 1), (None, None, None), (None, 0, 0)],
)
def test_a_troubled_parent_puts_its_subsidiary_on_watch(parent: int | None, own: int | None, grade: int | None) -> None:
    assert grades([profile("A", parent), profile("B", own, "A")])[1] == grade


def test_a_parent_s_parent_counts_and_a_ring_of_parents_ends() -> None:
    (bound,) = with_bonds([profile("C", 0, "B")], [profile("B", 0, "A"), profile("A", 2)], [])
    (bond,) = bound.bonds
    assert (bound.grade, bound.own_grade, bond.customer, bond.path) == (1, 0, "A", ("C", "B", "A"))
    assert bond.reason_zh == "母公司甲江机械有限公司自身预警级别为2，本客户不低于关注（C → B → A）。"
    assert bond.reason_en == (
        "The parent 甲江机械有限公司 stands at grade 2 by itself; this customer is at least on watch (C → B → A)."
    )
    assert grades([profile("A", 3, "B"), profile("B", 0, "A")]) == [3, 1]


def test_a_critical_member_of_a_chain_raises_those_linked_to_it() -> None:
    chain = [stands_for("B", "A"), stands_for("C", "B")]
    bound = with_bonds([profile("A", 0), profile("B", 1), profile("C", 3), profile("D", 0)], [], chain)
    assert [one.grade for one in bound] == [2, 2, 3, 0]
    (bond,) = bound[0].bonds
    assert (bond.relation, bond.path) == ("guarantee", ("A", "B", "C"))
    assert bond.facts == ("B-party", "A-party", "C-party", "B-party")
    assert grades([profile("A", 0), profile("B", 2)], chain) == [0, 2]


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=4, max_size=4), st.data())
def test_bonds_only_raise_never_by_more_than_the_rule_and_only_once(own: list[int | None], data: st.DataObject) -> None:
    names = st.sampled_from("ABCD")
    chain = data.draw(st.lists(st.builds(stands_for, names, names), max_size=5))
    found = [profile(name, grade, data.draw(st.none() | names)) for name, grade in zip("ABCD", own, strict=True)]
    once = with_bonds(found, [], chain)
    for before, after in zip(found, once, strict=True):
        assert after.own_grade == before.own_grade
        assert (after.grade or 0) == max([before.grade or 0, *(bond.grade for bond in after.bonds)])
        assert after.customer.id not in {bond.customer for bond in after.bonds}
    assert with_bonds(once, [], chain) == once


def signed(*parties: tuple[str, str], on: str = "2025-06-01") -> list[Fact]:
    shelf = page("合同 " + " ".join(f"{role}：{name}" for name, role in parties) + f" 签订日期 {on}")
    made = {"source": "test@1", "confidence": 0.9}
    day = Term.found(shelf, span_of(shelf.text, on), name="contract.signing_date", value=on, unit=None, **made)
    return [
        day,
        *(Party.found(shelf, span_of(shelf.text, name), name=name, role=role, **made) for name, role in parties),
    ]


def test_guarantees_are_read_from_the_parties_of_signed_contracts() -> None:
    everybody = Directory([customer("A"), customer("B"), customer("D")])
    facts = signed(
        (NAMES["A"], "borrower"), (NAMES["B"], "guarantor"), ("汀东银行", "lender"), ("某担保公司", "guarantor")
    )
    (found,) = guarantees(customer("A"), facts, everybody, SPRING)
    assert (found.guarantor, found.obligor) == ("B", "A")
    assert found.facts == (facts[2].id, facts[1].id)
    assert guarantees(customer("A"), facts, everybody, date(2025, 5, 31)) == []  # not signed yet
    assert guarantees(customer("B"), facts, everybody, SPRING) == []  # B owes nothing there
    lease = signed(("DUNMORE WIND LTD.", "lessee"), (NAMES["A"], "guarantor"))
    assert [one.guarantor for one in guarantees(customer("D"), lease, everybody, SPRING)] == ["A"]


def test_a_differing_identifier_is_no_guarantor_of_ours() -> None:
    ours = Customer(id="B", name=NAMES["B"], uscc="91329900MA0YX2H87U")
    day, owing, _ = signed((NAMES["A"], "borrower"), (NAMES["B"], "guarantor"))
    shelf = page("保证人")
    other = Party.found(
        shelf, span_of(shelf.text, "保证人"), source="test@1", confidence=0.9, name=NAMES["B"], role="guarantor",
        identifiers=(Identifier(scheme="uscc", value="91350100M000100Y43", valid=True),),
    ).model_copy(update={"document": owing.document})  # fmt: skip
    assert guarantees(customer("A"), [day, owing, other], Directory([ours]), SPRING) == []
