"""Files behind a password. The passwords of these tests are invented; none may stand in what is said or logged."""

from io import BytesIO

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from docintel.errors import ReadCode, ReadError
from docintel.readers.locks import unlocked
from docintel.readers.ole import open_ole, stream_bytes
from docintel.readers.ole_writer import write_ole
from docintel.readers.reading import read
from docintel.records import document_id
from docintel.workflows.intake import read_bytes
from make_docx import docx, p, zipped
from make_pdf import both, lines, make_pdf, ruled
from make_xls import XlsSheet, locked_xls
from make_xlsx import figure, words, xlsx

PASSWORD = "澜川Lan2026"
DRAW = both(lines("借款合同 Loan Agreement"), ruled([("Item", "2025"), ("Cash", "1,234.50")]))
WORKBOOK = xlsx({"S": f'<sheetData><row r="1">{words("A1", "现金")}{figure("B1", "1.5")}</row></sheetData>'})
OLD_WORKBOOK = [XlsSheet("资产负债表", {(0, 0): "现金", (0, 1): 1.5}), XlsSheet("二", {(0, 0): "Cash" * 300})]


def locked_office(data: bytes, password: str = PASSWORD) -> bytes:
    # with a container of our own: the library's does not know that small streams lie apart
    info, key = ECMA376Agile.generate_encryption_parameters(password)
    package = ECMA376Agile.encrypt_payload(BytesIO(data), info.encryptedKey, key, info.keyData.saltValue)
    description = ECMA376Agile.get_encryption_information(info, package, key)
    return write_ole({"EncryptionInfo": description, "EncryptedPackage": package})


