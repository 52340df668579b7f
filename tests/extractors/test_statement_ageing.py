"""Age buckets in both languages, and which of them hold which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement_ageing import Bucket, coarsest, read_bucket


@pytest.mark.parametrize(
    ("caption", "start", "end", "account"),
    [
        ("1年以内", 0, 12, "note.ar_age_lt1"),
        ("1 年以内（含 1 年）", 0, 12, "note.ar_age_lt1"),
        ("一年以内", 0, 12, "note.ar_age_lt1"),
        ("6个月以内（办公直销）", 0, 6, "note.ar_age_lt1"),
        ("6个月至1年", 6, 12, "note.ar_age_lt1"),
        ("91-180天", 3, 6, "note.ar_age_lt1"),
        ("1至2年", 12, 24, "note.ar_age_1_2"),
        ("1－2年", 12, 24, "note.ar_age_1_2"),
        ("二至三年", 24, 36, "note.ar_age_2_3"),
        ("3年以上", 36, None, "note.ar_age_gt3"),
        ("五年以上", 60, None, "note.ar_age_gt3"),
        ("1年以上", 12, None, None),  # over three of the buckets
        ("Within 1 year", 0, 12, "note.ar_age_lt1"),
        ("Less than one year", 0, 12, "note.ar_age_lt1"),
        ("0-90 days", 0, 3, "note.ar_age_lt1"),
        ("181 to 365 days", 6, 12, "note.ar_age_lt1"),
        ("Between one and two years", 12, 24, "note.ar_age_1_2"),
        ("2–3 years", 24, 36, "note.ar_age_2_3"),
        ("Over three years", 36, None, "note.ar_age_gt3"),
        ("1 to 5 years", 12, 60, None),
    ],
)
def test_captions_are_ages(caption: str, start: int, end: int | None, account: str | None) -> None:
    bucket = read_bucket(caption)
    assert bucket is not None
    assert (bucket.start, bucket.end, bucket.account) == (start, end, account)


@pytest.mark.parametrize(
    "caption", ["合计", "账龄", "2025年", "应收账款", "Total", "31 December 2025", "Trade receivables"]
)
def test_other_captions_are_none(caption: str) -> None:
    assert read_bucket(caption) is None


def test_a_subtotal_holds_the_rows_of_its_own_ages() -> None:
    captions = ["1年以内（直销）", "1年以内小计", "1至2年", "3年以上", "3至4年", "5年以上"]
    kept = coarsest(bucket for caption in captions if (bucket := read_bucket(caption)))
    assert kept == [Bucket(0, 12, subtotal=True), Bucket(12, 24), Bucket(36, None)]


years = st.integers(min_value=1, max_value=9)


@given(start=years, length=years)
def test_both_languages_say_the_same(start: int, length: int) -> None:
    end = start + length
    chinese, english = read_bucket(f"{start}至{end}年"), read_bucket(f"{start} to {end} years")
    assert chinese == english == Bucket(start * 12, end * 12)


@given(st.lists(st.tuples(years, years), min_size=1, max_size=6))
def test_every_bucket_is_held_by_a_coarse_one(pairs: list[tuple[int, int]]) -> None:
    buckets = [Bucket(start, start + length) for start, length in pairs]
    kept = coarsest(buckets)
    assert all(any(coarse == each or coarse.holds(each) for coarse in kept) for each in buckets)
    assert not any(one.holds(other) for one in kept for other in kept)
