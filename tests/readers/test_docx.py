# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
import json
from datetime import UTC, datetime

import pytest

from docintel.errors import ReadCode, ReadError
from docintel.readers.docx import DocxReader
from docintel.readers.reading import read
from make_docx import W, docx, listed, numbering, p, run, table, tc, tr, zipped

BY = 'w:author="Reviewer A" w:date="2025-03-01T09:30:00Z"'


def document(body: str, **parts: str):
    return DocxReader().read(docx(body, **parts), "a.docx").document


def blocks(doc):
    return [(block.kind, block.level, block.number, doc.quote(block.span)) for block in doc.blocks]


def cells(doc, at=0):
    return [(c.row, c.column, c.rows, c.columns, doc.quote(c.span)) for c in doc.tables[at].cells]


def test_tracked_changes_are_read_in_their_final_view():
    doc = document(
        p("年利率为", inside=f'<w:del w:id="1" {BY}><w:r><w:delText>5%</w:delText></w:r></w:del>'
          f'<w:ins w:id="2" {BY}><w:r><w:t>6%</w:t></w:r></w:ins><w:r><w:t>，按季结息。</w:t></w:r>')
    )  # fmt: skip
    assert doc.text == "年利率为6%，按季结息。"
    when = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
    assert [(c.kind, c.text, c.author, c.date, doc.quote(c.span)) for c in doc.changes] == [
        ("deletion", "5%", "Reviewer A", when, ""),
        ("insertion", "6%", "Reviewer A", when, "6%"),
    ]
    assert doc.changes[0].span.start == 4


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    doc = document(
        p("The Borrower shall ", f"<w:rPr><w:del {BY}/></w:rPr>")
        + p("repay the loan.")
        + p(
            "",
            f"<w:rPr><w:del {BY}/></w:rPr>",
            f"<w:del {BY}><w:r><w:delText>Clause struck out.</w:delText></w:r></w:del>",
        )
        + p("Governing law: England.")
    )
    assert doc.text == "The Borrower shall repay the loan.\nGoverning law: England."
    assert [c.text for c in doc.changes] == ["Clause struck out."]


def test_moved_words_stand_where_they_were_moved_to():
    doc = document(
        p("甲方", inside=f"<w:moveFrom {BY}><w:r><w:t>应还款</w:t></w:r></w:moveFrom>")
        + p("乙方", inside=f"<w:moveTo {BY}><w:r><w:t>应还款</w:t></w:r></w:moveTo>")
    )
    assert doc.text == "甲方\n乙方应还款"
    assert [(c.kind, c.text) for c in doc.changes] == [("deletion", "应还款"), ("insertion", "应还款")]


def test_a_deleted_row_is_left_out_and_recorded():
    doc = document(
        table(
            tr(tc("本金"), tc("100")), tr(tc("利息"), tc("9"), properties=f"<w:del {BY}/>"), tr(tc("合计"), tc("100"))
        )
    )
    assert doc.text == "本金\t100\n合计\t100"
    assert [(c.kind, c.text) for c in doc.changes] == [("deletion", "利息9")]


def test_struck_and_hidden_words_are_no_text_and_are_said():
    doc = document(p("Price: ", inside=run("USD 900 ", "<w:strike/>") + run("secret", "<w:vanish/>") + run("USD 950")))
    assert doc.text == "Price: USD 950"
    assert [(c.kind, c.text) for c in doc.changes] == [("deletion", "USD 900 ")]
    assert doc.notes == (
        "6 characters are formatted as hidden and were left out of the text.",
        "8 characters are struck through; they are recorded as deletions, not as text.",
    )


def test_comments_are_beside_the_text():
    comments = f'<w:comments {W}><w:comment w:id="7" {BY}>{p("Too high?")}</w:comment></w:comments>'
    inside = (
        '<w:commentRangeStart w:id="7"/>'
        + run("12%")
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    )
    doc = document(p("Rate ", inside=inside), comments=comments)
    assert doc.text == "Rate 12%"
    assert [(c.kind, c.text, doc.quote(c.span), c.author) for c in doc.changes] == [
        ("comment", "Too high?", "12%", "Reviewer A")
    ]


