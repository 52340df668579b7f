"""What a message answers: the last request or fact of the mail before it, in one line."""

from docintel.records import Block, Document, MessageHeader, Span, document_id
from docintel.taggers.situations import situation


def mails(*written: tuple[str, str]) -> Document:
    """A document of several mails, each (sender, body)."""
    text = "\n\n".join(body for _, body in written)
    headers, start = [], 0
    for number, (sender, body) in enumerate(written):
        headers.append(
            MessageHeader(
                span=Span(start=start, end=start + len(body)), message_id=f"<{number}@a>", in_reply_to=None,
                references=(), sender=sender, to=(), cc=(), subject="利息", date=None,
            )
        )  # fmt: skip
        start += len(body) + 2
    block = Block(kind="paragraph", span=Span(start=0, end=len(text)))
    return Document(
        id=document_id(text.encode()),
        name="m.eml",
        media_type="message/rfc822",
        reader="t@1",
        text=text,
        blocks=(block,),
        messages=tuple(headers),
    )


def answered(*written: tuple[str, str]) -> str | None:
    document = mails(*written)
    return situation(document, document.messages[-1])


CUSTOMER, BANK = "Li <li@customer.example>", "Wang <wang@bank.example>"


def test_the_request_in_the_quoted_mail():
    chinese = (
        "款项会尽快安排。\n\n发件人：王 <wang@bank.example>\n发送时间：2026年6月1日 9:00\n"
        "收件人：李 <li@customer.example>\n主题：催收\n\n本期租金已逾期12天。请于三日内付清。谢谢！"
    )
    english = (
        "Working on it.\n\nOn Mon, 1 Jun 2026 at 09:00, Wang <wang@bank.example> wrote:\n"
        "> The rental is 12 days overdue.\n> Please pay within three days.\n>> We will pay soon, please wait."
    )
    assert answered((CUSTOMER, chinese)) == "请于三日内付清。"
    assert answered((CUSTOMER, english)) == "Please pay within three days."


def test_the_request_in_the_mail_before():
    assert answered((BANK, "请于周五前提供流水。"), (CUSTOMER, "好的。")) == "请于周五前提供流水。"
    assert answered((BANK, "Please send the statements by Friday."), (CUSTOMER, "OK.")) == (
        "Please send the statements by Friday."
    )


def test_ones_own_old_words_and_a_mail_without_a_request_say_nothing():
    own = '还在整理。\n\n在 2026-05-18 17:20:33，"Li" <li@customer.example> 写道：\n> 请再给几天时间。'
    assert answered((CUSTOMER, own)) is None
    assert answered((CUSTOMER, "请再给几天。"), (CUSTOMER, "还在整理。")) is None
    assert answered((BANK, "祝好。"), (CUSTOMER, "还在整理。")) is None
    assert answered((CUSTOMER, "还在整理。")) is None


def test_a_long_request_is_cut():
    request = "Please send " + "the statements and " * 20
    assert answered((BANK, request), (CUSTOMER, "OK.")) == request.strip()[:120]
