"""Messages: own words, thread, role, automatic mails."""

from datetime import UTC, datetime

import pytest

from docintel.extractors.correspondence import CorrespondenceExtractor
from docintel.records import Document, MessageHeader, Span, document_id


def thread_of(*mails):
    """A document of several mails given as (body, header fields)."""
    text, headers = "", []
    for number, (body, fields) in enumerate(mails):
        given = {
            "message_id": f"<{number}@a>", "in_reply_to": None, "references": (),
            "date": datetime(2026, 6, number + 1, tzinfo=UTC),
            "sender": "a@b.example", "to": (), "cc": (), "subject": "付息",
        } | fields  # fmt: skip
        headers.append(MessageHeader(span=Span(start=len(text), end=len(text) + len(body)), **given))
        text += body
    return Document(
        id=document_id(text.encode()),
        name="m.eml",
        media_type="message/rfc822",
        reader="t@1",
        text=text,
        messages=tuple(headers),
    )


def messages(*mails):
    return list(CorrespondenceExtractor().extract(thread_of(*mails)))


def test_own_words_are_the_evidence_and_quotes_are_not():
    found = messages(("> When?\nOn Friday.\n> Sure?\nYes, we are.\n", {}))
    assert [evidence.quote for evidence in found[0].evidence] == ["On Friday.", "Yes, we are."]
    assert found[0].own_text == "On Friday.\nYes, we are."


def test_role_comes_from_the_signature():
    assert messages(("周五付款。\n\n李明\n财务总监\n甲公司\n", {}))[0].role == "finance_director"
    assert messages(("周五付款。\n", {}))[0].role is None


@pytest.mark.parametrize(
    ("fields", "thread"),
    [
        ({"references": ("<root@a>", "<b@a>"), "in_reply_to": "<b@a>"}, "<root@a>"),
        ({"in_reply_to": "<b@a>"}, "<b@a>"),
        ({}, "<0@a>"),
        ({"subject": "Re: 回复：付息"}, "subject:付息"),
        ({"message_id": None}, "subject:付息"),
    ],
)
def test_thread(fields, thread):
    assert messages(("好的。", fields))[0].thread == thread


def test_a_reply_without_references_joins_the_thread_of_what_it_answers():
    found = messages(("a", {"references": ("<root@a>",)}), ("b", {"in_reply_to": "<0@a>"}))
    assert [message.thread for message in found] == ["<root@a>", "<root@a>"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("I am away.", {"subject": "Out of office: travel"}),
        ("此邮件为系统自动发送。", {}),
        ("Address not found.", {"sender": "Mail Delivery <mailer-daemon@b.example>"}),
        ("x", {"automatic": True}),
    ],
)
def test_automatic_mails_are_flagged(body, fields):
    assert messages((body, fields))[0].automatic


def test_an_ordinary_mail_is_not_automatic():
    assert not messages(("我下周出差，请联系财务。", {}))[0].automatic


def test_a_document_without_mail_yields_nothing():
    assert list(CorrespondenceExtractor().extract(thread_of())) == []


def test_an_empty_mail_yields_nothing():
    assert messages(("\n\n", {})) == []


def test_sample_deal_mails(sample_deal):
    """Eleven mails of three threads; nobody's quotes stand in anybody's own words."""
    from docintel.readers.mail import MailReader

    found = []
    for path in sorted((sample_deal / "mails").glob("*.eml")):
        document = MailReader().read(path.read_bytes(), path.name).document
        found.extend(CorrespondenceExtractor().extract(document))
    assert len(found) == 11
    assert [message.role for message in found[5:8]] == ["relationship_manager", "finance_director", "finance_director"]
    assert len({message.thread for message in found}) == 3
    assert not any("发件人" in message.own_text or "wrote:" in message.own_text for message in found)
    assert not any(message.automatic for message in found)
