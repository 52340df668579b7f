"""Event indicators: which rung an event stands on, counts in a window, expiry by grade, minimum evidence."""

from datetime import date
from typing import Any

import pytest

from borrowers import MAKER, event, mail, of, utterance, worked
from docintel.credit.alerts import alerts
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.records import Assessment, Fact

DAY = date(2026, 3, 1)


def assessed(name: str, *facts: Fact, as_of: date = DAY) -> Assessment:
    return of(assess(MAKER, signals(MAKER, facts, {}, as_of), as_of=as_of), name)


@pytest.mark.parametrize(
    ("name", "events", "grade"),
    [
        ("B-01", [event("EV-02")], 1),
        ("B-01", [event("EV-02", due_date="2026-02-28")], 3),  # five working days, one a Saturday
        ("B-01", [event("EV-02", due_date="2026-03-02")], 1),
        ("B-01", [event("EV-02", "denied")], 0),  # 没有延期付款的打算
        ("B-02", [event("EV-06")], 2),
        ("B-02", [event("EV-06", type="standstill")], 3),
        ("B-06", [event("EV-03", "hinted")], 1),
        ("B-06", [event("EV-08")], 3),
        ("B-07", [event("EV-07", person_role="会计")], 1),
        ("B-07", [event("EV-07", person_role="财务总监")], 2),
        ("B-07", [event("EV-07", person_role="CFO")], 2),
        ("B-07", [event("EV-07", person_role="法定代表人")], 3),
        ("B-08", [event("EV-04")], 2),
        ("B-19", [event("EV-22", party="供应商")], 1),
        ("B-19", [event("EV-22", party="员工工资")], 3),
        ("B-20", [event("EV-09")], 1),  # no amount known
        ("B-20", [event("EV-09", amount="20,000,000")], 2),  # 1.4 % of 1,420m equity
        ("B-20", [event("EV-09", amount="80000000")], 3),
        ("C-17", [event("EV-12")], 1),
        ("C-11", [event("EV-14")], 1),
        ("V-05", [event("EV-19")], 1),
        ("V-05", [event("EV-19", date="2026-04-01")], 3),
    ],
)
def test_grades(name: str, events: list[Any], grade: int) -> None:
    assert assessed(name, *worked(), utterance("2026-02-18", *events)).grade == grade


REQUEST = utterance("2026-02-10", event("EV-02", amount="3200000", currency="CNY"))


@pytest.mark.parametrize(
    ("paid", "grade"),
    [
        (event("EV-10", amount="3200000", currency="CNY", proof="水单"), 0),
        (event("EV-10", amount="3190000", currency="CNY", proof="SWIFT copy"), 0),  # within 1 %
        (event("EV-10", amount="3200000", currency="CNY"), 1),  # said, not shown
        (event("EV-10", amount="1600000", currency="CNY", proof="水单"), 1),
        (event("EV-10", amount="3200000", currency="USD", proof="水单"), 1),
        (event("EV-10", "hinted", amount="3200000", currency="CNY", proof="水单"), 1),
        (event("EV-10", proof="水单"), 1),
    ],
)
def test_a_request_to_pay_later_ends_when_the_payment_is_shown(paid: Any, grade: int) -> None:
    found = assessed("B-01", REQUEST, utterance("2026-02-20", paid))
    assert found.grade == grade
    assert found.flags == (("cured=2026-02-20",) if grade == 0 else found.flags)
    assert len({fact for used in found.inputs for fact in used.facts}) == (2 if grade == 0 else 1)


def test_a_payment_before_the_request_or_by_another_cures_nothing() -> None:
    paid = event("EV-10", amount="3200000", currency="CNY", proof="水单")
    assert assessed("B-01", REQUEST, utterance("2026-02-09", paid)).grade == 1
    assert assessed("B-01", REQUEST, utterance("2026-02-20", paid, sender="x@supplier.example")).grade == 1
    assert assessed("B-01", REQUEST, utterance("2026-02-20", paid, confidence=0.7)).grade == 1


def test_words_of_the_sentence_count_beside_its_slots() -> None:
    refusal = utterance("2026-02-18", event("EV-04"), words="银行流水不方便提供")
    assert assessed("B-08", refusal).grade == 3


def test_requests_are_counted_in_their_window() -> None:
    first, second = utterance("2025-11-25", event("EV-02")), utterance("2026-02-18", event("EV-02"))
    assert assessed("B-01", first, second).grade == 2
    earlier = utterance("2025-11-15", event("EV-02"))
    assert assessed("B-01", earlier, second).grade == 1  # 95 days apart


