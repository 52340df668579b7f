# ruff: noqa: E501 -- hostile XML, mail and PDF read best unbroken
"""PDF files whose trees, streams and pages run in circles or swell without end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import partial

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from readers.hostile.cases import Case, case

_WORDS = b"BT /F 8 Tf 10 700 Td (Loan agreement)Tj ET "
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
#: Pages and first objects of the files below: 1 catalog, 2 page tree, 3 page, 4 contents, 5 font, further ones from 6.
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def cases() -> Iterator[Case]:
    """About 60 files."""
    yield from _trees()
    yield from _tables_of_objects()
    yield from _boxes()
    yield from _streams()
    yield from _forms()
    yield from _locked()


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"", start: int | None = None) -> bytes:
    """A PDF of these objects, numbered from 1, with a table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF" % (table if start is None else start)


def stream(data: bytes, entries: bytes = b"", *, filters: int = 1) -> bytes:
    """A stream object, deflated so many times."""
    for _ in range(filters):
        data = zlib.compress(data, 9)
    head = b"<</Length %d/Filter[%s]%s>>stream\n" % (len(data), b"/FlateDecode" * filters, entries)
    return head + data + b"\nendstream"


def page(
    contents: bytes = _WORDS,
    *more: bytes,
    box: bytes = b"[0 0 600 800]",
    resources: bytes = b"",
    filters: int = 1,
    entries: bytes = b"",
) -> bytes:
    """A PDF of one page with these contents; further objects from number 6."""
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox " + box + b"/Resources<</Font<</F 5 0 R>>" + resources + b">>"
    leaf += b"/Contents 4 0 R" + entries + b">>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", _TREE, leaf, stream(contents, filters=filters), _FONT, *more])


def _tree(tree: bytes, *more: bytes) -> bytes:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, leaf, stream(_WORDS), _FONT, *more])


def _trees() -> Iterator[Case]:
    shared = b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>"
    yield case("ten-thousand-pages.pdf", partial(_tree, shared), "over_limit", says="raise DOCINTEL_MAX_PAGES")
    ten = b"<</Type/Pages/Count %d/Kids[" + b"%d 0 R " * 10 + b"]>>"
    towers = [ten % (10 ** (8 - at), *[at + 7 if at < 7 else 3] * 10) for at in range(8)]
    yield case("pages-of-pages.pdf", partial(_tree, b"<</Type/Pages/Kids[6 0 R]/Count 100000000>>", *towers), "truncated", "over_limit")  # fmt: skip
    for count in (b"0", b"-1", b"2", b"4999", b"2147483647", b"99999999999999999999", b"(x)", b"2 0 R"):
        tree = b"<</Type/Pages/Kids[3 0 R]/Count %s>>" % count
        codes = ("read", "over_limit", "truncated", "no_text")
        yield case(f"count-{count.hex()[:12]}.pdf", partial(_tree, tree), *codes)
    for name, tree in {
        "tree-in-itself": b"<</Type/Pages/Kids[2 0 R]/Count 1>>", "tree-of-nothing": b"<</Type/Pages/Kids[]/Count 0>>",
        "kids-missing": b"<</Type/Pages/Kids[99 0 R]/Count 1>>", "kids-no-list": b"<</Type/Pages/Kids 3 0 R/Count 1>>",
        "tree-and-itself": b"<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 3>>", "no-tree": b"null",
        "parent-loop": b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", "tree-is-catalog": b"1 0 R",
    }.items():  # fmt: skip
        yield case(f"{name}.pdf", partial(_tree, tree), "read", "truncated", "no_text")
    for name, catalog in {
        "catalog-in-itself": b"1 0 R",
        "no-catalog": b"null",
        "pages-is-catalog": b"<</Pages 1 0 R>>",
    }.items():
        yield case(f"{name}.pdf", partial(pdf, [catalog, _TREE]), "truncated", "no_text")


