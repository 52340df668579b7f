# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
import gzip
import random
import tarfile
from io import BytesIO
from zipfile import ZipFile

import pytest

from docintel import registry
from docintel.errors import ReadCode, ReadError
from docintel.readers.reading import read
from docintel.readers.sniff import sniff
from docintel.records import Document
from make_docx import docx, listed, numbering, p, table, tc, tr, zipped
from make_msg import (
    DATA,
    FILE_NAME,
    HEADERS,
    HTML,
    NAME,
    RTF,
    SUBJECT,
    message_tree,
    msg,
    packed_rtf,
)
from make_xls import Formula, XlsSheet, xls
from make_xlsx import figure, words, xlsx
from make_zip import Entry, raw_zip

_STREAM = BytesIO()
with tarfile.open(fileobj=_STREAM, mode="w") as _ARCHIVE:
    for _NAME in ("甲.txt", "b.txt"):
        _ENTRY = tarfile.TarInfo(_NAME)
        _ENTRY.size = 3
        _ARCHIVE.addfile(_ENTRY, BytesIO(b"abc"))
TAR = _STREAM.getvalue()

SAMPLES = {
    "a.docx": docx(
        p("贷款合同") + listed("甲方") + table(tr(tc("本金"), tc("100"))), numbering=numbering(("decimal", "%1."))
    ),
    "a.xlsx": xlsx({"S": f'<sheetData><row r="1">{words("A1", "现金")}{figure("B1", "1.5", 1)}</row></sheetData>'}, formats=("0.00",)),
    "a.eml": (
        b"From: =?gb2312?B?wO7LxA==?= <a@x.example>\nTo: b@x.example\nSubject: x\nDate: Mon, 3 Mar 2025 09:30:00 +0800\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/html; charset=gbk\n"
        b"Content-Transfer-Encoding: base64\n\nPHA+uPrOqjwvcD4=\n--X\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--X\n"
        b"Content-Disposition: attachment; filename*0*=utf-8''%E5%90; filename*1*=%88.pdf\n\nx\n--X--\n"
    ),
    "a.html": "<meta charset=gbk><h1>公告</h1><table><tr><td>a<td>$<td>1<tr><td rowspan=2>b<td>(<td>2)</table><ol><li>x".encode("gbk"),
    "a.csv": "科目,金额\n现金,1.00\n存货,\"2,000\"\n".encode("gb18030"),
    "a.xls": xls([XlsSheet("S", {(0, 0): ("现金", 1), (0, 1): (1.5, 1), (1, 0): Formula("合"), (1, 1): True}, merged=[(2, 0, 3, 1)], hidden_rows=(1,), notes={(0, 0): ("注", "乙")})], formats=("0.00",)),
    "a.msg": msg(
        {SUBJECT: "申请", HEADERS: "From: a@x.example\nTo: b@x.example\n\n", RTF: packed_rtf(b"{\\rtf1\\ansicpg936 \\'b4\\'fb}"), HTML: b"<p>x"},
        recipients=[{NAME: "李娜"}], attachments=[{FILE_NAME: "a.txt", DATA: b"x"}, {NAME: "y", DATA: message_tree({SUBJECT: "z"}, place="inner")}],
    ),
    "a.zip": raw_zip([Entry("贷款合同.txt".encode("gbk"), "借款人".encode() * 20), Entry(b"dir/"), Entry(b"b.txt", b"x", method=0)]),
    "a.gz": gzip.compress("科目,金额\n现金,1.00\n".encode(), mtime=0),
    "a.tar": TAR,
    "a.md": "# 标题\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n第一条 正文\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_files_raise_read_errors_only(name):
    """200 seeded mutations of each kind: bytes changed, cut out, doubled, or the end missing."""
    chance = random.Random(f"{name} 2025")
    assert sum(_reads(_damaged(SAMPLES[name], chance), name) for _ in range(200)) > 0


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_damaged_parts_raise_read_errors_only(name):
    """A container's checksums catch damage to it; here the XML inside was written damaged."""
    chance = random.Random(f"{name} 2026")
    with ZipFile(BytesIO(SAMPLES[name])) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    read_well = 0
    for _ in range(400):
        part = chance.choice(sorted(parts))
        read_well += _reads(zipped(parts | {part: _damaged(parts[part], chance)}), name)
    assert read_well > 0


def _damaged(sound: bytes, chance: random.Random) -> bytes:
    data = bytearray(sound)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(max(len(data), 1))
        how = chance.randrange(3)
        if how == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del data[at : at + chance.randrange(1, 30)]
        else:
            data[at:at] = data[at : at + 20]
    return bytes(data if chance.random() < 0.8 else data[: chance.randrange(len(data) + 1)])


def _reads(data: bytes, name: str) -> bool:
    """Whether a document came of it; the reader is called bare, so that no boundary hides what it raises."""
    try:
        sniffed = sniff(data, name)
        if sniffed.reader == "pdf":
            return False
        document = registry.load("readers", sniffed.reader)().read(data, name).document
    except ReadError:
        return False
    _check(document)
    return True


def _check(document: Document) -> None:
    """Every span lies in the text, and every text can be stored."""
    document.text.encode()
    end = len(document.text)
    assert all(block.span.end <= end for block in document.blocks)
    assert all(cell.span.end <= end for table in document.tables for cell in table.cells)
    assert all(message.span.end <= end for message in document.messages)
    assert all(change.span.end <= end for change in document.changes)
    assert Document.model_validate_json(document.model_dump_json()) == document


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_bytes_give_the_same_document(name):
    first = read(SAMPLES[name], name).document
    assert first == read(SAMPLES[name], name).document
    assert first.id.startswith("sha256:")
    _check(first)


def test_a_fault_in_a_parser_becomes_a_read_error_with_its_cause(monkeypatch, caplog):
    def fail(self, data, name):
        raise IndexError("list index out of range")

    monkeypatch.setattr("docintel.readers.plain.PlainReader.read", fail)
    with pytest.raises(ReadError, match="IndexError") as caught:
        read(b"words", "a.txt")
    assert caught.value.code is ReadCode.TRUNCATED
    assert isinstance(caught.value.__cause__, IndexError)
    assert "reader plain failed" in caplog.text


def test_contracts_statutes_and_mail_are_read_without_surprise(shared):
    """Every tenth of the real texts: 409 CUAD contracts, 150 EDGAR agreements, 600 Chinese forms."""
    files = [
        *sorted((shared / "data/cuad/txt").glob("*.txt")),
        *sorted((shared / "data/edgar_agreements").rglob("*.txt")),
        *sorted((shared / "data/measure_only/zh_contract_forms").rglob("*.txt")),
    ][::10]
    documents = [read(path.read_bytes(), path.name).document for path in files]
    assert len(documents) == 116
    assert all(document.reader == "plain@2" and document.blocks for document in documents)
    assert not any(document.notes for document in documents)
