"""Says that something was read and may not be used, or was sought and not found, with where it was looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from docintel.records import Absence, Document

#: Why a figure is not used, in words for a credit officer.
_WHY = {
    "conflict": ("各处数字相互矛盾", "the places that state it disagree"),
    "parts": ("同一报表有几行都属于该科目", "several rows of one statement name it, and none alone is its value"),
    "unit_unknown": ("金额单位不明", "its unit of money is not known"),
    "unreadable": ("数值无法辨认", "its value could not be read"),
    "period_unknown": ("所属期间长度不明", "the length of its period is not known"),
}


def unusable_figure(
    customer: str, key: str, scope: str, why: str, *, at: date, documents: Iterable[str],
    shelf: Mapping[str, Document], label: str,
) -> Absence:  # fmt: skip
    """A figure that was read but enters no ratio, such as two statements that disagree."""
    names = tuple(sorted(set(documents)))
    zh, en = _WHY[why]
    return Absence(
        customer=customer,
        sought=f"figure:{key}@{scope}@{why}",
        result="not_found_uncertain",
        as_of=at,
        documents=names,
        pages_read=_pages_read(names, shelf),
        quality=_quality(names, shelf),
        severity=_severity(key),
        explanation_zh=f"{at.isoformat()}的“{label}”未采用：{zh}。",
        explanation_en=f"{label!r} at {at.isoformat()} is not used: {en}.",
    )


def other_companies(
    customer: str, companies: Sequence[str], *, at: date, document: str, shelf: Mapping[str, Document]
) -> Absence:
    """A file with the statements of several companies of which none bears the customer's name: no ratio uses it."""
    return Absence(
        customer=customer,
        sought="statements:own_company",
        result="not_found_uncertain",
        as_of=at,
        documents=(document,),
        pages_read=_pages_read((document,), shelf),
        quality=_quality((document,), shelf),
        severity="H",
        explanation_zh=f"该文件含{len(companies)}家公司的报表（{'、'.join(companies)}），均与客户名称不符，未采用。",
        explanation_en=f"The file holds statements of {len(companies)} other companies ({', '.join(companies)}); "
        "none bears the customer's name, so none is used.",
    )


def _severity(key: str) -> Literal["H", "M"]:
    totals = ("total", "revenue", "profit", "cfo", "bs.cash")
    return "H" if any(word in key for word in totals) else "M"


def _pages_read(names: Iterable[str], shelf: Mapping[str, Document]) -> int:
    return sum(len(shelf[name].pages) - len(shelf[name].unread_pages) for name in names if name in shelf)


def _quality(names: Iterable[str], shelf: Mapping[str, Document]) -> float:
    qualities = [page.quality for name in names if name in shelf for page in shelf[name].pages]
    return round(sum(qualities) / len(qualities), 4) if qualities else 1.0
