# ruff: noqa: E501 - sentences are kept whole
"""What a correspondent's sentence does, by the rules: worked examples of the domain note, parity, traps, promises."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest

from docintel.records import Block, Document, MessageHeader, Promise, Span, Utterance, document_id
from docintel.taggers import intent
from docintel.taggers.intent import IntentTagger

tag_utterance = partial(intent.tag_utterance, decide="rules")
SENT = date(2026, 6, 10)  # a Wednesday

# (text, CI, events with modality, sentiment); a request or promise without an aspect tone in the note has tone 0
WORKED = [
    ("本期利息已于今日上午汇出，水单见附件。", "CI-1", [("EV-10", "stated")], 1),
    ("我司确认于3月25日前支付尾款320万元。", "CI-1", [("EV-01", "stated")], 0),
    ("这个方案我们再研究研究，有消息再跟您说。", "CI-5", [], -1),
    ("对贵行提出的条款，我们原则上同意，具体细节再商量。", "CI-3", [], 1),
    ("款项会尽快安排，请放心。(已逾期12天)", "CI-6", [("EV-01", "stated")], -1),
    ("近期资金有点紧，主要是业主回款慢。(距还款日18天)", "CI-4", [("EV-02", "hinted")], -1),
    ("能否把这期租金宽限到下月15号？(到期前6天)", "CI-3", [("EV-02", "stated")], 0),
    ("财务总监上周离职，新同事交接中，报表要晚几天。", "CI-6", [("EV-07", "stated")], -1),
    ("银行流水涉及商业秘密，不方便提供。", "CI-7", [("EV-04", "stated")], -1),
    ("你们放款太慢，已经影响施工进度了。", "CI-4", [("EV-15", "hinted"), ("EV-18", "stated")], -2),
    ("利率如果能再降20个基点，我们这周就签。", "CI-3", [], -1),
    ("若贵行坚持该收费，我司将不得不考虑其他银行。", "CI-8", [("EV-19", "hinted")], -2),
    ("关于工程量我们有异议，暂不能确认结算金额。", "CI-7", [("EV-03", "stated")], -1),
    ("请于三日内答复，否则我司将保留提起仲裁的权利。", "CI-9", [("EV-08", "stated")], -2),
    ("贷款下月到期，想跟您商量一下无还本续贷。", "CI-2", [("EV-06", "stated")], 0),
    ("收到，谢谢。", "CI-4", [], 0),
    ("感谢贵行一直以来的大力支持，祝商祺！", None, [], 0),
    ("新签了一份五年期供货合同，合同扫描件附上。", "CI-4", [("EV-23", "stated")], 1),
    ("应收账款余额请按附件核对，确认无误后盖章回传，我方确认欠款1,180万元。", "CI-1", [("EV-21", "stated")], 0),
    ("此事以后再说吧，最近领导都在出差。", "CI-6", [], -1),
    ("We will transfer USD 1.4m on Thursday and send the SWIFT copy.", "CI-1", [("EV-01", "stated")], 0),
    ("Happy to proceed on these terms.", "CI-2", [], 0),
    ("We agree in principle, subject to our board's approval on the 14th.", "CI-3", [], 0),
    ("Let us think about it and come back to you.", "CI-5", [], -1),
    ("Apologies, the compliance certificate will follow as soon as possible. (10 days late)", "CI-6", [], -1),
    ("Cash is a little tight this month because the offtaker paid late.", "CI-4", [("EV-02", "hinted")], -1),
    ("Could we move the 30 June instalment to 15 August? (sent 10 June)", "CI-3", [("EV-02", "stated")], 0),
    ("We request a waiver of the DSCR covenant for Q3.", "CI-4", [("EV-12", "stated")], 0),
    ("Our CFO left at the end of April; please copy Ms Lee from now on.", "CI-4", [("EV-07", "stated")], 0),
    ("We are not in a position to share the bank statements.", "CI-7", [("EV-04", "stated")], -1),
    ("The invoice includes items we never ordered, so we dispute EUR 86,000.", "CI-7", [("EV-03", "stated")], -1),
    ("Unless the fee is reversed we will move the account to another bank.", "CI-8", [("EV-19", "hinted")], -2),
    ("We reserve all our rights, including the right to commence proceedings.", "CI-9", [("EV-08", "stated")], -2),
    ("Received with thanks.", "CI-4", [], 0),
    (
        "The turbine has been out of service since Monday; repairs may take six weeks.",
        "CI-4",
        [("EV-15", "stated")],
        -2,
    ),
    (
        "Please find attached the utilisation request for tomorrow, the matter is urgent.",
        "CI-4",
        [("EV-13", "stated")],
        0,
    ),
    ("Great support from your team on the closing.", None, [], 2),
    ("The other lenders have accelerated their facility.", "CI-4", [("EV-11", "stated")], -2),
    ("We hereby terminate the Supply Agreement with effect from 1 May.", "CI-8", [("EV-17", "stated")], -2),
    ("From next month please pay to the new account below.", "CI-4", [("EV-20", "stated")], 0),
]
# matched pairs: the same act in both languages gets the same label and events
PAIRS = [
    ("我司将于6月30日支付利息80万元。", "We will pay interest of USD 800,000 on 30 June.", "CI-1", ["EV-01"]),
    ("能否再宽限几天？", "Could you grant us a few days of grace?", "CI-6", ["EV-02"]),
    ("现金流偏紧。", "Cash flow is tight.", "CI-4", ["EV-02"]),
    ("我们希望把贷款展期。", "We would like to request an extension of the loan.", "CI-2", ["EV-06"]),
    ("我司不接受该报价。", "We do not accept this quote.", "CI-7", None),
    ("我们将起诉贵司。", "We will sue you.", "CI-9", ["EV-08"]),
    ("我司正式终止合作。", "We hereby terminate the cooperation.", "CI-8", ["EV-17"]),
    ("我司账户已被法院冻结。", "Our account has been frozen by the court.", "CI-4", ["EV-09"]),
    ("工人工资已拖欠两个月。", "Wages have not been paid for two months.", "CI-4", ["EV-22"]),
    ("申请豁免资产负债率指标。", "We ask you to waive the leverage ratio.", "CI-4", ["EV-12"]),
    ("公司控股股东拟转让股权。", "A transfer of shares in the parent is planned.", "CI-4", None),
    ("想咨询一下提前还款。", "What are the break costs of an early repayment?", "CI-4", ["EV-19"]),
    ("最大客户取消了订单。", "Our largest customer cancelled its order.", "CI-4", ["EV-16"]),
    ("项目中标。", "We won the tender.", "CI-4", ["EV-23"]),
    (
        "收款账户变更，请付至以下账户。",
        "Our bank details have changed, please use the account below.",
        "CI-4",
        ["EV-20"],
    ),
    ("争取月底前付清。", "We hope to pay by the end of the month.", "CI-2", ["EV-01"]),
    ("视情况而定。", "It depends on how things go.", "CI-5", []),
    ("现随函提供审计报告。", "Please find attached the audit report.", "CI-1", ["EV-05"]),
    ("收悉。", "Noted.", "CI-4", []),
    ("顺祝商祺！", "Thank you and best regards.", None, []),
]
TRAPS = [
    # a document's name, a topic, a setting, another claim: none of them an act
    ("In-principle approval letter attached.", "CI-3"),
    ("The termination clause draft is with counsel.", "CI-8"),
    ("Please check the default settings.", "CI-9"),
    ("The tax claim was settled in March.", "CI-7"),
]


@pytest.mark.parametrize(("text", "ci", "events", "sentiment"), WORKED)
def test_worked_examples(text, ci, events, sentiment):
    found = tag_utterance(text, sent=SENT)
    assert found.ci == ci
    assert [(event.code, event.modality) for event in found.events] == events
    assert found.sentiment == sentiment


@pytest.mark.parametrize(("chinese", "english", "ci", "events"), PAIRS)
def test_both_languages_get_the_same_label(chinese, english, ci, events):
    zh, en = tag_utterance(chinese, sent=SENT), tag_utterance(english, sent=SENT)
    assert (zh.ci, en.ci) == (ci, ci)
    if events is not None:
        assert [event.code for event in zh.events] == events
        assert [event.code for event in en.events] == events


@pytest.mark.parametrize(("text", "wrong"), TRAPS)
def test_traps_are_no_acts(text, wrong):
    assert tag_utterance(text).ci != wrong


def test_denial_is_kept_as_denied():
    found = tag_utterance("我司没有延期付款的打算。")
    assert [(event.code, event.modality) for event in found.events] == [("EV-02", "denied")]
    assert found.ci == "CI-4"


@pytest.mark.parametrize(
    ("text", "context", "ci"),
    [
        # vague words are interest at the first request and deferral once overdue
        ("款项会尽快安排。", None, "CI-2"),
        ("款项会尽快安排。", "overdue 12 days", "CI-6"),
        ("We will send the report as soon as possible.", None, "CI-2"),
        ("We will send the report as soon as possible.", "second reminder", "CI-6"),
        # going through approval is information first, deferral when asked again
        ("正在走流程。", None, "CI-4"),
        ("正在走流程。", "已逾期20天", "CI-6"),
        # a third deferral is a refusal
        ("以后再说吧。", "第三次催办", "CI-7"),
        # an OK answers a request
        ("好的。", "请于周五前提供流水。", "CI-2"),
        ("好的。", None, "CI-4"),
        # trying again after a broken promise
        ("我们尽量月内付清。", "上次承诺未兑现", "CI-6"),
        # more time asked after the day is deferral, before it an offer
        ("能否宽限到7月15日？", "到期前6天", "CI-3"),
        ("能否宽限到7月15日？", "已逾期3天", "CI-6"),
    ],
)
def test_context_decides(text, context, ci):
    assert tag_utterance(text, context=context, sent=SENT).ci == ci


def test_context_that_decided_is_said():
    assert tag_utterance("款项会尽快安排。", context="overdue 12 days").context_needed
    assert not tag_utterance("我司不接受该报价。").context_needed


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("本期利息已于今日上午汇出，水单见附件。", 1.0),
        ("我司确认于3月25日前支付尾款320万元。", 0.75),
        ("We will transfer USD 1.4m on Thursday and send the SWIFT copy.", 0.75),
        ("Happy to proceed on these terms.", 0.4),
        ("这个方案我们再研究研究。", 0.1),
    ],
)
def test_strength(text, strength):
    assert tag_utterance(text, sent=SENT).strength == strength


def test_a_promise_without_authority_is_interest():
    text = "我司将于6月30日支付利息80万元。"
    assert tag_utterance(text, sent=SENT, weight=0.3).ci == "CI-2"
    assert tag_utterance(text, sent=SENT, weight=0.9).ci == "CI-1"


@pytest.mark.parametrize(
    ("text", "aspect", "polarity", "kind", "target"),
    [
        ("你们放款太慢。", "service", -2, "opinion", "lender"),
        ("Great support from your team.", "service", 2, "opinion", "lender"),
        ("近期资金有点紧。", "payment", -1, "state", "customer"),
        ("We cannot provide the bank statements.", "information", -1, "state", "customer"),
        ("Unless the fee is reversed we will move to another bank.", "price", -2, "opinion", "lender"),
    ],
)
def test_aspects(text, aspect, polarity, kind, target):
    tones = [(tone.aspect, tone.polarity, tone.kind, tone.target) for tone in tag_utterance(text).aspects]
    assert (aspect, polarity, kind, target) in tones


@pytest.mark.parametrize(
    ("text", "amount", "currency", "due"),
    [
        ("剩余本金600万元，我司承诺于7月10日前付清。", Decimal(6000000), "CNY", date(2026, 7, 10)),
        ("We will transfer USD 1.4m on Thursday.", Decimal(1400000), "USD", date(2026, 6, 11)),
        ("利息我们月底支付，会准时的。", None, None, date(2026, 6, 30)),
    ],
)
def test_promises(text, amount, currency, due):
    pledge = tag_utterance(text, sent=SENT).pledge
    assert (pledge.amount, pledge.currency, pledge.due) == (amount, currency, due)


@pytest.mark.parametrize(
    "text",
    [
        "款项会尽快安排，请放心。",  # no day, no amount: nobody could say whether it was kept
        "本期利息已于今日支付。",  # done, not promised
        "请贵司于6月30日前付款。",  # asked of the other side
        "If the funds arrive we will pay USD 1m on Friday.",  # conditional
    ],
)
def test_what_is_no_promise(text):
    assert tag_utterance(text, sent=SENT).pledge is None


def test_slots_carry_the_values():
    event = tag_utterance(
        "6月22日到期的本金900万元，我司先归还300万元，其余600万元能否宽限至7月6日？", sent=SENT
    ).events[0]
    assert event.slots == {"amount": "6000000", "currency": "CNY", "new_date": "2026-07-06", "due_date": "2026-06-22"}
    for text, proof in (
        ("320万元已于6月5日汇出，水单见附件。", "水单"),
        ("We paid RMB 3.2m on 5 June 2026, SWIFT copy attached.", "SWIFT copy"),
    ):
        (paid,) = tag_utterance(text, sent=SENT).events
        assert paid.slots == {"amount": "3200000", "currency": "CNY", "date": "2026-06-05", "proof": proof}


def mail(text, sender="a@customer.example"):
    header = MessageHeader(
        span=Span(start=0, end=len(text)), message_id="<1@a>", in_reply_to=None, references=(), sender=sender, to=(), cc=(), subject="利息",
        date=datetime(2026, 6, 10, 9, tzinfo=UTC),
    )  # fmt: skip
    block = Block(kind="paragraph", span=Span(start=0, end=len(text)))
    return Document(
        id=document_id(text.encode()),
        name="m.eml",
        media_type="message/rfc822",
        reader="t@1",
        text=text,
        blocks=(block,),
        messages=(header,),
    )


def test_only_own_words_are_labelled():
    document = mail(
        "王经理：\n\n利息我司将于6月20日支付，金额80万元。\n\n李明\n财务总监\n甲公司\n\n> 请尽快付息，否则我行将起诉。\n"
    )
    facts = list(IntentTagger().tag(document, "rules"))
    assert [fact.evidence[0].quote for fact in facts if isinstance(fact, Utterance)] == [
        "利息我司将于6月20日支付，金额80万元。"
    ]
    promises = [fact for fact in facts if isinstance(fact, Promise)]
    assert [(fact.amount, fact.due, fact.status) for fact in promises] == [(Decimal(800000), date(2026, 6, 20), "open")]


def test_the_lenders_own_mails_say_nothing_about_the_customer():
    assert (
        list(
            IntentTagger().tag(
                mail("请贵司于6月30日前付款。\n\n张三\n客户经理\n某某银行股份有限公司某某分行\n"), "rules"
            )
        )
        == []
    )


def test_sample_deal_utterances(sample_deal):
    """The golden labels of the deal: read by hand, not by us. Known miss: one tone of a promise made after default."""
    import json

    rows = json.loads((sample_deal / "golden" / "messages.json").read_text(encoding="utf-8"))
    misses = []
    for row in rows:
        if "eastshoal" in row["from"]:
            continue
        sent = datetime.fromisoformat(row["date"]).date()
        for gold in row["utterances"]:
            found = tag_utterance(gold["quote"], sent=sent)
            if (found.ci, [event.code for event in found.events]) != (gold["ci"], gold["events"]):
                misses.append(gold["quote"])
    assert misses == []
