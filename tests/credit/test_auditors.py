"""What auditors say of a customer's statements: each grade, lateness, a change of firm, and every way not to know."""

from datetime import date

import pytest

from borrowers import MAKER, SPRING, of, page
from docintel.credit.alerts import alerts
from docintel.credit.claims import claims
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.records import Assessment, AuditorChange, AuditReport, Customer, Fact
from factories import span_of

YEAR = date(2025, 12, 31)
#: The report on 2025 is signed in March, and looked at in April.
APRIL = date(2026, 4, 10)
FIRM = "澄岳会计师事务所（特殊普通合伙）"


def audited(opinion: str | None = "unmodified", **more: object) -> AuditReport:
    """A report on the customer's statements of 2025."""
    fields = {
        "engagement": "audit", "emphasis": False, "going_concern": False, "firm": FIRM, "signed": date(2026, 3, 20),
        "period_end": YEAR, "entity": MAKER.name, "confidence": 0.9,
    } | more  # fmt: skip
    shelf = page(f"审计报告 {opinion} {fields}")
    return AuditReport.found(shelf, span_of(shelf.text, "审计报告"), source="test@1", opinion=opinion, **fields)


def left(departure: str, day: date | None, **more: object) -> AuditorChange:
    """A change of auditor."""
    shelf = page(f"审计机构 {departure} {day} {more}")
    fields = {"confidence": 0.9} | more
    return AuditorChange.found(
        shelf, span_of(shelf.text, "审计机构"), source="test@1", departure=departure, day=day, **fields
    )


def assessed(*facts: Fact, as_of: date = APRIL, customer: Customer = MAKER) -> Assessment:
    return of(assess(customer, signals(customer, facts, {}, as_of), as_of=as_of), "F-RF-10")


@pytest.mark.parametrize(
    ("report", "grade", "case"),
    [
        (audited(), 0, None),
        (audited(emphasis=True), 1, "emphasis"),
        (audited(going_concern=True), 2, "going_concern"),
        (audited(going_concern=True, emphasis=True), 2, "going_concern"),
        (audited("qualified"), 2, "qualified"),
        (audited("adverse"), 3, "adverse"),
        (audited("disclaimer"), 3, "disclaimer"),
        # what is grave is said even where the rest could not be read
        (audited("adverse", emphasis=None, going_concern=None), 3, "adverse"),
        (audited(None, going_concern=True), 2, "going_concern"),
    ],
)
def test_the_grade_of_a_report(report: AuditReport, grade: int, case: str | None) -> None:
    found = assessed(report)
    assert (found.grade, found.reason) == (grade, None)
    assert [one.facts for one in found.inputs] == [(report.id,)]
    raised = alerts(MAKER, [found], APRIL)
    assert len(raised) == (grade > 0)
    if case is not None:
        assert f"{YEAR}" in raised[0].reason_zh
        assert f"{YEAR}" in raised[0].reason_en


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        # no report is no clean report
        ((), "missing:audit_report"),
        # an opinion, or a paragraph, that nobody could read for sure
        ((audited(None),), "unreadable:audit_report"),
        ((audited(going_concern=None),), "unreadable:audit_report"),
        ((audited(emphasis=None),), "unreadable:audit_report"),
        ((audited(confidence=None),), "unreadable:audit_report"),
        # a review, and an audit of internal control, say nothing of this
        ((audited(engagement="review"),), "missing:audit_report"),
        ((audited(engagement="internal_control"),), "missing:audit_report"),
        # another company's
        ((audited(entity="澄湖轴承有限公司"),), "missing:audit_report"),
        # of a year that nobody knows: it is there, and may be any year's
        ((audited(period_end=None, signed=date(2026, 3, 20)),), "period_unknown:audit_report"),
        # signed later than the day looked at
        ((audited(signed=date(2026, 4, 28)),), "missing:audit_report"),
    ],
)
def test_what_is_not_known_is_no_pass(facts: tuple[Fact, ...], reason: str) -> None:
    found = assessed(*facts)
    assert (found.grade, found.value, found.reason, found.evidence_ok) == (None, None, reason, False)


def test_a_clean_report_counts_until_the_next_one_is_due() -> None:
    assert assessed(audited(), as_of=date(2027, 4, 30)).grade == 0
    late = assessed(audited(), as_of=date(2027, 5, 1))
    assert (late.grade, late.reason) == (None, "missing:audit_report after 2025-12-31")
    assert "period=2025-12-31" in late.flags  # the report that is there is named all the same
    # a grave one does not go away because nobody files the next
    old = assessed(audited("adverse"), as_of=date(2027, 5, 1))
    assert (old.grade, "lacks=missing:audit_report after 2025-12-31" in old.flags) == (3, True)


