"""What a mail is made of: the words to read, and the files that came with it."""

from __future__ import annotations

import mimetypes
import re
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.policy import compat32

from docintel.errors import ReadCode, ReadError
from docintel.readers.charset import decode
from docintel.readers.html import decode_html
from docintel.readers.mail_headers import file_name, header, mend_headers, parameter_of
from docintel.readers.text_builder import storable, unix_lines
from docintel.records import Attachment, Part

#: Multiparts inside multiparts beyond this are an attack, not a mail.
_DEEPEST = 40
_STUB = 300
_IN_TEXT = "picture in the text"


@dataclass(frozen=True, slots=True)
class BodyText:
    """One readable part of a mail: plain text, or the source of a page."""

    text: str
    is_html: bool
    lost: int = 0
    charset: str = ""


@dataclass(slots=True)
class MailParts:
    """The bodies in order and the attachments, each with its line in the list of parts."""

    bodies: list[BodyText] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, part: Message, depth: int = 0) -> None:
        """Sort one part of a mail, and those within it, into bodies and attachments."""
        mend_headers(part)
        if any(isinstance(one, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for one in part.defects):
            self.notes.append("The mail breaks off before its last part ends: words or attachments may be missing.")
        kind = part.get_content_type()
        if depth > _DEEPEST:
            self.notes.append("The mail nests parts more than 40 deep; the innermost were not read.")
        elif kind.startswith("message/"):
            self._take_message(part, kind)
        elif part.is_multipart():
            self._take_multipart(part, kind, depth)
        elif kind in ("text/plain", "text/html") and not _is_file(part):
            self.bodies.append(_body(part, is_html=kind == "text/html"))
        elif kind.startswith("multipart/"):
            # Declared in parts, but without a boundary: what is there is text.
            self.bodies.append(_body(part, is_html=False))
        else:
            self._attach(part, kind)

    def _take_multipart(self, part: Message, kind: str, depth: int) -> None:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind != "multipart/alternative":
            for child in children:
                self.take(child, depth + 1)
            return
        found = [MailParts() for _ in children]
        for parts, child in zip(found, children, strict=True):
            parts.take(child, depth + 1)
        chosen = preferred([parts.bodies for parts in found])
        self.bodies += chosen
        for parts in found:
            self.attachments += parts.attachments
            self.parts += parts.parts
            self.notes += parts.notes

    def _take_message(self, part: Message, kind: str) -> None:
        """A mail inside the mail stays a file of its own; a delivery report is part of this one."""
        children = part.get_payload()
        inner = children[0] if isinstance(children, list) and children else None
        if kind != "message/rfc822" or not isinstance(inner, Message):
            lines = [str(child) for child in children] if isinstance(children, list) else [str(children)]
            self.bodies.append(BodyText(storable("\n".join(lines)), is_html=False))
            return
        policy = compat32.clone(max_line_length=0)
        try:
            data = inner.as_bytes(policy=policy)
        except RecursionError as error:
            raise nested_too_deep() from error
        except UnicodeEncodeError:
            # a boundary that is no ASCII, which the library reads and will not write
            data = inner.as_string(policy=policy).encode("utf-8", "surrogateescape")
        if header(part, "content-transfer-encoding").lower() == "base64":
            data = _decoded_base64(data)
        name = file_name(part) or f"{header(inner, 'subject') or 'message'}.eml"
        self._add(name.replace("/", "_"), "message/rfc822", data)

    def _attach(self, part: Message, kind: str) -> None:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        inline = part.get_content_disposition() == "inline" or bool(part["content-id"])
        self.attach(file_name(part), kind, data, inline=inline)

    def attach(self, name: str, kind: str, data: bytes, *, inline: bool = False) -> None:
        """Add a file that came with the mail; one without a name gets one, and what cannot be opened is said."""
        name = name or f"part-{len(self.parts) + 1}{mimetypes.guess_extension(kind) or '.bin'}"
        note = None
        if kind.endswith(("pkcs7-signature", "pgp-signature")):
            note = "digital signature"
        elif kind.endswith(("pkcs7-mime", "pgp-encrypted")):
            note = "signed or encrypted envelope, not opened"
            self.notes.append(
                f"Part {name} is a signed or encrypted envelope; open it in the mail program and save it."
            )
        elif kind.startswith("image/") and inline:
            note = _IN_TEXT
        elif name.lower() == "winmail.dat" or kind == "application/ms-tnef":
            note = "Outlook's own format, not opened"
            self.notes.append(f"Part {name} is in Outlook's own format; ask the sender to send it as HTML or text.")
        self._add(name, kind, data, note)

    def _add(self, name: str, kind: str, data: bytes, note: str | None = None) -> None:
        self.attachments.append(Attachment(name, kind, data, in_text=note == _IN_TEXT))
        self.parts.append(Part(name=name, media_type=kind, size=len(data), note=note))


def preferred(alternatives: list[list[BodyText]]) -> list[BodyText]:
    """Plain text before a page, unless it is empty or only says that there is a page."""
    plain = [bodies for bodies in alternatives if bodies and not bodies[0].is_html]
    pages = [bodies for bodies in alternatives if bodies and bodies[0].is_html]
    said = sum(len("".join(body.text.split())) for body in plain[0]) if plain else 0
    shown = sum(_shown_length(body.text) for body in pages[-1]) if pages else 0
    if pages and (said == 0 or (said < _STUB and shown > 5 * said)):
        return pages[-1]
    return plain[0] if plain else []


def nested_too_deep() -> ReadError:
    """The error for a mail whose parts nest so deep that Python's own parser gives up (about 300 levels)."""
    # No setting: the depth is that of Python's stack.
    return ReadError(
        ReadCode.OVER_LIMIT, "The mail nests its parts too deep to be read; ask the sender for the files inside it."
    )


def _shown_length(source: str) -> int:
    """How many characters of a page a browser would show, roughly."""
    # Cut at "</style>" first: one pattern for both ends would try every "<style" up to the end of the page.
    unstyled = "".join(re.split(r"<style", piece, maxsplit=1)[0] for piece in source.split("</style>"))
    return len("".join(re.sub(r"<[^<>]*>", "", unstyled).split()))


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _body(part: Message, *, is_html: bool) -> BodyText:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("ascii", "surrogateescape")
    charset = parameter_of(part, "charset")
    declared = charset if isinstance(charset, str) else None
    decoded = decode_html(data, declared) if is_html else decode(data, declared)
    text = storable(unix_lines(decoded.text))
    if not is_html and str(parameter_of(part, "format")).lower() == "flowed":
        text = unflowed(text, joined=str(parameter_of(part, "delsp")).lower() == "yes")
    return BodyText(text, is_html, decoded.lost, decoded.charset)


def unflowed(text: str, *, joined: bool = False) -> str:
    """Lines that a mail program broke for width (RFC 3676: they end in a space) put together again."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        quotes = len(line) - len(line.lstrip(">"))
        words = line[quotes:].removeprefix(" ") if quotes else line.removeprefix(" ")
        goes_on = lines and lines[-1].endswith(" ") and not lines[-1].endswith("-- ") and quotes == depth
        if goes_on:
            lines[-1] = (lines[-1][:-1] if joined else lines[-1]) + words
        else:
            lines.append(f"{'>' * quotes} {words}" if quotes else words)
        depth = quotes
    return "\n".join(lines)


def _decoded_base64(data: bytes) -> bytes:
    try:
        return b64decode(data)
    except Error:
        return data
