"""Bare sentences in, tags out: every line answered, bad ones said."""

import json
from typing import Any

import pytest

from docintel.encoder import Reading
from docintel.workflows.tagging import tag_lines
from fake_model import FakeModel, unit


@pytest.mark.parametrize("field", ["lang", "context", "law", "roll", "sent", "anchor"])
def test_a_field_that_is_no_text_is_said(field: str) -> None:
    line = json.dumps({"id": "x", "text": "30日内付款", "anchor": "2026-01-01", field: 5})
    (row,) = tag_lines("deadlines" if field in ("law", "roll", "anchor") else "intent", [line])
    assert row == {"id": "x", "error": f'line 1: "{field}" must be text.'}


def test_many_lines_are_read_in_one_call_and_answered_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["货款概由乙方兜底。", "本合同一式四份。", "It falls to the Seller to pay."]
    cues = {texts[0]: "兜底", texts[2]: "falls to"}
    fake = FakeModel({text: Reading(units=(unit(text, "OBL", cue),)) for text, cue in cues.items()})
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    found = list(tag_lines("obligations", [*lines[:1], "{", "", *lines[1:]]))
    assert [(row["id"], row.get("types")) for row in found] == [(0, ["OBL"]), (None, None), (1, ["NONE"]), (2, ["OBL"])]
    assert fake.calls[0] == texts


@pytest.mark.parametrize(("decide", "types"), [("rules", ["NONE"]), ("model", ["OBL"]), ("both", ["OBL"])])
def test_who_decides(monkeypatch: pytest.MonkeyPatch, decide: Any, types: list[str]) -> None:
    text = "货款概由乙方兜底。"
    fake = FakeModel({text: Reading(units=(unit(text, "OBL", "兜底"),))})
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    (row,) = tag_lines("obligations", [json.dumps({"id": 1, "text": text})], decide=decide)
    assert row["types"] == types


def test_a_field_called_error_is_no_error() -> None:
    (row,) = tag_lines("obligations", ['{"id": 1, "text": "本合同一式四份。", "error": "none"}'], decide="rules")
    assert row == {"id": 1, "types": ["NONE"], "units": []}


def test_intent_and_tone_by_rules_have_their_shape_and_traces() -> None:
    (intent,) = tag_lines("intent", [json.dumps({"id": "a", "text": "我司正式终止合作。"})], decide="rules")
    assert (intent["ci"], intent["confidence"]) == ("CI-8", 0.92)
    assert [(trace["voice"], trace["question"], trace["answer"]) for trace in intent["traces"]] == [
        ("rules", "ci", "CI-8"),
        ("rules", "EV-17", "stated"),
    ]
    (tone,) = tag_lines("sentiment", [json.dumps({"id": "b", "text": "Net profit fell 20%."})], decide="rules")
    assert set(tone) == {"id", "label", "scores", "confidence", "traces"}
    assert tone["label"] == "negative"
