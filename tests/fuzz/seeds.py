# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
"""Small sound files, one list a fuzzing target, made by the makers of the tests: what the fuzzer begins with."""

from __future__ import annotations

import gzip
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from PIL import Image

import make_msg
from make_docx import W, docx, listed, numbering, p, run, table, tc, tr, zipped
from make_pdf import both, lines, make_pdf, ruled, turned
from make_xls import Formula, XlsSheet, xls
from make_xlsx import figure, words, xlsx

_WORD = docx(
    p("贷款合同", '<w:pStyle w:val="T"/>') + listed("甲方应当还款。") + listed("Repay on 3 March 2026", 1)
    + table(tr(tc("本金", '<w:vMerge w:val="restart"/>'), tc("100", '<w:gridSpan w:val="2"/>')), tr(tc("", "<w:vMerge/>"), tc(table(tr(tc("内")))), tc("x")))
    + p(inside='<w:ins w:id="1" w:author="a" w:date="2026-01-02T03:04:05Z">' + run("新增") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>")
    + p(inside='<w:commentRangeStart w:id="0"/>' + run("词", "<w:vanish/>") + '<w:commentRangeEnd w:id="0"/><w:r><w:footnoteReference w:id="2"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
    + p(inside='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    + '<w:sectPr><w:headerReference r:id="r4"/></w:sectPr>',
    numbering=numbering(("decimal", "第%1条"), ("lowerRoman", "%1.%2")),
    styles=f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 1"/><w:basedOn w:val="B"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:styleId="B" w:default="1"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>',
    comments=f'<w:comments {W}><w:comment w:id="0" w:author="李"><w:p><w:r><w:t>为何？</w:t></w:r></w:p></w:comment></w:comments>',
    footnotes=f'<w:footnotes {W}><w:footnote w:id="2">{p("脚注")}</w:footnote></w:footnotes>',
    header=f"<w:hdr {W}>{p('页眉')}</w:hdr>",
)  # fmt: skip
_BOOK = xlsx(
    {
        "资产负债表": '<cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="1">'
        + words("A1", "现金")
        + figure("B1", "1234.5", 1)
        + figure("C1", "45658", 2)
        + '<c r="D1"><f t="shared" si="0">A1*$B$2</f><v>2</v></c></row><row r="2"><c t="shared"><f t="shared" si="0"/></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="e"><v>#REF!</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        "Hidden": f'<sheetData><row r="9" hidden="1">{figure("XFD9", "-0.28999999999999998", 3)}</row></sheetData>',
    },
    formats=(
        "#,##0.00;[Red](#,##0.00)",
        "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
        "0!.0,&quot;万&quot;",
        "[>=100]0.0%;# ?/?",
    ),
    hidden=("Hidden",),
    strings="<si><r><t>共</t></r><rPh><t>gong</t></rPh><r><t>享_x0041_</t></r></si>",
)
_MAIL = (
    b"From: =?gb2312?B?wO7LxA==?= <a@x.example>\r\nTo: b@x.example, \"C (d)\" <c@x.example>\r\nSubject: =?utf-8?q?=E8=B4=B7?=\r\n =?utf-8?q?=E6=AC=BE?=\r\n"
    b"Date: Mon, 3 Mar 2025 09:30:00 +0800\r\nMessage-ID: <1@x>\r\nReferences: <0@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"X\"\r\n\r\n"
    b"--X\r\nContent-Type: multipart/alternative; boundary=Y\r\n\r\n--Y\r\nContent-Type: text/plain; charset=gbk; format=flowed; delsp=yes\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C0=EE \r\n> quoted\r\n--Y\r\n"
    b"Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+uPrOqjwvcD4=\r\n--Y--\r\n--X\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\nz\r\n"
    b"--X\r\nContent-Disposition: attachment; filename*0*=utf-8''%E5%90; filename*1*=%88.pdf\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\n#86)C\n`\nend\r\n"
    b"--X\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n--X\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n--X--\r\n"
)  # fmt: skip
_MAILBOX = (
    b"From a@x Mon Mar  3 09:30:00 2025\n"
    + _MAIL.replace(b"\r\n", b"\n")
    + b"\n\nFrom b@x Mon Mar  3 09:31:00 2025\nFrom: b@x\nSubject: x\n\n>From y\n"
)
_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><style>p{}</style></head><body><h1>公告</h1><p style='font-weight:bold'>Bold</p><table><caption>表</caption><tr><th>a<th>$<th>1"
    "<tr><td rowspan=2 colspan=3>b<td>(<td>2<td>)%</table><ol type=i start=3><li value=9>x<li>y<ul><li>z</ul></ol><pre>a\n b</pre><blockquote>q<br>r</blockquote><div hidden>h</div><ix:header>k</ix:header><table><tr><td>(a)<td>the Borrower</table>"
)
_TABLE = '项目,期末余额,期初余额\n现金,1.00,2\n存货,"2,000\n",-3\n'
_NOTES = "# 标题\n\n第一条 甲方应当还款。\n\n| a | b |\n|---|:--:|\n| 1 | 2 |\n\n(a) item\n1.2.3 Clause\n一、总则\n- 3 -\nARTICLE IV  TERM\n1. 目录........12\nExhibit 10.4\n<PAGE>  3\nlong line that a margin broke in the middle of\nits sentence, and goes on.\n"


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of an Office file, in their order."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(found: dict[str, bytes]) -> bytes:
    """An Office file of these parts, not compressed: checksums and Deflate would stop every mutation."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return stream.getvalue()


#: What stands between two parts in the data of a target that mutates parts.
PART_MARK = b"\0\0"
WORD_PARTS, BOOK_PARTS = parts(_WORD), parts(_BOOK)


def with_parts(found: dict[str, bytes], data: bytes) -> bytes:
    """A package whose parts are the pieces of the data, in the order of the names; what is missing has no part."""
    return package(dict(zip(sorted(found), data.split(PART_MARK), strict=False)))


def _joined(found: dict[str, bytes]) -> bytes:
    return PART_MARK.join(found[name] for name in sorted(found))


def _pdfs() -> list[bytes]:
    page = both(
        lines("贷款合同", "Loan Agreement", "第一条 利率为 4.35%。"),
        ruled([["项目", "2025"], ["现金", "1,234.50"]], top=200),
    )
    return [
        make_pdf(lines("Principal 100")),
        make_pdf(page, lines("第二页", "- 2 -")),
        turned(make_pdf(page), 90, (5, 5, 5, 5)),
    ]


#: One sound file of each format, by its name.
SOUND: dict[str, bytes] = {
    "a.pdf": _pdfs()[1], "a.docx": _WORD, "a.xlsx": _BOOK, "a.eml": _MAIL, "a.mbox": _MAILBOX, "a.html": _PAGE.encode(),
    "a.csv": _TABLE.encode(), "b.txt": _NOTES.encode("gb18030"), "a.md": _NOTES.encode(),
}  # fmt: skip
_SHEET = XlsSheet(
    "资产负债表",
    {(0, 0): "现金", (0, 1): (1234.5, 1), (1, 0): True, (1, 1): Formula(12.0), (2, 0): (45657, 2), (2, 1): Formula("词")},
    merged=[(3, 4, 0, 1)], hidden_rows=[2], notes={(0, 0): ("为何？", "李")},
)  # fmt: skip
_LETTER = {
    make_msg.SUBJECT: "还款", make_msg.SENDER_SMTP: "a@chenghu.example", make_msg.BODY: "请准予延期。\r\n> 请还款\r\n",
    make_msg.RTF: make_msg.packed_rtf(b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag <p>}hi\\'d6\\'d0{\\*\\htmltag </p>}}"),
}  # fmt: skip
_PEOPLE = [{make_msg.NAME: "Chen", make_msg.SMTP: "c@bank.example", make_msg.KIND: 1}]
_ENCLOSED = [{make_msg.FILE_NAME: "表.csv", make_msg.DATA: b"a,b\n1,2\n"}]


def _pictures() -> list[bytes]:
    found = []
    for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"):
        target = BytesIO()
        Image.linear_gradient("L").resize((40, 30)).save(target, kind)
        found.append(target.getvalue())
    return found


SEEDS: dict[str, list[bytes]] = {
    "xls": [xls([_SHEET], formats=("0.00", "yyyy-mm-dd"))],
    "msg": [make_msg.msg(_LETTER, recipients=_PEOPLE, attachments=_ENCLOSED), make_msg.msg(_LETTER, codepage="gb18030")],
    "archive": [zipped({"说明.txt": "借款人", "a/b.zip": zipped({"c.txt": "x"})}), gzip.compress(b"words " * 20, mtime=0)],
    "picture": _pictures(),
    "pdf": _pdfs(),
    "docx": [_joined(WORD_PARTS)],
    "xlsx": [_joined(BOOK_PARTS)],
    "csv": [_TABLE.encode(), _TABLE.encode("gb18030"), _TABLE.replace(",", "\t").encode("utf-16"), b"sep=;\na;b\n1;2\n"],
    "mail": [_MAIL, _MAILBOX],
    "html": [_PAGE.encode(), _PAGE.replace("utf-8", "gbk").encode("gbk"), b'<?xml version="1.0" encoding="utf-8"?><html><body><p>x</p></body></html>'],
    "plain": [_NOTES.encode(), _NOTES.encode("gb18030"), _NOTES.encode("utf-16-le"), "貸款合同\n".encode("big5")],
    "sniff": [_WORD, _BOOK, _MAIL, _PAGE.encode(), _TABLE.encode(), _NOTES.encode("gb18030"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", b"Rar!\x1a\x07"],
}  # fmt: skip
#: The name a target's bytes go by: it decides between plain text, Markdown and CSV.
NAMES = {"pdf": "a.pdf", "docx": "a.docx", "xlsx": "a.xlsx", "csv": "a.csv", "mail": "a.eml", "html": "a.html", "plain": "a.md", "sniff": "a", "xls": "a.xls", "msg": "a.msg", "archive": "a.zip", "picture": "a.png"}  # fmt: skip