def test_a_comment_covers_all_the_paragraphs_it_was_made_on():
    comments = (
        f'<w:comments {W}><w:comment w:id="7" {BY}>{p("太高？")}{p("Check.")}</w:comment>'
        f'<w:comment w:id="8" {BY}>{p("Never closed")}</w:comment></w:comments>'
    )
    first = '<w:commentRangeStart w:id="7"/><w:commentRangeStart w:id="8"/>' + run("利率为12%。")
    last = run("Fees apply.") + '<w:commentRangeEnd w:id="7"/>' + run(" Tail.")
    doc = document(
        p("甲方：", inside=first) + table(tr(tc("年"), tc("费用"))) + p() + p(inside=last) + p("End."),
        comments=comments,
    )
    assert [(c.text, doc.quote(c.span)) for c in doc.changes] == [
        ("太高？\nCheck.", "利率为12%。\n年\t费用\nFees apply."),
        # a range without an end is one of a broken file, and does not swallow the document
        ("Never closed", "利率为12%。"),
    ]


def test_changes_in_notes_headers_and_footers_are_kept_with_author_and_date():
    change = (
        f'<w:del w:id="1" {BY}><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins w:id="2" {BY}>{run("6%")}</w:ins>'
    )
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:id="3">{p("  Rate ", inside=change)}'
        f"{table(tr(tc('罚息'), tc(p(inside=change))))}</w:footnote></w:footnotes>"
    )
    header = f"<w:hdr {W}>{p('机密 ', inside=change)}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
    doc = document(
        p("The Agreement", inside='<w:r><w:footnoteReference w:id="3"/></w:r>') + section,
        footnotes=footnotes,
        header=header,
    )
    assert doc.text == "The Agreement\n[1] Rate 6% 罚息 6%\n机密 6%"
    when = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
    assert [(c.kind, c.text, doc.quote(c.span)) for c in doc.changes] == 3 * [
        ("deletion", "5%", ""),
        ("insertion", "6%", "6%"),
    ]
    assert {(c.author, c.date) for c in doc.changes} == {("Reviewer A", when)}
    assert [c.span.start for c in doc.changes] == [23, 23, 29, 29, 35, 35]


def test_cells_and_rows_deleted_or_inserted_as_a_whole():
    doc = document(
        table(
            tr(tc("期次"), tc("金额", f"<w:cellDel {BY}/>"), tc("Amount")),
            tr(tc("1"), tc("9", f"<w:cellDel {BY}/>"), tc("100", f"<w:cellIns {BY}/>")),
            tr(tc("2"), tc(""), tc("200"), properties=f"<w:ins {BY}/>"),
        )
    )
    # what stands right of a deleted cell keeps its place under its head
    assert doc.text == "期次\t\tAmount\n1\t\t100\n2\t\t200"
    assert [(c.kind, c.text, doc.quote(c.span)) for c in doc.changes] == [
        ("deletion", "金额", ""), ("deletion", "9", ""), ("insertion", "100", "100"), ("insertion", "2", "2"),
        ("insertion", "200", "200"),
    ]  # fmt: skip


def test_former_formatting_is_not_read_as_the_present_one():
    was = f"<w:b/><w:rPrChange {BY}><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>"
    numbered = (
        f'<w:pPrChange {BY}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    doc = document(p("甲方", numbered, run("应还款", was)) + listed("乙方"), numbering=numbering(("decimal", "%1.")))
    assert doc.text == "甲方应还款\n1. 乙方"
    assert (doc.changes, doc.notes) == ((), ())


def test_tables_nest_as_deep_as_they_are():
    deep = table(tr(tc("深"), tc("deep")))
    doc = document(table(tr(tc("o"), tc(p("1") + table(tr(tc(p("m") + deep), tc("n")))))))
    assert [[doc.quote(cell.span) for cell in one.cells] for one in doc.tables] == [
        ["o", "1\nm\n深\tdeep\tn"], ["m\n深\tdeep", "n"], ["深", "deep"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "body", "shown"),
    [
        # a Chinese contract: articles, then levels below
        ((("chineseCounting", "第%1条"), ("decimal", "%1.%2")), [(0, "总则"), (1, "甲方"), (1, "乙方"), (0, "借款"), (1, "金额")],
         ["第一条 总则", "一.1 甲方", "一.2 乙方", "第二条 借款", "二.1 金额"]),
        ((("chineseCountingThousand", "%1、"),), [(0, "x")] * 11, [f"{n}、 x" for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]]),
        # an English agreement: 1, 1.1, (a), (i), and each begins anew below the next
        ((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)")),
         [(0, "A"), (1, "B"), (2, "C"), (2, "D"), (3, "E"), (1, "F"), (2, "G"), (0, "H"), (1, "I")],
         ["1. A", "1.1 B", "(a) C", "(b) D", "(i) E", "1.2 F", "(a) G", "2. H", "2.1 I"]),
        ((("upperRoman", "Article %1"),), [(0, "x")] * 4, ["Article I x", "Article II x", "Article III x", "Article IV x"]),
        ((("upperLetter", "%1)"),), [(0, "x")] * 2, ["A) x", "B) x"]),
        ((("bullet", "\uf0b7"),), [(0, "x")], ["• x"]),
        # words, as the parts of an English agreement count
        ((("cardinalText", "Part %1"), ("ordinalText", "%2")), [(0, "A"), (1, "B"), (1, "C"), (0, "D")],
         ["Part One A", "First B", "Second C", "Part Two D"]),
        ((("none", ""), ("decimal", "%2.")), [(0, "A"), (1, "B")], ["A", "1. B"]),
    ],
)  # fmt: skip
def test_automatic_numbers_are_written_as_word_shows_them(levels, body, shown):
    doc = document("".join(listed(text, depth) for depth, text in body), numbering=numbering(*levels))
    assert doc.text.split("\n") == shown


