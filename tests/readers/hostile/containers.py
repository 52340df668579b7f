# ruff: noqa: E501 -- hostile XML, mail and PDF read best unbroken
"""ZIP and XML bombs in Word and Excel files, and containers that lie about what they hold."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from fuzz.seeds import BOOK_PARTS, WORD_PARTS
from make_docx import W, docx, p, zipped
from readers.hostile.cases import Case, case

_MEGABYTE = 1 << 20
_DAMAGED = ("truncated", "unsupported")
#: What members and central directory say of sizes, methods and flags (APPNOTE 4.3.7 and 4.3.12).
_LOCAL, _CENTRAL, _END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"


def cases() -> Iterator[Case]:
    """About 70 files."""
    yield from _bombs()
    yield from _liars()
    yield from _xml_bombs()
    yield from _deep()
    yield from _broken_parts()


@cache
def zeros(megabytes: int) -> bytes:
    """So many megabytes of blanks, deflated about 1,000 to 1."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * _MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def member(name: str, packed: bytes, size: int, *, method: int = 8, flags: int = 0) -> tuple[bytes, bytes, int]:
    """A member's local part, its name, and its size unpacked as the directory will state it."""
    head = struct.pack(_LOCAL, b"PK\x03\x04", 20, flags, method, 0, 33, 0, len(packed), size, len(name), 0)
    return head + name.encode() + packed, name.encode(), size


def container(*members: tuple[bytes, bytes, int], same_place: bool = False) -> bytes:
    """A ZIP of these members with checksums of zero; with `same_place` all entries point at the first."""
    body, directory = bytearray(), bytearray()
    for local, name, size in members:
        flags, method = struct.unpack("<2H", local[6:10])
        packed = struct.unpack("<L", local[18:22])[0]
        at = 0 if same_place else len(body)
        directory += struct.pack(
            _CENTRAL, b"PK\x01\x02", 20, 20, flags, method, 0, 33, 0, packed, size, len(name), 0, 0, 0, 0, 0, at
        )
        directory += name
        if not (same_place and body):
            body += local
    end = struct.pack(_END, b"PK\x05\x06", 0, 0, *[len(members) & 0xFFFF] * 2, len(directory), len(body), 0)
    return bytes(body + directory) + end


def stored(name: str, content: bytes, *, flags: int = 0, method: int = 0) -> tuple[bytes, bytes, int]:
    """A member that is not packed."""
    return member(name, content, len(content), flags=flags, method=method)


def _bombs() -> Iterator[Case]:
    types = WORD_PARTS["[Content_Types].xml"]
    big = member("word/document.xml", zeros(300), 300 * _MEGABYTE)
    yield case("one-huge-part.docx", lambda: _with_types(types, big), "over_limit", says="DOCINTEL_MAX_PART_BYTES")
    sheet = member("xl/sharedStrings.xml", zeros(300), 300 * _MEGABYTE)
    book = BOOK_PARTS["[Content_Types].xml"]
    yield case("huge-strings.xlsx", lambda: _with_types(book, sheet), "truncated")
    five = [member(f"word/{at}.xml", zeros(250), 250 * _MEGABYTE) for at in range(5)]
    all_parts = "DOCINTEL_MAX_UNPACKED_BYTES"
    yield case("huge-together.docx", lambda: _with_types(types, *five), "over_limit", says=all_parts)
    overlapping = [member(f"word/{at}.xml", zeros(10), 10 * _MEGABYTE) for at in range(2000)]
    yield case("overlapping.docx", lambda: container(*overlapping, same_place=True), "bomb")
    many = [stored(f"{at}", b"") for at in range(25_000)]
    yield case("members.docx", lambda: container(*many), "over_limit", says="DOCINTEL_MAX_ATTACHMENTS")
    yield case("directory-of-a-million.docx", _directory, "over_limit", says="DOCINTEL_MAX_ATTACHMENTS")
    for depth in (2, 7):
        inside = frozenset({"read", "over_limit"})
        yield Case(f"documents-in-documents-{depth}.docx", partial(_nested, depth), frozenset({"read"}), inside=inside)
    copies = partial(_nested, 3, copies=40)
    yield Case(
        "copies-of-copies.docx", copies, frozenset({"read"}), inside=frozenset({"read", "over_limit"}), heavy=True
    )
    inside = frozenset({"read", "over_limit"})
    yield Case("zips-in-zips.zip", partial(_zips, 20), frozenset({"read"}), inside=inside)
    embedded = {f"word/embeddings/{at}.docx": b"x" for at in range(1100)}
    crowd = partial(zipped, {**WORD_PARTS, **embedded})
    yield Case("embedded-1100.docx", crowd, frozenset({"read"}), inside=frozenset({"mistyped", "read", "over_limit"}))


