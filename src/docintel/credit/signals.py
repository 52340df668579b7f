"""Facts become signals: what a customer's documents mean at a date.

Only what was known by the day counts: periods that ended, mails that were sent, contracts that were signed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from docintel.credit.absences import other_companies
from docintel.credit.auditors import audit_values
from docintel.credit.conduct import SIGNING_TERMS, conduct_values, day_of
from docintel.credit.cooperation import cooperation
from docintel.credit.figures import figure_values
from docintel.credit.parties import bears_name, identifiers, is_customer
from docintel.credit.thresholds import UNCONFIRMED
from docintel.records import (
    Absence,
    Clause,
    Covenant,
    Customer,
    Document,
    Fact,
    Figure,
    Obligation,
    Party,
    Signal,
    Term,
    Value,
)


def signals(
    customer: Customer,
    facts: Sequence[Fact],
    documents: Mapping[str, Document],
    as_of: date,
    *,
    absences: Sequence[Absence] = (),
) -> list[Signal]:
    """What the facts known by a day mean for a customer, in a fixed order whatever order the facts come in.

    `absences` are what the workflow sought and did not find (a missing clause, a missing statement); each counts
    from its own day. Figures that contradict each other become absences too, and enter no ratio.
    """
    known = _known(facts, as_of)
    conduct = conduct_values(customer, known, as_of)
    score = cooperation(customer.id, [value for value in conduct if value.name == "intent"], as_of)
    found: list[Signal] = [
        *_figures(customer, [fact for fact in known if isinstance(fact, Figure)], documents, as_of),
        *_agreements(customer.id, known, as_of),
        *_identity(customer, known, as_of),
        *audit_values(customer, known, as_of),
        *conduct,
        *([score] if score is not None else []),
        *(absence for absence in absences if absence.as_of <= as_of),
    ]
    return sorted(found, key=_order)


def _figures(
    customer: Customer, figures: Sequence[Figure], documents: Mapping[str, Document], as_of: date
) -> Iterator[Signal]:
    """The customer's own figures as values; of a file with several companies' statements only those under its name."""
    own = [figure for figure in figures if figure.entity is None or bears_name(figure.entity, customer)]
    yield from figure_values(customer.id, own, documents, as_of)
    named: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.entity is not None and figure.period_end is not None and figure.period_end <= as_of:
            named[figure.document].append(figure)
    known = {figure.document for figure in own}
    for document, found in sorted(named.items()):
        if document not in known:
            companies = sorted({figure.entity for figure in found if figure.entity})
            day = max(figure.period_end for figure in found if figure.period_end)
            yield other_companies(customer.id, companies, at=day, document=document, shelf=documents)


def _known(facts: Sequence[Fact], as_of: date) -> list[Fact]:
    """The facts without those of contracts signed later, once each, by id."""
    signed = signing_days(facts)
    unique = {fact.id: fact for fact in facts}
    return [unique[name] for name in sorted(unique) if signed.get(unique[name].document, as_of) <= as_of]


def signing_days(facts: Iterable[Fact]) -> dict[str, date]:
    """The day each contract was signed, where its terms say so."""
    days: dict[str, date] = {}
    for fact in facts:
        if isinstance(fact, Term) and fact.name in SIGNING_TERMS and (day := day_of(fact.value)) is not None:
            days[fact.document] = min(day, days.get(fact.document, day))
    return days


def _agreements(customer: str, facts: Sequence[Fact], as_of: date) -> list[Signal]:
    signed = signing_days(facts)
    # an undated contract is known on the day it is looked at
    values: list[Signal] = []
    for fact in facts:
        day = signed.get(fact.document, as_of)
        if isinstance(fact, Covenant):
            values.append(_covenant(customer, fact, day))
        elif isinstance(fact, Term):
            values.append(_stated(customer, fact.name, _number(fact.value), fact, day, unit=fact.unit))
        elif isinstance(fact, Obligation) and fact.deadline is not None and fact.deadline.due is not None:
            values.append(_stated(customer, "obligation.due", fact.deadline.due.isoformat(), fact, day))
        elif isinstance(fact, Clause):
            keys = sorted(key.key for key in fact.keys)
            values += [_stated(customer, f"clause:{key}", fact.number or fact.heading or "", fact, day) for key in keys]
        elif isinstance(fact, Party) and fact.role:
            values.append(_stated(customer, f"party:{fact.role}", fact.name, fact, day))
    return values


def _identity(customer: Customer, facts: Sequence[Fact], as_of: date) -> list[Signal]:
    """The names and identifiers under which contracts know the customer."""
    signed = signing_days(facts)
    own = [fact for fact in facts if isinstance(fact, Party) and is_customer(fact, customer)]
    # an English name beside the registered one is no second registered name
    named = [("name.legal_en" if party.name.isascii() else "name.legal", party.name, party) for party in own]
    return [
        _stated(customer.id, field, value, party, signed.get(party.document, as_of))
        for field, value, party in [*named, *identifiers(own)]
    ]


def _covenant(customer: str, fact: Covenant, day: date) -> Value:
    flags = [f"operator:{fact.operator}", f"level:{fact.level}", f"metric={fact.metric}"]
    flags += [f"test:{fact.test_frequency}"] if fact.test_frequency else []
    name = f"cov.limit:{fact.indicator or fact.metric}"
    flags += [] if fact.indicator else ["unmeasured"]
    flags += [UNCONFIRMED] if fact.confidence is None else []
    return _stated(customer, name, fact.threshold, fact, day, flags=tuple(flags))


def _stated(
    customer: str, name: str, value: Decimal | str, fact: Fact, day: date, *, unit: str | None = None,
    flags: tuple[str, ...] = (),
) -> Value:  # fmt: skip
    return Value(customer=customer, name=name, value=value, unit=unit, as_of=day, facts=(fact.id,), flags=flags)


def _number(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


def _order(signal: Signal) -> tuple[str, str, date, tuple[str, ...], str]:
    name = signal.name if isinstance(signal, Value) else signal.sought
    facts = signal.facts if isinstance(signal, Value) else signal.documents
    return signal.kind, name, signal.as_of, facts, signal.model_dump_json()