def test_numbers_in_roman_articles_with_arabic_sections_below():
    xml = numbering(("upperRoman", "%1."), ("decimal", "%1.%2")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:isLgl/>'
    )
    assert document(listed("A") + listed("B", 1), numbering=xml).text == "I. A\n1.1 B"


def test_a_second_list_that_names_its_start_begins_anew():
    extra = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    xml = numbering(("decimal", "%1."), extra=extra)
    doc = document(listed("a") + listed("b") + listed("c", 0, 2) + listed("d", 0, 2), numbering=xml)
    assert doc.text == "1. a\n2. b\n1. c\n2. d"


def test_numbers_that_hang_on_the_style():
    """The usual firm template: Heading 1 and 2 are numbered by one list, linked through the levels."""
    xml = numbering(("decimal", "第%1章"), ("decimal", "%1.%2"))
    xml = xml.replace('<w:lvl w:ilvl="0">', '<w:lvl w:ilvl="0"><w:pStyle w:val="h1"/>')
    xml = xml.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="h2"/>')
    style = (
        '<w:style w:type="paragraph" w:styleId="h{0}"><w:name w:val="heading {0}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles = f"<w:styles {W}>{style.format(1)}{style.format(2)}</w:styles>"
    body = [("总则", 1), ("定义", 2), ("解释", 2), ("借款", 1), ("金额", 2)]
    doc = document("".join(p(t, f'<w:pStyle w:val="h{n}"/>') for t, n in body), numbering=xml, styles=styles)
    assert blocks(doc) == [
        ("heading", 1, "第1章", "第1章 总则"),
        ("heading", 2, "1.1", "1.1 定义"),
        ("heading", 2, "1.2", "1.2 解释"),
        ("heading", 1, "第2章", "第2章 借款"),
        ("heading", 2, "2.1", "2.1 金额"),
    ]


def test_headings_clauses_and_the_title():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="合同标题"/><w:basedOn w:val="a1"/></w:style></w:styles>'
    )
    doc = document(
        p("保证合同") + p("第一章 总则", '<w:pStyle w:val="b"/>') + p("第一条 保证人承担连带责任保证。")
        + p("Interest", '<w:outlineLvl w:val="1"/>') + p("4.1 The rate is 5%.") + p("正文。"), styles=styles,
    )  # fmt: skip
    assert blocks(doc) == [
        ("title", None, None, "保证合同"),
        ("heading", 1, "第一章", "第一章 总则"),
        ("clause", None, "第一条", "第一条 保证人承担连带责任保证。"),
        ("heading", 2, None, "Interest"),
        ("clause", None, "4.1", "4.1 The rate is 5%."),
        ("paragraph", None, None, "正文。"),
    ]


def test_merged_and_nested_tables():
    inner = table(tr(tc("n1"), tc("n2")))
    doc = document(
        table(
            tr(tc("项目", '<w:vMerge w:val="restart"/>'), tc("金额", '<w:gridSpan w:val="2"/>')),
            tr(tc("<w:p/>", "<w:vMerge/>"), tc("本期"), tc("上期")),
            tr(tc("现金"), tc(p("1,000.00") + inner), tc("(5.00)")),
        )
    )
    assert cells(doc) == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "本期"), (1, 2, 1, 1, "上期"),
        (2, 0, 1, 1, "现金"), (2, 1, 1, 1, "1,000.00\nn1\tn2"), (2, 2, 1, 1, "(5.00)"),
    ]  # fmt: skip
    assert cells(doc, 1) == [(0, 0, 1, 1, "n1"), (0, 1, 1, 1, "n2")]
    assert doc.text == "项目\t金额\n\t本期\t上期\n现金\t1,000.00\nn1\tn2\t(5.00)"


