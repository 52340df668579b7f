# ruff: noqa: E501 - sentences are kept whole
"""Obligations of a document and of bare lines, by the rules, by a model, and by both."""

import pytest

from docintel.encoder import Reading
from docintel.errors import MissingAsset
from docintel.records import Block, Document, MessageHeader, Span, document_id
from docintel.taggers.obligation import ObligationTagger, tag_line
from fake_model import FakeModel, unit


def test_line_of_a_sentence_without_units_is_none():
    assert tag_line("本合同一式四份。", decide="rules") == {"types": ["NONE"], "units": []}


def test_line_has_the_shape_scripts_hold_on_to():
    unit = tag_line("乙方应于2026年3月31日前付款。", decide="rules")["units"][0]
    assert set(unit) == {
        "type", "bearer", "counterparty", "cue", "cue_span", "span", "strength", "right_kind", "deadline", "deadline_kind", "confidence", "traces",
    }  # fmt: skip
    assert unit["deadline_kind"] == "absolute"


def contract(text, kinds=("clause",), messages=()):
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    blocks = tuple(
        Block(kind=kind, span=Span(start=start, end=start + len(line)), number="3.1" if kind == "clause" else None)
        for kind, start, line in zip(kinds, starts, lines, strict=True)
    )
    return Document(
        id=document_id(text.encode()),
        name="a.txt",
        media_type="text/plain",
        reader="test@1",
        text=text,
        blocks=blocks,
        messages=messages,
    )


def test_page_heads_and_headings_bind_nobody():
    document = contract("甲方应保密\n3.1 乙方应按月付款。\n双方应知", ("header", "clause", "heading"))
    found = list(ObligationTagger(decide="rules").tag(document))
    assert [(fact.type, fact.bearer, fact.clause, fact.evidence[0].quote) for fact in found] == [
        ("OBL", "乙方", "3.1", "乙方应按月付款。")
    ]
    assert document.text[found[0].cue_start : found[0].cue_end] == "应"


def test_words_in_mail_are_declarations():
    text = "我司应于周五付款。"
    header = MessageHeader(
        span=Span(start=0, end=len(text)),
        message_id="<1@a>",
        in_reply_to=None,
        references=(),
        date=None,
        sender="a@b",
        to=(),
        cc=(),
        subject="",
    )
    assert [fact.force for fact in ObligationTagger(decide="rules").tag(contract(text, ("paragraph",), (header,)))] == [
        "correspondence"
    ]


def test_same_sentence_twice_gives_two_facts():
    document = contract("乙方应保密。\n乙方应保密。", ("clause", "clause"))
    assert len({fact.id for fact in ObligationTagger(decide="rules").tag(document)}) == 2


def test_a_real_statute_has_more_duties_than_prohibitions(shared):
    text = (shared / "data" / "zh_statutes" / "合同编.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "借款人应当按照约定的期限返还借款" in line)
    assert "OBL" in tag_line(line, decide="rules")["types"]


def test_text_without_a_full_stop_is_read_in_stretches():
    # 40,000 characters in one go took six seconds, 80,000 took four times as long
    text = "甲方应当支付货款，" * 4_500
    data = text.encode()
    whole = Document(
        id=document_id(data), name="a.txt", media_type="text/plain", reader="plain@1", text=text,
        blocks=(Block(kind="paragraph", span=Span(start=0, end=len(text))),),
    )  # fmt: skip
    found = list(ObligationTagger(decide="rules").tag(whole))
    assert len(found) == 4_500
    assert {fact.evidence[0].quote.strip("，") for fact in found} == {"甲方应当支付货款"}


@pytest.fixture
def model(monkeypatch):
    rent, fee = "货款概由乙方兜底。", "It falls to the Seller to pay within 5 days."
    said = {
        rent: Reading(units=(unit(rent, "OBL", "兜底", 0.7, bearer="乙方"),)),
        fee: Reading(units=(unit(fee, "OBL", "falls to", 0.8, bearer="the Seller", deadline="within 5 days", kind="relative"),)),
        "甲方应付运费。": Reading(types={"OBL": 0.9}),
    }  # fmt: skip
    fake = FakeModel(said)
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    return fake


def test_a_document_is_read_in_one_call_and_decided_by_both(model):
    document = contract(
        "3.1 货款概由乙方兜底。\n甲方应付运费。\nIt falls to the Seller to pay within 5 days.",
        ("heading", "clause", "clause"),
    )
    found = list(ObligationTagger().tag(document))
    assert model.calls == [["甲方应付运费。", "It falls to the Seller to pay within 5 days."]]
    assert [(one.bearer, one.source, one.confidence) for one in found] == [
        ("甲方", "rules:obligation@2", 0.865),
        ("Seller", "model:obligation@2", 0.8),
    ]
    assert found[1].deadline.offset == {"n": 5, "unit": "day", "direction": "after"}
    assert [[trace.voice for trace in one.traces] for one in found] == [["rules"], ["model"]]


def test_a_word_broken_by_a_line_is_one_word():
    text = "乙方收到甲方寄送的全部结算资料及相应的增值税专用发票并核对无误之日起满五个工作日以后，应\n当一次付清。"
    document = contract(text, ("clause", "clause"))
    whole = document.model_copy(update={"blocks": (Block(kind="clause", span=Span(start=0, end=len(text))),)})
    (found,) = ObligationTagger(decide="rules").tag(whole)
    assert (found.cue, text[found.cue_start : found.cue_end]) == ("应当", "应\n当")
    assert found.evidence[0].quote == text


@pytest.mark.parametrize(("decide", "types"), [("rules", ["NONE"]), ("model", ["OBL"]), ("both", ["OBL"])])
def test_a_line_is_decided_by_whom_the_caller_names(model, decide, types):
    assert tag_line("货款概由乙方兜底。", decide=decide)["types"] == types


def test_without_a_model_the_rules_decide_and_the_model_cannot(monkeypatch):
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: None)
    assert tag_line("甲方应按期付款。")["types"] == ["OBL"]
    with pytest.raises(MissingAsset, match="no text model is in use"):
        tag_line("甲方应按期付款。", decide="model")
