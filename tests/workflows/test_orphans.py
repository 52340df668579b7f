"""Which verdicts wait for a new look, and what became of reviewed alerts."""

from datetime import date
from decimal import Decimal

from docintel.credit.alerts import alert_id
from docintel.records import Assessment, FactChange
from docintel.workflows.orphans import changed_alerts, orphaned_reviews
from factories import BORROWER, alert, document, profile
from readings import LETTER, party, review

NO_LONGER = "spreadsheet@1 → spreadsheet@2"
RATIO = alert().assessment


def ratio(value: str = "0.8125", grade: int = 2, period: date | None = date(2025, 12, 31)) -> Assessment:
    return RATIO.model_copy(update={"value": Decimal(value), "grade": grade, "period_end": period})


def changes(before: Assessment, *now: Assessment) -> list[tuple[str, str | None, str | None]]:
    said = review(alert_id(BORROWER, before), "rejected")
    other = review("A-of-another-day")
    folded = [profile(date(2026, 3, 31)), profile(date(2026, 6, 30), assessments=(before,))]
    found = changed_alerts(folded, BORROWER, now, [said, other], versions=NO_LONGER)
    assert all((one.kind, one.review, one.versions, one.doc) == ("alert", said.id, NO_LONGER, None) for one in found)
    return [(one.status, one.old_value, one.new_value) for one in found]


def test_a_reviewed_alert_that_fires_as_before_has_not_changed() -> None:
    assert changes(ratio(), ratio()) == []
    assert changes(ratio(), ratio("0.812500")) == []


def test_a_reviewed_alert_that_fires_otherwise_or_no_more_is_said() -> None:
    was = "0.8125, grade 2, 2025-12-31"
    assert changes(ratio(), ratio("0.9", 3)) == [("changed", was, "0.9, grade 3, 2025-12-31")]
    assert changes(ratio(), ratio("0.4", 0)) == [("review_orphaned", was, None)]
    # for another period it is another warning: shown beside, never carried over
    assert changes(ratio(), ratio(period=date(2026, 6, 30))) == [
        ("review_orphaned", was, "0.8125, grade 2, 2026-06-30")
    ]


def test_before_any_fold_no_alert_can_have_changed() -> None:
    assert changed_alerts([], BORROWER, [ratio()], [review(alert_id(BORROWER, ratio()))], versions=NO_LONGER) == []


def row(target: str, **parts: object) -> FactChange:
    base = {"customer": "C1", "document": None, "doc": None, "kind": "alert", "what": "F-LV-01", "versions": NO_LONGER}
    return FactChange.model_validate(base | {"review": review(target).id, "status": "review_orphaned"} | parts)


def test_an_alert_s_verdict_waits_only_where_a_new_reading_changed_it() -> None:
    said = review("A-1")
    assert orphaned_reviews([], [said], []) == []
    (waiting,) = orphaned_reviews([], [said], [row("A-1", old_value="0.8", new_value="0.9")])
    assert (waiting.review, waiting.old_value, waiting.new_value) == (said, "0.8", "0.9")
    assert orphaned_reviews([], [said, review("A-1", "accepted", day=2)], [row("A-1")]) == []


def test_a_verdict_of_which_nothing_else_is_known_is_listed_all_the_same() -> None:
    (waiting,) = orphaned_reviews([party(document(LETTER), "澜川新能源")], [review("F-1")], [])
    assert (waiting.id, waiting.what, waiting.attached) == (review("F-1").id, None, False)
    fact = party(document(LETTER), "澜川新能源")
    assert orphaned_reviews([fact], [review(fact.id)], []) == []
