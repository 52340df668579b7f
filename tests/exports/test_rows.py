"""Facts as the JSON objects that other people's scripts read."""

from datetime import UTC, date, datetime
from decimal import Decimal

from docintel.exports.rows import document_row, fact_rows
from docintel.records import (
    Cell,
    Check,
    Clause,
    ClauseKey,
    Deadline,
    Figure,
    Flag,
    Message,
    MessageHeader,
    Obligation,
    Promise,
    Reading,
    Span,
    Table,
    Utterance,
)
from factories import boxed, document, span_of

TEXT = "第三条 借款人应于每季度结束后三十日内\n提供财务报表。"


def test_evidence_has_page_and_one_box_a_line() -> None:
    reading = boxed(TEXT)
    span = span_of(TEXT, "三十日内\n提供")
    deadline = Deadline(
        kind="periodic_relative",
        text="每季度结束后三十日内",
        anchor="quarter_end",
        offset_n=30,
        offset_unit="day",
        direction="after",
    )
    unit = Obligation.found(
        reading.document, span, source="rules:obligation@1", confidence=0.9, type="OBL", bearer="借款人", cue="应",
        cue_start=7, cue_end=8, deadline=deadline,
    )  # fmt: skip
    (row,) = fact_rows([unit], reading, doc="合同.pdf")
    assert row["evidence"] == [
        {
            "document": reading.document.id,
            "span": [span.start, span.end],
            "quote": "三十日内\n提供",
            "page": 1,
            "boxes": [[150.0, 0.0, 190.0, 12.0], [0.0, 20.0, 20.0, 32.0]],
        }
    ]
    assert (row["kind"], row["doc"], row["cue_span"], row["deadline_kind"]) == (
        "obligation", "合同.pdf", [7, 8], "periodic_relative",
    )  # fmt: skip
    assert row["deadline"]["offset"] == {"n": 30, "unit": "day", "direction": "after"}


def test_a_figure_keeps_its_digits_exact_and_names_its_cell() -> None:
    text = "负债合计\t1,234.50"
    span = span_of(text, "1,234.50")
    cell = Cell(row=0, column=1, span=span, name="资产负债表!B2", number=Decimal("1234.5"))
    reading = Reading(document(text, tables=[Table(span=Span(start=0, end=len(text)), cells=(cell,))]))
    figure = Figure.found(
        reading.document, span, source="rules:statement@1", confidence=None, scope="single", statement="balance_sheet",
        label="负债合计", key="bs.total_liabilities", period="current", period_end=date(2025, 12, 31),
        value=Decimal("12345000.00"), as_filed="1,234.50", unit="万元", currency="CNY",
        checks=(Check(id="I-BS1", result="pass", difference=Decimal("0")),),
    )  # fmt: skip
    (row,) = fact_rows([figure], reading, doc="报表.xlsx")
    assert (row["value"], row["as_filed"], row["unit"], row["scope"]) == ("12345000.00", "1,234.50", "万元", "unknown")
    assert row["evidence"][0]["cell"] == "资产负债表!B2"
    assert row["checks"] == [{"id": "I-BS1", "result": "pass", "difference": "0"}]
    assert row["confidence"] is None


def test_a_clause_says_class_not_flag_class() -> None:
    reading = boxed(TEXT)
    flag = Flag(
        rule="LA-05-uplift", severity="M", flag_class="adverse", explanation_zh="上浮过高", explanation_en="high"
    )
    clause = Clause.found(
        reading.document, Span(start=0, end=len(TEXT)), source="rules:clause@1", confidence=0.8, number="第三条",
        heading=None, keys=(ClauseKey(key="loan.information_undertakings", confidence=0.8),), flags=(flag,),
    )  # fmt: skip
    (row,) = fact_rows([clause], reading, doc="合同.pdf")
    assert (row["start"], row["end"]) == (0, len(TEXT))
    assert row["flags"][0]["class"] == "adverse"
    assert "flag_class" not in row["flags"][0]


def test_a_message_carries_what_was_said_and_promised_and_how_long_the_reply_took() -> None:
    text = "款项3月25日前付320万元。"
    sent = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
    header = MessageHeader(
        span=Span(start=0, end=len(text)), message_id="<2@b>", in_reply_to="<1@b>", references=("<1@b>",), date=sent,
        sender="财务 <cfo@lanchuan.example>", to=("rm@bank.example",), cc=(), subject="付款",
    )  # fmt: skip
    reading = Reading(document(text, messages=[header]))
    base = {"source": "rules@1", "confidence": 0.8, "message_id": "<2@b>"}
    whole = Span(start=0, end=len(text))
    message = Message.found(
        reading.document, whole, in_reply_to="<1@b>", thread="<1@b>", date=sent, sender=header.sender, **base
    )
    said = Utterance.found(reading.document, whole, ci="CI-1", ci_object="payment", strength=0.75, **base)
    promise = Promise.found(
        reading.document, whole, amount=Decimal("3200000"), currency="CNY", due=date(2026, 3, 25), **base
    )
    asked = {"<1@b>": datetime(2026, 3, 15, 22, 0, tzinfo=UTC)}
    (row,) = fact_rows([message, said, promise], reading, doc="m.eml", sent=asked)
    assert (row["from"], row["reply_hours"]) == ("财务 <cfo@lanchuan.example>", 12.0)
    assert [(u["ci"], u["span"]) for u in row["utterances"]] == [("CI-1", [0, len(text)])]
    assert [(p["amount"], p["date"], p["status"]) for p in row["promises"]] == [("3200000", "2026-03-25", "open")]
    assert row["evidence"][0]["message"] == "<2@b>"
    (alone,) = fact_rows([message], reading, doc="m.eml")
    assert alone["reply_hours"] is None


def test_a_document_row_has_the_text_of_every_cell() -> None:
    text = "资产\t负债"
    cells = tuple(Cell(row=0, column=at, span=span_of(text, word)) for at, word in enumerate(("资产", "负债")))
    row = document_row(Reading(document(text, tables=[Table(span=Span(start=0, end=5), cells=cells)])))
    assert [cell["text"] for cell in row["tables"][0]["cells"]] == ["资产", "负债"]
    assert (row["text"], row["boxed_characters"]) == (text, 0)
