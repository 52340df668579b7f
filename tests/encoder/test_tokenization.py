import pytest
from tests.workflows.training.tiny import tokenizer

from docintel.encoder import Line
from docintel.encoder.tokenization import LineTokenizer


def cutter(text_pieces=20, context_pieces=6):
    return LineTokenizer.of_json(tokenizer(), text_pieces=text_pieces, context_pieces=context_pieces)


@pytest.mark.parametrize("text", ["借款人应当还款。", "the borrower shall pay", "不得 the 借款人"])
def test_pieces_point_at_the_characters_they_stand_for(text):
    (tokens,) = cutter(40).cut([Line(text)])
    covered = {place for start, end in tokens.offsets for place in range(start, end)}
    assert covered >= {place for place, character in enumerate(text) if character != " "}
    assert all(0 <= start <= end <= len(text) for start, end in tokens.offsets)
    assert tokens.ids[0] == 0
    assert tokens.ids[-1] == 2
    assert len(tokens.ids) == len(tokens.offsets) + 2
    assert not tokens.truncated


def test_the_context_stands_behind_the_text_and_has_no_offsets():
    alone, with_context = cutter().cut([Line("应当还款"), Line("应当还款", "the lender")])
    assert with_context.offsets == alone.offsets
    assert with_context.ids[: len(alone.ids)] == alone.ids
    # a second </s> opens the context, which is cut to six pieces
    assert with_context.ids[len(alone.ids)] == 2
    assert len(with_context.ids) == len(alone.ids) + 1 + 6 + 1


def test_a_longer_line_is_cut_and_says_so():
    (tokens,) = cutter(5).cut([Line("借款人应当还款给贷款人")])
    assert len(tokens.offsets) == 5
    assert tokens.truncated


def test_nothing_visible_has_no_pieces_but_a_place():
    blank, empty = cutter().cut([Line("   "), Line("")])
    assert empty.offsets == ()
    assert all(start == end or "   "[start:end].isspace() for start, end in blank.offsets)
