"""The model in use: loads it once a process, and reads each line once however often it recurs."""

from __future__ import annotations

import hashlib
import io
import json
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Lock

import numpy as np

from docintel.encoder import Embedder, Line, Model, Reading
from docintel.encoder.calibration import Calibration, Floats
from docintel.encoder.heads import DIGITS, Heads
from docintel.encoder.runtime import Runtime
from docintel.encoder.tokenization import LineTokenizer
from docintel.errors import InputError, MissingAsset
from docintel.language.languages import sentence_language
from docintel.settings import current_settings

#: Readings kept in memory, 12 KB each: clauses recur within a deal and between deals of one lender.
_KEPT = 4_000

FILES = ("encoder.onnx", "heads.npz", "labels.json", "calibration.json", "tokenizer.json", "model.json")


class EncoderModel:
    """An encoder with its heads."""

    def __init__(self, tokenizer: LineTokenizer, runtime: Runtime, heads: Heads, calibration: Calibration) -> None:
        self._tokenizer, self._runtime, self._heads, self._calibration = tokenizer, runtime, heads, calibration
        self._kept: OrderedDict[bytes, Reading] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def load(cls, folder: Traversable, *, threads: int) -> EncoderModel:
        """The model in a folder as `docintel train` writes it. Raises MissingAsset where a file is absent."""
        missing = [name for name in FILES if not folder.joinpath(name).is_file()]
        if missing:
            raise MissingAsset(f"{folder} lacks {', '.join(missing)}; run `docintel doctor`.")
        layout, labels, scales = (
            json.loads(folder.joinpath(name).read_text(encoding="utf-8"))
            for name in ("model.json", "labels.json", "calibration.json")
        )
        tokenizer = LineTokenizer.of_json(
            folder.joinpath("tokenizer.json").read_text(encoding="utf-8"),
            text_pieces=layout["text_pieces"],
            context_pieces=layout["context_pieces"],
        )
        with np.load(io.BytesIO(folder.joinpath("heads.npz").read_bytes()), allow_pickle=False) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
        runtime = Runtime.load(folder.joinpath("encoder.onnx").read_bytes(), threads=threads)
        calibration = Calibration.of_json(scales)
        return cls(tokenizer, runtime, Heads(weights, labels, calibration), calibration)

    def read(self, lines: list[Line]) -> list[Reading]:
        """One reading a line, in the same order. A line without any visible character has an empty one."""
        keys = [_key(line) for line in lines]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        new = {key: line for key, line in zip(keys, lines, strict=True) if key not in found}
        found |= self._read_new(list(new), list(new.values()))
        with self._lock:
            self._kept.update(found)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [found[key] for key in keys]

    def settled(self, question: str, language: str, chance: float) -> float:
        """How often an answer of rules and model together is right where the two put it at `chance`."""
        head = f"both.{question}"
        if not self._calibration.has(head, language):
            return chance
        return round(self._calibration.one(head, language, chance), DIGITS)

    def vectors(self, texts: Sequence[str]) -> dict[str, Floats]:
        """Each text's vector of length 1, none for one without a visible character; nothing is kept."""
        cut = dict(zip(texts, self._tokenizer.cut([Line(text) for text in texts]), strict=True))
        some = {text: tokens for text, tokens in cut.items() if tokens.offsets and text.strip()}
        names, found = list(some), {}
        for place, hidden in self._runtime.hidden(list(some.values())):
            mean = hidden[1 : 1 + len(some[names[place]].offsets)].mean(axis=0, dtype=np.float32)
            found[names[place]] = mean / np.linalg.norm(mean)
        return found

    def _read_new(self, keys: list[bytes], lines: list[Line]) -> dict[bytes, Reading]:
        cut = self._tokenizer.cut(lines)
        readings = dict.fromkeys(keys, Reading())
        some = [number for number, tokens in enumerate(cut) if tokens.offsets]
        for place, hidden in self._runtime.hidden([cut[number] for number in some]):
            number = some[place]
            readings[keys[number]] = self._heads.read(cut[number], hidden, sentence_language(lines[number].text))
        return readings


def _key(line: Line) -> bytes:
    text, context = line.text.encode("utf-8", "surrogatepass"), (line.context or "").encode("utf-8", "surrogatepass")
    return hashlib.blake2b(len(text).to_bytes(8, "big") + text + context, digest_size=16).digest()


@cache
def current_model() -> Model | None:
    """The model that the settings name, loaded once a process; None where `DOCINTEL_ENCODER` switches it off."""
    settings = current_settings()
    if not settings.encoder:
        return None
    return EncoderModel.load(model_folder(), threads=settings.encoder_threads)


def current_embedder() -> Embedder | None:
    """The model in use as what compares texts; None where it is switched off or not installed, which is no error.

    What asks for it can do without: a caption is then compared by its words alone, and says so.
    """
    if not current_settings().encoder or not all(model_folder().joinpath(name).is_file() for name in FILES):
        return None
    model = current_model()
    return model if isinstance(model, EncoderModel) else None


def model_folder() -> Traversable:
    """The folder of the model in use: a bank's own where a setting names one, else the shipped one."""
    chosen = current_settings().encoder_path
    if chosen is not None and not chosen.is_dir():
        raise InputError(f"DOCINTEL_ENCODER_PATH names {chosen}, which is no folder; mend or unset it.")
    return chosen if chosen is not None else files("docintel_models").joinpath("encoder")
