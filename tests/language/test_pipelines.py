import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.errors import InputError
from docintel.language.pipelines import analyse, pipeline
from docintel.language.rulesets import RuleSet

RULES = RuleSet(
    "test duties",
    (("应", "OBL"), ("不得", "PRH"), ("shall", "OBL")),
    ("应收", "不得不"),
    (("PAY", ({"TEXT": "付款"},)), ("PAY", ({"LOWER": "shall"}, {"LOWER": "pay"}))),
)


@pytest.mark.parametrize(
    ("language", "text", "cues", "patterns"),
    [
        ("zh", "甲方应在30日内付款。\n应收账款为1亿元。他付款。", [("应", 2)], [("付款", 8)]),  # the cued one only
        ("en", "The Borrower shall pay. He wants to pay. They shall pay it.", [("shall", 13), ("shall", 46)],
         [("shall pay", 13), ("shall pay", 46)]),
        ("zh", "我司不得不推迟付款。", [], []),
    ],
)  # fmt: skip
def test_analyse(language, text: str, cues: list[tuple[str, int]], patterns: list[tuple[str, int]]) -> None:
    doc = analyse(text, language, RULES)
    assert [(span.text, span.start_char) for span in doc.spans["cues"]] == cues
    assert [(span.text, span.start_char) for span in doc.spans["patterns"]] == patterns


def test_analyse_builds_one_pipeline_for_a_rule_set() -> None:
    first, second = analyse("甲方应付款", "zh", RULES), analyse("乙方", "zh", RULES)
    assert first.vocab is second.vocab


def test_sentences_are_our_own() -> None:
    doc = pipeline("en")("Alpha Ltd. and Beta Inc. agree to No. 5. They sign.")
    assert [sentence.text for sentence in doc.sents] == ["Alpha Ltd. and Beta Inc. agree to No. 5.", "They sign."]


def test_domain_words_are_tokens() -> None:
    assert [token.text for token in pipeline("zh")("偿债备付率 不低于1.20")] == ["偿债备付率", "不", "低于", "1.20"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="甲乙应付款。 \n\tab.1"))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_is_the_text(language, text: str) -> None:
    assert pipeline(language)(text).text == text


def test_other_languages_are_refused() -> None:
    with pytest.raises(InputError, match="zh and en"):
        pipeline("fr")
