"""Lines cut into the encoder's pieces, each with the characters it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docintel.encoder import Line, Range

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

#: Normalising is quadratic in the length of a run without a break; the model's window holds less than this anyway.
_LONGEST_TEXT = 4_000
_LONGEST_CONTEXT = 400


@dataclass(frozen=True)
class Tokens:
    """One line as the encoder sees it: `<s> text </s>`, or `<s> text </s> </s> context </s>`.

    BERT's own tokenizers say `[CLS] text [SEP]` and `[CLS] text [SEP] context [SEP]`.

    The text's pieces are `ids[1 : 1 + len(offsets)]`; `offsets` are their character ranges in it. `truncated` says
    that the text was longer.
    """

    ids: tuple[int, ...]
    offsets: tuple[Range, ...]
    truncated: bool


class LineTokenizer:
    """Cuts lines with the tokenizer that the model was trained with."""

    def __init__(self, tokenizer: Tokenizer, *, text_pieces: int, context_pieces: int) -> None:
        self._tokenizer = tokenizer
        self._text_pieces = text_pieces
        self._context_pieces = context_pieces
        self._start, self._end, self._between = _frame(tokenizer)

    @classmethod
    def of_json(cls, layout: str, *, text_pieces: int, context_pieces: int) -> LineTokenizer:
        """From the text of a `tokenizer.json`."""
        # loads a native library; rules-only use must not pay for it
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(layout)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer, text_pieces=text_pieces, context_pieces=context_pieces)

    def cut(self, lines: list[Line]) -> list[Tokens]:
        """The pieces of each line; a line without any visible character has none."""
        texts = self._encode([line.text[:_LONGEST_TEXT] for line in lines])
        contexts = self._encode([(line.context or "")[:_LONGEST_CONTEXT] for line in lines])
        return [
            self._joined(line.text, text, context) for line, text, context in zip(lines, texts, contexts, strict=True)
        ]

    def _encode(self, texts: list[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(texts, add_special_tokens=False)

    def _joined(self, line: str, text: Encoding, context: Encoding) -> Tokens:
        kept = text.ids[: self._text_pieces]
        ids = [self._start, *kept, self._end]
        if context.ids:
            ids += [*self._between, *context.ids[: self._context_pieces], self._end]
        offsets = tuple(_inked(line, span) for span in text.offsets[: self._text_pieces])
        return Tokens(tuple(ids), offsets, truncated=len(line) > _LONGEST_TEXT or len(text.ids) > len(kept))


def _inked(line: str, span: Range) -> Range:
    """The span without the white space before it, which the pieces of spaced languages carry."""
    start, end = span
    while start < end and line[start].isspace():
        start += 1
    return start, end


def _frame(tokenizer: Tokenizer) -> tuple[int, int, list[int]]:
    """The pieces before and after a line, and what stands between its end and its context."""
    for start, end, doubled in (("<s>", "</s>", True), ("[CLS]", "[SEP]", False)):
        first, last = tokenizer.token_to_id(start), tokenizer.token_to_id(end)
        if first is not None and last is not None:
            return first, last, [last] if doubled else []
    raise ValueError("the tokenizer has neither <s> and </s> nor [CLS] and [SEP]")
