from datetime import date

import pytest

from docintel.errors import InputError
from docintel.language.deadlines import corresponding_day, due

# T1 to T15 of the domain note on obligations, 4.7
RULE_TABLE = [
    ("T1", "收到通知之日起10个工作日内", "2026-02-10", "PRC", "2026-03-02", "2026-03-02"),
    ("T2", "合同签订后30日内", "2026-09-02", "PRC", "2026-10-02", "2026-10-08"),
    ("T3", "季末月21日付息, 遇节假日顺延", "2026-03-21", "PRC", "2026-03-21", "2026-03-23"),
    ("T4", "收到发票后30日内", "2026-04-03", "PRC", "2026-05-03", "2026-05-06"),
    ("T5", "自2026年1月31日起一个月内", "2026-01-31", "PRC", "2026-02-28", "2026-02-28"),
    ("T6", "主债务履行期限届满之日起六个月(保证期间)", "2026-03-31", "PRC", "2026-09-30", "2026-09-30"),
    ("T7", "主债务履行期限届满之日起六个月(保证期间)", "2026-04-01", "PRC", "2026-10-01", "2026-10-08"),
    ("T8", "还款日前15个工作日书面通知", "2026-06-30", "PRC", "2026-06-08", "2026-06-08"),
    ("T9", "每季度结束后30日内", "2026-03-31", "PRC", "2026-04-30", "2026-04-30"),
    ("T10", "within 120 days after the end of each financial year", "2025-12-31", "EN", "2026-04-30", "2026-04-30"),
    ("T11", "交付之日起60日内付款(大型企业→中小企业)", "2026-04-15", "PRC", "2026-06-14", "2026-06-15"),
    ("T12", "not less than 5 Business Days (London) before 31 Dec 2026",
     "2026-12-31", "EN", "2026-12-22", "2026-12-22"),
    ("T13", "due 2026-05-31, modified following (London)", "2026-05-01", "EN", "2026-05-31", "2026-05-29"),
    ("T14", "3 Business Days (London, Hong Kong, mainland) after 2026-09-30",
     "2026-09-30", "EN", "2026-10-12", "2026-10-12"),
    ("T15", "3个工作日 (mainland) after 2026-09-30", "2026-09-30", "PRC", "2026-10-10", "2026-10-10"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "anchor", "law", "raw", "expected"), RULE_TABLE, ids=[row[0] for row in RULE_TABLE]
)
def test_domain_rule_table(name: str, text: str, anchor: str, law: str, raw: str, expected: str) -> None:
    found = due(text, date.fromisoformat(anchor), law=law)
    assert (str(found.raw_end), str(found.due)) == (raw, expected)
    assert not found.provisional


