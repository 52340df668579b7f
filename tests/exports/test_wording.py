"""Facts in a person's words: both languages, the value as it was read, and every doubt said."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

import pytest

from docintel.exports.names import kind_name
from docintel.exports.wording import mapping_note, word_fact
from docintel.records import (
    Amount,
    AuditorChange,
    AuditReport,
    Candidate,
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
    Term,
    Utterance,
)
from docintel.records.facts import AnyFact
from factories import document, span_of

TEXT = "借款人 Borrower 应于三十日内支付 260,000,000.00 元"
DAY = date(2025, 2, 1)


def made(cls: type[Fact], **claim: object) -> Fact:
    return cls.found(document(TEXT), span_of(TEXT, "Borrower"), source="t@1", confidence=None, **claim)


def figure(**more: object) -> Fact:
    claim = {
        "scope": "consolidated", "statement": "income_statement", "label": "营业成本", "key": "is.cost_of_sales",
        "period": "current", "period_end": date(2025, 12, 31), "months": 12, "value": Decimal("721609000.00"),
        "as_filed": "72,160.90", "unit": "万元", "currency": "CNY", "status": "proved",
    } | more  # fmt: skip
    return made(Figure, **claim)


def proposal(**more: object) -> Fact:
    claim = {
        "repair": "correction", "figure": "F-1", "scope": "consolidated", "statement": "income_statement",
        "label": "营业成本", "key": "is.cost_of_sales", "period": "current", "period_end": date(2025, 12, 31),
        "months": 12, "value": Decimal("721609000.00"), "as_proposed": "72,160.90", "printed": Decimal("721906000.00"),
        "as_filed": "72,190.60", "unit": "万元", "currency": "CNY", "cause": "digits_swapped",
        "identities": [OpenIdentity(id="I-IS1", result="fail", difference=Decimal(297000))] * 2,
    } | more  # fmt: skip
    return made(Proposal, **claim)


def clause(**more: object) -> Fact:
    return made(Clause, number="12.1", heading="财务约定", **more)


def due(**more: object) -> Fact:
    deadline = Deadline(kind="relative", text="三十日内", due=date(2026, 3, 1))
    claim = {"type": "PRH", "bearer": "借款人", "cue": "不得", "cue_start": 0, "cue_end": 2, "deadline": deadline}
    return made(Obligation, **(claim | more))


WRONG = Identifier(scheme="uscc", value="91X", valid=False)
FLAG = Flag(rule="r", severity="H", flag_class="adverse", explanation_zh="单方调息。", explanation_en="One-sided rate.")
SENT = datetime(2026, 7, 3, 18, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fact", "zh", "en", "value", "statuses"),
    [
        # who, with a number whose check character is wrong
        (made(Party, name="澜川新能源", role="borrower", identifiers=[WRONG]),
         "借款人", "borrower", "澜川新能源 · USCC 91X", ["identifier fails its check"]),
        (made(Party, name="Kestrel Ltd"), "当事方", "party", "Kestrel Ltd", []),
        # sums keep every digit that was read
        (made(Amount, value=Decimal("260000000.50"), currency="CNY", as_filed="x"), "金额", "amount",
         "260,000,000.50 CNY", []),
        (made(Amount, value=None, low=Decimal(5), currency=None, as_filed="x", conflict=True), "金额", "amount",
         "5 – … 币种未知 currency unknown", ["words and figures disagree"]),
        # days as exact as they were written
        (made(DatedMention, value=DAY), "日期", "date", "2025-02-01", []),
        (made(DatedMention, value=DAY, precision="month", year_inferred=True), "日期", "date", "2025-02",
         ["year inferred"]),
        (made(Term, name="loan.rate", value="0.0350", unit="fraction"), "利率", "interest rate", "3.5 %", []),
        (made(Term, name="loan.principal", value="180000000", unit="CNY"), "贷款本金", "principal",
         "180,000,000 CNY", []),
        (made(Term, name="loan.rate", value="浮动", unit="fraction"), "利率", "interest rate", "浮动 fraction", []),
        (made(Term, name="own.term", value="甲"), "own.term", "own.term", "甲", []),
        (made(Covenant, metric="debt_to_assets", indicator="fin.debt_to_assets", operator="<=",
              threshold=Decimal("0.70"), test_frequency="half_yearly"),
         "资产负债率", "debt to assets ratio", "≤ 0.70 按半年测试 tested half-yearly", []),
        (clause(keys=[ClauseKey(key="loan.amount_purpose", confidence=0.8)], flags=[FLAG]), "贷款金额与用途",
         "Facility amount and purpose", "12.1 财务约定", ["grave flag: One-sided rate."]),
        (clause(), "条款", "clause", "12.1 财务约定", []),
        (due(bearer_inferred=True), "禁止", "must not", "借款人: 不得 · 三十日内 → 2026-03-01", ["bearer inferred"]),
        (due(bearer=None, deadline=None), "禁止", "must not", "义务人未明 bearer unknown: 不得", []),
        # what auditors say, with what is grave or was not read
        (made(AuditReport, engagement="audit", opinion="qualified", emphasis=False, going_concern=True,
         firm="澄岳会计师事务所",
              period_end=DAY),
         "审计报告", "audit report", "保留意见 qualified opinion · 澄岳会计师事务所 · 2025-02-01",
         ["material uncertainty about going concern"]),
        (made(AuditReport, engagement="review", opinion=None, emphasis=None, going_concern=None), "审阅报告",
         "review report", "意见类型未能确认 opinion not read for sure", ["report not read to its end"]),
        (made(AuditorChange, departure="resigned", former="Halvern Pike LLP", day=DAY), "审计机构辞任",
         "auditor resigned", "Halvern Pike LLP → — · 2025-02-01", []),
        (figure(), "营业成本 → 减:营业成本 · 合并利润表 · 2025-12-31",
         "Cost of sales · consolidated income statement · 2025-12-31 · 12 months",
         "721,609,000.00 CNY（72,160.90 万元）", ["proved"]),
        # a figure that nobody can prove says so, and which identity fails
        (figure(key=None, value=None, unit=None, currency=None, status="conflict",
                checks=[Check(id="bs.balance", result="fail")]),
         "营业成本 → 未归类科目 · 合并利润表 · 2025-12-31",
         "row of no account · consolidated income statement · 2025-12-31 · 12 months", "— （72,160.90 ）",
         ["conflict", "bs.balance fails"]),
        # what identities ask for is worded as a proposal, with how it may have come about
        (proposal(), "更正：营业成本 → 减:营业成本 · 合并利润表 · 2025-12-31",
         "correction: Cost of sales · consolidated income statement · 2025-12-31 · 12 months",
         "72,190.60 → 72,160.90 万元（I-IS1）", ["proposed, counts only when accepted", "two digits swapped"]),
        (proposal(repair="missing", as_filed="", cause=None, alternatives=1),
         "补缺：营业成本 → 减:营业成本 · 合并利润表 · 2025-12-31",
         "missing number: Cost of sales · consolidated income statement · 2025-12-31 · 12 months",
         "— → 72,160.90 万元（I-IS1）", ["proposed, counts only when accepted", "others would do as well"]),
        (made(Message, message_id="<1>", in_reply_to=None, thread="t", date=SENT, sender="a@x.example",
              to=("b@y.example",), subject="还款"), "邮件", "message",
         "2026-07-03 18:50 · a@x.example → b@y.example · 还款", []),
        (made(Utterance, message_id="<1>", ci="CI-6", events=[Event(code="EV-02", modality="hinted")], sentiment=-1),
         "拖延/推诿", "defers", "CI-6 · EV-02 延期付款请求（暗示） request to pay later (hinted) · 语气 tone -1", []),
        (made(Utterance, message_id="<1>", ci=None, context_needed=True), "礼节性语句", "courtesy", "语气 tone 0",
         ["needs its context"]),
        (made(Promise, message_id="<1>", amount=Decimal(2790000), currency="USD", due=date(2026, 5, 15)), "付款承诺",
         "promise", "2,790,000 USD · 2026-05-15", ["open"]),
        (made(Promise, message_id="<1>", amount=None, currency=None, due=None), "付款承诺", "promise",
         "金额未明 no amount · 日期未明 no date", ["open"]),
    ],
)  # fmt: skip
def test_a_fact_in_words(fact: Fact, zh: str, en: str, value: str, statuses: list[str]) -> None:
    worded = word_fact(fact)
    assert (worded.name.zh, worded.name.en, worded.value) == (zh, en, value)
    assert [status.en for status in worded.statuses] == statuses


def test_every_kind_of_fact_has_a_name_in_both_languages() -> None:
    kinds = [cls.model_fields["kind"].default for cls in get_args(get_args(AnyFact)[0])]
    assert len(kinds) == 14
    assert [kind for kind in kinds if kind_name(kind).zh == kind] == []


def test_a_kind_of_somebodys_plug_in_is_worded_by_its_claim() -> None:
    class Licence(Fact):
        kind: str = "licence"
        claim_fields = ("number",)
        number: str

    worded = word_fact(made(Licence, number="A-7"))
    assert (worded.name.zh, worded.value) == ("licence", '["licence", {"number": "A-7"}]')


def test_a_row_that_no_name_maps_says_which_accounts_it_is_near() -> None:
    near = (
        Candidate(key="is.cost_of_sales", similarity=0.92, by="words"),
        Candidate(key="is.not_shipped", similarity=0.4, by="words+model"),
    )
    none, likened = figure(key=None, candidates=near), figure(mapped_by="similarity", candidates=near[:1])
    assert mapping_note(none) == (
        "未归类，近似科目：减:营业成本 0.92；is.not_shipped 0.40",
        "of no account; nearest: Cost of sales 0.92; is.not_shipped 0.40",
    )  # fmt: skip
    assert mapping_note(likened) == (
        "按相似度归类，近似科目：减:营业成本 0.92", "mapped by likeness; nearest accounts: Cost of sales 0.92",
    )  # fmt: skip
    assert [(status.en, status.grade) for status in word_fact(likened).statuses] == [
        ("proved", "ok"), ("mapped by likeness; nearest accounts: Cost of sales 0.92", "doubt"),
    ]  # fmt: skip
    assert mapping_note(figure(mapped_by="label")) is None
