"""Family grades, the customer grade and the ranking score."""

import pytest

from docintel.credit.customers import customer_grade, customer_score, family_grade
from docintel.records import Assessment, Thresholds

NONE = Thresholds(watch=None, alert=None, critical=None, source="default")


def graded(*grades: int | None, name: str = "F-LV-01") -> list[Assessment]:
    return [
        Assessment(indicator=name, key="k", period_end=None, value=None, grade=grade, thresholds=NONE)  # type: ignore[arg-type]
        for grade in grades
    ]


@pytest.mark.parametrize(
    ("grades", "family"),
    [
        ((), 0),
        ((0, None), 0),
        ((1,), 1),
        ((1, 1, 1), 1),
        ((1, 1, 1, 1), 2),
        ((2,), 2),
        ((2, 2), 2),
        ((2, 2, 2), 3),
        ((3,), 3),
    ],
)
def test_family(grades: tuple[int | None, ...], family: int) -> None:
    assert family_grade(graded(*grades)) == family


def test_a_critical_of_text_alone_is_an_alert() -> None:
    assert family_grade(graded(3, name="B-11")) == 2


def test_the_customer_is_as_bad_as_its_worst_family() -> None:
    # three alerts in three families do not add up to a critical one
    assert customer_grade([*graded(2), *graded(2, name="C-05"), *graded(2, name="B-01")]) == 2
    assert customer_grade([]) == 0


def test_the_score_weighs_families_and_counts_two_of_a_correlated_group() -> None:
    assert customer_score(graded(2, 2, 1)) == 88  # 100 − 1.0·(6 + 6)
    assert customer_score([*graded(2, 2), *graded(1, name="F-LQ-01")]) == 86
    assert customer_score(graded(3, 1, 1, name="C-05")) == 75  # 100 − 1.3·(15 + 2 + 2) = 75.3
    assert customer_score(graded(*[3] * 9, name="C-05")) == 0
