"""The taggers as components of a spaCy pipeline, for whoever brings a pipeline of their own.

Registered through the `spacy_factories` entry point: `nlp.add_pipe("docintel_obligations")` and
`nlp.add_pipe("docintel_intent")` behind `docintel_sentences`, or any component that sets sentence boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator

# heavy: this module itself is imported on first use, by spaCy's entry points
from spacy.language import Language
from spacy.tokens import Doc, Span

from docintel.taggers.intent import tag_utterances
from docintel.taggers.obligation import find_units
from docintel.taggers.stance import Said
from docintel.taggers.unit_rules import Unit


@Language.component("docintel_obligations")
def mark_obligations(doc: Doc) -> Doc:
    """Deontic units in `doc.spans["obligations"]`, labelled by type; the bearer, where named, is the span's kb_id."""
    sentences = list(doc.sents)
    found = find_units([sentence.text for sentence in sentences])
    pairs = zip(sentences, found, strict=True)
    doc.spans["obligations"] = [span for sentence, said in pairs for span in _spans(doc, sentence, said)]
    return doc


@Language.component("docintel_intent")
def mark_intent(doc: Doc) -> Doc:
    """Sentences with a cooperation intent in `doc.spans["intent"]`, with a credit event in `doc.spans["events"]`."""
    intents, events = [], []
    sentences = list(doc.sents)
    found = tag_utterances([Said(sentence.text) for sentence in sentences])
    for sentence, tagged in zip(sentences, found, strict=True):
        if tagged.ci is not None:
            intents.append(Span(doc, sentence.start, sentence.end, label=tagged.ci))
        events += [Span(doc, sentence.start, sentence.end, label=event.code) for event in tagged.events]
    doc.spans["intent"], doc.spans["events"] = intents, events
    return doc


def _spans(doc: Doc, sentence: Span, said: list[Unit]) -> Iterator[Span]:
    for unit in said:
        start, end = sentence.start_char + unit.span[0], sentence.start_char + unit.span[1]
        span = doc.char_span(start, end, label=unit.type, kb_id=unit.bearer or "", alignment_mode="expand")
        if span is not None:
            yield span
