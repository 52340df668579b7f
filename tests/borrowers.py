"""Facts of an invented borrower for the credit tests: figures, covenants, mails, each found on a line of a document."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from docintel.records import (
    Absence,
    Assessment,
    Check,
    Covenant,
    Customer,
    Document,
    Event,
    Figure,
    Message,
    Party,
    Promise,
    Term,
    Thresholds,
    Utterance,
    Value,
)
from factories import document, span_of

MAKER = Customer(
    id="C9",
    name="澄湖精密制造有限公司",
    aliases=("Chenghu Precision Co., Ltd.",),
    uscc="91350100M000100Y43",
    industry="C",
    email_domains=("chenghu.example",),
)
SPRING = date(2026, 3, 1)
#: The worked borrower of the domain's section 9, in millions: key, 2024, 2025.
WORKED = """
bs.cash 420 780|bs.restricted_cash 60 150|bs.accounts_receivable 610 930|bs.inventories 540 760
bs.total_current_assets 1750 2850|bs.fixed_assets 980 1010|bs.intangible_assets 120 115|bs.total_assets 3100 4250
bs.short_term_borrowings 520 980|bs.noncurrent_liabilities_due_1y 150 260|bs.long_term_borrowings 420 560
bs.total_current_liabilities 1380 2180|bs.total_liabilities 1860 2830|bs.total_equity 1240 1420
bs.retained_earnings 480 560|bs.paid_in_capital 600 600|is.revenue 2600 2720|is.cost_of_sales 2080 2230
is.selling_expenses 110 118|is.admin_expenses 95 104|is.rd_expenses 60 66|is.interest_expense 50 84
is.interest_income 6 4|is.profit_before_tax 190 118|is.net_profit 152 94|cf.cfo 130 -165|cf.sales_cash 2790 2430
cf.capex 150 120|cfs.depreciation 105 112|cf.borrowings_raised 760 1310|cf.debt_repaid 640 700
cf.interest_paid 52 86|cf.cash_end 360 560
"""
_FLOWS = ("is.", "cf.", "cfs.", "note.capitalised_interest")
_STATEMENTS = {
    "bs": "balance_sheet",
    "is": "income_statement",
    "cf": "cash_flow",
    "cfs": "cash_flow",
    "note": "notes_table",
}


@cache
def page(text: str, name: str = "报表.txt") -> Document:
    """A document of one text."""
    return document(text, name=name)


def figure(key: str, value: str | None, end: date = date(2025, 12, 31), **more: object) -> Figure:
    """A figure of a statement; months default to 12 for flows."""
    shelf = page(f"{more.pop('name', '年报')} {key} {end} {value}")
    months = 12 if key.startswith(_FLOWS) and key not in ("cf.cash_end", "cf.cash_begin") else None
    fields = {
        "scope": "consolidated", "statement": _STATEMENTS[key.split(".")[0]], "label": key, "key": key,
        "period": "current", "period_end": end, "months": months, "as_filed": value or "",
        "value": None if value is None else Decimal(value), "unit": "元", "currency": "CNY", "status": "proved",
    } | more  # fmt: skip
    return Figure.found(shelf, span_of(shelf.text, key), source="test@1", confidence=0.9, **fields)


def failed(check: str) -> tuple[Check, ...]:
    """The checks of a figure in a statement where one identity does not close."""
    return (Check(id=check, result="fail", difference=Decimal(5)),)


def covenant(metric: str, operator: str, threshold: str, **more: object) -> Covenant:
    """A financial covenant."""
    shelf = page(f"{more.pop('name', '借款合同')}: {metric} {operator} {threshold}")
    fields = {"metric": metric, "indicator": metric, "operator": operator, "threshold": Decimal(threshold)} | more
    return Covenant.found(shelf, span_of(shelf.text, metric), source="test@1", confidence=0.9, **fields)


def term(name: str, value: str, unit: str | None = None, *, of: str = "借款合同") -> Term:
    """An agreed term."""
    shelf = page(f"{of} 编号一 {name} {value}" if of == "借款合同" else f"{of} {name} {value}")
    return Term.found(
        shelf, span_of(shelf.text, name), source="test@1", confidence=0.9, name=name, value=value, unit=unit
    )


def party(name: str, role: str = "borrower", **more: object) -> Party:
    """A party of a contract."""
    shelf = page(f"甲方：{name}（{role}）")
    return Party.found(shelf, span_of(shelf.text, name), source="test@1", confidence=0.9, name=name, role=role, **more)


def day(text: str) -> datetime:
    """Ten in the morning of a day."""
    return datetime.fromisoformat(f"{text}T10:00:00").replace(tzinfo=UTC)


def mail(sent: str, sender: str = "shen@chenghu.example", **more: object) -> Message:
    """A mail of the customer unless the sender says otherwise."""
    shelf = page(f"{sender} {sent} {more.get('message_id', '')}: 正文")
    fields = {
        "message_id": f"<{sent}-{sender}>",
        "in_reply_to": None,
        "thread": "T1",
        "date": day(sent),
        "sender": sender,
    } | more
    return Message.found(shelf, span_of(shelf.text, "正文"), source="test@1", confidence=0.9, **fields)


def utterance(
    sent: str, *events: Event, words: str = "本期还款事宜", confidence: float | None = 0.9, **more: object
) -> Utterance:
    """A sentence of the customer's mail of a day, with its events."""
    shelf = page(f"{sent} {more.get('ci')} {[event.code for event in events]}: {words}")
    fields = {
        "message_id": f"<{sent}>",
        "sent": day(sent),
        "sender": "shen@chenghu.example",
        "ci": None,
        "events": events,
    } | more
    return Utterance.found(shelf, span_of(shelf.text, words), source="test@1", confidence=confidence, **fields)


