"""The envelope of a mail, read however its sender's program garbled it: RFC 2047 names, raw GBK, missing dates."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from quopri import decodestring

from docintel.readers.charset import decode
from docintel.readers.text_builder import visible

_ENCODED = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
# Tried only where a word begins: from every letter of an endless word it would take hours.
_ADDRESS = re.compile(r"(?<![\w.+'/&-])[\w.+'/&-]++@[\w.-]+")
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(自动回复|自动答复|系统退信|退信|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|undeliver|"
    r"delivery (?:status|failure)|returned mail|mail delivery failed)",
    re.I,
)
_AUTOMATIC_SENDER = re.compile(r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@", re.I)


def header_text(raw: object) -> str:
    """A header as its reader sees it: encoded words decoded, folded lines joined, raw bytes read by guess."""
    text = _unicode(str(raw))
    text = re.sub(r"\r?\n[ \t]*", " ", text)
    return re.sub(r"\s+", " ", visible("".join(_decoded_words(text)))).strip()


def header(message: Message, name: str) -> str:
    """The first header of a name, decoded; empty without one."""
    return next((header_text(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")


def addresses(message: Message, name: str) -> tuple[str, ...]:
    """Everyone a header names, as "Name <address>"; decoded after the commas were told apart."""
    raw = [_unicode(str(value)) for key, value in message.raw_items() if key.lower() == name.lower()]
    found = [_person(who, address) for who, address in _listed(raw) if who or address]
    if not found and any(raw):
        # A malformed list still names its addresses.
        found = _ADDRESS.findall(" ".join(header_text(one) for one in raw)) or [header_text(one) for one in raw]
    return tuple(one for one in found if one)


def _listed(headers: list[str]) -> list[tuple[str, str]]:
    """Names and addresses as the standard library parts them; none where comments nest deeper than its stack."""
    try:
        return getaddresses(headers)
    except RecursionError:
        return []


def sent(message: Message) -> datetime | None:
    """When the mail says it was sent; None when it does not say or says no date.

    A date without zone is taken as UTC, as RFC 5322 means -0000: moments of one thread must be comparable.
    """
    text = header(message, "date")
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """The message ids of a header, in order."""
    text = header(message, name)
    return tuple(_MESSAGE_ID.findall(text)) or ((text,) if text and "@" in text and " " not in text else ())


def is_automatic(message: Message) -> bool:
    """Whether a program wrote the mail: an absence note, a bounce, a bulk message. It says nothing of intent."""
    submitted = header(message, "auto-submitted").lower()
    return (
        submitted not in ("", "no")
        or any(header(message, name) for name in ("x-autoreply", "x-autorespond", "x-autoreply-from"))
        or header(message, "precedence").lower() in ("bulk", "junk", "auto_reply")
        or message.get_content_type() in ("multipart/report", "message/delivery-status")
        or header(message, "return-path") == "<>"
        or bool(_AUTOMATIC_SUBJECT.match(header(message, "subject")))
        or bool(_AUTOMATIC_SENDER.search(header(message, "from")))
    )


def file_name(part: Message) -> str:
    """The name of an attachment without its folders; empty when it has none."""
    for place, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        found = parameter_of(part, parameter, place)
        if isinstance(found, tuple):
            charset, _, text = found
            name = decode(text.encode("latin-1", "replace"), charset).text
        else:
            name = header_text(found) if found else ""
        if name := bare_name(name):
            return name
    return ""


def bare_name(name: str) -> str:
    """A file's name without the folders it lay in."""
    return visible(name).replace("\\", "/").rpartition("/")[2].strip()


def parameter_of(
    part: Message, name: str, place: str = "content-type"
) -> str | tuple[str | None, str | None, str] | None:
    """A parameter of a header; None also where its numbered pieces (RFC 2231) contradict each other."""
    try:
        return part.get_param(name, None, place)
    except (TypeError, ValueError):
        return None


def mend_headers(message: Message) -> None:
    """Replace headers with raw 8-bit bytes by their text, so that the standard library can read parameters."""
    raw = [(name, str(value)) for name, value in message.raw_items()]
    if all(value.isascii() for _, value in raw):
        return
    for name, _ in raw:
        del message[name]
    for name, value in raw:
        message[name] = _unicode(value)


def _unicode(text: str) -> str:
    """Text in which the mail parser smuggled undecoded bytes, decoded."""
    if text.isascii():
        return text
    try:
        return decode(text.encode("ascii", "surrogateescape")).text
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def _decoded_words(text: str) -> Iterator[str]:
    """Text with its encoded words decoded; a character may be cut in two between neighbours of one charset."""
    at, pending, charset = 0, b"", ""
    for found in _ENCODED.finditer(text):
        between = text[at : found.start()]
        if pending and (between.strip() or found[1].lower() != charset):
            yield decode(pending, charset).text
            pending = b""
        if between.strip() or (at == 0 and between):
            yield between
        pending += _word_bytes(found[2], found[3])
        at, charset = found.end(), found[1].lower()
    if pending:
        yield decode(pending, charset).text
    yield text[at:]


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return decodestring(text.replace("_", " ").encode("ascii", "replace"))
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    # One letter too many carries no byte.
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return b64decode(letters + "=" * (-len(letters) % 4))


def _person(name: str, address: str) -> str:
    name = header_text(name).strip("\"' ")
    return f"{name} <{address}>" if name and address and name != address else name or address
