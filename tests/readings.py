"""Facts as an earlier and a later reader find them in one document: the bytes stay, the text may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from docintel.records import Amount, Document, Figure, Filing, Party, Review, filing_id
from factories import document, span_of

OLD, NEW = "pdf@1 contract@1 customers:aaaa", "pdf@2 contract@1 customers:aaaa"
LETTER = "借款人：澜川新能源。Guarantor: Tinglan Bearings Ltd. 贷款金额人民币1亿元。"


def read_as(text: str, original: str = LETTER) -> Document:
    """The document of the original's bytes, read as this text."""
    return document(text).model_copy(update={"id": document(original).id})


def party(found: Document, name: str, role: str | None = "borrower", **parts: object) -> Party:
    """A party by its first mention."""
    return Party.found(found, span_of(found.text, name), source="t@1", confidence=0.9, name=name, role=role, **parts)


def amount(found: Document, words: str, value: int, **parts: object) -> Amount:
    """A sum of yuan."""
    sum_ = {"value": Decimal(value), "currency": "CNY", "as_filed": words, **parts}
    return Amount.found(found, span_of(found.text, words), source="t@1", confidence=0.9, **sum_)


def figure(found: Document, words: str, label: str, value: int | str, **parts: object) -> Figure:
    """A closing balance of 2025."""
    row = {
        "scope": "single", "statement": "balance_sheet", "label": label, "key": None, "period": "current",
        "period_end": date(2025, 12, 31), "value": Decimal(value), "as_filed": words, "unit": "元", "currency": "CNY",
    }  # fmt: skip
    return Figure.found(found, span_of(found.text, words), source="t@1", confidence=0.9, **(row | parts))


def review(target: str, verdict: str = "rejected", reviewer: str = "审核员甲", day: int = 1, **parts: object) -> Review:
    """A verdict in April 2026."""
    said = {"target": target, "verdict": verdict, "reviewer": reviewer, "day": date(2026, 4, day)}
    return Review.model_validate(said | parts)


def filed(found: Document, customer: str = "C1") -> Filing:
    """The document as filed for a customer."""
    return Filing(
        id=filing_id(customer, found.id), customer_id=customer, document_id=found.id, name=found.name, reason="name",
        analysis="", reading=found.id,
    )  # fmt: skip