def test_a_frame_of_one_cell_is_running_text():
    doc = document(table(tr(tc(p("第一条 借款。") + p("第二条 还款。")))))
    assert [b.number for b in doc.blocks] == ["第一条", "第二条"]
    assert doc.tables == ()


def test_fields_show_their_results_and_text_boxes_are_read_once():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x \\h</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("4.2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    shape = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    doc = document(p("See clause ", inside=field + run(".") + shape))
    assert doc.text == "See clause 4.2.\nin the box"


def test_signs_tabs_and_line_breaks():
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t><w:br/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t></w:r>'
    assert document(p(inside=tick)).text == "☑是\t☐否\nx-y"


def test_footnotes_headers_and_footers_stand_after_the_body():
    footnotes = f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator">{p("x")}</w:footnote><w:footnote w:id="3">{p("As amended.")}</w:footnote></w:footnotes>'
    header = f"<w:hdr {W}>{p('机密')}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:headerReference w:type="first" r:id="r1"/></w:sectPr>'
    doc = document(
        p("The Agreement", inside='<w:r><w:footnoteReference w:id="3"/></w:r>') + section,
        footnotes=footnotes,
        header=header,
    )
    assert blocks(doc) == [
        ("title", None, None, "The Agreement"),
        ("list_item", None, "[1]", "[1] As amended."),
        ("header", None, None, "机密"),
    ]


def test_a_file_without_words_or_without_its_parts_is_refused():
    with pytest.raises(ReadError) as caught:
        document(p())
    assert caught.value.code is ReadCode.NO_TEXT
    data = zipped({"[Content_Types].xml": "<Types>wordprocessingml</Types>", "word/x.xml": "<x/>"})
    with pytest.raises(ReadError) as caught:
        read(data, "a.docx")
    assert caught.value.code is ReadCode.MISTYPED


def test_a_document_type_is_refused_before_its_entities_are_expanded():
    files = {
        "[Content_Types].xml": "<Types>wordprocessingml</Types>",
        "word/document.xml": f'<!DOCTYPE d [<!ENTITY a "aaaaaaaa">]><w:document {W}><w:body>{p("x&a;&a;y")}</w:body></w:document>',
    }
    with pytest.raises(ReadError, match="none that Office writes; open it in Office or WPS") as caught:
        read(zipped(files), "a.docx")
    assert caught.value.code is ReadCode.UNSUPPORTED


def test_a_file_that_unpacks_beyond_measure_is_refused():
    data = docx(p("x" * 200)) + b""
    bomb = zipped(
        {"[Content_Types].xml": "<Types>wordprocessingml</Types>", "word/document.xml": " " * (257 * 1024**2)}
    )
    assert len(bomb) < 2 * 1024**2
    assert read(data, "a.docx").document.text == "x" * 200
    with pytest.raises(ReadError) as caught:
        read(bomb, "a.docx")
    assert caught.value.code is ReadCode.OVER_LIMIT


def test_what_python_docx_writes_is_read_back():
    """A second opinion: the text another library wrote is the text read."""
    from io import BytesIO

    import docx as python_docx

    written = python_docx.Document()
    written.add_heading("贷款合同", 0)
    written.add_paragraph("甲方", style="List Number")
    written.add_paragraph("乙方", style="List Number")
    grid = written.add_table(2, 2)
    for at, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = f"c{at}"
    stream = BytesIO()
    written.save(stream)
    assert read(stream.getvalue(), "x").document.text == "贷款合同\n1. 甲方\n2. 乙方\nc0\tc1\nc2\tc3"


def test_the_sample_contract_shows_its_negotiation(sample_deal):
    """The changes recorded are those the deal's author put in; deleted words are nowhere in the text."""
    doc = read((sample_deal / "02_EPC_Contract.docx").read_bytes(), "02_EPC_Contract.docx").document
    kinds = {"insertion": "inserted", "deletion": "deleted"}
    wanted = json.loads((sample_deal / "golden/revisions.json").read_text(encoding="utf-8"))
    found = [(kinds[c.kind], c.text, c.author) for c in doc.changes if c.kind in kinds]
    assert sorted(found) == sorted((one["kind"], one["words"], one["author"]) for one in wanted)
    assert "30 November 2026" not in doc.text
    assert "The Employer may terminate this Contract for its convenience" not in doc.text
    assert doc.quote(doc.tables[-1].cells[-1].span) == "18,600,000"