def test_the_newest_report_counts() -> None:
    before = audited("qualified", period_end=date(2024, 12, 31), signed=date(2025, 3, 30))
    assert assessed(before, audited()).grade == 0
    assert assessed(before).grade == 2


def test_two_readings_of_one_year_that_disagree_are_never_clean() -> None:
    found = assessed(audited(), audited("qualified"))
    assert (found.grade, "lacks=conflict:audit_report" in found.flags) == (2, True)
    assert len(found.inputs) == 2


@pytest.mark.parametrize(
    ("signed", "grade"),
    [(date(2026, 4, 30), 0), (date(2026, 5, 1), 1)],
)
def test_a_report_signed_after_the_statutory_day_is_late(signed: date, grade: int) -> None:
    as_of = date(2026, 6, 1)
    assert assessed(audited(signed=signed), as_of=as_of).grade == grade
    # the mainland's day is not held against others
    foreign = MAKER.model_copy(update={"extra": {"foreign": "yes"}})
    assert assessed(audited(signed=signed), as_of=as_of, customer=foreign).grade == 0


@pytest.mark.parametrize("signed", [None, date(2026, 3, 20)])
def test_lateness_needs_both_days(signed: date | None) -> None:
    assert assessed(audited(signed=signed)).grade == 0


@pytest.mark.parametrize(
    ("firm", "grade"),
    [
        ("衡桥会计师事务所（特殊普通合伙）", 1),
        # the same firm in another form, or named in another language
        ("澄岳会计师事务所有限公司", 0),
        ("Chengyue CPAs LLP", 0),
        (None, 0),
    ],
)
def test_another_firm_than_the_year_before(firm: str | None, grade: int) -> None:
    before = audited(period_end=date(2024, 12, 31), signed=date(2025, 3, 30), firm=firm)
    assert assessed(before, audited()).grade == grade


@pytest.mark.parametrize(
    ("departure", "days", "grade"),
    [("resigned", 365, 3), ("resigned", 366, None), ("dismissed", 90, 1), ("dismissed", 91, None), ("changed", 90, 1)],
)
def test_a_change_of_auditor_counts_for_a_time(departure: str, days: int, grade: int | None) -> None:
    day = date.fromordinal(APRIL.toordinal() - days)
    found = assessed(left(departure, day, former="衡桥会计师事务所"))
    assert (found.grade, found.reason) == (grade, None if grade else "missing:audit_report")


def test_the_sentences() -> None:
    (alert,) = alerts(MAKER, [assessed(audited("qualified"))], APRIL)
    assert alert.reason_zh == f"2025-12-31财务报表被出具保留意见（审计机构：{FIRM}，签署日：2026-03-20）。"
    assert alert.reason_en == (
        f"The statements at 2025-12-31 have a qualified opinion (auditor: {FIRM}, signed: 2026-03-20)."
    )
    assert (alert.measures, alert.expires) == (("R2",), date(2027, 4, 30))
    (gone,) = alerts(MAKER, [assessed(left("resigned", SPRING, former="衡桥会计师事务所"))], APRIL)
    assert gone.reason_zh == "审计机构辞任（辞任方：衡桥会计师事务所，日期：2026-03-01）。"
    assert gone.reason_en == "The auditor resigned (who: 衡桥会计师事务所, day: 2026-03-01)."
    assert (gone.measures, gone.expires) == (("R3",), date(2027, 3, 1))


def test_two_changes_are_two_alerts_and_doubt_is_said() -> None:
    first, second = (
        alerts(MAKER, [assessed(left("changed", day, confidence=None))], APRIL)[0] for day in (SPRING, APRIL)
    )
    assert first.id != second.id
    assert (first.needs_review, alerts(MAKER, [assessed(left("changed", SPRING))], APRIL)[0].needs_review) == (
        True,
        False,
    )


def test_the_profile_names_opinion_and_auditor() -> None:
    known = signals(MAKER, [audited("qualified", emphasis=True), left("changed", SPRING)], {}, APRIL)
    assert [(one.field, one.value) for one in claims(known)] == [
        ("fin.audit", f"2025-12-31 qualified emphasis {FIRM}")
    ]  # fmt: skip


def test_the_order_of_facts_does_not_matter() -> None:
    facts = [audited(), audited("qualified"), left("resigned", SPRING), audited(period_end=date(2024, 12, 31))]
    assert assessed(*facts) == assessed(*reversed(facts))
