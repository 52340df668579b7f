"""The parts of our spaCy pipelines: a tokenizer that keeps every character, our sentences, and cues with patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

# heavy: this module itself is imported on first use, by `pipelines` or by spaCy's entry points
import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from docintel.language.cues import CueFinder, CueHit
from docintel.language.segments import sentences, words

CUE_HITS = "docintel_cue_hits"


class MixedTokenizer:
    """Cuts Chinese by the domain dictionary and Latin text by words; joined, the tokens are the text again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text, white space kept as spaCy keeps it."""
        tokens: list[str] = []
        spaces: list[bool] = []
        position = 0
        for start, end in words(text):
            _add_gap(text[position:start], tokens, spaces)
            tokens.append(text[start:end])
            spaces.append(False)
            position = end
        _add_gap(text[position:], tokens, spaces)
        return Doc(self.vocab, words=tokens, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the dictionary ships with docintel."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> MixedTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: Any, **_: Any) -> MixedTokenizer:
        """Nothing to restore."""
        return self


def _add_gap(gap: str, tokens: list[str], spaces: list[bool]) -> None:
    if gap.startswith(" ") and tokens and not spaces[-1]:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        tokens.append(gap)
        spaces.append(False)


def mark_sentences(doc: Doc) -> Doc:
    """Sets the sentence starts of a document by our own rules."""
    starts = [start for start, _ in sentences(doc.text)]
    begins = np.full(len(doc), -1, dtype=np.int64)
    position = 0
    for index, (idx, length) in enumerate(doc.to_array(["IDX", "LENGTH"]).tolist()):
        while position < len(starts) and starts[position] < idx + length:
            begins[index] = 1
            position += 1
    begins[:1] = 1
    # Setting token.is_sent_start one by one looks through the whole document each time.
    column: Any = begins.astype(np.uint64).reshape(-1, 1)
    return doc.from_array(["SENT_START"], column)


class CueMarker:
    """Marks cue words, then tries token patterns on the sentences that have one.

    The hits with exact offsets are in `doc.user_data[CUE_HITS]`, widened to tokens in `doc.spans["cues"]`;
    what the patterns matched is in `doc.spans["patterns"]`.
    """

    def __init__(self, nlp: Language, finder: CueFinder, patterns: Sequence[tuple[str, list[dict[str, Any]]]]) -> None:
        self._finder = finder
        self._matcher = Matcher(nlp.vocab)
        for label, pattern in patterns:
            self._matcher.add(label, [pattern])

    def __call__(self, doc: Doc) -> Doc:
        """The document with its cues and patterns marked."""
        hits = self._finder.find(doc.text)
        doc.user_data[CUE_HITS] = hits
        spans = [_token_span(doc, hit) for hit in hits]
        doc.spans["cues"] = spans
        doc.spans["patterns"] = list(self._matches(doc, spans)) if len(self._matcher) else []
        return doc

    def _matches(self, doc: Doc, cues: list[Span]) -> Iterator[Span]:
        """Token patterns are four hundred times slower than cues: only where a cue stands are they tried."""
        cued = {cue.start for cue in cues}
        for sentence in doc.sents if cued else ():
            if not cued.isdisjoint(range(sentence.start, sentence.end)):
                yield from self._matcher(sentence, as_spans=True)


def _token_span(doc: Doc, hit: CueHit) -> Span:
    span = doc.char_span(hit.start, hit.end, label=hit.label, alignment_mode="expand")
    # Only offsets outside the text give None, and a hit is inside it.
    assert span is not None
    return span


@Language.component("docintel_sentences")
def make_sentences(doc: Doc) -> Doc:
    """Sentence boundaries that survive hard line wraps, abbreviations and numbering."""
    return mark_sentences(doc)


@Language.factory("docintel_cues", default_config={"cues": [], "traps": [], "patterns": []})
def make_cues(
    nlp: Language, name: str, cues: list[list[str]], traps: list[str], patterns: list[dict[str, Any]]
) -> CueMarker:
    """Cue words and token patterns of one rule set, as `rulesets.as_config` writes them."""
    finder = CueFinder([(cue, label) for cue, label in cues], traps)
    return CueMarker(nlp, finder, [(entry["label"], entry["tokens"]) for entry in patterns])
