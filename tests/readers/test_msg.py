# ruff: noqa: E501 -- mail and headers read best unbroken
from datetime import UTC, datetime

import pytest

from docintel.errors import ReadCode, ReadError
from docintel.readers.msg import MsgReader
from docintel.readers.ole_writer import write_ole
from docintel.readers.reading import read
from docintel.workflows.intake import read_bytes
from make_msg import (
    ADDRESS,
    BODY,
    CLASS,
    CONTENT_ID,
    DATA,
    FILE_NAME,
    HEADERS,
    HTML,
    INTERNET_CODEPAGE,
    KIND,
    MESSAGE_CODEPAGE,
    MESSAGE_ID,
    METHOD,
    MIME,
    NAME,
    REFERENCES,
    REPLY_TO,
    RTF,
    SENDER,
    SENDER_ADDRESS,
    SENDER_SMTP,
    SMTP,
    SUBJECT,
    SUBMITTED,
    message_tree,
    msg,
    packed_rtf,
)  # fmt: skip
from make_xls import XlsSheet, workbook_stream

ENVELOPE = {
    SUBJECT: "关于延期还款的申请", SENDER: "王磊", SENDER_ADDRESS: "/o=LANCHUAN/cn=wanglei", SENDER_SMTP: "wang.lei@lanchuan.example",
    SUBMITTED: datetime(2026, 3, 3, 1, 30, tzinfo=UTC), MESSAGE_ID: "<2@lanchuan.example>", REPLY_TO: "<1@bank.example>",
    REFERENCES: "<0@bank.example> <1@bank.example>",
}  # fmt: skip
PEOPLE = (
    {NAME: "Chen, Mei", ADDRESS: "/o=X/cn=chen", SMTP: "mei.chen@bank.example", KIND: 1},
    {NAME: "风险管理部", ADDRESS: "risk@bank.example", KIND: 2},
    {NAME: "暗送", ADDRESS: "bcc@bank.example", KIND: 3},
)


def reading(data: bytes):
    return MsgReader().read(data, "m.msg")


def document(data: bytes):
    return reading(data).document


def test_outlooks_own_fields_make_the_envelope_of_a_mail():
    doc = document(msg(ENVELOPE | {BODY: "请准予延期至六月三十日。\r\n\r\n> 请还款\r\n"}, recipients=PEOPLE))
    assert doc.text == (
        "From: 王磊 <wang.lei@lanchuan.example>\nTo: Chen, Mei <mei.chen@bank.example>\nCc: 风险管理部 <risk@bank.example>\n"
        "Date: Tue, 03 Mar 2026 01:30:00 +0000\nSubject: 关于延期还款的申请\n\n请准予延期至六月三十日。\n\n> 请还款\n"
    )
    (header,) = doc.messages
    assert doc.quote(header.span) == "请准予延期至六月三十日。\n\n> 请还款\n"
    assert header.model_dump(exclude={"span"}) == {
        "message_id": "<2@lanchuan.example>",
        "in_reply_to": "<1@bank.example>",
        "references": ("<0@bank.example>", "<1@bank.example>"),
        "date": datetime(2026, 3, 3, 1, 30, tzinfo=UTC),
        "sender": "王磊 <wang.lei@lanchuan.example>",
        "to": ("Chen, Mei <mei.chen@bank.example>",),
        "cc": ("风险管理部 <risk@bank.example>",),
        "subject": "关于延期还款的申请",
        "automatic": False,
    }
    assert (doc.media_type, doc.reader, doc.language) == ("application/vnd.ms-outlook", "msg@1", "mixed")
    assert [block.kind for block in doc.blocks][:2] == ["message_header", "paragraph"]


