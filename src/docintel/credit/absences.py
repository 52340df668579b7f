"""Says that something was read and may not be used, or was sought and not found, with where it was looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docintel.records import Absence, Document, Figure

#: Why a figure is not used, in words for a credit officer.
_WHY = {
    "conflict": ("各处数字相互矛盾", "the places that state it disagree"),
    "parts": ("同一报表有几行都属于该科目", "several rows of one statement name it, and none alone is its value"),
    "unit_unknown": ("金额单位不明", "its unit of money is not known"),
    "unreadable": ("数值无法辨认", "its value could not be read"),
    "period_unknown": ("所属期间长度不明", "the length of its period is not known"),
}
#: How surely a figure of a disagreement stands in its own document.
_STANDING = {
    "proved": ("勾稽相符", "its sums close"),
    "unproved": ("无勾稽证实", "nothing proves it"),
    "conflict": ("勾稽不平", "its sums fail"),
}
#: What disagrees, and which of two figures is taken (`docintel.credit.figures`).
_DISAGREEING = {
    "versions": (
        "不同文件对{day}的数字不一致，共{count}项：{said}。勾稽相符的优先；仍不能判断的均不采用。",
        "Documents disagree on {day}, on {count} account(s): {said}. A figure whose sums close comes first; "
        "where that does not decide, neither is used.",
    ),
    "comparatives": (
        "后一期文件所列{day}的比较数与该期文件不一致，共{count}项，未注明重述：{said}。"
        "勾稽相符的优先，均相符的采用比较数。",
        "A later document gives other figures for {day} than that period's own, on {count} account(s), "
        "without saying that it restates: {said}. A figure whose sums close comes first, of two the later comparative.",
    ),
}
#: So many accounts are named, the rest are counted; the workbook of the customer names them all.
_NAMED = 12


@dataclass(frozen=True)
class Dispute:
    """An account and what two documents state of it."""

    key: str
    one: Figure
    other: Figure


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


def disagreeing_documents(
    customer: str, sought: str, scope: str, disputed: Sequence[Dispute], *, at: date, shelf: Mapping[str, Document]
) -> Absence:
    """What documents state otherwise for a day: `sought` "versions" of one period, or a later year's "comparatives"."""
    names = tuple(sorted({figure.document for one in disputed for figure in (one.one, one.other)}))
    ordered = sorted(disputed, key=lambda one: (_severity(one.key), one.key))
    said_zh, said_en = (_listed(ordered, shelf, language) for language in (0, 1))
    zh, en = (words.format(day=at.isoformat(), count=len(disputed), said="{said}") for words in _DISAGREEING[sought])
    return Absence(
        customer=customer,
        sought=f"{sought}:{scope}",
        result="not_found_uncertain",
        as_of=at,
        documents=names,
        pages_read=_pages_read(names, shelf),
        quality=_quality(names, shelf),
        severity=_severity(ordered[0].key),
        explanation_zh=zh.replace("{said}", said_zh),
        explanation_en=en.replace("{said}", said_en),
    )


def _listed(disputed: Sequence[Dispute], shelf: Mapping[str, Document], language: int) -> str:
    pairs = [[_stated(figure, shelf, language) for figure in (one.one, one.other)] for one in disputed]
    lines = [f"{one.one.label} {' ≠ '.join(pair)}" for one, pair in zip(disputed, pairs, strict=True)]
    rest = len(lines) - _NAMED
    more = [(f"另有{rest}项", f"and {rest} more")[language]] if rest > 0 else []
    return ("；", "; ")[language].join([*lines[:_NAMED], *more])


def _stated(figure: Figure, shelf: Mapping[str, Document], language: int) -> str:
    name = shelf[figure.document].name if figure.document in shelf else figure.document
    value = "—" if figure.value is None else f"{figure.value:,f}"
    standing = _STANDING.get(figure.status, ("", ""))[language]
    return f"{value}（{name}，{standing}）" if language == 0 else f"{value} ({name}: {standing})"


def _severity(key: str) -> Literal["H", "M"]:
    totals = ("total", "revenue", "profit", "cfo", "bs.cash")
    return "H" if any(word in key for word in totals) else "M"


def _pages_read(names: Iterable[str], shelf: Mapping[str, Document]) -> int:
    return sum(len(shelf[name].pages) - len(shelf[name].unread_pages) for name in names if name in shelf)


def _quality(names: Iterable[str], shelf: Mapping[str, Document]) -> float:
    qualities = [page.quality for name in names if name in shelf for page in shelf[name].pages]
    return round(sum(qualities) / len(qualities), 4) if qualities else 1.0
