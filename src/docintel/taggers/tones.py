"""The credit tone of a financial sentence: the model decides, and numbers that are compared speak for themselves."""

from __future__ import annotations

from dataclasses import replace

from docintel.assets import model_table
from docintel.encoder import Line, Model
from docintel.records import Trace
from docintel.taggers.comparisons import direction
from docintel.taggers.sentiment import Label, Language, Tone, tone
from docintel.taggers.voices import Decide, asked_model


def tag_tone(text: str, *, language: Language | None = None, decide: Decide = "both") -> Tone:
    """The tone of a sentence as a creditor hears it, with what rules and model each said."""
    return decide_tone(text, asked_model(decide), language=language, decide=decide)


def decide_tone(text: str, model: Model | None, *, language: Language | None, decide: Decide) -> Tone:
    """The same with the model to ask; the rules stand alone without one, or where it has no head for tone."""
    rules = tone(text, language=language)
    spoken = Trace(voice="rules", question="tone", answer=rules.label, confidence=rules.confidence)
    reading = model.read([Line(text)])[0] if model is not None and decide != "rules" else None
    if reading is None or not reading.tone:
        return replace(rules, traces=(spoken,))
    heard = _tone(reading.tone)
    traces: tuple[Trace, ...] = (
        spoken,
        Trace(voice="model", question="tone", answer=heard.label, confidence=heard.confidence),
    )
    if decide == "both":
        moved = direction(text, language)
        if moved is not None:
            heard = _tone(_weighed(reading.tone, moved))
            rule = Trace(voice="rules", question="tone", answer=moved, confidence=_share(), rule="comparison")
            traces = (*traces, rule)
    return replace(heard, traces=traces)


def _tone(chances: dict[str, float]) -> Tone:
    scores = {label: round(chances[label], 4) for label in ("negative", "neutral", "positive")}
    label: Label = max(("negative", "neutral", "positive"), key=lambda name: chances[name])
    return Tone(label, scores, scores[label])


def _weighed(chances: dict[str, float], moved: Label) -> dict[str, float]:
    """The model's chances after the comparison's word, weighed by how often a comparison is right."""
    share = _share()
    raised = {label: chance * (share if label == moved else (1 - share) / 2) for label, chance in chances.items()}
    whole = sum(raised.values())
    return {label: chance / whole for label, chance in raised.items()}


def _share() -> float:
    return float(model_table("rules/sentiment.toml")["comparison"]["right"])