def _with_types(types: bytes, *members: tuple[bytes, bytes, int]) -> bytes:
    """A container whose list of types has the right checksum, so that it is read."""
    stream = BytesIO(container(*members))
    with ZipFile(stream, "a", ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", types)
    return stream.getvalue()


def _directory() -> bytes:
    local, name, size = stored("a", b"x")
    entry = struct.pack(_CENTRAL, b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 1, size, 1, 0, 0, 0, 0, 0, 0) + name
    entries = entry * 1_000_000
    return local + entries + struct.pack(_END, b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), len(local), 0)


def _nested(depth: int, *, copies: int = 1) -> bytes:
    data = docx(p("最里面"))
    for level in range(depth):
        data = zipped({**WORD_PARTS, **{f"word/embeddings/{level}-{at}.docx": data for at in range(copies)}})
    return data


def _zips(depth: int) -> bytes:
    data = b"x"
    for level in range(depth):
        data = zipped({f"{level}.zip": data})
    return data


def _liars() -> Iterator[Case]:
    types = WORD_PARTS["[Content_Types].xml"]
    small = member("word/document.xml", zeros(300), 100)
    yield case("states-100-bytes-holds-300-megabytes.docx", lambda: _with_types(types, small), "truncated")
    more = member("word/document.xml", zeros(1), 100 * _MEGABYTE)
    yield case("states-more-than-it-holds.docx", lambda: _with_types(types, more), "truncated")
    for method in (1, 6, 9, 12, 14, 93, 98, 99):
        strange = stored("[Content_Types].xml", types, method=method)
        yield case(f"method-{method}.docx", lambda strange=strange: container(strange), *_DAMAGED)
    locked = stored("[Content_Types].xml", types, flags=1)
    yield case("members-with-password.docx", lambda: container(locked), "encrypted", says="password")
    for at, name in enumerate(("../../etc/passwd", "/etc/passwd", "C:\\x", "a" * 60_000, "\ud7ff\n\t")):
        yield case(f"odd-name-{at}.docx", partial(zipped, {**WORD_PARTS, name: "x"}), "read")
    twice = BytesIO()
    with ZipFile(twice, "w") as archive:
        for part, content in WORD_PARTS.items():
            archive.writestr(part, content)
    yield case("no-members.docx", b"PK\x05\x06" + bytes(18), "empty")
    yield case("directory-before-the-file.docx", twice.getvalue()[100:], "truncated", "mistyped")
    yield case("junk-behind.docx", twice.getvalue() + b"\0" * 1000, "read")
    yield case("junk-before.docx", b"MZ" + bytes(100) + twice.getvalue(), "mistyped")


