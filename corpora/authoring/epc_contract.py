"""Writes the English EPC contract as a Word file with automatic numbering, two tables, revisions and a comment."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from parties import BORROWER, CONTRACTOR, GUARANTOR, LENDER
from revisions import Revisions, write_words

TEXT = Path(__file__).with_name("texts") / "epc_contract.txt"
NUMBERING_ID = "90"
PRICES = (
    ("1", "Electrode mixing, coating and calendering equipment", 5_480_000),
    ("2", "Winding, stacking and cell assembly equipment", 3_260_000),
    ("3", "Formation and grading equipment", 4_120_000),
    ("4", "Module assembly and end-of-line test equipment", 2_350_000),
    ("5", "Dry room and utilities interface", 1_540_000),
    ("6", "Engineering, project management and training", 980_000),
    ("7", "Installation supervision and commissioning", 870_000),
)
MILESTONES = (
    ("1", "Advance payment", "Advance payment guarantee", "15%", 2_790_000),
    ("2", "Approval of the detailed design", "Design approval certificate", "20%", 3_720_000),
    ("3", "Factory acceptance of the coating equipment", "Factory acceptance certificate", "20%", 3_720_000),
    ("4", "Delivery of the coating and winding equipment", "Delivery note signed by the Employer", "15%", 2_790_000),
    ("5", "Mechanical completion", "Mechanical completion certificate", "20%", 3_720_000),
    ("6", "Taking-Over", "Taking-Over Certificate", "10%", 1_860_000),
)
CONTRACT_PRICE = 18_600_000
LEVELS = (
    ("decimal", "ARTICLE %1", 0, 0, True),
    ("decimal", "%1.%2", 720, 720, False),
    ("lowerLetter", "(%3)", 1287, 567, False),
)


def number_levels() -> str:
    """The numbering of articles, sections and sub-paragraphs as Word stores it."""
    levels = ""
    for level, (form, text, left, hanging, bold) in enumerate(LEVELS):
        levels += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:suff w:val="{"space" if bold else "tab"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
            f"{'<w:rPr><w:b/></w:rPr>' if bold else ''}</w:lvl>"
        )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def start_document() -> WordDocument:
    """An A4 document with its numbering, fonts, running head and page number."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(number_levels()))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>')
    )
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.2
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.left_margin = section.right_margin = Pt(78)
    section.header.paragraphs[0].text = "Contract No. KPE-YS-2025-03  |  Draft Amendment No. 1"
    add_field(section.footer.paragraphs[0], "PAGE")
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Kestrelmoor Process Engineering"
    properties.title, properties.comments = "EPC Contract KPE-YS-2025-03", ""
    properties.created, properties.modified = datetime(2025, 3, 10, 9), datetime(2026, 2, 11, 8, 40)
    return document


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as the page number."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def number(paragraph: Paragraph, level: int) -> None:
    """Gives a paragraph its automatic number."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(NUMBERING_ID)
    if level == 0:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(12)


def add_line(document: WordDocument, kind: str, text: str, revisions: Revisions) -> None:
    """One line of the source as a paragraph (or a table) of the document."""
    if kind in ("prices", "milestones"):
        (add_prices if kind == "prices" else add_milestones)(document)
        return
    paragraph = document.add_paragraph()
    if kind[-1].isdigit():
        number(paragraph, int(kind[-1]) - 1)
    if kind[0] in "+-":
        revisions.change_paragraph(paragraph, text, "w:ins" if kind[0] == "+" else "w:del")
        return
    for run, (author, date, words) in write_words(paragraph, text, revisions):
        comment = document.add_comment([run], words, author=author, initials="EB")
        comment._comment_elm.set(qn("w:date"), date)
    form_paragraph(document, paragraph, kind)


def form_paragraph(document: WordDocument, paragraph: Paragraph, kind: str) -> None:
    """Centres titles, starts schedules on a new page, indents definitions, adds the signature lines."""
    if kind in ("title", "subtitle", "schedule"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = kind == "schedule"
    for run in paragraph.runs if kind in ("title", "schedule", "1") else ():
        run.bold = True
    if kind == "d":
        paragraph.paragraph_format.left_indent = Pt(36)
    if kind == "sign":
        for name, person, office in (
            (BORROWER.name_en, "Zhuang Lizhou", "Chairman"),
            (CONTRACTOR.name_en, "Bertrand Quillfeather", "Project Director"),
        ):
            document.add_paragraph(
                f"Signed for and on behalf of {name}\nBy: {person}\nTitle: {office}\nDate: 10 March 2025"
            ).paragraph_format.keep_together = True


def add_prices(document: WordDocument) -> None:
    """The price schedule with its total."""
    rows = [[item, words, f"{amount:,}"] for item, words, amount in PRICES]
    total = sum(amount for *_, amount in PRICES)
    add_table(
        document,
        [["Item", "Description", "Price (USD)"], *rows, ["", "Total Contract Price", f"{total:,}"]],
        (45, 290, 104),
    )


def add_milestones(document: WordDocument) -> None:
    """The payment milestones; their amounts add up to the contract price."""
    rows = [[*words, f"{amount:,}"] for *words, amount in MILESTONES]
    total = sum(amount for *_, amount in MILESTONES)
    add_table(
        document,
        [
            ["No.", "Milestone", "Supporting document", "Share", "Amount (USD)"],
            *rows,
            ["", "Total", "", "100%", f"{total:,}"],
        ],
        (30, 140, 122, 52, 95),
    )


def add_table(document: WordDocument, rows: list[list[str]], widths: tuple[int, ...]) -> None:
    """A ruled table, figures to the right, heading and total in bold."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, words, widths, strict=True):
            cell.width = Pt(width)
            run = cell.paragraphs[0].add_run(text)
            run.bold = words in (rows[0], rows[-1])
        row.cells[-1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def fill_in(text: str) -> str:
    """The contract's text with names and identifiers in their places."""
    places = {
        "borrower_en": BORROWER.name_en,
        "borrower": BORROWER.name,
        "borrower_uscc": BORROWER.uscc,
        "borrower_lei": BORROWER.lei,
        "borrower_domain": BORROWER.domain,
        "contractor": CONTRACTOR.name_en,
        "contractor_lei": CONTRACTOR.lei,
        "contractor_domain": CONTRACTOR.domain,
        "lender_en": LENDER.name_en,
        "lender_domain": LENDER.domain,
        "guarantor_en": GUARANTOR.name_en,
    }
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", value or "")
    return text


def write_epc_contract() -> bytes:
    """The finished .docx file, its parts in a fixed order with fixed times."""
    document, revisions = start_document(), Revisions()
    for line in fill_in(TEXT.read_text("utf-8")).splitlines():
        kind, text = line.split(":", 1)
        add_line(document, kind, text.strip(), revisions)
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (2026, 2, 11, 8, 40, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return out.getvalue()
