"""One fact of every kind in a Chinese and an English document, each with all its fields filled."""

from datetime import UTC, date, datetime
from decimal import Decimal

from docintel.records import (
    Amount,
    AspectTone,
    AuditorChange,
    AuditReport,
    Check,
    Clause,
    ClauseKey,
    Covenant,
    DatedMention,
    Deadline,
    Event,
    Fact,
    Figure,
    Flag,
    Identifier,
    Message,
    Obligation,
    OpenIdentity,
    Party,
    Promise,
    Proposal,
    Reading,
    Slot,
    Span,
    Term,
    Utterance,
)
from factories import boxed, span_of

CONTRACT = "借款人：澜川新能源。第三条 借款人应于每季度结束后三十日内提供报表。金额人民币1亿元，年利率4.25%。"
LETTER = "Guarantor: Tinglan Bearings Ltd. We will pay USD 1,250.50 by 25 March 2026. Total debt 1,234.50"
SENT = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)


def contract() -> tuple[Reading, list[Fact]]:
    """Party, clause, obligation, amount, term, covenant and audit report, in Chinese."""
    reading = boxed(CONTRACT, name="01_借款合同.txt")
    at, document = _finder(reading), reading.document
    base = {"source": "t@1", "confidence": 0.9}
    flag = Flag(rule="LA-05", severity="M", flag_class="adverse", article="法条", explanation_zh="上浮过高",
                explanation_en="high")  # fmt: skip
    deadline = Deadline(kind="periodic_relative", text="三十日内", anchor="quarter_end", offset_n=30,
                        offset_unit="day", direction="after", due=date(2026, 4, 30))  # fmt: skip
    whole = at("第三条 借款人应于每季度结束后三十日内提供报表。")
    return reading, [
        Party.found(document, (at("澜川新能源"), at("借款人")), **base, name="澜川新能源", role="borrower",
                    role_text="借款人", alias="甲方",
                    identifiers=(Identifier(scheme="reg_no", value="350100100", valid=True),)),
        Clause.found(document, whole, **base, number="第三条", heading="报表", path=("第一章",),
                     keys=(ClauseKey(key="loan.information", confidence=0.8), ClauseKey(key="loan.x", confidence=None)),
                     slots=(Slot(name="days", value="30", text="三十日", start=21, end=24),), flags=(flag,)),
        Obligation.found(document, whole, **base, type="OBL", bearer="借款人", bearer_inferred=True,
                         counterparty="贷款人", cue="应", cue_start=17, cue_end=18, strength="absolute",
                         right_kind="claim", deadline=deadline, clause="第三条", force="contract"),
        Amount.found(document, at("人民币1亿元"), **base, value=Decimal("1E+8"), low=Decimal("1"), high=Decimal("2"),
                     currency="CNY", as_filed="人民币1亿元", unit="亿元", bound="max", conflict=True),
        Term.found(document, at("4.25%"), **base, name="loan.rate", value="0.0425", unit="fraction", clause="第三条"),
        Covenant.found(document, at("年利率"), **base, metric="debt_to_assets", indicator="fin.debt_to_assets",
                       operator="<=", threshold=Decimal("0.70"), test_frequency="yearly", level="default",
                       clause="第三条"),
        AuditReport.found(document, (at("借款人应于每季度结束后三十日内提供报表"), at("澜川新能源")), **base,
        engagement="audit",
                          opinion="qualified", emphasis=True, going_concern=True, firm="澄岳会计师事务所",
                          signed=date(2026, 4, 22), period_end=date(2025, 12, 31), entity="澜川新能源",
                          scope="consolidated",
                          slots=(Slot(name="entity", value="澜川新能源", text="澜川新能源", start=4, end=9),)),
    ]  # fmt: skip


def letter() -> tuple[Reading, list[Fact]]:
    """Message, utterance, promise, change of auditor, date, figure and what is proposed in its place, in English."""
    reading = boxed(LETTER, name="letter.txt", language="en")
    at, document = _finder(reading), reading.document
    base = {"source": "t@1", "confidence": 0.75, "message_id": "<2@b>"}
    said = at("We will pay USD 1,250.50 by 25 March 2026.")
    return reading, [
        Message.found(document, Span(start=0, end=len(LETTER)), **base, in_reply_to="<1@b>", thread="<1@b>", date=SENT,
                      sender="CFO <cfo@tinglan.example>", to=("rm@bank.example",), cc=("a@bank.example",),
                      subject="=Payment", role="customer", automatic=True, own_text=LETTER),
        Utterance.found(document, said, **base, sent=SENT, sender="CFO <cfo@tinglan.example>", ci="CI-1",
                        ci_object="payment", strength=0.75, events=(Event(code="EV-02", slots={"amount": "1,250.50"}),),
                        sentiment=-1, aspects=(AspectTone(aspect="payment", polarity=-1),), context_needed=True),
        Promise.found(document, said, **base, sent=SENT, amount=Decimal("1250.50"), currency="USD",
                      due=date(2026, 3, 25), status="open"),
        AuditorChange.found(document, at("Tinglan Bearings Ltd."), source="t@1", confidence=None, departure="resigned",
                            former="Halvern Pike LLP", successor="Brackley & Voss LLP", day=date(2026, 3, 2)),
        DatedMention.found(document, at("25 March 2026"), source="t@1", confidence=None, value=date(2026, 3, 25),
                           precision="day", year_inferred=True, ambiguous=True),
        Figure.found(document, at("1,234.50"), source="t@1", confidence=0.75, scope="single",
                     statement="balance_sheet", label="Total debt", key="bs.total_debt", period="current",
                     period_end=date(2025, 12, 31), period_start=date(2025, 1, 1), months=12,
                     value=Decimal("-12345000.00"), as_filed="(1,234.50)", unit="万元", currency="CNY", nil=False,
                     restated=True, status="proved",
                     checks=(Check(id="I-1", result="pass", difference=Decimal("1E+2")),)),
        Proposal.found(document, at("1,234.50"), source="t@1", confidence=None, repair="correction", figure="F-1",
                       scope="single", statement="balance_sheet", label="Total debt", key="bs.total_debt",
                       period="current", period_end=date(2025, 12, 31), period_start=date(2025, 1, 1), months=12,
                       value=Decimal("-1.325E+7"), as_proposed="-1,325.00", printed=Decimal("-12345000.00"),
                       as_filed="(1,234.50)", unit="万元", currency="CNY", cause="digit",
                       identities=(OpenIdentity(id="I-1", result="fail", difference=Decimal("1E+2"),
                                                figures=("F-1", "F-2")),), alternatives=2,
                       together=(("F-2",), ())),
    ]  # fmt: skip


def _finder(reading: Reading):
    return lambda words: span_of(reading.document.text, words)
