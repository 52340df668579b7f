"""Files behind a password, opened before any reader sees them: PDF, Word and Excel, old and new.

Passwords are tried and forgotten: they stand in no error, no log and no record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from io import BytesIO

from docintel.errors import ReadCode, ReadError
from docintel.readers.ole import OLE_MAGIC, open_ole, root_names, stream_bytes
from docintel.readers.ole_writer import write_ole
from docintel.readers.sniff import is_pdf

#: The password Excel itself gives to workbooks that are protected against changes only, and opens without asking.
_EXCEL_OWN = "VelvetSweatshop"
_FILE_PASS = 0x002F
#: Behind the start of a workbook (BOF) and its write protection at the latest (MS-XLS 2.1.7.20.3).
_FILE_PASS_WITHIN = 4
_Opener = Callable[[str], bytes | None]


def unlocked(data: bytes, name: str, passwords: Sequence[str] = ()) -> bytes:
    """The file without its password: the same object where it has none.

    Raises ReadError with the code `encrypted` when it is locked and no password fits.
    """
    if data.startswith(OLE_MAGIC):
        locked = _locked_container(data)
        return _open(partial(_office, locked), name, (*passwords, _EXCEL_OWN), passwords) if locked else data
    if is_pdf(data) and b"/Encrypt" in data and _pdf(data, None) is None:
        return _open(partial(_pdf, data), name, passwords, passwords)
    return data


def _open(opener: _Opener, name: str, tried: Sequence[str], given: Sequence[str]) -> bytes:
    for password in tried:
        opened = opener(password) if password else None
        if opened is not None:
            return opened
    if given:
        sentence = f"{name} is encrypted and none of the given passwords fits; ask for the right one."
    else:
        sentence = f"{name} is encrypted; hand it in with its password (--password) or save it without one."
    raise ReadError(ReadCode.ENCRYPTED, sentence)


def _pdf(data: bytes, password: str | None) -> bytes | None:
    """The PDF saved without its security; None where the password does not fit, the same where none is needed."""
    import pypdfium2  # heavy: the native library is loaded on first use
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        message = str(error).lower()
        # other faults are the reader's to name
        return None if "password" in message or "security" in message else data
    with closing(document):
        if password is None:
            return data
        plain = BytesIO()
        try:
            document.save(plain, flags=pdfium.FPDF_REMOVE_SECURITY)
        except pypdfium2.PdfiumError as error:
            raise ReadError(
                ReadCode.TRUNCATED, "The file is encrypted and damaged; ask the sender for it again."
            ) from error
    return plain.getvalue()


def _locked_container(data: bytes) -> bytes:
    """The container of a locked Office file, as far as it is needed to open it; empty where nothing is locked."""
    try:
        with closing(open_ole(data)) as ole:
            names = root_names(ole)
            if "EncryptedPackage" in names:
                return data
            stream = stream_bytes(ole, ["Workbook"]) if "Workbook" in names else b""
    except ReadError:
        return b""  # damaged: the reader says so
    # written anew: the library writes into the container, and would follow damaged chains for ever
    return write_ole({"Workbook": stream}) if _has_file_pass(stream) else b""


def _has_file_pass(workbook: bytes) -> bool:
    at = 0
    for _ in range(_FILE_PASS_WITHIN):
        if int.from_bytes(workbook[at : at + 2], "little") == _FILE_PASS:
            return True
        at += 4 + int.from_bytes(workbook[at + 2 : at + 4], "little")
    return False


def _office(data: bytes, password: str) -> bytes | None:
    import msoffcrypto  # heavy: loaded on first use
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    plain = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(plain)
    except InvalidKeyError:
        return None
    except DecryptionError as error:
        raise ReadError(
            ReadCode.UNSUPPORTED,
            "The file is encrypted in a way docintel does not open; save it without a password.",
        ) from error
    except Exception as error:
        # the library parses the file's own description of its encryption without checks
        raise ReadError(
            ReadCode.TRUNCATED, "The file is encrypted and damaged; ask the sender for it again."
        ) from error
    return plain.getvalue()
