"""Legal holds: who set them, and that they end only with a reason."""

import pytest

from docintel.errors import Conflict, InputError, NotFound
from docintel.store.store import Store
from factories import BORROWER


@pytest.fixture
def held(store: Store) -> Store:
    store.save_customer(BORROWER)
    store.holds.place("C1", reason="仲裁案 2026-88", by="counsel")
    return store


def test_a_hold_comes_back_as_placed(held: Store) -> None:
    (one,) = held.holds.all()
    assert (one.customer, one.reason, one.by) == ("C1", "仲裁案 2026-88", "counsel")
    *_, entry = held.audit.entries()
    assert (entry.action, entry.subject, entry.actor) == ("held", "C1", "counsel")
    assert entry.at >= one.since


def test_a_second_hold_is_refused_with_the_first(held: Store) -> None:
    with pytest.raises(Conflict, match=r"counsel set on .*\(仲裁案 2026-88\)"):
        held.holds.place("C1", reason="another case", by="clerk")
    assert len(held.holds.all()) == 1


def test_a_released_hold_is_gone_and_both_acts_are_in_the_trail(held: Store) -> None:
    assert held.holds.release("C1", reason="settled", by="clerk").reason == "仲裁案 2026-88"
    assert held.holds.all() == []
    assert [(entry.action, entry.actor, entry.details) for entry in list(held.audit.entries())[-2:]] == [
        ("held", "counsel", {"reason": "仲裁案 2026-88"}),
        ("released", "clerk", {"reason": "settled"}),
    ]
    with pytest.raises(NotFound, match="no legal hold on customer 'C1'"):
        held.holds.release("C1", reason="settled", by="clerk")


def test_unknown_customers_and_reasons_with_names_are_refused(held: Store) -> None:
    with pytest.raises(NotFound, match="no customer 'C9'"):
        held.holds.place("C9", reason="case", by="counsel")
    for reason in ("", BORROWER.name, f"case of {BORROWER.uscc}"):
        with pytest.raises(InputError):
            held.holds.release("C1", reason=reason, by="clerk")
    assert len(held.holds.all()) == 1
