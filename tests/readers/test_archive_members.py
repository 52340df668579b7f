# ruff: noqa: E501 -- tables of names read best unbroken
import gzip
import struct
import tarfile
import zlib
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.errors import ReadCode, ReadError
from docintel.readers.archive_members import ArchiveReader
from docintel.readers.budget import Budget
from docintel.readers.member_names import harmless_name, is_junk
from docintel.readers.reading import read
from docintel.settings import current_settings
from make_docx import zipped
from make_zip import AES, OLD_CIPHER, Entry, raw_zip

TERMS = b"The loan is due on 30 June 2027.\n"
BALANCE = "账户余额：1,234.50 元。\n".encode()


def unpack(data: bytes, *passwords: str, budget: Budget | None = None):
    return ArchiveReader().unpack(data, "资料.zip", passwords, budget or Budget.full())


def names(data: bytes) -> list[str]:
    return [file.name for file in unpack(data).attachments]


def refusal(data: bytes, budget: Budget | None = None) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        unpack(data, budget=budget)
    return caught.value.code, str(caught.value)


@pytest.fixture
def setting(monkeypatch):
    def change(name: str, value: int) -> None:
        monkeypatch.setenv(f"DOCINTEL_{name}", str(value))
        current_settings.cache_clear()

    yield change
    monkeypatch.undo()
    current_settings.cache_clear()


def test_the_text_lists_the_members_one_line_each_and_they_are_handed_on():
    data = zipped(
        {"合同/借款合同.txt": "贷款人", "terms.txt": TERMS, "合同/": "", "__MACOSX/._x": "1", "a/.DS_Store": "1"}
    )
    reading = unpack(data)
    doc = reading.document
    assert doc.text == "资料.zip\n合同/借款合同.txt — 9 bytes — unpacked\nterms.txt — 33 bytes — unpacked"
    assert [(block.kind, doc.quote(block.span)[:8]) for block in doc.blocks] == [
        ("title", "资料.zip"), ("list_item", "合同/借款合同."), ("list_item", "terms.tx"),
    ]  # fmt: skip
    assert [(part.name, part.media_type, part.size) for part in doc.parts] == [
        ("合同/借款合同.txt", "text/plain", 9), ("terms.txt", "text/plain", 33),
    ]  # fmt: skip
    assert [file.data for file in reading.attachments] == ["贷款人".encode(), TERMS]
    assert doc.notes == (
        "2 files that systems leave behind (__MACOSX, .DS_Store, Thumbs.db …) were left out.",
        "1 entries that are folders or links and no files were left out.",
    )
    assert (doc.media_type, doc.reader, doc.is_archive) == ("application/zip", "archive@1", True)


def test_names_from_chinese_windows_are_read_rightly_and_flagged_ones_as_they_say():
    old = ["2025年度财务报表.xlsx", "合同/补充协议（一）.docx", "營業執照副本.pdf"]
    assert names(raw_zip([Entry(name.encode("gb18030"), b"x") for name in old])) == old
    assert names(raw_zip([Entry("對帳單與授信合約.pdf".encode("big5"), b"x")])) == ["對帳單與授信合約.pdf"]
    # the flag says UTF-8; macOS writes UTF-8 without the flag, and both may stand beside an old name
    assert names(raw_zip([Entry("對帳單.pdf".encode(), b"x", flags=0x800), Entry("流水.csv".encode(), b"x"), Entry("流水账.csv".encode("gbk"), b"x")])) == ["對帳單.pdf", "流水.csv", "流水账.csv"]  # fmt: skip


def test_the_unicode_path_field_wins_while_it_belongs_to_the_name():
    new, old = "报表é.pdf".encode(), b"report?.pdf"
    field = struct.pack("<HHBI", 0x7075, 5 + len(new), 1, zlib.crc32(old)) + new
    assert names(raw_zip([Entry(old, b"x", extra=field)])) == ["报表é.pdf"]
    assert names(raw_zip([Entry(b"renamed.pdf", b"x", extra=field)])) == ["renamed.pdf"]


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\客户\\..\\合同.pdf", "客户/合同.pdf"),
        ("a//./b.txt", "a/b.txt"),
        ("line\nbreak.txt", "line break.txt"),
        ("..", "unnamed"),
        ("folder\\", "folder/"),
    ],
)
def test_a_name_leads_nowhere(stored, kept):
    assert harmless_name(stored) == kept


@given(st.text(max_size=60))
def test_no_name_leaves_its_folder(name):
    kept = harmless_name(name)
    assert kept
    assert not kept.startswith("/")
    assert ".." not in kept.split("/")
    assert "\\" not in kept