MORE = [
    ("不迟于每个会计年度结束后120日", "2025-12-31", "PRC", "periodic_relative", "2026-04-30"),
    ("贷款到期日前30日", "2026-06-30", "PRC", "relative", "2026-05-29"),  # Sunday: earlier, never later
    ("提前15日书面通知", "2026-06-30", "PRC", "relative", "2026-06-15"),
    ("upon ten days' prior written notice", "2026-06-30", "EN", "relative", "2026-06-19"),
    ("收到通知后的第5个工作日", "2026-09-30", "PRC", "relative", "2026-10-13"),
    ("the 5th Business Day after the Closing Date", "2026-09-30", "EN", "relative", "2026-10-07"),
    ("Payment is due 45 days after the date of a valid invoice.", "2026-01-31", "EN", "relative", "2026-03-17"),
    ("within three months from 30 November 2026", "2026-11-30", "EN", "relative", "2027-02-28"),  # no 30 February
    ("at least 14 clear days before the meeting", "2026-06-30", "EN", "relative", "2026-06-15"),
    ("48小时内通知", "2026-04-03", "PRC", "relative", "2026-04-05"),  # hours do not roll
    ("before 30 June 2026", "2026-04-03", "EN", "absolute", "2026-06-29"),  # strict
    ("on or before 30 June 2026", "2026-04-03", "EN", "absolute", "2026-06-30"),
    ("不迟于2026年9月30日", "2026-04-03", "PRC", "absolute", "2026-09-30"),
    ("自2026年1月1日至2026年6月30日", "2026-01-01", "PRC", "window", "2026-06-30"),
    ("每月20日付息", "2026-04-21", "PRC", "periodic", "2026-05-20"),
    ("on the last day of each quarter", "2026-04-21", "EN", "periodic", "2026-06-30"),
    ("首次提款前", "2026-04-03", "PRC", "event", "2026-04-03"),
    ("立即通知贷款人", "2026-04-04", "PRC", "immediate", "2026-04-04"),
    ("forthwith on demand", "2026-04-03", "EN", "immediate", "2026-04-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "anchor", "law", "kind", "expected"), MORE)
def test_due(text: str, anchor: str, law: str, kind: str, expected: str) -> None:
    found = due(text, date.fromisoformat(anchor), law=law)
    assert (found.deadline_kind, str(found.due)) == (kind, expected)


@pytest.mark.parametrize(
    ("text", "kind", "review"),
    [
        ("尽快付款", "vague", "2026-04-13"),  # five working days, over the Tomb-sweeping days
        ("as soon as possible", "vague", "2026-04-13"),
        ("近期支付", "vague", "2026-04-20"),
        ("月底前付清", "vague", "2026-04-30"),
        ("在合理期限内", "reasonable", "None"),
    ],
)
def test_words_that_name_no_day_are_never_due(text: str, kind: str, review: str) -> None:
    found = due(text, date(2026, 4, 3))
    assert (found.deadline_kind, found.due, str(found.review_date), found.ambiguous) == (kind, None, review, True)


def test_grace_runs_after_the_roll_in_its_own_days() -> None:
    found = due("收到发票后三十日内支付，宽限期5个工作日", date(2026, 4, 3))
    # May 9 is a Saturday that is worked
    assert (found.due, found.grace_end) == (date(2026, 5, 6), date(2026, 5, 12))


def test_the_contracts_own_convention_prevails() -> None:
    text = "within 30 days after signing"
    assert due(text, date(2026, 9, 2), law="EN").due == date(2026, 10, 2)
    assert due(text, date(2026, 4, 4), law="EN", roll="following").due == date(2026, 5, 5)  # May 4 is a bank holiday
    assert due(text, date(2026, 9, 2), law="PRC", roll="none").due == date(2026, 10, 2)


def test_a_named_calendar_takes_the_place_of_the_laws() -> None:
    text = "within 3 Business Days after signing"
    assert due(text, date(2026, 9, 30), law="EN").due == date(2026, 10, 5)
    assert due(text, date(2026, 9, 30), law="EN", calendar="GB-ENG+HK").due == date(2026, 10, 6)
    assert due(text, date(2026, 9, 30), law="EN", calendar=["GB-ENG", "HK"]).due == date(2026, 10, 6)


def test_before_without_含_is_ambiguous() -> None:
    found = due("2026年9月30日前", date(2026, 4, 3))
    assert (found.due, found.ambiguous) == (date(2026, 9, 30), True)
    assert not due("2026年9月30日(含)前", date(2026, 4, 3)).ambiguous


def test_a_year_without_a_published_schedule_is_provisional() -> None:
    assert due("收到通知之日起10个工作日内", date(2027, 1, 4)).provisional
    assert due("30日内", date(2026, 12, 20)).provisional


def test_words_and_figures_that_differ_give_no_day() -> None:
    found = due("within five (6) days after signing", date(2026, 4, 3), law="EN")
    assert (found.due, found.ambiguous) == (None, True)


def test_the_rule_says_anchor_count_roll_and_calendar() -> None:
    rule = due("合同签订后30日内", date(2026, 9, 2)).rule
    assert "2026-09-02 +30 day" in rule
    assert "following → 2026-10-08" in rule
    assert "CN_WORKDAY (chinese_calendar 1" in rule


def test_a_text_without_deadline_has_no_kind() -> None:
    assert due("甲方应付款", date(2026, 4, 3)).deadline_kind is None


@pytest.mark.parametrize("text", ["每年13月5日付款", "每年0月10日付款"])
def test_a_month_no_calendar_has_is_no_deadline(text: str) -> None:
    assert due(text, date(2026, 1, 1)).due is None


def test_an_unknown_roll_is_refused() -> None:
    with pytest.raises(InputError, match="backwards"):
        due("30日内", date(2026, 4, 3), roll="backwards")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-09-30", 6, "2026-03-30"),  # the corresponding day, not the end of the month (Civil Code 202)
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-02-28", 1, "2025-03-28"),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_day(day: str, months: int, later: str) -> None:
    assert corresponding_day(date.fromisoformat(day), months) == date.fromisoformat(later)
