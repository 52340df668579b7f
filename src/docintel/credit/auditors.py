"""Auditors' reports become values of the profile, and the indicator of what they say (F-RF-10) is assessed.

Only audits of statements count. What a report does not say for sure is unknown, and unknown is never a pass. A
change of auditor counts like an event (a watch 90 days, a critical one 365), a report until the next one is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from docintel.assets import model_table
from docintel.credit.catalogue import Indicator, tags
from docintel.credit.conduct import day_of, flag_values
from docintel.credit.incidents import NO_LINES, dated, expiry, in_force
from docintel.credit.ratios import ungraded
from docintel.credit.thresholds import UNCONFIRMED
from docintel.language.deadlines import corresponding_day
from docintel.language.names import normalise_company
from docintel.records import Assessment, AuditorChange, AuditReport, Customer, Fact, Signal, Value

REPORT, CHANGE = "fin.audit", "fin.auditor_change"
#: What stands for a paragraph nobody could read for sure.
_UNKNOWN = "unknown"
_YES_NO = {True: "yes", False: "no", None: _UNKNOWN}


def audit_values(customer: Customer, facts: Iterable[Fact], as_of: date) -> list[Value]:
    """The audit reports signed by a day and the changes of auditor stated by it, as values.

    A report without its date of signature is known from the day after its balance sheet; a change without a day on
    the day it is looked at. A report addressed to another company, such as a subsidiary, is not the customer's.
    """
    values = []
    for fact in facts:
        if isinstance(fact, AuditReport) and fact.engagement == "audit" and _is_of(fact, customer):
            day = fact.signed or (fact.period_end + timedelta(days=1) if fact.period_end else as_of)
            values.append(_value(customer.id, REPORT, fact.opinion or _UNKNOWN, fact, day, flags=_report_flags(fact)))
        elif isinstance(fact, AuditorChange):
            flags = [f"former={fact.former or ''}", f"successor={fact.successor or ''}"]
            values.append(_value(customer.id, CHANGE, fact.departure, fact, fact.day or as_of, flags=flags))
    return [value for value in values if value.as_of <= as_of]


def _is_of(report: AuditReport, customer: Customer) -> bool:
    """Whether a report may be on the customer; a name in another script than the customer's tells nothing."""
    if report.entity is None:
        return True
    names = [name for name in (customer.name, *customer.aliases) if name.isascii() == report.entity.isascii()]
    return not names or normalise_company(report.entity) in {normalise_company(name) for name in names}


def assess_auditor(row: Indicator, customer: Customer, signals: Sequence[Signal], as_of: date) -> Assessment:
    """The gravest thing the latest audit report says, its lateness, and changes of auditor that still count."""
    values = [one for one in signals if isinstance(one, Value)]
    reports = sorted((one for one in values if one.name == REPORT), key=_age)
    latest = [one for one in reports if _period(one) == _period(reports[-1])]
    found = [(case, one) for one in latest for case in _cases(one, customer)]
    found += [("replaced", latest[-1])] if _replaced(reports) else []
    found += [
        (str(one.value), one) for one in values if one.name == CHANGE and _counts(row, str(one.value), one, as_of)
    ]
    why = _lacking(latest, as_of)
    standing = [(_rule(row, str(case)), one) for case, one in found]
    if not standing:
        said = tuple(_said(latest[-1])) if latest else ()
        return ungraded(row, why, NO_LINES, flags=said) if why else _clean(row, latest, as_of)
    at, last = max(standing, key=lambda item: (row.rules[item[0]].grade, item[1].as_of, item[1].facts))
    grade = row.rules[at].grade
    # a report that is not the newest due keeps its warning: nothing newer says that it is over
    flags = [f"rule={at}", *_said(last), *([f"lacks={why}"] if why else [])]
    until = _until(last, grade)
    flags += [f"until={until.isoformat()}"] if until >= as_of else []
    doubtful = any(UNCONFIRMED in one.flags for _, one in standing)
    flags += ["needs_review"] if doubtful else []
    used = [*latest, *(one for _, one in standing if one not in latest), *(reports[:-1] if _replaced(reports) else [])]
    return dated(row, as_of, grade=grade, value=None, events=_once(used), flags=tuple(flags))


