"""A field that a claim got later leaves the ids of what was found before as they were."""

from decimal import Decimal

from docintel.records import Candidate, Figure
from factories import document, span_of


def figure(**more: object) -> Figure:
    """A figure found on a line of a document."""
    shelf = document("货币资金 1,200.00", name="报表.txt")
    return Figure.found(
        shelf, span_of(shelf.text, "1,200.00"), source="test@1", confidence=None, scope="consolidated",
        statement="notes_table", label="货币资金", key=None, period="current", period_end=None,
        value=Decimal("1200.00"), as_filed="1,200.00", unit="元", currency="CNY", **more,
    )  # fmt: skip


def test_column_and_note_count_only_where_they_are_said() -> None:
    plain = figure()
    assert '"entity"' not in plain.claim
    assert '"column_label"' not in plain.claim
    assert '"note"' not in plain.claim
    ids = {
        plain.id,
        figure(column_label="期末余额").id,
        figure(note="1、货币资金").id,
        figure(entity="云川纸业有限公司").id,
    }
    assert len(ids) == 4
    assert figure(column_label="期末余额").subject_fields == (
        "statement", "scope", "entity", "note", "label", "column_label", "key", "period", "period_end",
    )  # fmt: skip


def test_how_a_row_was_mapped_and_what_it_is_near_is_no_part_of_the_claim() -> None:
    near = Candidate(key="bs.cash", similarity=0.92, by="words")
    plain, likened = figure(), figure(mapped_by="similarity", candidates=(near,))
    assert (likened.id, likened.claim) == (plain.id, plain.claim)
    assert (plain.mapped_by, plain.candidates) == (None, ())
    stored = Figure.model_validate_json(likened.model_dump_json())
    assert (stored.mapped_by, stored.candidates) == ("similarity", (near,))