@pytest.mark.parametrize(
    "name", ["__MACOSX/a/._x.pdf", "a/.DS_Store", "Thumbs.db", "客户/desktop.ini", "~$合同.docx", "._a"]
)
def test_junk_is_known(name):
    assert is_junk(name)


@pytest.mark.parametrize("name", ["a/Thumbs.db.pdf", "合同.docx", "MACOSX/x.pdf", "a~$b.docx", ".hidden.pdf"])
def test_what_a_borrower_sends_is_no_junk(name):
    assert not is_junk(name)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_kept():
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("对账单.txt", "一月")
        archive.writestr("对账单.txt", "二月")
    assert [file.data.decode() for file in unpack(stream.getvalue()).attachments] == ["一月", "二月"]


@pytest.mark.parametrize("passwords", [("东汀2026",), ("wrong", "东汀2026")])
def test_members_encrypted_by_aes_open_with_a_password(passwords):
    assert [file.data for file in unpack(AES, *passwords).attachments] == [BALANCE, TERMS]


def test_members_encrypted_by_the_old_cipher_open_with_a_password():
    assert unpack(OLD_CIPHER, "x", "secret").attachments[0].data == TERMS


@pytest.mark.parametrize("data", [AES, OLD_CIPHER])
@pytest.mark.parametrize(
    ("passwords", "said"),
    [((), "hand it in with its password (--password)"), (("falsch", "无效"), "none of the given passwords fits")],
)
def test_what_no_password_opens_is_said_member_by_member(data, passwords, said):
    reading = unpack(data, *passwords)
    for file, part in zip(reading.attachments, reading.document.parts, strict=True):
        assert file.failure is not None
        assert (file.data, file.failure.code, file.failure.name) == (b"", "encrypted", file.name)
        assert said in file.failure.message
        assert file.failure.message == part.note
        assert file.failure.message in reading.document.text
        assert not any(word in file.failure.message for word in passwords)


def test_a_changed_aes_member_is_not_taken_for_read():
    changed = AES.replace(AES[0x50:0x54], b"\0\0\0\0", 1)
    codes = [file.failure and file.failure.code for file in unpack(changed, "东汀2026").attachments]
    assert codes == ["encrypted", None]


def test_a_damaged_member_costs_only_itself():
    data = zipped({"a.txt": "贷款人" * 50, "b.txt": TERMS})
    at = data.index(b"a.txt") + 8
    reading = unpack(data[:at] + b"\xff" * 6 + data[at + 6 :])
    assert [file.failure and file.failure.code for file in reading.attachments] == ["truncated", None]
    assert reading.document.notes == ("1 of 2 files inside could not be taken out; the list says why.",)


def test_a_member_packed_in_an_unknown_way_is_said():
    (file,) = unpack(raw_zip([Entry(b"a.txt", b"x", method=9)])).attachments
    assert file.failure is not None
    assert file.failure.code == "unsupported"


def test_a_member_over_the_file_limit_is_not_unpacked(setting):
    setting("MAX_FILE_BYTES", 300)
    reading = unpack(raw_zip([Entry(b"big.txt", b"x" * 301), Entry(b"small.txt", b"x" * 300)]))
    failures = [file.failure for file in reading.attachments]
    assert failures[0] is not None
    assert (failures[0].code, failures[1]) == ("over_limit", None)
    assert "DOCINTEL_MAX_FILE_BYTES" in failures[0].message


def test_an_archive_of_too_many_members_is_refused_before_work():
    data = zipped({f"{at}.txt": "x" for at in range(11)})
    code, said = refusal(data, Budget(unpacked_bytes=10**6, files=10))
    assert (code, "DOCINTEL_MAX_ATTACHMENTS" in said) == (ReadCode.OVER_LIMIT, True)
    # counted in the raw directory, before anything is parsed
    code, said = refusal(
        b"PK\x03\x04" + b"PK\x01\x02" * 1021 + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 4084, 4, 0),
        Budget(10**6, 10),
    )
    assert (code, "it has 1,021" in said) == (ReadCode.OVER_LIMIT, True)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_work():
    data = zipped({"a.bin": b"ab" * 600, "b.bin": b"ab" * 600})
    code, said = refusal(data, Budget(unpacked_bytes=2399, files=10))
    assert (code, "DOCINTEL_MAX_UNPACKED_BYTES" in said) == (ReadCode.OVER_LIMIT, True)
    assert len(unpack(data, budget=Budget(unpacked_bytes=2400, files=2)).attachments) == 2