def locked_pdf(strength: int, user: str = "geheim2026", owner: str = "owner") -> bytes:
    stream = BytesIO()
    canvas = Canvas(
        stream, pagesize=(420.0, 600.0), invariant=1, encrypt=StandardEncryption(user, owner, strength=strength)
    )
    DRAW(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


FILES = {
    "pdf40": (locked_pdf(40), "geheim2026"),
    "pdf128": (locked_pdf(128), "geheim2026"),
    "docx": (locked_office(docx(p("第一条 借款人应当还款。"))), PASSWORD),
    "xlsx": (locked_office(WORKBOOK), PASSWORD),
    "xls": (locked_xls(OLD_WORKBOOK, "alt97"), "alt97"),
}
EXPECTED = {
    "docx": ("docx@", "第一条 借款人应当还款。"),
    "xlsx": ("spreadsheet@", "S\n现金\t1.5"),
    "xls": ("xls@", "资产负债表\n现金\t1.5\n二\n" + "Cash" * 300),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_an_office_file_opens_with_its_password(kind):
    data, password = FILES[kind]
    reading = read(data, "a", ("wrong", password))
    reader, text = EXPECTED[kind]
    assert reading.document.text == text
    assert reading.document.reader.startswith(reader)
    # the file that was handed in, not what was found behind its lock
    assert reading.document.id == document_id(data)
    assert reading.unlocked
    assert reading.unlocked != data


@pytest.mark.parametrize("kind", ["pdf40", "pdf128"])
def test_an_unlocked_pdf_reads_as_if_it_had_never_been_locked(kind):
    data, password = FILES[kind]
    plain, opened = read(make_pdf(DRAW), "a.pdf"), read(data, "a.pdf", (password,))
    assert opened.document.text == plain.document.text
    assert "1,234.50" in opened.document.text
    assert (opened.document.tables, opened.layout) == (plain.document.tables, plain.layout)
    assert opened.document.id == document_id(data)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("passwords", "said"),
    [
        ((), "a.bin is encrypted; hand it in with its password (--password) or save it without one."),
        (("falsch", "", "密码不对"), "a.bin is encrypted and none of the given passwords fits; ask for the right one."),
    ],
)
def test_a_lock_that_nothing_opens_has_its_code_and_names_no_password(kind, passwords, said, caplog):
    with pytest.raises(ReadError) as caught:
        read(FILES[kind][0], "a.bin", passwords)
    assert (caught.value.code, str(caught.value)) == (ReadCode.ENCRYPTED, said)
    assert not any(word in caplog.text for word in passwords if word)


def test_passwords_are_in_no_log_even_when_debugging(caplog):
    caplog.set_level("DEBUG")
    for data, password in FILES.values():
        read(data, "a.bin", ("falsch-77", password))
        assert password not in caplog.text
        assert "falsch-77" not in caplog.text


def test_files_without_lock_are_the_same_bytes():
    for data in (make_pdf(DRAW), WORKBOOK, b"words", b"", write_ole({"Workbook": b"x"}), write_ole({"a": b"x"})[:600]):
        assert unlocked(data, "a", ("x",)) is data


def test_a_pdf_that_only_restricts_printing_needs_no_password():
    data = locked_pdf(128, user="", owner="owner")
    assert unlocked(data, "a.pdf") is data
    assert "1,234.50" in read(data, "a.pdf").document.text


def test_a_workbook_locked_against_changes_only_opens_as_excel_opens_it():
    """Excel encrypts it with a password of its own, which everyone knows, and asks for none."""
    assert read(locked_office(WORKBOOK, "VelvetSweatshop"), "a.xlsx").document.text == "S\n现金\t1.5"
    assert read(locked_xls(OLD_WORKBOOK, "VelvetSweatshop"), "a.xls").document.tables[0].title == "资产负债表"


def test_a_lock_that_is_damaged_or_unknown_has_its_own_code():
    unknown = {"EncryptionInfo": b"\x04\x00\x03\x00" + bytes(60), "EncryptedPackage": b"x" * 600}
    damaged = {"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00<no xml", "EncryptedPackage": b"x" * 600}
    description = stream_bytes(open_ole(FILES["xlsx"][0]), ["EncryptionInfo"])
    # 10,000,000 rounds at most, says the standard: more would keep a machine busy for an hour
    endless = {"EncryptionInfo": description.replace(b'"100000"', b'"900000000"'), "EncryptedPackage": b"x" * 600}
    for data, code in [
        (write_ole(unknown), ReadCode.UNSUPPORTED),
        (write_ole(damaged), ReadCode.TRUNCATED),
        (write_ole({"EncryptedPackage": b"x"}), ReadCode.TRUNCATED),
        (write_ole(endless), ReadCode.UNSUPPORTED),
    ]:
        with pytest.raises(ReadError) as caught:
            unlocked(data, "a.xlsx", ("x",))
        assert caught.value.code is code


def test_passwords_go_down_into_archives():
    data = zipped({"合同.pdf": FILES["pdf128"][0], "表.xlsx": FILES["xlsx"][0], "旧表.xls": FILES["xls"][0]})
    reads = list(read_bytes(data, "资料.zip", (PASSWORD, "geheim2026")))
    assert [(one.name, one.failure and one.failure.code) for one in reads] == [
        ("资料.zip", None),
        ("资料.zip/合同.pdf", None),
        ("资料.zip/表.xlsx", None),
        ("资料.zip/旧表.xls", "encrypted"),
    ]
    # what a second look at the pages gets has no lock any more
    assert reads[1].data.startswith(b"%PDF-")
    assert b"/Encrypt" not in reads[1].data


def test_a_locked_workbook_whose_chain_of_sectors_runs_in_a_circle_ends():
    """msoffcrypto writes into the container it is given and would follow the circle for ever."""
    data = bytearray(locked_xls([XlsSheet("S", {(0, 0): "现金"})], "alt97"))
    table = (int.from_bytes(data[0x3C:0x40], "little") + 1) * 512
    data[table + 4 : table + 8] = bytes(4)
    with pytest.raises(ReadError) as caught:
        read(bytes(data), "a.xls", ("alt97",))
    assert caught.value.code is ReadCode.TRUNCATED
