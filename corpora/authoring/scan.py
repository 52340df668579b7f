"""Draws the stamped confirmation letter as a scanner would deliver it: one crooked, noisy picture without text."""

from __future__ import annotations

import math
from io import BytesIO

import numpy as np
from parties import BORROWER, GUARANTOR, LENDER
from pdf_pages import BOLD, FONT_FOLDER, HEIGHT, REGULAR, WIDTH
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DOTS_PER_INCH = 150
SIZE = (1240, 1754)
RED = (196, 30, 36)
LINES = (
    f"致：{LENDER.name}",
    "",
    f"　　我公司（{GUARANTOR.name}，统一社会信用代码{GUARANTOR.uscc}）作为",
    "固定资产借款合同（编号：东汀澜川固贷字（2025）第0218号）的保证人，现确认如下：",
    "",
    "　　一、截至2026年6月30日，借款人在该合同项下的贷款余额为人民币177,000,000.00元，",
    "其中已逾期本金为人民币6,000,000.00元，我公司对上述金额无异议。",
    "",
    "　　二、我公司继续按照该合同第九条的约定承担连带责任保证。",
    "",
    f"　　三、本函由我公司法定代表人签字并加盖公章后生效，一式两份，贵行与{BORROWER.name[2:6]}各执一份。",
    "",
    "",
    "　　　　　　　　　　　　　　　　　　　　保证人（公章）：澜川砚石控股集团有限公司",
    "",
    "　　　　　　　　　　　　　　　　　　　　法定代表人（签字）：",
    "",
    "　　　　　　　　　　　　　　　　　　　　2026年7月15日",
)


def draw_letter() -> Image.Image:
    """The letter as it left the printer, with seal and signature on it."""
    page = Image.new("RGB", SIZE, (252, 251, 247))
    pen = ImageDraw.Draw(page)
    pen.text((SIZE[0] / 2, 170), "确 认 函", font=load_font(BOLD, 48), fill=(20, 20, 20), anchor="mm")
    for number, line in enumerate(LINES):
        pen.text((120, 270 + number * 52), line, font=load_font(REGULAR, 24), fill=(25, 25, 28))
    sign(pen, (880, 1062))
    page.paste(*stamp(GUARANTOR.name, (640, 900)))
    return page


def load_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """The typeface of the other documents, for drawing pictures."""
    return ImageFont.truetype(str(FONT_FOLDER / f"{name}.ttf"), size)


def sign(pen: ImageDraw.ImageDraw, start: tuple[int, int]) -> None:
    """A pen stroke that stands for a signature and belongs to nobody."""
    points = [
        (start[0] + 2.6 * step, start[1] + 20 * math.sin(step / 5) * math.exp(-(((step - 40) / 45) ** 2)))
        for step in range(90)
    ]
    pen.line(points, fill=(28, 36, 92), width=4, joint="curve")


def stamp(name: str, corner: tuple[int, int]) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """A round company seal: picture, place and transparency mask."""
    side = 260
    seal = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(seal)
    pen.ellipse((6, 6, side - 6, side - 6), outline=255, width=7)
    star = [
        (side / 2 + r * math.sin(k * math.pi / 5), side / 2 - r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in ((38, 15)[k % 2],)
    ]
    pen.polygon(star, fill=255)
    for place, character in enumerate(name):
        angle = math.radians(-125 + 250 * place / (len(name) - 1))
        glyph = Image.new("L", (40, 40), 0)
        ImageDraw.Draw(glyph).text((20, 20), character, font=load_font(BOLD, 27), fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        at = (int(side / 2 + 96 * math.sin(angle)) - 20, int(side / 2 - 96 * math.cos(angle)) - 20)
        seal.paste(255, at, glyph)
    worn = np.random.default_rng(218).random((side, side)) * 0.45 + 0.5
    mask = Image.fromarray((np.asarray(seal) * worn).astype("uint8"))
    return Image.new("RGB", (side, side), RED), corner, mask


def scan(page: Image.Image) -> bytes:
    """The letter after the scanner: turned by a degree, blurred, speckled, darker to one side, as JPEG."""
    turned = page.rotate(-1.1, resample=Image.Resampling.BICUBIC, fillcolor=(236, 234, 228))
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.7))).astype("float32")
    noise = np.random.default_rng(2026).normal(0.0, 3.5, pixels.shape[:2])
    shade = np.linspace(0.0, -14.0, pixels.shape[1])
    pixels += noise[..., None] + shade[None, :, None]
    out = BytesIO()
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))
    picture.save(out, "JPEG", quality=52, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return out.getvalue()


def write_scan() -> bytes:
    """The finished image-only PDF."""
    rl_config.invariant = 1
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle("SCAN_20260716_0001")
    canvas.drawImage(ImageReader(BytesIO(scan(draw_letter()))), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return out.getvalue()