def _tables_of_objects() -> Iterator[Case]:
    sound = page()
    table = sound.rindex(b"xref\n0")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", _TREE]
    for name, trailer in {
        "previous-is-itself": b"/Prev %d" % table, "previous-beyond": b"/Prev 99999999", "previous-negative": b"/Prev -5",
        "hybrid-is-itself": b"/XRefStm %d" % table, "size": b"/Size 2147483647", "info-loop": b"/Info 1 0 R/ID[1 0 R]",
    }.items():  # fmt: skip
        data = sound.replace(b"/Root 1 0 R", b"/Root 1 0 R" + trailer)
        yield case(f"xref-{name}.pdf", data, "read", "truncated")
    for at in (0, 5, 10**9, -1):
        yield case(f"xref-at-{at}.pdf", partial(pdf, objects, start=at), "truncated", "no_text")
        yield case(
            f"xref-of-words-at-{at}.pdf", sound[: sound.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF" % at, "read"
        )
    yield case("million-objects.pdf", sound.replace(b"xref\n0 6", b"xref\n0 99999999"), "read", "truncated")
    index = b"<</Type/XRef/Size 9/W[1 2 1]/Index[0 99999999]/Root 1 0 R"
    yield case("xref-stream.pdf", partial(pdf, [*objects, stream(b"\0" * 40, index)]), "truncated", "no_text")
    packed = stream(b"7 0 8 99999 " + b"<<" * 50_000, b"/Type/ObjStm/N 999999999/First 12")
    yield case("object-stream.pdf", partial(page, _WORDS, packed), "read")
    for name, start in {"arrays": b"[", "dictionaries": b"<</A ", "strings": b"(", "hex": b"<"}.items():
        yield case(f"deep-{name}.pdf", partial(page, _WORDS, start * 200_000), "read", "truncated", "no_text")
        yield case(f"deep-{name}-on-a-page.pdf", partial(page, _WORDS + start * 200_000), "read", "no_text")
    yield case("header-late.pdf", b"\n" * 1000 + sound, "read")
    yield case("two-ends.pdf", sound + b"\n" + sound, "read")
    yield case("junk-behind.pdf", sound + b"\0" * 5000, "read", "truncated")


def _boxes() -> Iterator[Case]:
    for at, box in enumerate((
        b"[0 0 0 0]", b"[0 0 1e38 1e38]", b"[-1e38 -1e38 1e38 1e38]", b"[600 800 0 0]", b"[0 0 1 1]", b"[0 0 1e-30 1e-30]", b"[]",
        b"[0 0 14400000 14400000]", b"(x)", b"[/a /b /c /d]", b"[0 0 nan inf]", b"3 0 R", b"[0 0 99999999999999999999 1]",
    )):  # fmt: skip
        yield case(f"box-{at}.pdf", partial(page, box=box), "read", "no_text")
    for at, entries in enumerate(
        (
            b"/Rotate 45",
            b"/Rotate 1e30",
            b"/UserUnit 1e30",
            b"/CropBox[1e9 1e9 2e9 2e9]",
            b"/CropBox[5 5 5 5]",
            b"/Annots[3 0 R]",
        )
    ):
        yield case(f"entries-{at}.pdf", partial(page, entries=entries), "read", "no_text")
    for at, change in enumerate(
        (
            b"1e30 0 0 1e30 0 0 cm",
            b"0 0 0 0 0 0 cm",
            b"1 1 -1 1 0 0 cm",
            b"nan 0 0 inf 0 0 cm",
            b"1e-30 0 0 1e-30 0 0 cm",
        )
    ):
        yield case(f"matrix-{at}.pdf", partial(page, change + b" " + _WORDS), "read", "no_text")
    for at, size in enumerate((b"0", b"-8", b"1e30", b"1e-30", b"nan")):
        yield case(f"size-{at}.pdf", partial(page, _WORDS.replace(b"8 Tf", size + b" Tf")), "read", "no_text")


def _streams() -> Iterator[Case]:
    yield case("blanks-300-megabytes.pdf", lambda: page(b" " * (300 << 20) + _WORDS), "read", "no_text", heavy=True)
    yield case(
        "deflated-twice.pdf", lambda: page(b" " * (100 << 20) + _WORDS, filters=2), "read", "no_text", heavy=True
    )
    yield case("deflated-ten-times.pdf", lambda: page(_WORDS, filters=10), "read", "no_text")
    letters = b"BT /F 8 Tf 10 700 Td " + b"(aaaaaaaaaa)Tj " * 110_000 + b"ET"
    limit = "DOCINTEL_MAX_PAGE_CHARACTERS"
    yield case("million-letters.pdf", lambda: page(letters), "over_limit", says=limit, heavy=True)
    yield case("hundred-thousand-letters.pdf", lambda: page(_grid(100_000)), "read", heavy=True)
    yield case("same-place.pdf", lambda: page(_WORDS * 3000), "read", heavy=True)
    yield case("million-strokes.pdf", lambda: page(_WORDS + b"0 0 m 9 9 l S " * 1_000_000), "read", heavy=True)
    yield case("million-states.pdf", lambda: page(b"q " * 1_000_000 + _WORDS), "read", "no_text", heavy=True)
    lattice = b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % (at, at, at, at) for at in range(0, 600, 2))
    yield case("lattice.pdf", partial(page, _WORDS + lattice), "read", heavy=True)
    contents = b"/Contents[" + b"4 0 R " * 2000 + b"]"
    yield case("contents-2000-times.pdf", page().replace(b"/Contents 4 0 R", contents), "read", heavy=True)
    image = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB/Width %d/Height %d"
    for width, height in ((100_000, 100_000), (2**31 - 1, 2**31 - 1), (0, 0), (-5, 5)):
        shown = stream(b"x", image % (width, height))
        data = partial(page, b"q 500 0 0 500 0 0 cm /I Do Q " + _WORDS, shown, resources=b"/XObject<</I 6 0 R>>")
        yield case(f"image-{width}-{height}.pdf", data, "read")
        scan = partial(page, b"q 600 0 0 800 0 0 cm /I Do Q", shown, resources=b"/XObject<</I 6 0 R>>")
        yield case(f"scan-{width}-{height}.pdf", scan, "no_text", "over_limit", "read")
    for kind in (
        b"JBIG2Decode",
        b"JPXDecode",
        b"DCTDecode",
        b"CCITTFaxDecode",
        b"LZWDecode",
        b"RunLengthDecode",
        b"Crypt",
        b"Nonsense",
    ):
        body = b"<</Length 500/Filter/%s>>stream\n" % kind + b"\x80" * 500 + b"\nendstream"
        data = pdf([b"<</Type/Catalog/Pages 2 0 R>>", _TREE, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", body])
        yield case(f"filter-{kind.decode()}.pdf", data, "no_text", "truncated")


def _grid(count: int) -> bytes:
    """So many letters in even lines over the page."""
    across = 400
    return b"".join(
        b"BT /F 1 Tf 10 %.2f Td (%s)Tj ET " % (790 - 1.5 * at, b"ab cd 12" * (across // 8))
        for at in range(count // across)
    )


def _forms() -> Iterator[Case]:
    """Form XObjects that draw each other: pdfium unfolds them all, so that ten levels of ten are ten billion."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    for levels, codes in ((2, ("read",)), (5, ("read",)), (10, ("over_limit", "crashed"))):
        forms = [stream(b"/X Do " * 10 if at < levels - 1 else b"", head % (at + 7)) for at in range(levels)]
        data = partial(page, b"/X Do " + _WORDS, *forms, resources=b"/XObject<</X 6 0 R>>")
        yield case(f"forms-of-ten-{levels}.pdf", data, *codes, heavy=levels > 4)
    itself = stream(b"/X Do ", head % 6)
    yield case(
        "form-in-itself.pdf", partial(page, b"/X Do " + _WORDS, itself, resources=b"/XObject<</X 6 0 R>>"), "read"
    )
    thrice = stream(b"/X Do " * 3, head % 6)
    data = partial(page, b"/X Do " + _WORDS, thrice, resources=b"/XObject<</X 6 0 R>>")
    yield case("form-thrice-in-itself.pdf", data, "over_limit", "crashed", heavy=True)


def _locked() -> Iterator[Case]:
    for strength in (40, 128):
        yield case(f"password-{strength}.pdf", partial(_with_password, strength), "encrypted", says="password")
    odd = page().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Nonsense/V 99/R 99/O()/U()/P -1>>")
    yield case("locked-in-an-unknown-way.pdf", odd, "encrypted", "truncated")
    yield case(
        "lock-in-a-circle.pdf",
        page().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 1 0 R"),
        "encrypted",
        "truncated",
        "read",
    )


def _with_password(strength: int) -> bytes:
    from io import BytesIO

    stream_ = BytesIO()
    canvas = Canvas(stream_, encrypt=StandardEncryption("secret", strength=strength), invariant=1)
    canvas.drawString(50, 50, "Loan agreement")
    canvas.save()
    return stream_.getvalue()
