"""What readers and filing say of a document, said in Chinese too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.assets import model_table
from docintel.exports.note_wording import note_in_both, word_note
from docintel.readers.reading import read
from make_xlsx import figure, words, xlsx


@pytest.mark.parametrize(
    ("note", "zh"),
    [
        (
            "Sheet 附注明细 is hidden; it was read and its cells are flagged.",
            "工作表“附注明细”是隐藏的；已读取，其单元格已标记。",
        ),
        (
            "Sheet Notes {n} is hidden; it was read and its cells are flagged.",
            "工作表“Notes {n}”是隐藏的；已读取，其单元格已标记。",
        ),
        (
            "2 formulas of sheet BS have no stored result (B1, B2); "
            "open the file in Excel, save it and hand it in again.",
            "工作表“BS”有2个公式没有保存结果（B1, B2）；请用 Excel 打开、保存后重新提交。",
        ),
        ("uploaded by first start", "由“first start”上传"),
        ("attached to 资料包.zip", "随附于资料包.zip"),
        ("named in it: 栖原精密机械有限公司", "文中提到：栖原精密机械有限公司"),
        ("page 2, 3: no text layer, only an image.", "第 2, 3 页：没有文字层，只有图像。"),
        (
            "page 4: read by OCR, 93% sure; 2 lines could not be read.",
            "第 4 页：由文字识别读出，把握93%；2行未能读出。",
        ),
        ("12 pages", "12页"),
    ],
)
def test_a_known_sentence_is_said_in_both_languages(note: str, zh: str) -> None:
    assert word_note(note) == (zh, note)
    assert note_in_both(note) == f"{zh} / {note}"


@pytest.mark.parametrize("name", ["附注明细", "Notes"])
def test_the_readers_own_sentences_are_known(name: str) -> None:
    sheet = f'<sheetData><row r="1">{words("A1", "货币资金 cash")}{figure("B1", "7")}</row></sheetData>'
    found = read(xlsx({"报表": sheet, name: sheet}, hidden=(name,)), "a.xlsx").document
    assert [word_note(note).zh for note in found.notes] == [f"工作表“{name}”是隐藏的；已读取，其单元格已标记。"]


@given(st.text(max_size=60))
def test_an_unknown_sentence_stands_as_it_is(note: str) -> None:
    said = word_note(f"§{note}")
    assert said == (f"§{note}", f"§{note}")


def test_every_row_names_only_what_it_catches() -> None:
    rows = model_table("notes.toml")["note"]
    for row in rows:
        assert set(re.findall(r"\{(\w+)\}", row["zh"])) == set(re.compile(row["en"]).groupindex), row["en"]
    assert len({row["en"] for row in rows}) == len(rows)
