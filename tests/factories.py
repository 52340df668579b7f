"""Small records for tests: a document from its text, an alert, a profile."""

from datetime import date
from decimal import Decimal

from docintel.records import (
    Alert,
    Assessment,
    Box,
    Customer,
    Document,
    Input,
    Layout,
    Profile,
    Reading,
    Span,
    Thresholds,
    document_id,
)

BORROWER = Customer(id="C1", name="澜川新能源", uscc="91350100M000100Y43", email_domains=("lanchuan.example",))


def document(text: str, **parts: object) -> Document:
    """A plain document of this text."""
    fields = {"name": "合同.txt", "media_type": "text/plain", "reader": "plain@1", "language": "zh"}
    return Document.model_validate({"id": document_id(text.encode()), "text": text, **fields, **parts})


def span_of(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def boxed(text: str, **parts: object) -> Reading:
    """A document on one page, each character ten points wide on one line a text line."""
    layout, row, column = Layout(), 0, 0
    for character in text:
        if character == "\n":
            layout.append(None)
            row, column = row + 1, 0
        else:
            layout.append(Box(1, 10.0 * column, 20.0 * row, 10.0 * column + 10, 20.0 * row + 12))
            column += 1
    page = {"number": 1, "span": {"start": 0, "end": len(text)}, "width": 595.0, "height": 842.0}
    return Reading(document(text, pages=[page], **parts), layout)


def alert(name: str = "A1", grade: int = 2, *, facts: tuple[str, ...] = ()) -> Alert:
    """An alert on liabilities to assets."""
    thresholds = Thresholds(watch="> 0.65", alert="> 0.75", critical="> 0.85", source="default")
    used = Input(key="bs.total_liabilities", value=Decimal("8125000.00"), facts=facts)
    assessment = Assessment(
        indicator="F-LV-01",
        key="fin.debt_to_assets",
        period_end=date(2025, 12, 31),
        value=Decimal("0.8125"),
        grade=2,
        thresholds=thresholds,
        inputs=(used,),
    )
    return Alert(
        id=name,
        customer="C1",
        indicator="F-LV-01",
        key="fin.debt_to_assets",
        name_zh="资产负债率",
        name_en="Liabilities to assets",
        grade=grade,  # type: ignore[arg-type]
        assessment=assessment,
        reason_zh="资产负债率81.25%。",
        reason_en="Liabilities are 81.25 % of assets.",
        measures=("R2",),
        raised=date(2026, 3, 31),
        expires=date(2026, 9, 27),
    )


def profile(as_of: date, *alerts: Alert, **parts: object) -> Profile:
    """A fold of the borrower with these alerts."""
    base = {"customer": BORROWER, "as_of": as_of, "claims": (), "assessments": (), "alerts": alerts, "grade": 2}
    return Profile.model_validate({**base, "score": 88, "cooperation": None, **parts})
