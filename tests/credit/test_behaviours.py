"""Promises kept, deferring replies, private mailboxes, counsel."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, event, mail, of, promise, term, utterance
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.records import Assessment, Fact


def assessed(name: str, *facts: Fact, as_of: date = SPRING) -> Assessment:
    return of(assess(MAKER, signals(MAKER, facts, {}, as_of), as_of=as_of), name)


def promised(*outcomes: str) -> list[Fact]:
    return [
        promise(f"2026-01-{n:02}", f"2026-02-{n:02}", status=outcome) for n, outcome in enumerate(outcomes, start=1)
    ]


@pytest.mark.parametrize(
    ("outcomes", "share", "grade"),
    [
        (("kept", "kept"), "1", 0),
        (("kept", "partial"), "0.75", 1),
        (("broken", "kept"), "0.5", 2),
        (("kept", "kept", "kept", "broken", "broken"), "0.6", 3),  # two broken in a row
        (("kept", "open"), "1", 0),  # one outcome only: not enough evidence
    ],
)
def test_promises(outcomes: tuple[str, ...], share: str, grade: int) -> None:
    found = assessed("B-09", *promised(*outcomes))
    assert (found.value, found.grade) == (Decimal(share), grade)
    assert found.evidence_ok is (outcomes != ("kept", "open"))


def test_promises_without_a_known_outcome_are_counted_apart() -> None:
    assert "unknown_outcome:1" in assessed("B-09", *promised("kept", "kept", "open")).flags
    assert assessed("B-09").reason == "missing:promise"


def test_private_mailboxes() -> None:
    own = [mail(f"2026-02-{n:02}") for n in range(1, 4)]
    private = mail("2026-02-10", "shen@qq.com")
    found = assessed("B-17", *own, private)
    assert (found.value, found.grade) == (Decimal("0.25"), 1)
    assert assessed("B-17", *own[:1], private).evidence_ok is False


def test_a_new_account_from_a_private_mailbox_is_critical_at_once() -> None:
    private = mail("2026-02-10", "shen@qq.com", message_id="<p>")
    said = utterance("2026-02-10", event("EV-20"), message_id="<p>", sender="shen@qq.com")
    assert assessed("B-17", private, said).grade == 3


def test_counsel_is_the_customers_when_the_customer_copied_it() -> None:
    copied = mail("2026-02-01", cc=("x@north-law.example",))
    writes = mail("2026-02-10", "x@north-law.example")
    assert [assessed("B-10", *mails).grade for mails in ([copied], [copied, writes], [mail("2026-02-01"), writes])] == [
        1,
        2,
        0,
    ]


def test_counsel_at_the_signing_is_no_sign() -> None:
    copied = mail("2026-02-01", cc=("x@north-law.example",))
    assert assessed("B-10", copied, term("contract.date", "2026-02-05")).grade == 0
