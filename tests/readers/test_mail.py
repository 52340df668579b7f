# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
from base64 import b64encode
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from docintel.readers.mail import MailReader
from docintel.readers.mail_headers import header_text
from docintel.readers.mail_parts import unflowed
from docintel.readers.reading import read

HEAD = "From: Li Si <li.si@borrower.example>\nTo: Zhang San <zhang.san@bank.example>\nDate: Mon, 3 Mar 2025 09:30:00 +0800\n"


def reading(source: str | bytes):
    return MailReader().read(source.encode() if isinstance(source, str) else source, "a.eml")


def body(source: str | bytes) -> str:
    document = reading(source).document
    return document.quote(document.messages[0].span).strip()


def encoded(text: str, charset: str) -> str:
    return f"=?{charset}?B?{b64encode(text.encode('gb18030' if charset.startswith('gb') else charset)).decode()}?="


def test_the_envelope_stands_above_the_body():
    document = reading(
        HEAD + "Cc: a@x.example, \"Wang, Wu\" <b@x.example>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\nReferences: <0@x> <1@x>\n"
        "Subject: Repayment\n\nWe will repay on 15 March.\n\n> Please confirm.\n"
    ).document  # fmt: skip
    assert document.text == (
        "From: Li Si <li.si@borrower.example>\nTo: Zhang San <zhang.san@bank.example>\n"
        "Cc: a@x.example, Wang, Wu <b@x.example>\nDate: Mon, 3 Mar 2025 09:30:00 +0800\nSubject: Repayment\n\n"
        "We will repay on 15 March.\n\n> Please confirm.\n"
    )
    header = document.messages[0]
    assert (header.message_id, header.in_reply_to, header.references) == ("<2@x>", "<1@x>", ("<0@x>", "<1@x>"))
    assert (header.sender, header.subject, header.automatic) == ("Li Si <li.si@borrower.example>", "Repayment", False)
    assert header.cc == ("a@x.example", "Wang, Wu <b@x.example>")
    assert header.date.isoformat() == "2025-03-03T09:30:00+08:00"
    assert document.quote(header.span) == "We will repay on 15 March.\n\n> Please confirm.\n"
    assert document.blocks[0].kind == "message_header"
    assert document.quote(document.blocks[0].span).endswith("Subject: Repayment")


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("gb2312", "gb18030"),  # names the small set, uses the large one (镕 is not in GB 2312)
        ("gbk", "gb18030"),
        ("utf-8", "utf-8"),
        ("unknown-8bit", "gb18030"),
        ("utf-8", "gb18030"),  # declared wrongly
        ("", "gb18030"),  # not declared
        ("us-ascii", "utf-8"),
    ],
)
def test_chinese_bodies_whatever_their_charset_says(declared, charset):
    text = "尊敬的客户经理：我司镕基项目的贷款本金将于三月十五日前归还，请知悉。"
    content = f"Content-Type: text/plain; charset={declared}\n" if declared else "Content-Type: text/plain\n"
    assert body((HEAD + content + "\n").encode() + text.encode(charset)) == text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (encoded("还款计划", "gb2312"), "还款计划"),
        (encoded("还款计划", "utf-8"), "还款计划"),
        ("=?utf-8?Q?R=C3=A9ponse?= to you", "Réponse to you"),
        # a character cut in two between encoded words
        ("=?utf-8?B?" + b64encode("款".encode()[:2]).decode().rstrip("=") + "?=\n =?utf-8?B?" + b64encode("款".encode()[2:]).decode() + "?=", "款"),
        ("=?x-nonsense?B?5qy+?=", "款"),
        ("=?utf-8?B?5qy+A?=", "款"),  # a stray letter
        ("plain\n folded", "plain folded"),
    ],
)  # fmt: skip
def test_headers_are_decoded(raw, shown):
    assert header_text(raw) == shown


def test_raw_chinese_headers_are_read():
    source = (
        "From: 李四 <li@x.example>\nSubject: 关于逾期贷款的说明\nDate: Mon, 3 Mar 2025 09:30:00 +0800\n\n正文如下。\n"
    )
    header = reading(source.encode("gb18030")).document.messages[0]
    assert (header.sender, header.subject) == ("李四 <li@x.example>", "关于逾期贷款的说明")


HTML = (
    "<html><style>p {}</style><body><p>我司承诺<b>三月</b>还款。</p><table><tr><td>期次</td><td>金额</td></tr><tr><td>1</td>"
    "<td>500,000.00</td></tr></table><blockquote><p>请确认。</p><blockquote>earlier</blockquote></blockquote>"
    '<p style="display:none">hidden</p></body></html>'
)


def test_html_bodies_keep_quotes_and_tables():
    document = reading(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + HTML).document
    assert (
        document.quote(document.messages[0].span)
        == "我司承诺三月还款。\n期次\t金额\n1\t500,000.00\n> 请确认。\n> > earlier"
    )
    assert document.quote(document.tables[0].grid[1, 1].span) == "500,000.00"
    assert document.notes == ("6 characters are hidden in the mail and were left out of the text.",)


def multipart(kind: str, *parts: str, head: str = HEAD) -> str:
    inside = "".join(f"--X\n{part}\n" for part in parts)
    return f"{head}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=X\n\n{inside}--X--\n"


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n{}\n"
PAGE = "Content-Type: text/html; charset=utf-8\n\n{}\n"


