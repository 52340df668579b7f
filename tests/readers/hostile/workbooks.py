# ruff: noqa: E501 -- hostile XML, mail and PDF read best unbroken
"""Workbooks and delimited files that claim, repeat or hide more than a sheet can hold."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial

from fuzz.seeds import BOOK_PARTS
from make_docx import KIND, zipped
from make_xlsx import S, figure, words, xlsx
from readers.hostile.cases import Case, case

_CELLS, _CHARACTERS = "DOCINTEL_MAX_CELLS", "DOCINTEL_MAX_CHARACTERS"


def cases() -> Iterator[Case]:
    """About 60 files."""
    yield from _corners()
    yield from _amplified()
    yield from _delimited()
    yield from _encrypted()


def _book(rows: str, *, before: str = "", after: str = "", **parts: object) -> bytes:
    return xlsx({"S": f"{before}<sheetData>{rows}</sheetData>{after}"}, **parts)  # type: ignore[arg-type]


def _corners() -> Iterator[Case]:
    for at, place in enumerate(("XFD1048576", "XFE1", "ZZZ9999999", "A0", "a1", "$A$1", "", "1", "A99999999999")):
        yield case(f"cell-{at}.xlsx", partial(_book, f'<row r="1">{words(place, "现金")}</row>'), "read")
    for at, number in enumerate(("0", "-1", "999999999", "99999999999999999999", "x", "")):
        yield case(f"row-{at}.xlsx", partial(_book, f'<row r="{number}">{words("", "现金")}</row>'), "read")
    for at, value in enumerate(
        (
            "1E+999999",
            "1E-999999",
            "-1E+999999999999999999",
            "9" * 5000,
            "NaN",
            "Infinity",
            "-0",
            "1e308",
            "0x10",
            "1_0",
            "٣",
        )
    ):
        for style in (0, 1, 2):
            rows = f'<row r="1">{words("A1", "x")}{figure("B1", value, style)}</row>'
            yield case(f"value-{at}-{style}.xlsx", partial(_book, rows, formats=("#,##0.00", "yyyy-mm-dd")), "read")
    for at, code in enumerate(
        ("[" * 30_000, "0" * 254, "[h]" * 80, "." * 255, "%" * 200, "E+E+E+", ";" * 255, "_", "\\")
    ):
        rows = f'<row r="1">{words("A1", "x")}{figure("B1", "12345.678", 1)}{figure("C1", "-1e300", 1)}</row>'
        yield case(f"format-{at}.xlsx", partial(_book, rows, formats=(code,)), "read")
    for at, area in enumerate(("B2:A1", "A1:XFD1048576", "A1:ZZZ9999999", "A1", ":", "A1:B2:C3")):
        merged = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
        yield case(f"merged-{at}.xlsx", partial(_book, f'<row r="1">{words("A1", "x")}</row>', after=merged), "read")
    for at, bounds in enumerate(("0,0", "1,999999999", "5,1", "999999999,1", "x,y")):
        first, last = bounds.split(",")
        columns = f'<cols><col min="{first}" max="{last}" hidden="1"/></cols>'
        yield case(f"columns-{at}.xlsx", partial(_book, f'<row r="1">{words("A1", "x")}</row>', before=columns), "read")
    for at, number in enumerate(("-1", "999999999", "x", "")):
        rows = f'<row r="1">{words("A1", "x")}<c r="B1" t="s" s="{number}"><v>{number}</v></c></row>'
        yield case(f"string-{at}.xlsx", partial(_book, rows), "read")


def _amplified() -> Iterator[Case]:
    long = f"<si><t>{'贷' * 32_767}</t></si>"
    rows = '<row r="1">' + '<c t="s"><v>0</v></c>' * 5000 + "</row>"
    yield case(
        "one-string-5000-times.xlsx", partial(_book, rows, strings=long), "over_limit", says=_CHARACTERS, heavy=True
    )
    formula = f'<c r="A1"><f t="shared" si="0">{"B1+" * 2700}1</f><v>1</v></c>'
    rows = f'<row r="1">{formula}</row><row r="2">' + '<c><f t="shared" si="0"/><v>1</v></c>' * 5000 + "</row>"
    yield case("one-formula-5000-times.xlsx", partial(_book, rows), "over_limit", says=_CHARACTERS, heavy=True)
    yield case("one-sheet-2000-times.xlsx", _same_sheet, "over_limit", says="DOCINTEL_MAX_UNPACKED_BYTES", heavy=True)
    cell = "<c><v>1</v></c>"
    yield case("cells.xlsx", lambda: _book(f"<row>{cell * 1000}</row>" * 1001), "over_limit", says=_CELLS, heavy=True)
    yield case("cells-of-one-row.xlsx", lambda: _book(f"<row>{cell * 1_000_100}</row>"), "over_limit", says=_CELLS, heavy=True)  # fmt: skip
    yield case("two-hundred-thousand-cells.xlsx", lambda: _book(f"<row>{cell * 1000}</row>" * 200), "read", heavy=True)
    yield case("rows-without-cells.xlsx", lambda: _book("<row/>" * 3_000_000), "no_text", heavy=True)
    hidden = "".join(f'<col min="1" max="{at}" hidden="1"/>' for at in range(100_000))
    rows = f"<row>{cell * 1000}</row>" * 20
    yield case("hidden-columns.xlsx", partial(_book, rows, before=f"<cols>{hidden}</cols>"), "read", heavy=True)


def _same_sheet() -> bytes:
    """A workbook that names one sheet of a megabyte 2,000 times."""
    names = "".join(f'<sheet name="{at}" r:id="s"/>' for at in range(2000))
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return zipped(
        {
            **BOOK_PARTS,
            "xl/workbook.xml": f"<workbook {S} {space}><sheets>{names}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="s" Type="{KIND}worksheet" Target="s.xml"/></Relationships>',
            "xl/s.xml": f"<worksheet {S}>{' ' * (1 << 20)}</worksheet>",
        }
    )


def _delimited() -> Iterator[Case]:
    yield case("million-columns.csv", lambda: b"1," * 1_000_001, "over_limit", says=_CELLS, heavy=True)
    yield case("hundred-thousand-columns.csv", lambda: "科目,".encode() * 100_000, "read", heavy=True)
    yield case("million-empty-columns.csv", lambda: b"," * 1_000_000, "no_text")
    yield case("endless-line.csv", lambda: b"a" * 5_000_000, "read")
    yield case("endless-line-of-commas-in-quotes.csv", lambda: b'"' + b"a,b\n" * 500_000, "read")
    yield case("quotes.csv", lambda: b'"' * 500_001, "read", "no_text")
    yield case("too-long.csv", lambda: b"ab,cd\n" * 4_000_000, "over_limit", says=_CHARACTERS)
    yield case("carriage-returns.csv", b"a,b\r1,2\r3,4\r", "read")
    yield case("zeros.csv", b"a,b\n1,\x002\n3,4\n" * 20, "read", "mistyped")
    yield case("digits.csv", b"a,b,c\n" + b"9" * 100_000 + b",1,2\n3,4,5\n", "read")
    yield case("separator-line-only.csv", b"sep=;\n", "read", "no_text")
    yield case("sep-without-end.csv", b"sep=", "read")
    yield case("ragged.csv", "\n".join("科," * at for at in range(200)).encode(), "read")


def _encrypted() -> Iterator[Case]:
    for name in ("a.docx", "a.xlsx"):
        data = compound_file({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>", "EncryptedPackage": bytes(5000)})
        yield case(f"encrypted-{name}", data, "truncated", says="encrypted and damaged")
    # found by fuzzing: a circle of sectors is followed as far as the stream claims to reach
    claimed = bytearray(compound_file({"Workbook": bytes(5000)}))
    at = claimed.index("Workbook".encode("utf-16-le")) + 0x78
    claimed[at : at + 4] = (0x7FFF_FFF0).to_bytes(4, "little")
    yield case("claims-two-gigabytes.xls", bytes(claimed), "truncated")
    yield case("old.xls", compound_file({"Workbook": bytes(5000)}), "unsupported", "truncated", "no_text", "read")
    yield case("old.doc", compound_file({"WordDocument": bytes(5000)}), "unsupported", "truncated", "no_text")
    yield case("nothing-in-it.msg", compound_file({"__substg1.0_": b""}), "unsupported", "truncated", "no_text")
    yield case(
        "sectors-in-a-circle.xls", compound_file({"Workbook": bytes(5000)}, loop=True), "unsupported", "truncated"
    )


def compound_file(streams: dict[str, bytes], *, loop: bool = False) -> bytes:
    """An OLE container (MS-CFB, version 3) of these streams; with `loop` each chain of sectors bites its tail."""
    contents = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    table, body, entries = [0xFFFFFFFD, 0xFFFFFFFE], bytearray(), [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for at, (name, data) in enumerate(contents.items(), start=1):
        first, count = len(table), -(-len(data) // 512)
        table += [*range(first + 1, first + count), first if loop else 0xFFFFFFFE]
        body += data.ljust(count * 512, b"\0")
        entries.append(_entry(name, 2, first, len(data), right=at + 1 if at < len(contents) else 0xFFFFFFFF))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6sLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    sectors = struct.pack("<128L", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return head + sectors + b"".join(entries).ljust(512, b"\0")[:512] + bytes(body)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BBLLL", kind, 1, 0xFFFFFFFF, right, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + bytes(36) + struct.pack("<LQ", start, size)
