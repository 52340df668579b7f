"""Candidates by words, and what the text model changes about them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_meaning import LikenessMeter
from docintel.extractors.statement_rows import StatementRow
from docintel.extractors.statement_tables import read_statements
from docintel.records import Candidate, Span
from statement_documents import table_document

KIND = "cash_flow"
CASH_FLOW = table_document(
    [
        ["项目", "2025年度", "2024年度"],
        ["取得借款收到的现金", "20.00", "10.00"],
        ["偿还本金支付的现金", "12.00", "11.00"],
        ["筹资活动产生的现金流量净额", "8.00", "-1.00"],
    ],
    above=["现金流量表", "单位：元"],
)


class SaysAlike:
    """Puts every text at the same place, and keeps count of what it was asked."""

    def __init__(self, cosine: float = 1.0) -> None:
        self.asked: list[str] = []
        self.cosine = cosine

    def vectors(self, texts: Sequence[str]):
        self.asked += texts
        return {
            text: np.array([1, 0] if at else [self.cosine, (1 - self.cosine**2) ** 0.5], np.float32)
            for at, text in enumerate(texts)
        }


def ranked(caption: str, meter: LikenessMeter, section: str = "financing") -> list[Candidate]:
    row = StatementRow(read_label(caption), Span(start=0, end=1), None, section, None, ())
    accounts = chart(KIND).standing_in(section)
    (statement,) = read_statements(CASH_FLOW)
    meter.read([(row, accounts, statement)])
    return meter.ranked(row, accounts, KIND)


def test_without_a_model_words_alone_rank_and_the_candidates_say_so() -> None:
    first, second = ranked("偿还本金支付的现金", LikenessMeter(lambda: None))[:2]
    assert (first.key, first.similarity, first.by) == ("cf.debt_repaid", 0.72, "words")
    assert (second.key, second.by) == ("cf.interest_paid", "words")


def test_a_model_that_finds_them_alike_lifts_the_likeness() -> None:
    first = ranked("偿还本金支付的现金", LikenessMeter(SaysAlike))[0]
    # 0.65 of the words' 0.725 and all of the model's share
    assert (first.key, first.similarity, first.by) == ("cf.debt_repaid", 0.82, "words+model")


def test_a_model_that_finds_them_unlike_lowers_nothing() -> None:
    model = SaysAlike(cosine=0.0)
    assert ranked("偿还本金支付的现金", LikenessMeter(lambda: model))[0].similarity == 0.72
    assert model.asked[0] == "偿还本金支付的现金"


@pytest.mark.parametrize("caption", ["偿还短期借款所支付的现金净额", "存放中央银行款项净增加额", "", "12345"])
def test_the_model_is_asked_once_and_only_where_it_can_decide(caption: str) -> None:
    model = SaysAlike()
    meter = LikenessMeter(lambda: model)
    ranked(caption, meter)
    words = ranked(caption, LikenessMeter(lambda: None))
    is_open = bool(words) and 0.65 <= words[0].similarity < 0.99
    assert bool(model.asked) is is_open
    before = len(model.asked)
    ranked(caption, meter)
    assert len(model.asked) == before
