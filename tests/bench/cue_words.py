"""Cue words and token patterns of the intent rules: cues first, then patterns, against spaCy's Matcher everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.bench.material import texts
from tests.bench.timing import Measured, interleaved

from docintel.language.pipelines import LanguageCode, pipeline
from docintel.language.rulesets import RuleSet, as_config
from docintel.taggers.utterances import ruleset

_ROUNDS = 3
_CHARACTERS = 30_000


def measure() -> Iterator[Measured]:
    """The time of both over the same sentences, already cut into words."""
    for language in ("zh", "en"):
        yield from _measure_language(language)


def _measure_language(language: LanguageCode) -> Iterator[Measured]:
    from docintel.language.components import make_cues

    rules = ruleset(language)
    nlp = pipeline(language)
    text = texts()[language][:_CHARACTERS]
    doc = nlp(text)
    marker: Any = make_cues(nlp=nlp, name="bench", **as_config(rules))
    match = _matcher(language, rules)
    seconds = interleaved(
        {"cues": lambda: marker(doc), "matcher": lambda: match(doc), "words": lambda: nlp(text)}, _ROUNDS
    )
    material = f"{language}, {len(text):,} characters, {len(rules.cues)} cues, {len(rules.patterns)} patterns"
    yield Measured("cues first", material, len(text) / seconds["cues"], "characters/CPU-s")
    yield Measured("spaCy Matcher over every sentence", material, len(text) / seconds["matcher"], "characters/CPU-s")
    yield Measured("cue words: cues first against Matcher", language, seconds["matcher"] / seconds["cues"], "times")
    whole = (seconds["words"] + seconds["matcher"]) / (seconds["words"] + seconds["cues"])
    yield Measured("the same, cutting into words counted in", language, whole, "times")


def _matcher(language: LanguageCode, rules: RuleSet) -> Callable[[Any], list[Any]]:
    """Every cue as the tokens it is cut into, every pattern as it is, run over each sentence."""
    from spacy.matcher import Matcher

    nlp = pipeline(language)
    matcher = Matcher(nlp.vocab)
    for cue, label in rules.cues:
        matcher.add(label, [[{"LOWER": token.lower_} for token in nlp.make_doc(cue)]])
    for label, tokens in rules.patterns:
        matcher.add(label, [[dict(token) for token in tokens]])
    return lambda doc: [found for sentence in doc.sents for found in matcher(sentence)]
