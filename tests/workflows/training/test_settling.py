"""What rules and model together say is believed as far as it was right on lines held out."""

import pytest
from tests.fake_model import FakeModel, unit

from docintel.encoder import Reading
from docintel.encoder.calibration import Calibration
from docintel.workflows.training.settling import settlement


def duty(text: str, type_: str, cue: str) -> dict[str, object]:
    return {"text": text, "lang": "zh" if cue == "应" else "en", "units": [{"type": type_, "cue": cue}]}


LINES = {
    "zh": ("第{}期：借款人应按期支付利息。", "应"),
    "en": ("Instalment {}: the borrower shall pay interest when due.", "shall"),
}


def believed(language: str, share_right: float) -> float:
    """What becomes of an answer that rules and model agree on, when such answers are right that often."""
    words, cue = LINES[language]
    texts = [words.format(number) for number in range(100)]
    rows = [duty(text, "OBL" if n < 100 * share_right else "PRH", cue) for n, text in enumerate(texts)]
    model = FakeModel({text: Reading(units=(unit(text, "OBL", cue, 0.9),), types={"OBL": 0.9}) for text in texts})
    scales = settlement(model, {"obligations": rows})
    assert set(scales["both.units"]) == {language}
    return Calibration.of_json(scales).one("both.units", language, 0.98)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_what_the_two_agree_on_is_believed_as_often_as_it_was_right(language: str, share: float) -> None:
    assert believed(language, share) == pytest.approx(share, abs=0.06)


def test_an_intent_counts_as_right_by_its_class_and_events_by_their_code() -> None:
    rows = [
        {
            "text": f"第{number}号函已收悉，款项尚未到账。",
            "context": None,
            "lang": "zh",
            "ci": "CI-4" if number % 4 else "CI-6",
            "events": [{"code": "EV-02", "modality": "stated"}] if number % 2 else [],
        }
        for number in range(80)
    ]
    chances = {f"CI-{number}": 0.01 for number in range(1, 10)} | {"none": 0.01, "CI-4": 0.91}
    model = FakeModel(lambda _text: Reading(intent=chances))
    scales = settlement(model, {"correspondence": rows})
    assert Calibration.of_json(scales).one("both.intent", "zh", 0.91) == pytest.approx(0.75, abs=0.06)
    # nobody heard an event: too few answers to measure anything by
    assert "both.events" not in scales


def test_too_few_lines_measure_nothing() -> None:
    words, cue = LINES["zh"]
    assert settlement(FakeModel({}), {"obligations": [duty(words.format(1), "OBL", cue)]}) == {}
