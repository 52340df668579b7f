# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
"""Workbooks written by hand: sheets as XML rows, so that stored values, formats and formulas are under control."""

from make_docx import KIND, zipped

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(
    sheets: dict[str, str], *, formats: tuple[str, ...] = (), hidden: tuple[str, ...] = (), strings: str = ""
) -> bytes:
    """A workbook of these sheets (name: XML inside worksheet); style n shows the n-th format, style 0 General."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" state="{"hidden" if name in hidden else "visible"}" r:id="s{at}"/>'
        for at, name in enumerate(sheets)
    )
    links = "".join(
        f'<Relationship Id="s{at}" Type="{KIND}worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(len(sheets))
    )
    own = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    files = {
        "[Content_Types].xml": f'<Types><Override ContentType="{SHEET}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{KIND}officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships>{links}<Relationship Id="y" Type="{KIND}styles" Target="styles.xml"/>'
        f'<Relationship Id="t" Type="{KIND}sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {S}><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
    }
    for at, content in enumerate(sheets.values()):
        files[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {S}>{content}</worksheet>"
    return zipped(files)


def words(place: str, text: str) -> str:
    """A cell of words."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def figure(place: str, value: str, style: int = 0) -> str:
    """A cell with a stored number and its style."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
