"""Messages of a mail or thread: who wrote what to whom, in their own words, apart from everything they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docintel.language.senders import sender_role
from docintel.language.zones import Zone, zones
from docintel.records import Document, Message, MessageHeader, Span

_REPLY_MARK = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|回复|答复|转发|回覆|轉寄)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"out of (?:the )?office|automatic reply|auto-?reply|自动回复|自動回覆|"
    r"休假.{0,10}(?:自动|期间)|undeliverable|delivery (?:status|failure)|"
    r"mail delivery failed|returned mail|mailer-daemon|退信|投递失败|系统退信|unsubscribe|退订",
    re.IGNORECASE,
)
_AUTOMATIC_SENDER = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounce)s?@?", re.IGNORECASE)


class CorrespondenceExtractor:
    """Reads the messages of a document; a document without mail yields nothing."""

    name = "correspondence"
    version = 1

    def extract(self, document: Document) -> Iterator[Message]:
        """One fact for each message, its evidence the sender's own words; one of quotes alone shows its first zone."""
        threads: dict[str, str] = {}
        for header in document.messages:
            thread = _thread(header, threads)
            if header.message_id:
                threads[header.message_id] = thread
            message = _message(document, header, thread)
            if message is not None:
                yield message


def _message(document: Document, header: MessageHeader, thread: str) -> Message | None:
    body = document.quote(header.span)
    parts = zones(body)
    shown = [zone for zone in parts if zone.kind == "own"] or parts[:1]
    if not shown:
        return None
    own_text = "\n".join(body[zone.start : zone.end] for zone in parts if zone.kind == "own")
    return Message.found(
        document,
        tuple(_in_document(header, zone) for zone in shown),
        source="rules:correspondence@1",
        # 11 of 11 messages of the sample deal and the authored cases; real mail with odd quoting will be worse.
        confidence=0.9,
        message_id=header.message_id,
        in_reply_to=header.in_reply_to,
        thread=thread,
        date=header.date,
        sender=header.sender,
        to=header.to,
        cc=header.cc,
        subject=header.subject,
        role=sender_role("\n".join(body[zone.start : zone.end] for zone in parts if zone.kind == "signature")),
        automatic=header.automatic or _is_automatic(header, own_text),
        own_text=own_text,
    )


def _in_document(header: MessageHeader, zone: Zone) -> Span:
    return Span(start=header.span.start + zone.start, end=header.span.start + zone.end)


def _is_automatic(header: MessageHeader, own_text: str) -> bool:
    """Out-of-office notes, bounces and newsletters, by subject, sender or the first lines."""
    return bool(
        _AUTOMATIC.search(header.subject)
        or _AUTOMATIC_SENDER.match(header.sender.rsplit("<", 1)[-1])
        or re.search(
            r"out of (?:the )?office (?:until|from|with)|(?:此邮件|本邮件)为?系统自动|自动回复",
            own_text[:200],
            re.IGNORECASE,
        )
    )


def _thread(header: MessageHeader, known: dict[str, str]) -> str:
    """The root of the references, else of the message answered, else the subject without its reply marks."""
    earlier = header.references[0] if header.references else header.in_reply_to
    if earlier:
        return known.get(earlier, earlier)
    subject = _REPLY_MARK.sub("", header.subject).strip().casefold()
    if subject == header.subject.strip().casefold() and header.message_id:
        return header.message_id
    return f"subject:{subject}"
