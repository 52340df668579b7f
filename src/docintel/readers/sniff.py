"""Which reader a file needs, told from its bytes. A name decides only between plain text, Markdown and CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from docintel.errors import ReadCode, ReadError
from docintel.readers.archive import Package, truncated
from docintel.readers.charset import decode
from docintel.readers.delimiter import delimiter_of
from docintel.readers.picture_types import picture_type
from docintel.settings import current_settings

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
XLSX = OFFICE + "spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The reader (its name in the registry) and the media type a file turned out to have."""

    reader: str
    media_type: str


#: Formats known but not read: the bytes they start with, what they are, what to do instead.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and hand in the files"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and hand in the files"),
    (b"\x1f\x8b", "a gzip file", "unpack it and hand in the file inside"),
    (b"{\\rtf", "an RTF document", "save it as .docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", ""),
)
#: Brands of the ISO container that hold a phone's photograph.
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1")
#: Names of streams in an OLE container (UTF-16), what the file then is, what to do instead.
_OLE_KINDS = (
    ("WordDocument", "an old Word document (.doc or .wps)", "open it in Word or WPS and save it as .docx"),
    ("Workbook", "an old Excel workbook (.xls or .et)", "open it in Excel or WPS and save it as .xlsx"),
    ("Book", "an old Excel workbook (.xls)", "open it in Excel and save it as .xlsx"),
    ("__substg1.0", "an Outlook message (.msg)", "save it from Outlook as .eml"),
    ("PowerPoint Document", "an old PowerPoint file", "save it as PDF"),
)
_PDF_HEADER_WITHIN = 1024
_SAMPLE = 65_536
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,76}:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL_HEADERS = re.compile(
    rb"^(from|to|cc|date|subject|received|return-path|message-id|mime-version|delivered-to|reply-to|content-type"
    rb"|x-[\w-]+|sender|dkim-signature|in-reply-to|references|auto-submitted|bcc)[ \t]*:", re.I | re.M
)  # fmt: skip
_MAIL_PROOF = re.compile(rb"^(received|return-path|message-id|mime-version|from|delivered-to)[ \t]*:", re.I | re.M)
_MBOX = re.compile(rb"From \S+.*\d{4}.*\r?\n[\w-]+:")
_HTML = re.compile(rb"<(!doctype\s+html|(html|head|body|table|div|ix:header|p|meta)[\s>])", re.I)
_END_TAG = re.compile(rb"</[a-zA-Z][\w-]*>|<br\s*/?>")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_ODD_SHARE = 0.02


def sniff(data: bytes, name: str) -> Sniffed:
    """The reader for these bytes; raises ReadError where none can read them, saying what to do."""
    _refuse_size(data)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Sniffed("pdf", "application/pdf")
    if kind := picture_type(data):
        return Sniffed("image", kind)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _sniff_package(data)
    _refuse_known(data)
    return _sniff_text(data, name)


def _refuse_size(data: bytes) -> None:
    if not data:
        raise ReadError(ReadCode.EMPTY, "The file has no bytes; ask the sender for it again.")
    limit = current_settings().max_file_bytes
    if len(data) > limit:
        raise ReadError(
            ReadCode.OVER_LIMIT,
            f"The file has {len(data):,} bytes and the limit is {limit:,}; split it or raise DOCINTEL_MAX_FILE_BYTES.",
        )


def _sniff_package(data: bytes) -> Sniffed:
    package = Package.open(data)
    if "[Content_Types].xml" not in package:
        raise _unsupported_package(package)
    types = package.read("[Content_Types].xml")
    if b"wordprocessingml" in types and any(name.startswith("word/") for name in package.names):
        return Sniffed("docx", DOCX)
    if b"ms-excel.sheet.binary" in types:
        raise unsupported("a binary Excel workbook (.xlsb)", "open it in Excel and save it as .xlsx")
    if b"spreadsheetml" in types:
        return Sniffed("spreadsheet", XLSX)
    if b"presentationml" in types:
        raise unsupported("a PowerPoint file", "save it as PDF")
    raise unsupported("an Office package of an unknown kind", "save it as .docx, .xlsx or PDF")