def event(code: str, modality: str = "stated", **slots: str) -> Event:
    """A credit event."""
    return Event(code=code, modality=modality, slots=slots)  # type: ignore[arg-type]


def promise(sent: str, due: str, amount: str = "1000000", **more: object) -> Promise:
    """A promise to pay."""
    shelf = page(f"{sent} 承诺 {due} 前支付 {amount}")
    fields = {
        "message_id": f"<{sent}>", "sent": day(sent), "amount": Decimal(amount), "currency": "CNY",
        "due": date.fromisoformat(due),
    } | more  # fmt: skip
    return Promise.found(shelf, span_of(shelf.text, "承诺"), source="test@1", confidence=0.9, **fields)


def worked(**changes: str | None) -> list[Figure]:
    """The worked borrower's figures; is_interest_expense="0" changes the row of 2025, None leaves it out."""
    changed = {name.replace("_", ".", 1): value for name, value in changes.items()}
    found = []
    for row in WORKED.replace("\n", "|").split("|"):
        if row.strip():
            key, before, now = row.split()
            found.append(figure(key, f"{before}000000", date(2024, 12, 31), scope="single"))
            if changed.get(key, now) is not None:
                now = changed.pop(key, None) or f"{now}000000"
                found.append(figure(key, now, scope="single"))
            changed.pop(key, None)
    return [*found, *(figure(key, value, scope="single") for key, value in changed.items() if value)]


def value(name: str, amount: str, end: date = date(2025, 12, 31), **more: object) -> Value:
    """A signal as it enters the ledger."""
    months = 12 if name.startswith(_FLOWS) and name not in ("cf.cash_end", "cf.cash_begin") else None
    fields = {"unit": "CNY", "months": months, "scope": "single", "facts": (f"F-{name}-{end}",)} | more
    return Value(customer="C9", name=name, value=Decimal(amount), as_of=end, **fields)  # type: ignore[arg-type]


def past(key: str, end: date, grade: int | None, amount: str | None = None, **more: object) -> Assessment:
    """An earlier evaluation of an indicator."""
    lines = Thresholds(watch=None, alert=None, critical=None, source="default")
    fields = {"scope": "single", "reason": None if grade is not None else "missing:x"} | more
    return Assessment(
        indicator="F-LV-01", key=key, period_end=end, value=None if amount is None else Decimal(amount), grade=grade,  # type: ignore[arg-type]
        thresholds=lines, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def of(assessments: list[Assessment], name: str) -> Assessment:
    """The one assessment of an indicator."""
    (found,) = [one for one in assessments if one.indicator == name]
    return found


def gone(day: date) -> Absence:
    """A clause sought and missing."""
    return Absence(
        customer="C9",
        sought="clause:loan.cross_default",
        result="missing",
        as_of=day,
        documents=("d",),
        pages_read=9,
        quality=1.0,
        severity="H",
        explanation_zh="未见交叉违约条款。",
        explanation_en="No cross-default clause.",
    )