@pytest.mark.parametrize(("as_of", "grade"), [("2026-05-19", 1), ("2026-05-20", 0)])
def test_a_watch_expires_after_90_days(as_of: str, grade: int) -> None:
    assert assessed("B-01", utterance("2026-02-18", event("EV-02")), as_of=date.fromisoformat(as_of)).grade == grade


@pytest.mark.parametrize(
    ("code", "name", "last", "grade"), [("EV-06", "B-02", "2026-08-17", 2), ("EV-08", "B-06", "2027-02-18", 3)]
)
def test_alerts_expire_after_180_and_criticals_after_365_days(code: str, name: str, last: str, grade: int) -> None:
    said, day = utterance("2026-02-18", event(code)), date.fromisoformat(last)
    assert assessed(name, said, as_of=day).grade == grade
    assert assessed(name, said, as_of=date.fromordinal(day.toordinal() + 1)).grade == 0


def test_unsure_readings_are_insufficient_evidence_and_said() -> None:
    found = assessed("B-02", utterance("2026-02-18", event("EV-06"), confidence=0.7))
    assert (found.grade, found.evidence_ok, found.reason) == (0, False, "insufficient_evidence")
    assert len(found.inputs) == 1


def test_two_hints_are_enough_for_a_restructuring_watch() -> None:
    hints = [utterance(day, event("EV-06", "hinted")) for day in ("2026-02-17", "2026-02-18")]
    assert assessed("B-02", *hints[:1]).evidence_ok is False
    assert assessed("B-02", *hints).grade == 1


def test_no_mail_is_unknown_and_quiet_mail_is_normal() -> None:
    assert (assessed("B-01").grade, assessed("B-01").reason) == (None, "missing:messages")
    assert assessed("B-01", mail("2026-02-18")).grade == 0


def test_the_sentence_and_its_expiry() -> None:
    found = assessed("B-01", utterance("2026-02-18", event("EV-02")))
    (alert,) = alerts(MAKER, [found], DAY)
    assert alert.reason_zh == "90日内提出延期付款请求1次，最近一次为2026-02-18。"
    assert alert.reason_en == "1 request(s) to pay later in 90 days, the latest on 2026-02-18."
    assert alert.expires == date(2026, 5, 19)
    assert (
        alert.id
        == alerts(MAKER, [assessed("B-01", utterance("2026-02-18", event("EV-02")), as_of=date(2026, 3, 9))], DAY)[0].id
    )


def test_the_second_request_for_one_instalment_is_critical() -> None:
    first = utterance("2026-01-20", event("EV-02", amount="6000000", due_date="2026-02-20"))
    same = utterance("2026-02-18", event("EV-02", amount="6000000", due_date="2026-03-20"))
    other = utterance("2026-02-18", event("EV-02", amount="5000000", due_date="2026-03-20"))
    assert assessed("B-01", first, same).grade == 3
    assert assessed("B-01", first, other).grade == 2


def test_whose_words_count() -> None:
    lender = utterance("2026-02-18", event("EV-02"), sender="desk@bank.example")
    private = utterance("2026-02-18", event("EV-02"), sender="shen@qq.com")
    assert (assessed("B-01", lender).grade, assessed("B-01", lender).evidence_ok) == (0, True)
    assert (assessed("B-01", private).grade, assessed("B-01", private).evidence_ok) == (0, False)  # unverified
    supplier = utterance("2026-02-18", event("EV-22"), sender="site@contractor.example")
    assert assessed("B-19", supplier).grade == 1


def test_a_mail_that_asks_twice_asks_once_and_hints_are_no_requests() -> None:
    twice = utterance("2026-02-18", event("EV-02"), words="能否缓几天", message_id="<m>")
    again = utterance("2026-02-18", event("EV-02"), words="请宽限", message_id="<m>")
    hint = utterance("2026-02-10", event("EV-02", "hinted"))
    found = assessed("B-01", twice, again, hint)
    assert (found.grade, found.value) == (1, 1)


def test_arrears_are_counted_by_who_is_owed() -> None:
    same = [utterance(day, event("EV-22", party="总承包商")) for day in ("2026-02-10", "2026-02-18")]
    another = utterance("2026-02-18", event("EV-22", party="材料供应商"))
    assert assessed("B-19", *same).grade == 1
    assert assessed("B-19", *same, another).grade == 2
