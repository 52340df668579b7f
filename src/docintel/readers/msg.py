"""Outlook messages (.msg, MS-OXMSG): read as mail is, from the headers they came with or from Outlook's own fields."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import closing
from email import message_from_string
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime

from docintel.readers.html import decode_html
from docintel.readers.mail import add_message
from docintel.readers.mail_headers import bare_name, mend_headers
from docintel.readers.mail_parts import BodyText, MailParts, preferred
from docintel.readers.msg_storage import MsgStorage
from docintel.readers.ole import open_ole
from docintel.readers.rtf import rtf_text, unpack_rtf
from docintel.readers.text_builder import TextBuilder, storable, unix_lines
from docintel.records import Part, Reading

_MEDIA_TYPE = "application/vnd.ms-outlook"
# Property tags (MS-OXPROPS); where two stand, the first that is there counts.
_CLASS, _SUBJECT, _HEADERS = 0x001A, 0x0037, 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAME, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_NAME, _ADDRESSES, _RECIPIENT_KIND = (0x3001, 0x5FF6), (0x39FE, 0x3003), 0x0C15
_DISPLAY = {"To": 0x0E04, "Cc": 0x0E03}
_MESSAGE_IDS = {"Message-ID": 0x1035, "In-Reply-To": 0x1042, "References": 0x1039}
_PLAIN, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_DATA, _METHOD, _FILE_NAMES, _MIME, _CONTENT_ID = 0x3701, 0x3705, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_RECIPIENTS = {1: "To", 2: "Cc"}
_AUTOMATIC = ("REPORT.", "IPM.NOTE.RULES.")


class MsgReader:
    """Reads .msg as Outlook saves it."""

    name = "msg"
    version = 1

    def read(self, data: bytes, name: str) -> Reading:
        """The message with its envelope; attachments, messages among them, are returned unread."""
        builder = TextBuilder()
        found = MailParts()
        with closing(open_ole(data)) as ole:
            message = MsgStorage.open(ole)
            envelope = add_message(builder, _headers(message), list(_bodies(message, builder)))
            for attachment in message.parts("__attach"):
                _take(attachment, found)
        for sentence in found.notes:
            builder.note(sentence)
        document = builder.document(
            data, name, media_type=_MEDIA_TYPE, reader=f"{self.name}@{self.version}", messages=(envelope,),
            parts=tuple(found.parts),
        )  # fmt: skip
        return Reading(document, attachments=tuple(found.attachments))


def _headers(message: MsgStorage) -> Message:
    """The headers the message travelled with; what they lack comes from Outlook's fields."""
    text = unix_lines(message.text(_HEADERS)).lstrip("\n")
    if text.startswith("Microsoft Mail Internet Headers"):
        text = text.partition("\n")[2]
    headers = message_from_string(text.partition("\n\n")[0], policy=compat32)
    mend_headers(headers)
    for name, value in _fields(message):
        if value and name not in headers:
            headers[name] = value.replace("\n", " ")
    return headers


def _fields(message: MsgStorage) -> Iterator[tuple[str, str]]:
    yield "From", _person(message.text(*_SENDER_NAME), _address(message, _SENDER_ADDRESSES))
    people: dict[str, list[str]] = {}
    for recipient in message.parts("__recip"):
        kind = _RECIPIENTS.get((recipient.integer(_RECIPIENT_KIND) or 0) & 0xF, "")
        people.setdefault(kind, []).append(_person(recipient.text(*_NAME), _address(recipient, _ADDRESSES)))
    for name, tag in _DISPLAY.items():
        shown = [_person(one.strip(), "") for one in message.text(tag).split(";")]
        yield name, ", ".join(one for one in people.get(name, shown) if one)
    moment = message.moment(_SUBMITTED) or message.moment(_DELIVERED)
    yield "Date", format_datetime(moment) if moment else ""
    subject = message.text(_SUBJECT)
    # Outlook may put the length of "RE: " before it, marked by a control character
    yield "Subject", subject[2:] if subject.startswith("\ufffd") else subject
    for name, tag in _MESSAGE_IDS.items():
        yield name, message.text(tag)
    if message.text(_CLASS).upper().startswith(_AUTOMATIC):
        yield "Auto-Submitted", "auto-generated"


def _address(storage: MsgStorage, tags: tuple[int, ...]) -> str:
    """The first mail address; a directory name of Exchange (/o=…/cn=…) is none."""
    return next((found for tag in tags if "@" in (found := storage.text(tag))), "")


def _person(name: str, address: str) -> str:
    quoted = name.strip("'\" ").replace("\\", "").replace('"', "")
    if not address:
        return f'"{quoted}" <>' if quoted and "@" not in quoted else quoted
    return f'"{quoted}" <{address}>' if quoted and quoted != address else address


def _bodies(message: MsgStorage, builder: TextBuilder) -> Iterator[BodyText]:
    """The words of the message: its text or its page, else what its RTF holds."""
    plain = BodyText(unix_lines(message.text(_PLAIN)), is_html=False)
    page = _page(message)
    if plain.text.strip() or page.text.strip():
        yield from preferred([[plain], [page]] if page.text.strip() else [[plain]])
        return
    packed = message.binary(_RTF)
    if not packed:
        return
    rtf = unpack_rtf(packed)
    if rtf is None:
        builder.note("The message's text is stored as damaged RTF and could not be read; save it again from Outlook.")
        return
    words, is_page = rtf_text(rtf)
    yield BodyText(storable(unix_lines(words)), is_html=is_page)


def _page(message: MsgStorage) -> BodyText:
    stored = message.binary(_HTML) or message.string8(_HTML)
    if stored is None:
        return BodyText(unix_lines(message.text(_HTML)), is_html=True)
    decoded = decode_html(stored, message.internet_charset)
    return BodyText(storable(unix_lines(decoded.text)), is_html=True, lost=decoded.lost, charset=decoded.charset)


def _take(attachment: MsgStorage, found: MailParts) -> None:
    name = bare_name(attachment.text(*_FILE_NAMES))
    if inner := attachment.object_bytes():
        data, is_message = inner
        suffix = ".msg" if is_message else ".ole"
        kind = _MEDIA_TYPE if is_message else "application/x-ole-storage"
        found.attach(name if name.lower().endswith(suffix) else f"{name or 'message'}{suffix}", kind, data)
        return
    kind = attachment.text(_MIME) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = attachment.binary(_DATA)
    if stored is None:
        # linked in the sender's network, or kept in the cloud
        found.parts.append(Part(name=name or "link", media_type=kind, size=0, note="a link: not in the file"))
        found.notes.append(f"Attachment {name or 'without name'} is only linked; ask the sender for the file.")
        return
    found.attach(name, kind, stored, inline=bool(attachment.text(_CONTENT_ID)))
