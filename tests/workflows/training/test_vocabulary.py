import json

import numpy as np
from tests.workflows.training.tiny import encoder, tokenizer
from tokenizers import Tokenizer

from docintel.workflows.training.vocabulary import SPECIAL, characters, count_pieces, kept_pieces, prune


def test_the_characters_that_stay_known():
    assert set("A~ÿß人國龜、（") <= characters()
    assert "\u0e01" not in characters()  # Thai
    assert 16_000 < len(characters()) < 20_000


def test_pieces_are_counted_over_texts():
    counts = count_pieces(tokenizer(), ["借款借款", "the"])
    assert (counts["借"], counts["款"], counts["t"]) == (2, 2, 1)


def test_han_pieces_stay_and_unseen_latin_ones_go():
    kept = kept_pieces(tokenizer(("ąę", "借人")), ["shall"])
    assert "借人" in kept
    assert "ąę" not in kept
    assert kept[:4] == list(SPECIAL)


def test_text_of_kept_pieces_is_cut_as_before_and_keeps_its_vectors():
    made = encoder()
    kept = [piece for piece, _score in json.loads(made.tokenizer)["model"]["vocab"] if piece not in set("xyz0123")]
    small = prune(made, kept)
    before, after = Tokenizer.from_str(made.tokenizer), Tokenizer.from_str(small.tokenizer)
    name = "embeddings.word_embeddings.weight"
    for text in ("借款人应当还款", "the borrower shall", "不得 the 借"):
        old, new = before.encode(text), after.encode(text)
        assert new.tokens == old.tokens
        np.testing.assert_array_equal(small.weights[name][new.ids], made.weights[name][old.ids])
    assert small.shape.vocabulary == len(small.weights[name]) < made.shape.vocabulary
