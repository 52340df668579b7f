"""The text model: how long it takes to load, sentences a second through all heads, and torch beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib.util import find_spec
from itertools import count, cycle
from statistics import median

from tests.bench.material import ROOT
from tests.bench.timing import Measured, interleaved, processor_seconds, wall_seconds

from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel, model_folder
from docintel.encoder.tokenization import LineTokenizer

_ROUNDS = 3
_THREADS = 2
#: A contract of 40 pages.
_SENTENCES, _PIECES = 400, 40
#: Torch reads one sentence at a time; so many tell its pace.
_ALONE = 80
_LOAD = """
import time
from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel, model_folder
began = time.perf_counter()
EncoderModel.load(model_folder(), threads=2)
print(time.perf_counter() - began)
"""


def measure() -> Iterator[Measured]:
    """Seconds to load, seconds and sentences a second for 400 sentences, times as fast as torch in float32."""
    if not model_folder().joinpath("model.json").is_file():
        return
    yield Measured(
        "encoder: load", "a fresh process, median of 3", median(_load() for _ in range(3)), "s", "  goal 1.5"
    )
    model = EncoderModel.load(model_folder(), threads=_THREADS)
    sets = _sets(_tokenizer())
    model.read([Line(text) for text in next(sets)])  # the first call prepares the shapes
    ways: dict[str, Callable[[], object]] = {"all heads": lambda: model.read([Line(text) for text in next(sets)])}
    torch = find_spec("torch") is not None and find_spec("transformers") is not None
    if torch:
        ways["torch"] = _torch(next(sets)[:_ALONE])
    taken = interleaved(ways, _ROUNDS, clock=wall_seconds)
    material = f"{_SENTENCES} sentences of about {_PIECES} pieces, {_THREADS} threads"
    yield Measured("encoder: all heads", material, taken["all heads"], "s", "  goal 4")
    yield Measured("encoder: all heads", material, _SENTENCES / taken["all heads"], "sentences/s")
    yield Measured("encoder: all heads", material, processor_seconds(ways["all heads"]), "CPU-s")
    if torch:
        pace = _ALONE / taken["torch"]
        yield Measured(
            "torch float32, all heads but pointers", f"one at a time, {_THREADS} threads", pace, "sentences/s"
        )
        ratio = _SENTENCES / taken["all heads"] / pace
        yield Measured("encoder against torch float32", "from text to answers", ratio, "times", "  goal 3")


def _load() -> float:
    done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _tokenizer() -> LineTokenizer:
    layout = model_folder().joinpath("tokenizer.json").read_text(encoding="utf-8")
    return LineTokenizer.of_json(layout, text_pieces=_PIECES + 2, context_pieces=0)


def _sets(tokenizer: LineTokenizer) -> Iterator[list[str]]:
    """Ever new sets of 400 sentences: what the model has read already, it does not read again."""
    lines = (ROOT / "corpora" / "obligations" / "test.jsonl").read_text(encoding="utf-8").splitlines()
    texts = cycle(json.loads(line)["text"] for line in lines)
    numbers = count(1)
    while True:
        yield [_sentence(tokenizer, texts, next(numbers)) for _ in range(_SENTENCES)]


def _sentence(tokenizer: LineTokenizer, texts: Iterator[str], number: int) -> str:
    """Text of about 40 pieces with a number of its own: sentences one after another, cut off where they are enough."""
    text = f"{number}. {next(texts)}"
    while True:
        (tokens,) = tokenizer.cut([Line(text)])
        if len(tokens.offsets) >= _PIECES:
            return text[: tokens.offsets[_PIECES - 1][1]]
        text = f"{text} {next(texts)}"


def _torch(texts: list[str]) -> Callable[[], object]:
    """The same encoder and heads in torch: their weights do not change their pace, so they are random."""
    import torch
    from transformers import BertModel

    from docintel.workflows.training.labels import Labels
    from docintel.workflows.training.network import POOLS, Network, configuration
    from docintel.workflows.training.pretrained import Shape

    layout = json.loads(model_folder().joinpath("model.json").read_text(encoding="utf-8"))
    sets = json.loads(model_folder().joinpath("labels.json").read_text(encoding="utf-8"))
    shape = Shape(*(layout[field.name] for field in fields(Shape)))
    labels = Labels(**{field.name: tuple(sets[field.name]) for field in fields(Labels)})
    torch.set_num_threads(_THREADS)
    encoder = BertModel(configuration(shape), add_pooling_layer=False)
    network = Network(encoder, labels, shape.hidden).eval()
    tokenizer = _tokenizer()

    def read() -> None:
        with torch.inference_mode():
            for text in texts:
                (tokens,) = tokenizer.cut([Line(text)])
                hidden = network.hidden(ids := torch.tensor([tokens.ids]), torch.ones_like(ids))
                network.sequence(hidden, torch.ones_like(ids, dtype=torch.bool), tuple(POOLS))
                for head in network.tokens:
                    network.pieces(hidden, head)

    return read