@pytest.mark.parametrize(
    ("plain", "page", "shown"),
    [
        ("We will pay.", "<p>We will pay, as a page.</p>", "We will pay."),
        ("  ", "<p>We will pay.</p>", "We will pay."),
        ("Your program shows no HTML.", f"<p>{'We will pay. ' * 30}</p>", ("We will pay. " * 30).strip()),
    ],
)
def test_of_two_versions_the_plain_one_is_read_unless_it_says_nothing(plain, page, shown):
    assert body(multipart("alternative", PLAIN.format(plain), PAGE.format(page))) == shown


def test_attachments_are_named_and_returned():
    name = quote("还款计划.xlsx")
    inner = "Content-Type: message/rfc822\n\nSubject: Earlier mail\nFrom: a@x.example\n\nOld words.\n"
    found = reading(
        multipart(
            "mixed",
            PLAIN.format("See attached."),
            f"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*=gb2312''{quote('还款.pdf'.encode('gb18030'))}\n"
            "Content-Transfer-Encoding: base64\n\nJVBERg==",
            f"Content-Type: application/vnd.ms-excel\nContent-Disposition: attachment; filename*=utf-8''{name}\n\nx",
            f'Content-Type: image/png; name="{encoded("印章.png", "gb2312")}"\nContent-ID: <1>\nContent-Disposition: inline\n\nx',
            inner,
            'Content-Type: application/pkcs7-signature; name="smime.p7s"\n\nx',
            "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
        )
    )
    assert [(a.name, a.media_type) for a in found.attachments] == [
        ("还款.pdf", "application/octet-stream"),
        ("还款计划.xlsx", "application/vnd.ms-excel"),
        ("印章.png", "image/png"),
        ("Earlier mail.eml", "message/rfc822"),
        ("smime.p7s", "application/pkcs7-signature"),
        ("part-6.ics", "text/calendar"),
    ]
    assert found.attachments[0].data == b"%PDF"
    assert [p.note for p in found.document.parts] == [
        None,
        None,
        "picture in the text",
        None,
        "digital signature",
        None,
    ]
    nested = read(found.attachments[3].data, "Earlier mail.eml").document
    assert (nested.messages[0].subject, nested.quote(nested.messages[0].span).strip()) == ("Earlier mail", "Old words.")


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("X-Autoreply: yes", True),
        ("Precedence: bulk", True),
        ("Precedence: list", False),
        ("Subject: 自动回复: 我在休假", True),
        ("Subject: Out of office: back Monday", True),
        ("Subject: Automatic payment plan", False),
        ("Return-Path: <>", True),
        ("X-Mailer: Foxmail", False),
    ],
)
def test_mail_written_by_programs_is_flagged(header, automatic):
    assert reading(f"{HEAD}{header}\n\nWords.\n").document.messages[0].automatic is automatic


def test_a_bounce_is_read_with_its_report():
    source = multipart(
        "report", PLAIN.format("Not delivered."), "Content-Type: message/delivery-status\n\nAction: failed\n"
    )
    document = reading(source).document
    assert document.messages[0].automatic
    assert "Action: failed" in document.text


@pytest.mark.parametrize("zone", [" -0000", ""])
def test_a_date_without_zone_is_universal_time(zone):
    document = reading(f"From: a@x.example\nTo: b@x.example\nDate: Mon, 3 Mar 2025 09:30:00{zone}\n\nWords.\n").document
    assert document.messages[0].date == datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "Date: yesterday\n", "Date: Mon, 99 Foo 2025 99:99:99\n"])
def test_a_missing_date_is_none_and_said(date):
    document = reading(f"From: a@x.example\nTo: b@x.example\n{date}\nWords.\n").document
    assert document.messages[0].date is None
    assert document.notes == ("The mail names no readable date, so that its place in the thread is not certain.",)


def test_a_mailbox_holds_several_messages():
    box = "".join(
        f"From a@x.example Mon Mar  3 09:30:0{n} 2025\nFrom: a{n}@x.example\nSubject: {n}\n{HEAD[37:]}\nWords {n}.\n\n"
        for n in range(3)
    )
    document = read(box.encode(), "inbox").document
    assert [(m.sender, m.subject, document.quote(m.span).strip()) for m in document.messages] == [
        (f"a{n}@x.example", str(n), f"Words {n}.") for n in range(3)
    ]
    assert document.media_type == "application/mbox"


def test_lines_broken_for_width_are_joined():
    assert unflowed("a b \nc\n> d \n> e\n-- \nsig") == "a b c\n> d e\n-- \nsig"


def test_what_the_standard_library_writes_is_read_back():
    message = EmailMessage()
    message["From"] = "李四 <li@x.example>"
    message["Subject"] = "关于" * 40
    message["Date"] = "Mon, 3 Mar 2025 09:30:00 +0800"
    message.set_content("正文" * 100)
    message.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="合同（正式版）.pdf")
    found = reading(message.as_bytes())
    assert found.document.messages[0].subject == "关于" * 40
    assert "正文" * 100 in found.document.text
    assert [(a.name, a.data) for a in found.attachments] == [("合同（正式版）.pdf", b"\x00\x01")]


def test_real_mail_is_read_without_surprise(shared):
    """26 mails of two parsers' test suites: each has a sender and a body."""
    files = sorted((shared / "samples/mail").rglob("*.eml"))
    documents = [read(path.read_bytes(), path.name).document for path in files]
    assert len(documents) == 26
    assert all(len(d.messages) == 1 and "@" in d.messages[0].sender for d in documents)
    assert sum(len(d.parts) for d in documents) == 5
