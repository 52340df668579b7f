from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel_api.file_names import file_name


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        # browsers: the bytes of the page's encoding
        ('form-data; name="file"; filename="借款合同.pdf"'.encode(), "借款合同.pdf"),
        (b'form-data; name="file"; filename="loan agreement.pdf"', "loan agreement.pdf"),
        # a quotation mark is percent-encoded by browsers, escaped by others
        (b'form-data; filename="the %22final%22 one.pdf"', 'the "final" one.pdf'),
        (b'form-data; filename="the \\"final\\" one.pdf"', 'the "final" one.pdf'),
        # RFC 8187, in either order beside a name for old programs
        (b"form-data; filename=\"x.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf", "合同.pdf"),
        (b"form-data; filename*=utf-8'zh'%E5%90%88%E5%90%8C.pdf; filename=x.pdf", "合同.pdf"),
        (b"form-data; filename*=GBK''%BA%CF%CD%AC.pdf", "合同.pdf"),
        # GBK as it is, among it a character whose second byte is a backslash, and percent-encoded
        ('form-data; filename="合同.pdf"'.encode("gbk"), "合同.pdf"),
        ('form-data; filename="乗率.pdf"'.encode("gbk"), "乗率.pdf"),
        (b'form-data; filename="%BA%CF%CD%AC.pdf"', "合同.pdf"),
        (b'form-data; filename="%E5%90%88%E5%90%8C.pdf"', "合同.pdf"),
        # a percent sign that encodes nothing stays
        (b'form-data; filename="growth 50%20 plan.pdf"', "growth 50%20 plan.pdf"),
        ('form-data; filename="利率5%.pdf"'.encode(), "利率5%.pdf"),
        # encoded words of mail programs
        (b'form-data; filename="=?UTF-8?B?5ZCI5ZCMLnBkZg==?="', "合同.pdf"),
        # what only looks encoded: no such charset, half a byte, bytes of another charset, a charset that is none
        (b'form-data; filename="=?foo?b?AAAA?="', "=?foo?b?AAAA?="),
        (b'form-data; filename="=?utf-8?b?A?="', "=?utf-8?b?A?="),
        (b'form-data; filename="=?utf-8?b?uqjNrA==?="', "=?utf-8?b?uqjNrA==?="),
        ('form-data; filename="=?合?b?AAAA?="'.encode(), "=?合?b?AAAA?="),
        (b"form-data; filename*=undefined''contract.pdf", "contract.pdf"),
        (b"form-data; filename*=undefined''%E5%90%88%E5%90%8C.pdf", "合同.pdf"),
        (b"form-data; filename*=a\x00b''x.pdf", "x.pdf"),
        # paths, controls, a turned writing direction, nothing at all
        (rb'form-data; filename="C:\Users\me\contract.pdf"', "contract.pdf"),
        (b'form-data; filename="../../etc/passwd"', "passwd"),
        (b'form-data; filename="a\x00b\x1b[31m.pdf"', "ab[31m.pdf"),
        ('form-data; filename="合同\u202efdp.exe"'.encode(), "合同fdp.exe"),
        (b'form-data; filename=""', "unnamed"),
        (b'form-data; filename=".."', "unnamed"),
        (b"form-data; filename=bare.pdf", "bare.pdf"),
        # no file but a field
        (b'form-data; name="comment"', None),
        (b'form-data; name="filename"', None),
    ],
)
def test_a_name_is_what_its_sender_meant(disposition: bytes, name: str | None) -> None:
    assert file_name(disposition) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert file_name(b'form-data; filename="' + b"x" * 400 + b'.pdf"') == "x" * 196 + ".pdf"


@given(st.binary(max_size=300))
def test_no_bytes_break_it_or_leave_a_path_or_a_control(data: bytes) -> None:
    name = file_name(b'form-data; filename="' + data + b'"')
    assert name is None or (0 < len(name) <= 200 and not set(name) & set("/\\\0\r\n\x1b"))


_CHARSETS = st.sampled_from(
    ["utf-8", "gbk", "utf-16", "utf-7", "idna", "punycode", "undefined", "hex", "foo", "", "合"]
)


@given(
    st.binary(max_size=60) | st.text(alphabet="ABab09+/=_%?\\", max_size=40).map(str.encode),
    _CHARSETS | st.text(max_size=10),
    st.sampled_from(['filename="=?{}?b?', 'filename="=?{}?Q?', "filename*={}''", "filename*=\"{}'zh'"]),
)
def test_no_encoding_breaks_it_or_brings_in_a_path_or_a_control(data: bytes, charset: str, start: str) -> None:
    head = f"form-data; {start.format(charset)}".encode(errors="replace")
    for name in (file_name(head + data + b'?="'), file_name(head + data)):
        assert name is None or (0 < len(name) <= 200 and name not in (".", ".."))
        assert not any(one in "/\\" or category(one) == "Cc" for one in name or "")


@given(
    st.text(alphabet="abc合同借款 .()（）《》-_", min_size=1, max_size=60).map(str.strip).filter(lambda n: n.strip("."))
)
def test_utf_8_names_come_through_unchanged(name: str) -> None:
    assert file_name(f'form-data; filename="{name}"'.encode()) == name
