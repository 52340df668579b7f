"""Our own development sentences: the floors below may rise with the rules and must not fall unseen."""

import pytest
from tests.taggers.intent_development import cases, score


def test_the_sentences_are_enough_and_quiet_ones_among_them():
    found = list(cases())
    for language in ("zh", "en"):
        assert sum(case.language == language for case in found) >= 350
    assert sum(case.ci == "CI-4" and not case.events for case in found) / len(found) >= 0.2
    assert sum(not case.events for case in found) / len(found) >= 0.35
    assert len({case.text for case in found}) == len(found)


@pytest.mark.parametrize("half", ["A", "B"])
def test_how_often_the_rules_are_right(half):
    counted = score(half)
    assert counted.intents / counted.total >= 0.93
    assert counted.tones / counted.total >= 0.95
    assert counted.right / counted.found >= 0.92
    assert counted.right / counted.expected >= 0.88
    assert counted.quiet / counted.without >= 0.96
