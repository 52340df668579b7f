"""Folds a customer's signals, assessments and alerts into the profile as known at a date.

Folding is a pure function: the same input gives the same profile, and the order of facts does not matter. What a
person rejected is left out before signals are made; a rejected alert counts in no grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from docintel.credit.claims import claims, completeness, filled_fields
from docintel.credit.customers import customer_grade, customer_score
from docintel.records import Absence, Alert, Assessment, Customer, DatedClaim, Fact, Profile, Review, Signal, Value

#: How many missing profile fields and missing inputs a profile names.
_MOST_VALUABLE = 5


def without_rejected(facts: Sequence[Fact], reviews: Sequence[Review]) -> list[Fact]:
    """The facts no person has rejected or corrected; the last verdict on a fact holds."""
    rejected = rejected_targets(reviews)
    return [fact for fact in facts if fact.id not in rejected]


def with_accepted(facts: Sequence[Fact], reviews: Sequence[Review]) -> list[Fact]:
    """The facts, with those a person accepted held for certain; ids stay."""
    accepted = {target for target, review in last_words(reviews).items() if review.verdict == "accepted"}
    return [fact.model_copy(update={"confidence": 1.0}) if fact.id in accepted else fact for fact in facts]


def fold(
    customer: Customer, signals: Sequence[Signal], assessments: Sequence[Assessment], alerts: Sequence[Alert],
    reviews: Sequence[Review], *, as_of: date,
) -> Profile:  # fmt: skip
    """The profile at a date: dated claims, alerts still standing, the customer's grade and score, what is missing."""
    known = [signal for signal in signals if signal.as_of <= as_of]
    rejected = rejected_targets(reviews)
    standing = [alert for alert in alerts if alert.id not in rejected]
    dismissed = [alert.assessment for alert in alerts if alert.id in rejected]
    counted = [one for one in assessments if one not in dismissed]
    measured = any(one.grade is not None for one in assessments)
    stated = claims(known)
    grade = customer_grade(counted) if measured else None
    percent, fields = completeness(_filled(customer, stated, assessments, known))
    return Profile(
        customer=customer,
        as_of=as_of,
        claims=tuple(stated),
        assessments=tuple(assessments),
        alerts=tuple(standing),
        grade=grade,
        own_grade=grade,
        score=customer_score(counted) if measured else None,
        cooperation=_score(known),
        values=(*(one for one in known if isinstance(one, Value)), _complete(customer, percent, as_of)),
        absences=tuple(one for one in known if isinstance(one, Absence)),
        missing=(*fields[:_MOST_VALUABLE], *missing_inputs(assessments)[:_MOST_VALUABLE]),
    )


def rejected_targets(reviews: Sequence[Review]) -> set[str]:
    """The ids of facts and alerts whose last verdict is that they are not as read: rejected, or corrected."""
    return {target for target, review in last_words(reviews).items() if review.verdict != "accepted"}


def missing_inputs(assessments: Sequence[Assessment]) -> list[str]:
    """The inputs indicators lack, those first that most indicators wait for."""
    reasons = [one.reason or "" for one in assessments if one.grade is None]
    lacking = Counter(reason.removeprefix("missing:") for reason in reasons if reason.startswith("missing:"))
    return sorted(lacking, key=lambda key: (-lacking[key], key))


def last_words(reviews: Sequence[Review]) -> dict[str, Review]:
    """The verdict that holds on each fact or alert, by its id: the latest day's, of one day the one given later."""
    return {review.target: review for review in sorted(reviews, key=lambda review: review.day)}


def _filled(
    customer: Customer, stated: Sequence[DatedClaim], assessments: Sequence[Assessment], known: Sequence[Signal]
) -> set[str]:  # fmt: skip
    filled = filled_fields(stated) | {"id.customer_id", "crd.warning_grade"}
    own = {"id.uscc": customer.uscc, "id.lei": customer.lei, "ind.gbt4754": customer.industry}
    filled |= {field for field, value in own.items() if value} | ({"name.alias"} if customer.aliases else set())
    if any(one.indicator.startswith("F-") and one.grade is not None for one in assessments):
        filled.add("fin.ratios")
    if any(isinstance(one, Value) and one.name == "message" for one in known):
        filled.add("int.threads")
    return filled


def _score(known: Sequence[Signal]) -> Decimal | None:
    scores = [one for one in known if isinstance(one, Value) and one.name == "int.cooperation"]
    latest = max(scores, key=lambda one: one.as_of, default=None)
    return Decimal(latest.value) if latest else None


def _complete(customer: Customer, percent: int, as_of: date) -> Value:
    share = Decimal(percent)
    return Value(customer=customer.id, name="meta.completeness", value=share, unit="percent", as_of=as_of, facts=())
