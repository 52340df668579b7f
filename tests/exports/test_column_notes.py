"""The notes explain the columns in both languages."""

import re

from docintel.exports.column_notes import NOTE_COLUMNS, note_lines
from docintel.exports.fact_table import FACT_COLUMNS


def test_the_first_columns_are_explained_in_both_languages() -> None:
    notes = list(note_lines())
    assert [name for name, _, _ in notes] == [column.name for column in FACT_COLUMNS[:34]]
    assert [name for name, zh, _ in notes if not re.search("[一-鿿]", str(zh))] == []
    assert [name for name, _, en in notes if not re.search("[A-Za-z]{3}", str(en))] == []
    assert [column.name for column in NOTE_COLUMNS] == ["column", "中文", "English"]


def test_nobody_is_left_to_multiply_a_value_again() -> None:
    notes = {name: (zh, en) for name, zh, en in note_lines()}
    assert notes["value"] == (
        "数值：以 unit 为单位，不得再乘以 unit_as_filed；也可为日期或名称",
        "Exact, in units of `unit`: not to be multiplied by `unit_as_filed`; or a day, or a name",
    )