def test_what_packs_too_well_is_a_bomb():
    zeros = bytes(40 * 1024 * 1024)
    code, said = refusal(zipped({"a.txt": zeros}))
    assert (code, "200 times its size" in said) == (ReadCode.BOMB, True)
    assert refusal(gzip.compress(zeros, mtime=0))[0] is ReadCode.BOMB
    # less than would do harm: an empty ledger packs as well
    assert unpack(zipped({"a.txt": zeros[: 30 * 1024 * 1024]})).attachments[0].failure is None


def test_the_size_an_entry_takes_up_is_never_believed_beyond_the_file():
    entries = [Entry(b"a", b"x" * 100), Entry(b"b", b"y", method=0, stated=190 * 1024 * 1024)]
    data = raw_zip(entries)
    packed = struct.pack("<I", 1) + struct.pack("<I", 190 * 1024 * 1024)
    lying = data.replace(packed, struct.pack("<I", 10**9) + packed[4:])
    assert refusal(lying)[0] is ReadCode.BOMB


def test_entries_that_share_their_bytes_are_a_bomb():
    kernel = Entry(b"a.txt", b"x" * 1000)
    code, said = refusal(raw_zip([kernel, Entry(b"b.txt", kernel.data, at=0)]))
    assert (code, "overlap" in said) == (ReadCode.BOMB, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"folder/": "", "__MACOSX/._a": "x"}), ReadCode.EMPTY),
        (zipped({}), ReadCode.EMPTY),
        (zipped({"a.txt": "x" * 500})[:60], ReadCode.TRUNCATED),
        (gzip.compress(b"words " * 50, mtime=0)[:-12], ReadCode.TRUNCATED),
        (gzip.compress(b"words " * 50, mtime=0)[:-6] + b"\0\0\0\0\0\0", ReadCode.TRUNCATED),
    ],
)
def test_an_archive_without_files_or_end_is_refused(data, code):
    assert refusal(data)[0] is code


@pytest.mark.parametrize(
    ("name", "inside"),
    [("流水.csv.gz", "流水.csv"), ("a/b.TGZ", "b.tar"), ("dump.gz", "dump"), ("noending", "noending")],
)
def test_a_gzip_file_holds_one_file(name, inside):
    reading = ArchiveReader().read(gzip.compress("科目,金额\n".encode(), mtime=0), name)
    assert [(file.name, file.data.decode()) for file in reading.attachments] == [(inside, "科目,金额\n")]
    assert reading.document.media_type == "application/gzip"


def test_a_gzip_file_may_name_what_it_holds():
    data = gzip.compress(TERMS, mtime=0)
    named = data[:3] + b"\x08" + data[4:10] + "余额.txt".encode("gbk") + b"\0" + data[10:]
    assert ArchiveReader().read(named, "x.gz").attachments[0].name == "余额.txt"


def tar(files: dict[str, bytes], **more: str) -> bytes:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w", **more) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))
        link = tarfile.TarInfo("链接.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return stream.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_tar_archive(charset):
    reading = read(
        tar({"客户/说明.txt": "借款人".encode(), "../b.txt": b"words"}, encoding=charset, format=tarfile.GNU_FORMAT),
        "a.tar",
    )
    assert [(file.name, file.data.decode()) for file in reading.attachments] == [
        ("客户/说明.txt", "借款人"),
        ("b.txt", "words"),
    ]
    assert reading.document.notes == ("1 entries that are folders or links and no files were left out.",)


def test_a_tar_archive_that_breaks_off_is_refused():
    whole = tar({"a.txt": b"a" * 600, "b.txt": b"b" * 600})
    for end in (512 + 300, 1536 + 100, 1536 + 512 + 600):
        with pytest.raises(ReadError) as caught:
            read(whole[:end], "a.tar")
        assert caught.value.code is ReadCode.TRUNCATED
    damaged = whole[: 1536 + 150] + b"\xff\xff" + whole[1536 + 152 :]
    with pytest.raises(ReadError, match="cut off or damaged"):
        read(damaged, "a.tar")


def test_a_pdf_packed_without_compression_does_not_make_the_archive_a_pdf():
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.7 /Encrypt and so on")
    assert read(stream.getvalue(), "a.pdf").document.media_type == "application/zip"
    assert read(tar({"a.pdf": b"%PDF-1.7 /Encrypt"}), "a.pdf").document.media_type == "application/x-tar"


@given(st.lists(st.tuples(st.text("贷款ab.", min_size=1, max_size=5), st.binary(max_size=200)), min_size=1, max_size=6))
def test_every_file_that_went_in_comes_out(files):
    entries = [Entry(b"x" + name.encode(), data, flags=0x800) for name, data in files]
    taken = unpack(raw_zip(entries)).attachments
    assert [file.data for file in taken] == [data for _, data in files]
