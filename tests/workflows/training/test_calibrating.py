import numpy as np
import pytest

from docintel.encoder.calibration import sigmoid, softmax
from docintel.workflows.training.calibrating import best_threshold, platt, temperature


def test_overconfident_choices_are_cooled_by_the_factor_that_overheated_them():
    random = np.random.default_rng(5)
    answers = []
    for _ in range(4_000):
        scores = random.normal(0, 1.5, 3)
        right = random.choice(3, p=softmax(scores) / softmax(scores).sum())
        answers.append((dict(enumerate(softmax(scores * 2.5).tolist())), right))
    assert temperature(answers) == pytest.approx(1 / 2.5, rel=0.12)


def test_yes_or_no_answers_get_their_true_curve():
    random = np.random.default_rng(6)
    logits = random.normal(0, 2, 6_000)
    answers = [(float(sigmoid(logit)), bool(random.random() < sigmoid(0.5 * logit - 1))) for logit in logits]
    slope, shift = platt(answers)
    assert slope == pytest.approx(0.5, abs=0.06)
    assert shift == pytest.approx(-1, abs=0.1)


def test_the_threshold_is_where_yes_is_right_most_often():
    # everything from 0.3 on is right: a line at a half would lose a third of it
    answers = [(0.35, True)] * 30 + [(0.8, True)] * 60 + [(0.1, False)] * 200
    assert best_threshold(answers, 1.0, 0.0) <= 0.35
    answers = [(0.35, False)] * 90 + [(0.8, True)] * 60
    assert best_threshold(answers, 1.0, 0.0) >= 0.36