def _xml_bombs() -> Iterator[Case]:
    laughs = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    bombs = {
        "laughs": ('<!DOCTYPE d [<!ENTITY e0 "ha">' + laughs + "]>", "<x a='&e11;'>&e11;</x>"),
        "quadratic": (f'<!DOCTYPE d [<!ENTITY e "{"a" * 50_000}">]>', f"<x>{'&e;' * 50_000}</x>"),
        "outside": ('<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "<x>&e;</x>"),
        "parameter": ('<!DOCTYPE d [<!ENTITY % p SYSTEM "http://x.example/p.dtd"> %p;]>', "<x/>"),
    }
    for bomb, (head, body) in bombs.items():
        for part in ("word/document.xml", "word/styles.xml", "[Content_Types].xml"):
            # The list of types is searched, not parsed: nothing is expanded in it.
            codes = ("read", "unsupported") if part.startswith("[") else ("unsupported",)
            makers = partial(_with_xml, "docx", part, head, body)
            yield case(f"{bomb}-{part.rpartition('/')[2]}.docx", makers, *codes)
        for part in ("xl/workbook.xml", "xl/worksheets/sheet0.xml", "xl/sharedStrings.xml"):
            yield case(
                f"{bomb}-{part.rpartition('/')[2]}.xlsx", partial(_with_xml, "xlsx", part, head, body), "unsupported"
            )
    head, body = bombs["laughs"]
    for charset in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"):
        named = f'<?xml version="1.0" encoding="{charset}"?>' + head + body
        data = partial(_with_bytes, "word/document.xml", named.encode(charset))
        yield case(f"laughs-{charset}.docx", data, "unsupported", "truncated")


def _with_xml(kind: str, part: str, head: str, body: str) -> bytes:
    found = WORD_PARTS if kind == "docx" else BOOK_PARTS
    return zipped({**found, part: head.encode() + found[part] + body.encode()})


def _with_bytes(part: str, data: bytes) -> bytes:
    return zipped({**(WORD_PARTS if part in WORD_PARTS else BOOK_PARTS), part: data})


def _deep() -> Iterator[Case]:
    wraps = {
        "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3),
        "controls": ("<w:sdt>", "</w:sdt>", 1),
        "insertions": ("<w:p><w:ins>", "</w:ins></w:p>", 2),
        "boxes": ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 3),
    }
    for name, (start, end, width) in wraps.items():
        for depth, code in ((180, "read"), (300, "over_limit"), (5_000, "over_limit"), (100_000, "over_limit")):
            times = depth // width
            body = p("外") + start * times + p("内") + end * times
            says = "" if code == "read" else "raise DOCINTEL_MAX_DEPTH"
            yield case(f"deep-{name}-{depth}.docx", partial(docx, body), code, says=says)
    yield case("elements.docx", lambda: docx("<w:p/>" * 11_000_000), "over_limit", says="DOCINTEL_MAX_ELEMENTS")
    attributes = "<w:p " + " ".join(f'a{at}=""' for at in range(2000)) + "/>"
    yield case(
        "attributes.docx", lambda: docx(attributes * 5_200), "over_limit", says="DOCINTEL_MAX_ELEMENTS", heavy=True
    )


def _broken_parts() -> Iterator[Case]:
    main = "word/document.xml"
    for name, data in {
        "no-root": b"", "blank": b"   ", "not-xml": b"PK\x03\x04", "half": WORD_PARTS[main][:200], "zeros": bytes(500),
        "bad-utf-8": WORD_PARTS[main].replace("贷".encode(), b"\xff\xfe"), "two-roots": WORD_PARTS[main] * 2,
    }.items():  # fmt: skip
        yield case(f"main-{name}.docx", partial(_with_bytes, main, data), "truncated")
    yield case("main-is-html.docx", partial(_with_bytes, main, b"<html><body>x</body></html>"), "no_text", "read")
    link = '<Relationship Id="r" Type="x/officeDocument" Target="{}"/>'
    for at, target in enumerate(("_rels/.rels", "../../../../etc/passwd", "word/gone.xml", "//x.example/a", "\t")):
        data = f"<Relationships>{link.format(target)}</Relationships>".encode()
        yield case(
            f"main-elsewhere-{at}.docx", partial(_with_bytes, "_rels/.rels", data), "mistyped", "read", "no_text"
        )
    based = "".join(f'<w:style w:styleId="{at}"><w:basedOn w:val="{(at + 1) % 2000}"/></w:style>' for at in range(2000))
    styles = partial(docx, p("x"), styles=f"<w:styles {W}>{based}</w:styles>")
    yield case("styles-in-a-circle.docx", styles, "over_limit", says="styles based on each other")
    numbers = "".join(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{d}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' for d in (-5, 0, 999_999_999) * 50)  # fmt: skip
    for style in ("lowerLetter", "upperRoman", "chineseCounting", "decimalZero"):
        level = f'<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="{style}"/><w:lvlText w:val="%1%1%9"/></w:lvl>'
        lists = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        yield case(f"counts-to-a-billion-{style}.docx", partial(docx, numbers, numbering=lists), "read")
    for code in ("FFFFFFFF", "110000", "D800", "-1", "", "0", "F0FE", "x"):
        sign = f'<w:p><w:r><w:t>x</w:t><w:sym w:font="Wingdings" w:char="{code}"/></w:r></w:p>'
        yield case(f"symbol-{code}.docx", partial(docx, sign), "read")
    spans = '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    yield case("spans.docx", partial(docx, spans * 3), "read")
