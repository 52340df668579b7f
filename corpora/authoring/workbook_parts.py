"""The fixed XML parts of the spreadsheet: content types, relations, properties and cell styles."""

from __future__ import annotations

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"

RELS = (
    f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
CORE = (
    f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>财务报表 2024-2025</dc:title>'
    "<dc:creator>砚石储能财务部</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-04-18T02:30:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-04-18T02:30:00Z</dcterms:modified></cp:coreProperties>'
)
APP = (
    f'{HEADER}<Properties xmlns="{OFFICE}/extended-properties"><Application>Microsoft Excel</Application></Properties>'
)

BORDER = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
CELL_FORMATS = (
    (0, 0, 0, ""),  # PLAIN
    (0, 2, 0, '<alignment horizontal="center" vertical="center"/>'),  # TITLE
    (0, 0, 0, '<alignment horizontal="center"/>'),  # CENTRE
    (0, 0, 0, '<alignment horizontal="right"/>'),  # RIGHT
    (0, 1, 1, '<alignment horizontal="center" vertical="center"/>'),  # HEAD
    (0, 0, 1, ""),  # LABEL
    (164, 0, 1, ""),  # MONEY
    (0, 1, 1, ""),  # TOTAL_LABEL
    (164, 1, 1, ""),  # TOTAL
    (49, 0, 1, '<alignment horizontal="center"/>'),  # NOTE
)
CELL_XFS = "".join(
    f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" applyNumberFormat="1" '
    f'applyFont="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
    for number, font, border, alignment in CELL_FORMATS
)
STYLES = (
    f'{HEADER}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="#,##0.00;\\-#,##0.00;\\-"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="16"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{BORDER}<diagonal/></border>'
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(CELL_FORMATS)}">{CELL_XFS}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def content_types(sheets: int) -> str:
    """Which part is what."""
    overrides = [
        ("/xl/workbook.xml", f"{MIME}.sheet.main+xml"),
        ("/xl/styles.xml", f"{MIME}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    overrides += [(f"/xl/worksheets/sheet{n}.xml", f"{MIME}.worksheet+xml") for n in range(1, sheets + 1)]
    body = "".join(f'<Override PartName="{part}" ContentType="{mime}"/>' for part, mime in overrides)
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{body}</Types>'
    )


def workbook_part(names: list[tuple[str, bool]]) -> str:
    """The list of sheets by (name, hidden), in order."""
    body = "".join(
        f'<sheet name="{name}" sheetId="{n}"{" state=" + chr(34) + "hidden" + chr(34) if hidden else ""} '
        f'r:id="rId{n}"/>'
        for n, (name, hidden) in enumerate(names, 1)
    )
    return (
        f'{HEADER}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><bookViews>'
        f'<workbookView activeTab="0"/></bookViews><sheets>{body}</sheets><calcPr calcId="191029"/></workbook>'
    )


def workbook_relations(sheets: int) -> str:
    """Where each sheet and the styles lie."""
    body = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{body}<Relationship Id="rId{sheets + 1}" '
        f'Type="{OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
    )
