"""spaCy pipelines for Chinese and English: our words, our sentences, and the cues of a rule set."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from docintel.errors import InputError
from docintel.language.rulesets import RuleSet, as_config

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LanguageCode = Literal["zh", "en"]
# spaCy stores offsets in 32 bits and refuses longer texts; a longer file is given in parts.
LONGEST_TEXT = 1_000_000

_built: dict[tuple[str, str], tuple[RuleSet, Language]] = {}


@cache
def pipeline(language: LanguageCode) -> Language:
    """A pipeline that cuts text into words and sentences and finds nothing yet. Chinese takes mixed text too."""
    return _blank(language)


def analyse(text: str, language: LanguageCode, ruleset: RuleSet) -> Doc:
    """A text read by one rule set: words, sentences, `doc.spans["cues"]` and `doc.spans["patterns"]`.

    Pipelines are built once for each language and rule set; `doc.text` is the text given.
    """
    return _pipeline_for(language, ruleset)(text)


def _pipeline_for(language: LanguageCode, ruleset: RuleSet) -> Language:
    key = (language, ruleset.name)
    held = _built.get(key)
    if held is not None and held[0] is ruleset:
        return held[1]
    nlp = _blank(language)
    nlp.add_pipe("docintel_cues", config=as_config(ruleset))
    _built[key] = (ruleset, nlp)
    return nlp


def _blank(language: LanguageCode) -> Language:
    # heavy: loaded on first use
    import spacy

    from docintel.language import components

    if language not in ("zh", "en"):
        raise InputError(f"There are pipelines for zh and en, not for {language!r}.")
    nlp = spacy.blank(language)
    if language == "zh":
        nlp.tokenizer = components.MixedTokenizer(nlp.vocab)
    nlp.max_length = LONGEST_TEXT
    nlp.add_pipe("docintel_sentences")
    return nlp