def _unsupported_package(package: Package) -> ReadError:
    if "ofd.xml" in package:
        return unsupported("an OFD document", "open it in an OFD viewer or WPS and save it as PDF")
    if "mimetype" in package and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        return unsupported("an OpenDocument file", "save it as .docx or .xlsx")
    return unsupported("a ZIP archive", "unpack it and hand in the files")


def _refuse_known(data: bytes) -> None:
    if data[4:12] in _HEIC:
        raise unsupported("a HEIC photograph", "save it as JPEG or PDF")
    for magic, what, instead in _REFUSED:
        if data.startswith(magic):
            raise unsupported(what, instead) if what else _refused_ole(data)


def _refused_ole(data: bytes) -> ReadError:
    """The old Office container: an encrypted new file, an old file, or an Outlook message."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ReadError(
            ReadCode.ENCRYPTED, "The file is protected by a password; ask for it without one or save it without one."
        )
    for stream, what, instead in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return unsupported(what, instead)
    return truncated() if len(data) < 1536 else unsupported("an old Office file", "save it as .docx, .xlsx or PDF")


def _sniff_text(data: bytes, name: str) -> Sniffed:
    sample = _sample(data)
    if _is_mail(sample):
        mbox = _MBOX.match(sample)
        return Sniffed("mail", "application/mbox" if mbox else "message/rfc822")
    suffix = PurePath(name).suffix.lower()
    text = _readable(sample)
    if _is_html(sample, text, suffix):
        return Sniffed("html", "text/html")
    if suffix in (".md", ".markdown"):
        return Sniffed("plain", "text/markdown")
    if suffix in (".csv", ".tsv", ".tab") or (suffix not in (".txt", ".text") and delimiter_of(text, strict=True)):
        return Sniffed("spreadsheet", "text/tab-separated-values" if delimiter_of(text) == "\t" else "text/csv")
    return Sniffed("plain", "application/json" if suffix == ".json" else "text/plain")


def _sample(data: bytes) -> bytes:
    """The first lines, never half a character: a line feed ends a character in every charset but UTF-16."""
    if len(data) <= _SAMPLE or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_SAMPLE]
    end = data.rfind(b"\n", 0, _SAMPLE)
    return data[:end] if end > 0 else data


def _readable(sample: bytes) -> str:
    text = decode(sample).text
    if len(_CONTROL.findall(text)) > _ODD_SHARE * len(text):
        raise ReadError(
            ReadCode.MISTYPED,
            "The bytes are no text and no format docintel knows; check that the file is what its name says.",
        )
    return text


def _is_mail(sample: bytes) -> bool:
    """A block of header lines at the very start, at least two of them headers of mail."""
    start = sample.lstrip(b"\xef\xbb\xbf\r\n")
    if _MBOX.match(start):
        return True
    at = 0
    while found := _HEADER_LINE.match(start, at):
        at = found.end()
    block = start[:at]
    kinds = {found[1].lower() for found in _MAIL_HEADERS.finditer(block)}
    return len(kinds) >= 2 and bool(_MAIL_PROOF.search(block))


def _is_html(sample: bytes, text: str, suffix: str) -> bool:
    head = text.lstrip("\ufeff \t\r\n")[:4096].encode("utf-8", "replace")
    if head.lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div")):
        return True
    if head.startswith((b"<?xml", b"<!--", b"<SEC-DOCUMENT", b"<DOCUMENT", b"-----BEGIN PRIVACY")):
        return bool(_HTML.search(sample))
    if suffix in (".html", ".htm", ".xhtml", ".shtml") and _HTML.search(sample):
        return True
    # Saved fragments start with any tag; XML proper has been told apart by its declaration.
    return head.startswith(b"<") and len(_END_TAG.findall(head)) >= 3 and bool(_HTML.search(sample))


def unsupported(what: str, instead: str) -> ReadError:
    """The error for a format that is recognised but not read."""
    return ReadError(ReadCode.UNSUPPORTED, f"This is {what}, which docintel does not read; {instead}.")
