"""Mail: the envelope as the first lines of the text, then the body, quotes included; attachments handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from docintel.errors import ReadCode, ReadError
from docintel.readers.html import parse_html
from docintel.readers.html_flow import HtmlFlow
from docintel.readers.limits import check_time
from docintel.readers.mail_headers import addresses, header, is_automatic, mend_headers, message_ids, sent
from docintel.readers.mail_parts import BodyText, MailParts, nested_too_deep
from docintel.readers.plain import text_blocks
from docintel.readers.text_builder import TextBuilder
from docintel.records import Block, Cell, MessageHeader, Reading, Span, Table

_MBOX_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S(?=[^\r\n]*\d{4})[^\r\n]*+\r?\n(?=[\w-]+:)")


class MailReader:
    """Reads .eml and .mbox."""

    name = "mail"
    version = 2

    def read(self, data: bytes, name: str) -> Reading:
        """One mail, or a mailbox as several messages in one text; attachments are returned unread."""
        builder = TextBuilder()
        messages: list[MessageHeader] = []
        found = MailParts()
        sources = list(_messages(data))
        for source in sources:
            check_time()
            message = _parsed(source)
            mend_headers(message)
            messages.append(_add_message(builder, message, found))
        for sentence in found.notes:
            builder.note(sentence)
        document = builder.document(
            data, name, media_type="application/mbox" if data.startswith(b"From ") else "message/rfc822",
            reader=f"{self.name}@{self.version}", messages=tuple(messages), parts=tuple(found.parts),
        )  # fmt: skip
        return Reading(document, attachments=tuple(found.attachments))


def _messages(data: bytes) -> Iterator[bytes]:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    starts = list(_MBOX_LINE.finditer(data))
    if not starts or starts[0].start() != 0:
        yield data
        return
    ends = [*(found.start() for found in starts[1:]), len(data)]
    for found, end in zip(starts, ends, strict=True):
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", data[found.end() : end])


def _parsed(source: bytes) -> Message:
    try:
        return message_from_bytes(source, policy=compat32)
    except RecursionError as error:
        raise nested_too_deep() from error
    except (TypeError, ValueError, LookupError) as error:
        raise ReadError(
            ReadCode.TRUNCATED, "The mail's headers are damaged; save it again from the mail program."
        ) from error


def _add_message(builder: TextBuilder, message: Message, found: MailParts) -> MessageHeader:
    at = len(found.bodies)
    found.take(message)
    return add_message(builder, message, found.bodies[at:])


def add_message(builder: TextBuilder, message: Message, bodies: Sequence[BodyText]) -> MessageHeader:
    """Write a mail's envelope and its words; what its headers say, with the place of the words."""
    _add_envelope(builder, message)
    start = builder.length
    for body in bodies:
        _add_body(builder, body)
    references = message_ids(message, "references")
    replied = message_ids(message, "in-reply-to")
    ids = message_ids(message, "message-id")
    moment = sent(message)
    if moment is None:
        builder.note("The mail names no readable date, so that its place in the thread is not certain.")
    people = addresses(message, "from") or addresses(message, "sender")
    end = builder.end
    return MessageHeader(
        span=Span(start=min(start, end), end=end),
        message_id=ids[0] if ids else None,
        in_reply_to=replied[0] if replied else (references[-1] if references else None),
        references=references,
        date=moment,
        sender=people[0] if people else "",
        to=addresses(message, "to"),
        cc=addresses(message, "cc"),
        subject=header(message, "subject"),
        automatic=is_automatic(message),
    )


def _add_envelope(builder: TextBuilder, message: Message) -> None:
    """The lines a mail program prints above a mail."""
    lines = {name: ", ".join(addresses(message, name)) for name in ("From", "To", "Cc")}
    lines |= {name: header(message, name) for name in ("Date", "Subject")}
    text = "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    if builder.length:
        builder.write("\n")
    span = builder.write(text)
    builder.blocks.append(Block(kind="message_header", span=span))
    builder.write("\n\n")


def _add_body(builder: TextBuilder, body: BodyText) -> None:
    if body.lost:
        builder.note(f"{body.lost} characters could not be read as {body.charset}; see the original.")
    if body.is_html:
        flow = HtmlFlow(quoting=True)
        if body.text.strip():
            builder.add_all(flow.drafts(parse_html(body.text)))
        if flow.hidden:
            builder.note(f"{flow.hidden} characters are hidden in the mail and were left out of the text.")
        return
    text = body.text.strip("\n")
    if text.strip():
        blocks, tables = text_blocks(text, title=False)
        start = builder.write(text + "\n").start
        builder.blocks += [_moved_block(block, start) for block in blocks]
        builder.tables += [_moved_table(table, start) for table in tables]


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _moved_block(block: Block, by: int) -> Block:
    return block.model_copy(update={"span": _moved(block.span, by)})


def _moved_table(table: Table, by: int) -> Table:
    cells: tuple[Cell, ...] = tuple(cell.model_copy(update={"span": _moved(cell.span, by)}) for cell in table.cells)
    return table.model_copy(update={"span": _moved(table.span, by), "cells": cells})
