import pytest

from docintel.errors import ReadCode, ReadError
from docintel.readers.sniff import sniff
from docintel.settings import current_settings
from make_docx import docx, p, zipped
from make_xlsx import words, xlsx

MAIL = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: x\r\n\r\nwords\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (b"junk\n%PDF-1.7 rest", "a.docx", "pdf"),
        (docx(p("x")), "a.pdf", "docx"),
        (xlsx({"S": f'<sheetData><row r="1">{words("A1", "x")}</row></sheetData>'}), "a.txt", "spreadsheet"),
        (MAIL, "a.txt", "mail"),
        (b"Received: from x\n by y\nDate: x\n\nwords", "", "mail"),
        (b"From a@x Mon Mar  3 09:30:00 2025\nFrom: a@x\n\nwords", "inbox", "mail"),
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b'<?xml version="1.0"?><html xmlns:ix="x"><body>x</body></html>', "", "html"),
        (b"<h>a</h><br/><h>b</h><br/><table><tr><td>x</td></tr></table>", "", "html"),
        ("甲,乙,丙\n1,2,3\n4,5,6\n".encode("gb18030"), "", "spreadsheet"),
        (b"a;b\n1;2\n", "a.csv", "spreadsheet"),
        (b"a\tb\n1\t2\n3\t4\n", "", "spreadsheet"),
        # prose with commas is prose, whatever its name
        (b"Dear Sirs, we write to you.\nWe regret, once more, the delay.\nYours, A\n", "letter", "plain"),
        ("第一条 甲方，即借款人，应当还款。\n".encode(), "a", "plain"),
        (b"a,b\n1,2\n3,4\n", "a.txt", "plain"),
        (b"# Title\n\nwords", "a.md", "plain"),
        (b'{"a": 1}', "a.json", "plain"),
        (b"To: the Board\n\nWe recommend approval.\n", "memo.txt", "plain"),
        ("合同".encode("utf-16"), "a.txt", "plain"),
        # a file larger than the sample, cut inside a character
        ("贷".encode() * 40_000, "a.txt", "plain"),
    ],
)
def test_the_bytes_decide(data, name, reader):
    assert sniff(data, name).reader == reader


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", ReadCode.EMPTY, "no bytes"),
        (docx(p("x"))[:200], ReadCode.TRUNCATED, "cut off"),
        (ole("EncryptedPackage"), ReadCode.ENCRYPTED, "password"),
        (ole("WordDocument"), ReadCode.UNSUPPORTED, "save it as .docx"),
        (ole("Workbook"), ReadCode.UNSUPPORTED, "save it as .xlsx"),
        (ole("__substg1.0_0037001F"), ReadCode.UNSUPPORTED, "save it from Outlook as .eml"),
        (b"Rar!\x1a\x07\x01\x00", ReadCode.UNSUPPORTED, "unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00", ReadCode.UNSUPPORTED, "unpack it"),
        (zipped({"OFD.xml": "<x/>"}), ReadCode.UNSUPPORTED, "OFD"),
        (zipped({"a.pdf": "x"}), ReadCode.UNSUPPORTED, "ZIP archive"),
        (b"\x00\x00\x00\x18ftypheic", ReadCode.UNSUPPORTED, "save it as JPEG"),
        (b"{\\rtf1 x}", ReadCode.UNSUPPORTED, "save it as .docx"),
        (bytes(range(256)) * 20, ReadCode.MISTYPED, "check that the file"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, code, said):
    with pytest.raises(ReadError, match=said) as caught:
        sniff(data, "合同.docx")
    assert caught.value.code is code


def test_files_over_the_limit_are_refused(monkeypatch):
    monkeypatch.setenv("DOCINTEL_MAX_FILE_BYTES", "10")
    current_settings.cache_clear()
    try:
        with pytest.raises(ReadError, match="11 bytes") as caught:
            sniff(b"x" * 11, "a.txt")
    finally:
        monkeypatch.undo()
        current_settings.cache_clear()
    assert caught.value.code is ReadCode.OVER_LIMIT
