# ruff: noqa: E501 - sentences are kept whole
"""Obligations of a document and of bare lines, by the rules, by a model, and by both."""

from docintel.records import Block, Document, MessageHeader, Span, document_id
from docintel.taggers.obligation import ObligationTagger, tag_line


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