def test_the_headers_it_travelled_with_come_first():
    headers = (
        "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from mx.bank.example\r\nFrom: =?gb2312?B?zfXA2g==?= <w@lanchuan.example>\r\n"
        "To: a@bank.example,\r\n b@bank.example\r\nDate: Tue, 3 Mar 2026 09:30:00 +0800\r\nMessage-ID: <9@lanchuan.example>\r\n"
        "Auto-Submitted: auto-replied\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    )
    (header,) = document(msg(ENVELOPE | {HEADERS: headers, BODY: "x"}, recipients=PEOPLE)).messages
    assert (header.sender, header.to, header.message_id) == (
        "王磊 <w@lanchuan.example>", ("a@bank.example", "b@bank.example"), "<9@lanchuan.example>",
    )  # fmt: skip
    assert (header.date, header.date and header.date.utcoffset()) == (
        datetime(2026, 3, 3, 1, 30, tzinfo=UTC), datetime.fromisoformat("2026-03-03T09:30+08:00").utcoffset(),
    )  # fmt: skip
    # what they lack comes from Outlook's fields
    assert (header.subject, header.in_reply_to, header.automatic) == ("关于延期还款的申请", "<1@bank.example>", True)


@pytest.mark.parametrize(
    ("number", "codec", "words"),
    [(936, "gbk", "借款人应于六月三十日前还款"), (950, "big5", "借款人應於六月三十日前還款"), (65001, "utf-8", "借款人應於六月還款"), (1252, "cp1252", "Café à 5 €")],
)  # fmt: skip
def test_words_in_a_code_page(number, codec, words):
    data = msg(
        {SUBJECT: words, BODY: words + "。" if number != 1252 else words, MESSAGE_CODEPAGE: number},
        attachments=[{FILE_NAME: f"{words}.txt", DATA: b"words"}], codepage=codec,
    )  # fmt: skip
    doc = document(data)
    assert doc.messages[0].subject == words
    assert doc.quote(doc.messages[0].span).startswith(words)
    assert doc.parts[0].name == f"{words}.txt"


@pytest.mark.parametrize(("number", "codec"), [(936, "gbk"), (950, "big5"), (65001, "utf-8")])
def test_a_page_alone_is_read_in_its_charset(number, codec):
    source = "<html><body><p>您好</p><table border=1><tr><td>品名<td>利率<tr><td>一年期<td>3.85%</table></body></html>".encode(
        codec
    )
    doc = document(msg({SUBJECT: "a", HTML: source, INTERNET_CODEPAGE: number}))
    assert doc.quote(doc.messages[0].span).strip() == "您好\n品名\t利率\n一年期\t3.85%"
    assert len(doc.tables) == 1


def test_an_rtf_body_alone_is_read():
    page = "{\\rtf1\\ansi\\ansicpg936\\fromhtml1 {\\*\\htmltag <p>}借款{\\*\\htmltag </p>}}".encode("gbk")
    words = "{\\rtf1\\ansi\\ansicpg936 借款\\par 合同}".encode("gbk")
    for rtf, text in ((page, "借款"), (words, "借款\n合同")):
        doc = document(msg({SUBJECT: "a", RTF: packed_rtf(rtf)}))
        assert doc.quote(doc.messages[0].span).strip() == text


def test_a_damaged_rtf_body_is_said_and_the_rest_is_read():
    doc = document(msg({SUBJECT: "申请", RTF: packed_rtf(b"{\\rtf1 x}")[:-2] + b"??"}))
    assert doc.text.strip() == "Subject: 申请"
    assert doc.notes[0] == (
        "The message's text is stored as damaged RTF and could not be read; save it again from Outlook."
    )


def test_plain_words_come_before_the_page_unless_they_are_a_stub():
    both = {BODY: "请见附件，谢谢。", HTML: "<p>请见附件，谢谢。</p>".encode(), INTERNET_CODEPAGE: 65001}
    assert document(msg(both)).text.strip().endswith("请见附件，谢谢。")
    stub = {BODY: "see page", HTML: ("<p>" + "借款合同" * 30 + "</p>").encode(), INTERNET_CODEPAGE: 65001}
    assert "借款合同" in document(msg(stub)).text


def test_attachments_and_messages_inside_are_read_in_their_turn():
    inner = message_tree(
        {SUBJECT: "原始邮件", BODY: "原文。", MESSAGE_CODEPAGE: 936},
        (),
        [{FILE_NAME: "内层.txt", DATA: b"deep"}],
        "gbk",
        "inner",
    )
    sheet = {"Workbook": workbook_stream([XlsSheet("表", {(0, 0): "现金"})])}
    data = msg(
        {SUBJECT: "转发", BODY: "见附件"},
        attachments=[
            {FILE_NAME: "C:\\tmp\\对账单.csv", DATA: "科目,金额\n现金,1.00\n".encode(), METHOD: 1},
            {NAME: "原始邮件", DATA: inner, METHOD: 5},
            {NAME: "插入的表", DATA: sheet, METHOD: 6},
        ],
    )
    reads = list(read_bytes(data, "m.msg"))
    assert [(one.name, one.reading and one.reading.document.reader) for one in reads] == [
        ("m.msg", "msg@1"),
        ("m.msg/对账单.csv", "spreadsheet@2"),
        ("m.msg/原始邮件.msg", "msg@1"),
        ("m.msg/原始邮件.msg/内层.txt", "plain@2"),
        ("m.msg/插入的表.ole", "xls@1"),
    ]
    forwarded = reads[2].reading
    assert forwarded is not None
    assert forwarded.document.text == "Subject: 原始邮件\n\n原文。\n"
    assert reads[0].reading is not None
    parts = reads[0].reading.document.parts
    assert [(part.name, part.media_type) for part in parts] == [
        ("对账单.csv", "text/csv"),
        ("原始邮件.msg", "application/vnd.ms-outlook"),
        ("插入的表.ole", "application/x-ole-storage"),
    ]
    assert parts[1].document == forwarded.document.id


def test_what_is_no_readable_attachment_is_said():
    doc = document(msg(
        {SUBJECT: "a", BODY: "b"},
        attachments=[
            {FILE_NAME: "合同.docx", METHOD: 7},
            {FILE_NAME: "logo.png", DATA: b"\x89PNG", CONTENT_ID: "logo@1"},
            {DATA: b"x", MIME: "text/plain"},
            {FILE_NAME: "winmail.dat", DATA: b"x"},
        ],
    ))  # fmt: skip
    assert [(part.name, part.note) for part in doc.parts] == [
        ("合同.docx", "a link: not in the file"),
        ("logo.png", "picture in the text"),
        ("part-3.txt", None),
        ("winmail.dat", "Outlook's own format, not opened"),
    ]
    assert "Attachment 合同.docx is only linked; ask the sender for the file." in doc.notes


@pytest.mark.parametrize(
    ("kind", "automatic"),
    [("IPM.Note", False), ("REPORT.IPM.Note.NDR", True), ("IPM.Note.Rules.OofTemplate.Microsoft", True)],
)
def test_what_a_program_wrote_is_marked(kind, automatic):
    assert document(msg({SUBJECT: "x", BODY: "y", CLASS: kind})).messages[0].automatic is automatic


def test_a_person_without_mail_address_keeps_the_name():
    (header,) = document(
        msg({SENDER: "李娜", SENDER_ADDRESS: "/o=X/cn=lina", BODY: "x"}, recipients=[{NAME: "Zhao, Yun", KIND: 1}])
    ).messages
    assert (header.sender, header.to) == ("李娜", ("Zhao, Yun",))


def test_a_message_that_cannot_be_read_says_why():
    whole = msg({SUBJECT: "x", BODY: "y" * 5000})
    for data, code in [
        (whole[:2000], ReadCode.TRUNCATED),
        (write_ole({"__properties_version1.0": b""}), ReadCode.NO_TEXT),
    ]:
        with pytest.raises(ReadError) as caught:
            document(data)
        assert caught.value.code is code


def test_real_messages(shared):
    files = sorted((shared / "samples/mail").rglob("*.msg"))
    documents = [read(path.read_bytes(), path.name).document for path in files]
    assert [
        (path.name, doc.messages[0].subject, len(doc.parts)) for path, doc in zip(files, documents, strict=True)
    ] == [
        ("msg_simple.msg", "Simple Email", 0),
        ("msg_with_attachment.msg", "Email with Attachment", 2),
        ("fake_email.msg", "Test Email", 0),
        ("fake_email_attachment.msg", "Fake email with attachment", 1),
        ("simple_msg.msg", "This is the subject", 0),
        ("simple_msg_alt.msg", "This is the subject", 0),
        ("msg_with_attachments_alt.msg", "This is the subject", 1),
        ("msg_with_png_attachment.msg", "This is the subject", 1),
    ]
    assert documents[2].messages[0].message_id == "<CADc-_xaLB2FeVQ7mNsoX+NJb_7hAJhBKa_zet-rtgPGenj0uVw@mail.gmail.com>"
