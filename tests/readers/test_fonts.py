"""Chinese that a file does not embed is drawn on a machine without a single font."""

import subprocess
import sys
from pathlib import Path

import pytest

from docintel.readers.fonts import cjk_font

#: pdfium is started anew with an empty folder in place of the machine's fonts.
BARE = """
import ctypes, sys
import pypdfium2, pypdfium2.raw as pdfium
sys.path.insert(0, sys.argv[2])
pdfium.FPDF_DestroyLibrary()
folder = ctypes.cast(ctypes.create_string_buffer(sys.argv[1].encode()), ctypes.POINTER(ctypes.c_char))
config = pdfium.FPDF_LIBRARY_CONFIG()
config.version = 2
config.m_pUserFontPaths = (ctypes.POINTER(ctypes.c_char) * 2)(folder, None)
pdfium.FPDF_InitLibraryWithConfig(config)
from make_pdf import lines, make_pdf
from docintel.readers.fonts import lend_font
from docintel.readers.ocr import recognise
from docintel.readers.page_images import render_page
if "lend" in sys.argv:
    lend_font()
page = pypdfium2.PdfDocument(make_pdf(lines("借款人应当按期还款。", "The Borrower shall repay.")))[0]
print(*sorted(line.text for line in recognise(render_page(page).image)), sep="\\n")
"""


@pytest.mark.parametrize(
    ("lent", "seen"),
    [(("lend",), ["The Borrower shall repay.", "借款人应当按期还款。"]), ((), ["The Borrower shall repay."])],
)
def test_on_a_machine_without_fonts_only_the_lent_one_shows_chinese(
    tmp_path: Path, lent: tuple[str, ...], seen: list[str]
) -> None:
    command = [sys.executable, "-c", BARE, str(tmp_path), str(Path(__file__).parents[1]), *lent]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == seen


def test_the_font_is_there_and_has_the_characters_of_contracts() -> None:
    from PIL import ImageFont

    font = ImageFont.truetype(str(cjk_font()), 20)
    nothing = bytes(font.getmask("\U0010ffff"))
    assert all(bytes(font.getmask(character)) != nothing for character in "借款合同擔保貳叁肆伍￥①㎡")
