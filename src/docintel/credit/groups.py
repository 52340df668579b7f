"""What a customer's grade owes to others: its parent's trouble, and the chain of guarantees it hangs in.

Source: ratios_and_indicators.md section 1, group rule: a parent at 2 or worse makes its subsidiaries at least 1; a
member of a guarantee chain at 3 makes the obligors linked to it at least 2. Only grades of their own count, so that
trouble is not handed round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docintel.assets import model_table
from docintel.credit.parties import Directory, is_customer
from docintel.credit.signals import signing_days
from docintel.records import Bond, Customer, Fact, Party, Profile

#: Roles of those who owe, and whom a guarantor stands for.
_OBLIGORS = ("borrower", "lessee", "buyer", "contractor", "debtor")
_GUARANTOR = "guarantor"


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One customer stands for another in a contract; `facts` are the two parties as the contract names them."""

    guarantor: str
    obligor: str
    facts: tuple[str, ...]


def guarantees(customer: Customer, facts: Iterable[Fact], customers: Directory, as_of: date) -> list[Guarantee]:
    """Which customers stand for one in its contracts signed by the day."""
    known = list(facts)
    signed = signing_days(known)
    parties: dict[str, list[Party]] = defaultdict(list)
    for fact in known:
        if isinstance(fact, Party) and signed.get(fact.document, as_of) <= as_of:
            parties[fact.document].append(fact)
    return [
        Guarantee(other.id, customer.id, (guarantor.id, owing.id))
        for found in parties.values()
        for owing in found
        if owing.role in _OBLIGORS and is_customer(owing, customer)
        for guarantor in found
        if guarantor.role == _GUARANTOR
        for other in customers.named(guarantor)
        if other.id != customer.id
    ]


def with_bonds(profiles: Sequence[Profile], others: Sequence[Profile], given: Sequence[Guarantee]) -> list[Profile]:
    """The profiles with their grades raised to what the group rule asks, and why; `others` are looked at only."""
    known = {profile.customer.id: profile for profile in (*others, *profiles)}
    return [_bound(profile, [*_parents(profile, known), *_chain(profile, known, given)]) for profile in profiles]


def _bound(profile: Profile, bonds: Sequence[Bond]) -> Profile:
    floor = max((bond.grade for bond in bonds), default=None)
    grades = [grade for grade in (profile.own_grade, floor) if grade is not None]
    return profile.model_copy(update={"grade": max(grades, default=None), "bonds": tuple(bonds)})


def _parents(profile: Profile, known: Mapping[str, Profile]) -> Iterator[Bond]:
    """Parents of parents too: the subsidiary of a subsidiary is one."""
    path = [profile.customer.id]
    above = profile.customer.parent
    while above is not None and above not in path and above in known:
        path.append(above)
        parent = known[above]
        if (parent.own_grade or 0) >= 2:
            yield _bond(parent, "parent", path, ())
        above = parent.customer.parent


def _chain(profile: Profile, known: Mapping[str, Profile], given: Sequence[Guarantee]) -> Iterator[Bond]:
    """Every member at 3 of the chain a customer hangs in, each by the shortest way to it."""
    ways: dict[str, tuple[list[str], tuple[str, ...]]] = {profile.customer.id: ([profile.customer.id], ())}
    reached = [profile.customer.id]
    for here in reached:
        path, facts = ways[here]
        for one in given:
            if here in (one.guarantor, one.obligor):
                there = one.obligor if here == one.guarantor else one.guarantor
                if there not in ways:
                    ways[there] = ([*path, there], (*facts, *one.facts))
                    reached.append(there)
    for member in reached[1:]:
        if member in known and known[member].own_grade == 3:
            path, facts = ways[member]
            yield _bond(known[member], "guarantee", path, facts)


def _bond(cause: Profile, relation: str, path: Sequence[str], facts: tuple[str, ...]) -> Bond:
    row = model_table("measures.toml")["group"][relation]
    words = {"name": cause.customer.name, "grade": cause.own_grade, "path": " → ".join(path)}
    return Bond(
        customer=cause.customer.id,
        relation=relation,
        grade=row["grade"],
        path=tuple(path),
        facts=facts,
        reason_zh=row["zh"].format(**words),
        reason_en=row["en"].format(**words),
    )
