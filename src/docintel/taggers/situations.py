"""What a message answers, in one short line: the fact or request that the sender's stance depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docintel.language.segments import sentences
from docintel.language.zones import zones
from docintel.records import Document, MessageHeader
from docintel.taggers.utterances import context_labels

#: Longer requests are cut: the model reads 48 pieces of context.
_LONGEST = 120
_MARKS = re.compile(r"^\s*[>＞]\s?", re.M)
_HEADER = re.compile(
    r"^\s*(?:发件人|发送时间|收件人|抄送|主题|日期|From|Sent|To|Cc|Subject|Date)\s*[:：].*$"
    r"|^.*(?:写道|wrote)\s*[:：]\s*$|^\s*[-_=]{5,}.*$",
    re.M | re.I,
)
_WRITER = re.compile(r"^\s*(?:发件人|From)\s*[:：].*$|^.*(?:写道|wrote)\s*[:：]\s*$", re.M | re.I)
#: A second mail inside the quoted one is older than what is answered.
_OLDER = re.compile(
    r"^\s*[>＞]|^\s*(?:-{3,}|_{5,})|^\s*(?:发件人|From)\s*[:：]|(?:写道|wrote)\s*[:：]\s*$", re.M | re.I
)


def situation(document: Document, header: MessageHeader) -> str | None:
    """The last request, reminder or default in the mail that this one answers; None where there is none."""
    lines = [*_before(document, header), *_quoted(document.quote(header.span), header.sender)]
    telling = [line for line in lines if context_labels(line)]
    return telling[-1][:_LONGEST] if telling else None


def _before(document: Document, header: MessageHeader) -> Iterator[str]:
    """The own words of the mail that stands before this one in the document, where somebody else wrote it."""
    place = document.messages.index(header)
    if place and _address(document.messages[place - 1].sender) != _address(header.sender):
        body = document.quote(document.messages[place - 1].span)
        for zone in zones(body):
            if zone.kind == "own":
                yield from _sentences(body[zone.start : zone.end])


def _quoted(body: str, sender: str) -> Iterator[str]:
    """The newest quoted mail of somebody else; the sender's own old words are no request to the sender."""
    quotes = [body[zone.start : zone.end] for zone in zones(body) if zone.kind == "quote"]
    if not quotes:
        return
    heading, words = _split(quotes[0])
    writer = _WRITER.search(heading)
    if writer is None or _address(sender) not in writer.group().lower():
        yield from _sentences(words)


def _split(quote: str) -> tuple[str, str]:
    """Who is quoted and what the quoted mail says, without the mails quoted inside it."""
    headings = list(_HEADER.finditer(quote))
    first = 0
    for heading in headings:
        if quote[first : heading.start()].strip():
            break
        first = heading.end()
    words = _MARKS.sub("", quote[first:])
    older = _OLDER.search(words)
    return quote[:first], words[: older.start()] if older else words


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentences(text, semicolons=True):
        yield " ".join(text[start:end].split())


def _address(sender: str) -> str:
    found = re.search(r"[\w.+-]+@[\w.-]+", sender)
    return (found.group() if found else sender).lower()