def _cases(report: Value, customer: Customer) -> list[str]:
    """The cases of the catalogue that one report is."""
    cases = [str(report.value)] if report.value in ("qualified", "adverse", "disclaimer") else []
    cases += [name for name in ("going_concern", "emphasis") if flag_values(report, name) == ["yes"]]
    return [*cases, *(["late"] if _late(report, customer) else [])]


def _late(report: Value, customer: Customer) -> bool:
    """Whether it was signed after the last day for publishing it; that day is the law's of the mainland only."""
    signed, period = day_of(_flag(report, "signed")), _period(report)
    if signed is None or period is None or "FOREIGN" in tags(customer):
        return False
    return signed > due_day(period)


def due_day(period_end: date) -> date:
    """The last day for publishing an audited annual report (PRC Securities Law 79: four months after the year)."""
    return corresponding_day(period_end, int(model_table("measures.toml")["audit_report_due"]["months"]))


def _lacking(latest: Sequence[Value], as_of: date) -> str | None:
    """Why the reports at hand cannot be called clean: none, an older year's, unread or contradicting each other."""
    if not latest:
        return "missing:audit_report"
    period = _period(latest[-1])
    if period is None:
        return "period_unknown:audit_report"
    if as_of > due_day(corresponding_day(period, 12)):
        return f"missing:audit_report after {period}"
    if len({one.value for one in latest} - {_UNKNOWN}) > 1:
        return "conflict:audit_report"
    if not any(_is_read(one) for one in latest):
        return "unreadable:audit_report"
    return None


def _is_read(report: Value) -> bool:
    said = (str(report.value), *flag_values(report, "going_concern"), *flag_values(report, "emphasis"))
    return _UNKNOWN not in said and UNCONFIRMED not in report.flags


def _clean(row: Indicator, latest: Sequence[Value], as_of: date) -> Assessment:
    return dated(row, as_of, grade=0, value=None, events=latest, flags=tuple(_said(latest[-1])))


def _counts(row: Indicator, case: str, change: Value, as_of: date) -> bool:
    return in_force(row.rules[_rule(row, case)].grade, change.as_of, as_of)


def _replaced(reports: Sequence[Value]) -> bool:
    """Whether the last two years' reports are signed by firms of different names in one script."""
    by_year = {_period(one): firm for one in reports if (firm := _flag(one, "firm")) and _period(one)}
    last = list(by_year.values())[-2:]
    return len(last) == 2 and last[0].isascii() == last[1].isascii() and _bare(last[0]) != _bare(last[1])


def _bare(firm: str) -> str:
    """A firm's name without its form: firms changed from companies to partnerships in 2013 and stayed the same."""
    return normalise_company(firm).partition("会计师事务所")[0]


def _until(value: Value, grade: int) -> date:
    period = _period(value)
    if value.name == REPORT and period is not None:
        return due_day(corresponding_day(period, 12))
    return expiry(grade, value.as_of)


def _said(value: Value) -> list[str]:
    """What the reason's sentence needs to know of a report or change."""
    if value.name == REPORT:
        return [f"{name}={_flag(value, name) or '—'}" for name in ("period", "firm", "signed")]
    sides = [f"{name}={_flag(value, name) or '—'}" for name in ("former", "successor")]
    return [*sides, f"day={value.as_of.isoformat()}"]


def _report_flags(fact: AuditReport) -> list[str]:
    flags = [f"going_concern={_YES_NO[fact.going_concern]}", f"emphasis={_YES_NO[fact.emphasis]}"]
    flags += [f"period={fact.period_end or ''}", f"signed={fact.signed or ''}", f"firm={fact.firm or ''}"]
    return [*flags, f"scope={fact.scope or ''}"]


def _value(customer: str, name: str, value: str, fact: Fact, day: date, *, flags: Sequence[str]) -> Value:
    unsure = [UNCONFIRMED] if fact.confidence is None else []
    return Value(customer=customer, name=name, value=value, as_of=day, facts=(fact.id,), flags=(*flags, *unsure))


def _rule(row: Indicator, case: str) -> int:
    return next(at for at, rule in enumerate(row.rules) if rule.when == case)


def _flag(value: Value, name: str) -> str:
    return next(iter(flag_values(value, name)), "")


def _period(report: Value) -> date | None:
    return day_of(_flag(report, "period"))


def _age(report: Value) -> tuple[date, date, tuple[str, ...]]:
    return _period(report) or date.min, report.as_of, report.facts


def _once(values: Iterable[Value]) -> list[Value]:
    return list({one.facts: one for one in values}.values())
