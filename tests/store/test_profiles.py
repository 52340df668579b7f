"""The latest fold, of many or to a day."""

from datetime import date

from docintel.store.folds import FoldRequest
from docintel.store.store import Store
from factories import BORROWER, profile

SPRING, SUMMER, AUTUMN = date(2026, 3, 31), date(2026, 7, 31), date(2026, 10, 31)


def folded(store: Store) -> Store:
    store.save_customer(BORROWER)
    for day in (SUMMER, SPRING, AUTUMN):
        store.save_profile(profile(day))
    return store


def test_the_latest_is_by_day_and_not_by_when_it_was_stored(store: Store) -> None:
    filled = folded(store)
    assert filled.profile("C1").as_of == AUTUMN
    days = [filled.latest_profile("C1", until) for until in (date(2026, 1, 1), SPRING, date(2026, 9, 30))]
    assert [None if one is None else one.as_of for one in days] == [None, SPRING, SUMMER]
    assert filled.latest_profile("C9") is None


def test_a_fold_that_says_the_same_takes_the_place_of_the_day_before(store: Store) -> None:
    filled = folded(store)
    filled.folds.request(["C1"])
    filled.folds.done(FoldRequest("C1", 1), AUTUMN, replaces=SUMMER)
    assert [one.as_of for one in filled.profiles("C1")] == [SPRING, AUTUMN]
