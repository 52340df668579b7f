"""Prints the Chinese fixed-asset loan agreement: a text layer, running heads, and a schedule over a page break."""

from __future__ import annotations

from pathlib import Path

from parties import BORROWER, GUARANTOR, LENDER
from passage import Passage
from pdf_pages import (
    ARTICLE,
    BOLD,
    CENTRED,
    HEIGHT,
    MARGIN,
    PARTY,
    REGULAR,
    TITLE,
    WIDTH,
    install_fonts,
    print_pages,
    ruled_table,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, Spacer

TEXT = Path(__file__).with_name("texts") / "loan_agreement.txt"
PRINCIPAL = 180_000_000
INSTALMENTS = (
    ("2026年6月21日", 9_000_000),
    ("2026年12月21日", 9_000_000),
    ("2027年6月21日", 12_000_000),
    ("2027年12月21日", 12_000_000),
    ("2028年6月21日", 15_000_000),
    ("2028年12月21日", 15_000_000),
    ("2029年6月21日", 16_000_000),
    ("2029年12月21日", 16_000_000),
    ("2030年6月21日", 18_000_000),
    ("2030年12月21日", 18_000_000),
    ("2031年6月21日", 20_000_000),
    ("2031年12月21日", 20_000_000),
)
LEADING = 22.5
SIGNATORIES = (
    ("贷款人", LENDER.name, "负责人或授权代表（签字）：祁望舒"),
    ("借款人", BORROWER.name, "法定代表人或授权代表（签字）：庄栎舟"),
    ("保证人", GUARANTOR.name, "法定代表人或授权代表（签字）：庄蔚岚"),
)


def fill_in(text: str) -> str:
    """The agreement's text with names and identifiers in their places."""
    places = {
        "lender": LENDER.name,
        "lender_uscc": LENDER.uscc,
        "lender_domain": LENDER.domain,
        "borrower": BORROWER.name,
        "borrower_uscc": BORROWER.uscc,
        "borrower_domain": BORROWER.domain,
        "guarantor": GUARANTOR.name,
        "guarantor_uscc": GUARANTOR.uscc,
        "guarantor_domain": GUARANTOR.domain,
    }
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", value or "")
    return text


def typeset(line: str) -> list[Flowable]:
    """One line of the source as it stands on the page."""
    marks = {"= ": TITLE, "~ ": CENTRED, "# ": ARTICLE}
    if line == "@schedule":
        return [Spacer(1, 4), draw_schedule(), Spacer(1, 8)]
    if line == "@cover":
        return draw_cover()
    if line == "@sign":
        return [KeepTogether([Spacer(1, 26), *draw_signatures()])]
    for mark, form in marks.items():
        if line.startswith(mark):
            return [Paragraph(line.removeprefix(mark), form)]
    if line.startswith("（"):
        return [Passage(line, REGULAR, 11.5, LEADING, first=-34.5, left=58)]
    if line.startswith("*"):
        return [Passage(line[1:], BOLD, 11.5, LEADING, first=23)]
    if line[:1].isdigit() or line.startswith(("鉴于", "为明确")):
        return [Passage(line, REGULAR, 11.5, LEADING, first=23)]
    return [Paragraph(line, PARTY)]


def draw_cover() -> list[Flowable]:
    """The cover: title, number, the three parties and the month of signing in Chinese numerals."""
    parties = [Paragraph(f"{role}：{name}", CENTRED) for role, name, _ in SIGNATORIES]
    return [
        Spacer(1, 150),
        Paragraph("固定资产借款合同", TITLE),
        Paragraph("合同编号：东汀澜川固贷字（2025）第0218号", CENTRED),
        Spacer(1, 210),
        *parties,
        Spacer(1, 60),
        Paragraph("二〇二五年二月", CENTRED),
        PageBreak(),
    ]


def draw_schedule() -> Flowable:
    """The repayment schedule with the balance left after each instalment and a total."""
    rows, left = [["期次", "还款日", "还本金额（元）", "还本后贷款余额（元）"]], PRINCIPAL
    for number, (day, amount) in enumerate(INSTALMENTS, 1):
        left -= amount
        rows.append([str(number), day, f"{amount:,}.00", f"{left:,}.00" if left else "0.00"])
    rows.append(["合计", "", f"{sum(amount for _, amount in INSTALMENTS):,}.00", ""])
    table = ruled_table(rows, [50, 120, 130, 150])
    table.setStyle(
        [
            ("ALIGN", (0, 1), (1, -1), "CENTER"),
            ("ALIGN", (2, 1), (3, -1), "RIGHT"),
            ("FONT", (0, -1), (-1, -1), BOLD, 10),
            ("SPAN", (0, -1), (1, -1)),
        ]
    )
    return table


def draw_signatures() -> list[Flowable]:
    """The signature blocks of the three parties."""
    story: list[Flowable] = [Paragraph("（以下为签署部分，无正文）", CENTRED)]
    for role, name, signed in SIGNATORIES:
        story += [
            Paragraph(f"{role}（公章）：{name}", PARTY),
            Paragraph(signed, PARTY),
            Paragraph("签署日期：2025年2月26日", PARTY),
            Spacer(1, 30),
        ]
    return story


def draw_furniture(canvas: Canvas, number: int, count: int) -> None:
    """The running head and the page number."""
    canvas.setFont(REGULAR, 8.5)
    canvas.drawString(MARGIN, HEIGHT - 46, "东汀银行  固定资产借款合同")
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 46, "合同编号：东汀澜川固贷字（2025）第0218号")
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, HEIGHT - 52, WIDTH - MARGIN, HEIGHT - 52)
    canvas.drawCentredString(WIDTH / 2, 40, f"第 {number} 页  共 {count} 页")


def write_loan_agreement() -> bytes:
    """The finished PDF."""
    install_fonts()
    lines = [line for line in fill_in(TEXT.read_text("utf-8")).splitlines() if line]
    return print_pages([part for line in lines for part in typeset(line)], draw_furniture, "固定资产借款合同")
