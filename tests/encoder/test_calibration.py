import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.encoder.calibration import Calibration, sigmoid, softmax

SCALES = {"tone": {"zh": {"slope": 0.5}}, "events": {"en": {"slope": 2.0, "shift": -1.0, "threshold": 0.4}}}


def test_a_head_and_language_without_a_scale_is_left_as_it_is():
    calibration = Calibration.of_json(SCALES)
    scores = np.array([1.0, 2.0, 0.5], np.float32)
    np.testing.assert_allclose(calibration.choice("tone", "en", scores), softmax(scores))
    np.testing.assert_allclose(calibration.each("events", "zh", scores), sigmoid(scores))
    assert calibration.scale("events", "zh").threshold == 0.5


def test_a_scale_stretches_the_scores():
    calibration = Calibration.of_json(SCALES)
    scores = np.array([1.0, -1.0], np.float32)
    np.testing.assert_allclose(calibration.choice("tone", "zh", scores), softmax(scores / 2), rtol=1e-6)
    np.testing.assert_allclose(calibration.each("events", "en", scores), sigmoid(scores * 2 - 1), rtol=1e-6)
    assert calibration.scale("events", "en").threshold == 0.4
    assert calibration.one("events", "en", 0.5) == pytest.approx(0.2689, abs=1e-4)


@given(st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=9))
def test_probabilities_over_labels_add_up_to_one_and_keep_the_order(scores):
    found = Calibration.of_json(SCALES).choice("tone", "zh", np.array(scores, np.float32))
    assert float(found.sum()) == pytest.approx(1, abs=1e-4)
    assert found.argmax() == np.array(scores, np.float32).argmax() or found.max() == pytest.approx(
        found[np.array(scores, np.float32).argmax()]
    )


@given(st.floats(0, 1))
def test_a_confidence_stays_a_probability(probability):
    assert 0 <= Calibration.of_json(SCALES).one("events", "en", probability) <= 1
