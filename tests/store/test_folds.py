"""Which profiles are behind what is stored."""

from datetime import date

from docintel.records import Review
from docintel.store.folds import FoldRequest
from docintel.store.store import Store
from factories import BORROWER

DAY, NEXT = date(2026, 7, 31), date(2026, 8, 1)


def test_requests_add_up_and_one_fold_answers_them(store: Store) -> None:
    store.save_customer(BORROWER)
    store.folds.request(["C1", "C1"])
    store.add_review("C1", Review(target="F-1", verdict="rejected", reviewer="王", day=DAY))
    assert store.folds.open() == [FoldRequest("C1", 2)]
    store.folds.done(FoldRequest("C1", 2), DAY)
    assert (store.folds.open(), store.folds.of("C1")) == ([], None)


def test_what_was_asked_while_a_fold_ran_stays_open(store: Store) -> None:
    store.save_customer(BORROWER)
    store.folds.request(["C1"])
    request = store.folds.of("C1")
    assert request == FoldRequest("C1", 1)
    store.folds.request(["C1"])
    store.folds.done(request, DAY)
    assert store.folds.open() == [FoldRequest("C1", 2)]


def test_a_fold_that_ended_after_a_later_one_is_asked_for_again(store: Store) -> None:
    """It wrote a profile that knows less over one that knew more."""
    store.save_customer(BORROWER)
    store.folds.request(["C1"])
    store.folds.request(["C1"])
    store.folds.done(FoldRequest("C1", 2), DAY)
    store.folds.done(FoldRequest("C1", 1), DAY)
    assert store.folds.open() == [FoldRequest("C1", 3)]


def test_a_profile_of_yesterday_is_folded_again_once(store: Store) -> None:
    store.save_customer(BORROWER)
    store.folds.request(["C1"])
    store.folds.done(FoldRequest("C1", 1), DAY)
    store.folds.renew(DAY)
    assert store.folds.open() == []
    store.folds.renew(NEXT)
    store.folds.renew(NEXT)
    assert store.folds.open() == [FoldRequest("C1", 2)]
