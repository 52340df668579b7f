"""Each limit stops a file before the work, under its own code, with a sentence that names the setting to raise."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from docintel.errors import ReadCode, ReadError
from docintel.readers import limits
from docintel.readers.reading import read
from docintel.settings import Settings, current_settings
from make_docx import docx, p, zipped
from make_pdf import lines, make_pdf
from make_xlsx import words, xlsx

_ROW = '<row r="1">' + words("A1", "现金") + words("B1", "1,000") + "</row>"
_ATTACHED = b"".join(b"--X\nContent-Disposition: attachment; filename=%d.txt\n\nx\n" % at for at in range(3))
_MAIL = b"From: a@x.example\nSubject: x\nContent-Type: multipart/mixed; boundary=X\n\n" + _ATTACHED + b"--X--"


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """One setting lowered."""
    setting, value = request.param
    lowered = current_settings().model_copy(update={setting: value})
    for module in ("limits", "archive", "pdf", "spreadsheet", "text_builder"):
        monkeypatch.setattr(f"docintel.readers.{module}.current_settings", lambda: lowered)


@pytest.mark.parametrize(
    ("tight", "name", "data", "sentence"),
    [
        (("max_file_bytes", 4), "a.txt", "甲方".encode(), "The file has 6 bytes and the limit is 4"),
        (("max_pages", 1), "a.pdf", make_pdf(lines("x"), lines("y")), "a.pdf has 2 pages, the limit is 1"),
        (
            ("max_page_characters", 3),
            "a.pdf",
            make_pdf(lines("Loan")),
            "The file has 4 characters on page 1 and the limit is 3",
        ),
        (("max_characters", 3), "a.pdf", make_pdf(lines("Loan")), "The file has 5 characters and the limit is 3"),
        (("max_characters", 3), "a.txt", "甲方还款".encode(), "The file has 4 characters and the limit is 3"),
        (("max_characters", 3), "a.docx", docx(p("甲方还款")), "The file has 4 characters and the limit is 3"),
        (("max_characters", 3), "a.csv", b"ab,cd\n", "The file has 6 characters and the limit is 3"),
        (("max_blocks", 2), "a.md", b"a\n\nb\n\nc\n", "The file has 3 lines and the limit is 2"),
        (("max_blocks", 2), "a.docx", docx(p("a") + p("b") + p("c")), "The file has 3 paragraphs and the limit is 2"),
        (
            ("max_cells", 1),
            "a.xlsx",
            xlsx({"S": f"<sheetData>{_ROW}</sheetData>"}),
            "2 filled cells and the limit is 1",
        ),
        (("max_cells", 1), "a.csv", b"a,b\nc,d\n", "The file has 2 filled cells and the limit is 1"),
        (("max_elements", 9), "a.docx", docx(p("x") * 9), "elements and attributes in one part and the limit is 9"),
        (("max_elements", 9), "a.html", b"<html><body>" + b"<p>x" * 9, "11 elements and attributes and the limit is 9"),
        (("max_part_bytes", 50), "a.docx", docx(p("x" * 99)), "bytes in one part and the limit is 50"),
        (("max_unpacked_bytes", 500), "a.docx", docx(p("x" * 999)), "bytes unpacked and the limit is 500"),
        (("max_members", 3), "a.docx", docx(p("x")), "The file has 4 members and the limit is 3"),
    ],
    indirect=["tight"],
)
def test_a_limit_stops_the_file_and_names_its_setting(
    tight: None, request: pytest.FixtureRequest, name: str, data: bytes, sentence: str
) -> None:
    setting = request.node.callspec.params["tight"][0]
    with pytest.raises(ReadError, match=re.escape(sentence)) as caught:
        read(data, name)
    assert caught.value.code is ReadCode.OVER_LIMIT
    assert str(caught.value).endswith(f"; split it or raise DOCINTEL_{setting.upper()}.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", make_pdf(lines("Loan"))),
        ("a.docx", docx(p("贷款"))),
        ("a.xlsx", xlsx({"S": f"<sheetData>{_ROW}</sheetData>"})),
        ("a.csv", b"a,b\nc,d\ne,f\n"),
        ("a.eml", _MAIL),
        ("a.html", "<html><body><p>贷款".encode()),
        ("a.txt", "贷款".encode()),
    ],
)
def test_every_reader_looks_at_the_clock(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    hasty = current_settings().model_copy(update={"max_file_seconds": 1e-9})
    monkeypatch.setattr(limits, "current_settings", lambda: hasty)
    with pytest.raises(ReadError) as caught:
        read(data, name)
    assert caught.value.code is ReadCode.OVER_LIMIT
    sentence = "The file takes longer than 1e-09 seconds to read; split it or raise DOCINTEL_MAX_FILE_SECONDS."
    assert str(caught.value) == sentence


def test_the_clock_runs_only_while_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "monotonic", lambda: 1e12)
    limits.check_time()
    read("贷款".encode(), "a.txt")
    limits.check_time()


def test_nesting_has_its_own_sentence() -> None:
    deep = docx("<w:sdt>" * 300 + p("内") + "</w:sdt>" * 300)
    with pytest.raises(ReadError) as caught:
        read(deep, "a.docx")
    assert caught.value.code is ReadCode.OVER_LIMIT
    sentence = "The file nests its elements more than 200 deep; save it as PDF or raise DOCINTEL_MAX_DEPTH."
    assert str(caught.value) == sentence


def test_a_member_with_a_password_is_encrypted_not_damaged() -> None:
    stream = BytesIO(zipped({"[Content_Types].xml": "<Types>wordprocessingml</Types>", "word/document.xml": "x"}))
    with ZipFile(stream) as archive:
        at = archive.start_dir
    data = bytearray(stream.getvalue())
    data[at + 8] |= 1  # general purpose bit 0 of the first entry (APPNOTE 4.3.12)
    with pytest.raises(ReadError, match="protected by a password; ask for it without one") as caught:
        read(bytes(data), "a.docx")
    assert caught.value.code is ReadCode.ENCRYPTED


def test_every_limit_is_a_setting() -> None:
    assert set(limits.Limit.__args__) <= set(Settings.model_fields)  # type: ignore[attr-defined]
