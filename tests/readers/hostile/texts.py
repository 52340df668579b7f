# ruff: noqa: E501 -- hostile XML, mail and PDF read best unbroken
"""Broken charsets, endless lines that make patterns try everything, web pages no browser was meant to show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from readers.hostile.cases import Case, case

_ZH = "甲方应当按照合同约定，于2026年3月3日前偿还本金人民币壹佰万元整。"


def cases() -> Iterator[Case]:
    """About 90 files."""
    yield from _charsets()
    yield from _endless()
    yield from _pages()


def _charsets() -> Iterator[Case]:
    for at in range(1, 8):
        yield case(f"gb18030-cut-{at}.txt", (_ZH * 3).encode("gb18030")[:-at], "read")
        yield case(f"utf-8-cut-{at}.txt", (_ZH * 3).encode()[:-at], "read")
    english = "The Borrower shall repay the loan on 3 March 2026.\r\n" * 20
    for charset in ("utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-7", "cp1252"):
        yield case(f"english-{charset}.txt", english.encode(charset), "read")
    for charset in ("utf-16", "gb18030", "hz"):
        yield case(f"chinese-{charset}.txt", (_ZH * 20).encode(charset), "read")
    # Chinese in UTF-16 has no zeros to be known by.
    yield case("chinese-utf-16-le.txt", (_ZH * 20).encode("utf-16-le"), "read", "mistyped")
    yield case("utf-16-odd.txt", english.encode("utf-16")[:-1], "read")
    yield case("utf-8-then-gbk.txt", _ZH.encode() * 5 + _ZH.encode("gbk") * 5, "read", "mistyped")
    yield case("gbk-then-utf-8.txt", _ZH.encode("gbk") * 5 + _ZH.encode() * 5, "read", "mistyped")
    yield case(
        "surrogates.txt", ("词" + chr(0xD800) + chr(0xDFFF)).encode("utf-8", "surrogatepass") * 50, "read", "mistyped"
    )
    for name, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-32", b"\xff\xfe\0\0")):
        yield case(f"mark-only-{name}.txt", mark, "no_text", "mistyped")
        yield case(f"mark-and-noise-{name}.txt", mark + bytes(range(256)) * 4, "read", "mistyped")
    yield case("blank.txt", b" \r\n\t" * 1000, "no_text", says="holds no words")


def _endless() -> Iterator[Case]:
    """Each once kept a pattern busy for minutes or hours."""
    lines = {
        "dots": "." * 300_000 + "x", "tabs": "x" + "\t" * 300_000 + "x", "blanks": "x" + " " * 300_000 + "x",
        "leaders": "目录" + ". " * 150_000 + "x", "page-tag": "<PAGE>" + " " * 300_000 + "x", "han": "一" * 300_000,
        "digits": "1" * 300_000, "decimals": "1." * 150_000, "brackets": "(" * 300_000, "hyphens": "-" * 300_000 + "x",
        "capitals": "A" * 300_000, "article": "第" + "一" * 300_000, "money": "￥" + "1," * 150_000, "underscores": "_" * 300_000,
    }  # fmt: skip
    for name, line in lines.items():
        yield case(f"endless-{name}.txt", ("甲方\n" + line + "\n乙方\n").encode(), "read")
    tables = {
        "bar-and-blanks": "|" + " " * 300_000 + "x", "bars": "|" * 300_000, "blank-lines": "|a|" + "\n" * 300_000 + "x",
        "rule": "| a |\n|" + "-" * 300_000 + "x", "rules": "| a |\n" + "|--" * 100_000 + "|\n|1|",
        "rule-blanks": "| a |\n|--" + " " * 300_000 + "x", "rows": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 3000,
        "bars-without-rule": "| a | b |\n" * 20_000, "columns": "|a" * 50_000 + "|\n" + "|--" * 50_000 + "|\n" + "|1" * 50_000 + "|",
    }  # fmt: skip
    for name, text in tables.items():
        yield case(f"markdown-{name}.md", text.encode(), "read", heavy=name == "columns")
    yield case("lines.txt", lambda: b"a\n" * 1_100_000, "over_limit", says="DOCINTEL_MAX_BLOCKS")
    yield case("characters.txt", lambda: b"a" * 21_000_000, "over_limit", says="DOCINTEL_MAX_CHARACTERS")
    yield case("four-million-chinese.txt", lambda: (_ZH * 4000 + "\n").encode("gb18030") * 30, "read", heavy=True)
    yield case("from-line.mbox", b"From a " + b"1" * 300_000 + b"\nno header\n", "read")
    yield case("headers.eml", b"From: a@x.example\nTo: b\n" + b"X-A: " + b"=?" * 200_000 + b"\n\nx", "read")


def _pages() -> Iterator[Case]:
    for tag in ("div", "b", "ul", "blockquote", "table><tr><td", "font", "p"):
        page = f"<html><body>{f'<{tag}>' * 100_000}x"
        # A paragraph ends where the next begins: those do not nest.
        yield case(
            f"nested-{tag[:5]}.html",
            page.encode(),
            "over_limit" if tag != "p" else "read",
            says="" if tag == "p" else "too deep",
        )
    yield case("nested-150.html", ("<div>" * 150 + "词" + "</div>" * 150).encode(), "read")
    spans = "<td rowspan=999999999 colspan=999999999>x"
    yield case("spans.html", f"<table><tr>{spans}{spans}<tr>{spans}<tr><td>y</table>".encode(), "read")
    yield case("spans-of-a-row.html", partial(_table, spans * 6000), "over_limit", says="columns in one table")
    yield case("long-table.html", lambda: _table("<td>科目<td>1,000<td>2,000<tr>" * 20_000), "read", heavy=True)
    yield case("elements.html", lambda: b"<p>" * 11_000_000, "over_limit", says="DOCINTEL_MAX_ELEMENTS")
    yield case("two-hundred-thousand-paragraphs.html", lambda: b"<p>a" * 200_000, "read", heavy=True)
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><body><p>词&b;<p title="&b;">x'
    yield case("entities.html", laughs.encode(), "read")
    yield case(
        "outside.html", b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><body><p>x&e;y', "read"
    )
    for at, declared in enumerate(
        ("zlib", "punycode", "idna", "undefined", "unicode_escape", "base64", "utf-16", "x" * 300)
    ):
        page = f"<html><meta charset={declared}><body><p>{_ZH}".encode("gb18030")
        yield case(f"charset-{at}.html", page, "read")
    for name, text in {
        "comment": "<html><!--" + "x" * 100_000, "tag": "<html><body><p " + "a" * 300_000, "ends": "<html><body>" + "</p>" * 100_000,
        "attributes": "<html><body><p " + "a=b " * 100_000 + ">x", "entities": "<html><body>" + "&" * 300_000, "cdata": "<html><![CDATA[" + "]" * 300_000,
        "script": "<html><script>" + "<" * 300_000, "select": "<html><body>" + "<select>" * 1000 + "x", "style": "<html><style>" + "x" * 300_000,
        "declaration": '<?xml version="1.0" encoding="utf-8"%><html><body><p>x</p></body></html>', "two-declarations": '<?xml version="1.0" encoding="utf-8"?>' * 2 + "<html><body><p>x</p></body></html>",
        "only-a-declaration": '<?xml version="1.0" encoding="utf-8" g="' + "h" * 100, "han": "<html><body>汉" + " \n" * 150_000 + "x",
    }.items():  # fmt: skip
        yield case(f"never-ends-{name}.html", text.encode(), "read", "no_text", "over_limit")
    yield case(
        "zeros.html", b"<html><body>" + b"\0" * 40 + b"<p>words that are long enough to outweigh zeros" * 50, "read"
    )
    lists = "<ol type=a start=99999>" + "<li>x" * 3000
    yield case("list-from-99999.html", lists.encode() + b"<p></p></ol>", "read")


def _table(inside: str) -> bytes:
    return f"<html><body><table><tr>{inside}</table></body></html>".encode()
