# ruff: noqa: E501 -- hostile XML, mail and PDF read best unbroken
"""Mail whose parts, headers and charsets contradict, repeat or swallow each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from readers.hostile.cases import Case, case

_HEAD = b"From: a@x.example\nTo: b@x.example\nSubject: x\nDate: Mon, 3 Mar 2025 09:30:00 +0800\nMIME-Version: 1.0\n"


def cases() -> Iterator[Case]:
    """About 70 files."""
    yield from _multiparts()
    yield from _headers()
    yield from _bodies()
    yield from _mailboxes()


def _mail(content_type: bytes, body: bytes, *, encoding: bytes = b"7bit") -> bytes:
    return _HEAD + b"Content-Type: " + content_type + b"\nContent-Transfer-Encoding: " + encoding + b"\n\n" + body


def _multiparts() -> Iterator[Case]:
    mixed = b"multipart/mixed"
    for name, (kind, body) in {
        "no-boundary": (mixed, b"--X\n\nwords\n--X--"), "empty-boundary": (mixed + b'; boundary=""', b"--\n\nwords\n----"),
        "other-boundary": (mixed + b"; boundary=Y", b"--X\n\nwords\n--X--"), "no-end": (mixed + b"; boundary=X", b"--X\n\nwords"),
        "only-end": (mixed + b"; boundary=X", b"--X--\nwords"), "blank-boundary": (mixed + b'; boundary=" "', b"-- \n\nwords\n"),
        "long-boundary": (mixed + b"; boundary=" + b"X" * 50_000, b"--" + b"X" * 50_000 + b"\n\nwords\n"),
        "same-boundary": (mixed + b"; boundary=X", b"--X\nContent-Type: multipart/mixed; boundary=X\n\n--X\n\nwords\n--X--\n"),
        "alternative-of-nothing": (b"multipart/alternative; boundary=X", b"--X--\n"),
        "in-base64": (mixed + b"; boundary=X; charset=base64", b"--X\nContent-Transfer-Encoding: base64\n\n!!!!\n--X--"),
        "partial": (b"message/partial; number=1; total=9; id=x", b"words"), "external": (b"message/external-body; access-type=local-file", b"words"),
        "report": (b"multipart/report; boundary=X", b"--X\nContent-Type: message/delivery-status\n\n" + b"A: b\n\n" * 500 + b"--X--"),
        "pattern-boundary": (mixed + b'; boundary="(.*)+["', b"--(.*)+[\n\nwords\n--(.*)+[--"),
    }.items():  # fmt: skip
        yield case(f"{name}.eml", partial(_mail, kind, body), "read")
    for depth, codes in ((30, ("read",)), (100, ("read", "over_limit")), (3000, ("over_limit",))):
        yield case(
            f"multiparts-{depth}-deep.eml", partial(_nested, depth), *codes, says="" if depth < 3000 else "too deep"
        )
        inside = frozenset({"read", "over_limit"})
        yield Case(f"forwarded-{depth}-deep.eml", partial(_forwarded, depth), frozenset(codes), inside=inside)
    part = b"--X\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    crowd, inside = partial(_mail, mixed + b"; boundary=X", part * 1500), frozenset({"read", "over_limit"})
    yield Case("attachments.eml", crowd, frozenset({"read"}), inside=inside)
    names = (b"../../etc/passwd", b"a\0b", b"C:\\x.txt", b"=?gbk?b?/////w==?=", b"." * 5000, b"/", b'"', b"")
    for at, name in enumerate(names):
        body = b'--X\nContent-Disposition: attachment; filename="' + name + b'"\n\nsome words\n--X--'
        yield case(f"attachment-name-{at}.eml", partial(_mail, mixed + b"; boundary=X", body), "read")
    yield case("name-in-contradicting-pieces.eml", partial(_mail, b"text/plain; name*0*=utf-8''a; name*0=b; name*=c; name*x=d", b"words"), "read")  # fmt: skip


def _nested(depth: int) -> bytes:
    starts = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (at, at + 1) for at in range(depth))
    return _mail(b"multipart/mixed; boundary=0", starts + b"--%d\n\nwords" % depth)


def _forwarded(depth: int) -> bytes:
    return _HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"Subject: innermost\n\nwords"


def _headers() -> Iterator[Case]:
    for name in (b"To", b"From", b"Subject", b"References", b"Date", b"Message-ID", b"X-Any", b"Content-Type"):
        text = name.decode().lower()
        for filling in (b"a", b"a@", b"(", b'"', b"<", b",", b"=?utf-8?q?", b"\\", b" ", b"\xc0\xee"):
            header = name + b": " + filling * (60_000 // len(filling))
            data = b"MIME-Version: 1.0\n" + header + b"\nFrom: a@x.example\nSubject: y\n\nsome words\n"
            yield case(f"header-{text}-{filling.hex()[:12]}.eml", data, "read")
    yield case(
        "two-megabytes-of-recipients.eml",
        _HEAD.replace(b"b@x.example", b"b@x.example, " * 150_000) + b"\nwords",
        "read",
        heavy=True,
    )
    for at, date in enumerate(
        (
            b"0",
            b"99999999999999999999",
            b"Mon, 99 Foo 99999 99:99:99 +9999999",
            b"Mon, 3 Mar 2025 09:30:00 +99999",
            b"\0",
        )
    ):
        data = _HEAD.replace(b"Mon, 3 Mar 2025 09:30:00 +0800", date) + b"\nwords"
        yield case(f"date-{at}.eml", data, "read")
    yield case("no-blank-line.eml", _HEAD, "read")
    # found by fuzzing: the library reads such a boundary and will not write it
    inner = (
        b'Subject: y\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="Z\x87"\n\n--Z\x87\n\nx\n--Z\x87--\n'
    )
    body = b"\n--X\nContent-Type: message/rfc822\n\n" + inner + b"--X--\n"
    outer = _HEAD + b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="X"\n' + body
    yield Case(
        "boundary-of-no-letters.eml", partial(bytes, outer), frozenset({"read"}), inside=frozenset({"mistyped", "read"})
    )
    yield case("thousands-of-headers.eml", _HEAD + b"X-A: b\n" * 20_000 + b"\nwords", "read")


def _bodies() -> Iterator[Case]:
    for charset in (
        b"zlib",
        b"punycode",
        b"idna",
        b"undefined",
        b"unicode_escape",
        b"base64",
        b"x-unknown",
        b"utf-16",
        b"utf-7",
        b"\xff",
        b"hz",
        b"../x",
    ):
        name = charset.hex()
        yield case(
            f"charset-{name}.eml",
            partial(_mail, b"text/plain; charset=" + charset, "贷款 words".encode("gbk") * 20),
            "read",
        )
    for encoding in (b"base64", b"quoted-printable", b"x-uuencode", b"binary", b"nonsense"):
        for name, body in {
            "garbage": b"=?!*%&" * 500,
            "cut": b"d29yZHMgYW5kIG1vcmU",
            "high": b"\xff\xfe\x80" * 500,
            "begin": b"begin 644 a\n" + b"M" * 500,
        }.items():
            data = partial(_mail, b"text/plain; charset=utf-8", body, encoding=encoding)
            yield case(f"{encoding.decode()}-{name}.eml", data, "read", "mistyped")
    for name, page in {"style": b"<style" * 50_000, "tag": b"<" * 300_000, "text": b"<p>" + b"word " * 60_000}.items():
        alternative = b"--X\nContent-Type: text/plain\n\n \n--X\nContent-Type: text/html\n\n" + page + b"\n--X--"
        yield case(f"page-of-{name}.eml", partial(_mail, b"multipart/alternative; boundary=X", alternative), "read")
    yield case(
        "page-too-deep.eml", partial(_mail, b"text/html", b"<div>" * 100_000 + b"x"), "over_limit", says="too deep"
    )
    yield case(
        "megabytes-in-base64.eml", lambda: _mail(b"text/plain", b"d29yZHMg" * 200_000, encoding=b"base64"), "read"
    )


def _mailboxes() -> Iterator[Case]:
    message = b"From a@x.example Mon Mar  3 09:30:00 2025\n" + _HEAD + b"\nsome words\n\n"
    yield case("three-thousand-mails.mbox", message * 3000, "read", heavy=True)
    yield case("three-hundred-mails.mbox", message * 300, "read")
    yield case("from-lines.mbox", message + b"From a 2025\nx:\n\n" * 1000, "read")
    yield case("from-without-header.mbox", message + b"From a 2025\n\n" * 5_000, "read")
    yield case("from-word.mbox", message + b"From a 2025\n" + b"x" * 300_000, "read")
