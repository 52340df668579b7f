# ruff: noqa: E501 -- RTF reads best unbroken
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.readers.rtf import rtf_text, unpack_rtf
from make_msg import packed_rtf


@pytest.mark.parametrize(
    ("packed", "plain"),
    [
        # MS-OXRTFCP 3.1 and 3.2: with copies from the window, and with a copy that overlaps itself
        (
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
        ),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
    ],
)
def test_the_examples_of_the_standard(packed, plain):
    assert unpack_rtf(bytes.fromhex(packed)) == plain


def test_a_damaged_body_is_none_and_an_unpacked_one_is_itself():
    packed = packed_rtf(b"{\\rtf1 words}")
    assert unpack_rtf(packed) == b"{\\rtf1 words}"
    assert unpack_rtf(packed[:-3] + b"xx}") is None
    assert unpack_rtf(b"short") is None
    assert unpack_rtf(struct.pack("<IIII", 20, 8, 0x414C454D, 0) + b"{\\rtf1 }") == b"{\\rtf1 }"


@given(st.binary(max_size=300))
def test_no_body_is_too_odd(data):
    unpack_rtf(struct.pack("<IIII", 0, 10**6, 0x75465A4C, 0) + data)
    rtf_text(data)


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\info{\\author X}}Dear Sirs,\\par\r\nwe {\\b regret} it.\\par}", "Dear Sirs,\nwe regret it.\n"),
        # Chinese as bytes of the text's code page, of a font's charset, and as Unicode with a fallback
        (b"{\\rtf1\\ansi\\ansicpg936 \\'b4\\'fb\\'bf\\'ee}", "贷款"),
        (b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f1\\fcharset134 SimSun;}}caf\\'e9 {\\f1 \\'b4\\'fb\\'bf\\'ee} caf\\'e9}", "café 贷款 café"),
        (b"{\\rtf1\\ansi\\uc1 \\u-29395?\\u27454? \\uc0\\u36151\\u27454 end}", "购款 贷款end"),
        (b"{\\rtf1\\ansi\\uc2 \\u36151\\'b4\\'fb!}", "贷!"),
        # a character beyond the basic plane
        (b"{\\rtf1\\ansi\\u-10179?\\u-8704?}", "\U0001f600"),
        (b"{\\rtf1 a\\tab b\\cell c\\row \\{d\\}\\\\ \\'80\\~x}", "a\tb\tc\n{d}\\ €\xa0x"),
    ],
)  # fmt: skip
def test_words(rtf, text):
    assert rtf_text(rtf) == (text, False)


def test_a_page_wrapped_in_rtf_is_unwrapped():
    rtf = (
        b"{\\rtf1\\ansi\\ansicpg936\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\r\n"
        b"{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 \\'bd\\'e8\\'bf\\'ee\\'c8\\'cb\\htmlrtf\\par}\\htmlrtf0 {\\*\\mhtmltag84 x}"
        b'{\\*\\htmltag84 <a href="x\\\\y">}\\htmlrtf {\\field\\htmlrtf0 a \\u38142?\\htmlrtf }\\htmlrtf0\\par\r\n{\\*\\htmltag72 </p>}}'
    )
    assert rtf_text(rtf) == ('<p>借款人<a href="x\\y">a 链\n</p>', True)
