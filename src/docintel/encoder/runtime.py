"""Runs the encoder's ONNX graph on OpenVINO, the runtime that OCR uses too (ADR 0012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from docintel.encoder.calibration import Floats
from docintel.encoder.tokenization import Tokens

if TYPE_CHECKING:
    from openvino import CompiledModel

#: Pieces in one call, padding included. Small enough to stay in the cache, large enough to fill the vector units.
_CALL_PIECES = 512
#: Lines are padded to a multiple of this, so that few shapes occur.
_STEP = 8
_PAD = 1


class Runtime:
    """Lines in, hidden states out. A line's states are the same whatever lines are beside it (invariant 5)."""

    def __init__(self, compiled: CompiledModel) -> None:
        self._compiled = compiled

    @classmethod
    def load(cls, graph: bytes, *, threads: int) -> Runtime:
        """From the bytes of an ONNX file; `threads` 0 takes what the machine has."""
        # loads a native library; rules-only use must not pay for it
        from openvino import Core

        # float32 arithmetic over int8 weights: bfloat16 would be faster on the CPUs that have it,
        # and would give other answers there than elsewhere
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": "0",
        }
        if threads:
            settings["INFERENCE_NUM_THREADS"] = str(threads)
        core = Core()
        return cls(core.compile_model(core.read_model(graph), "CPU", settings))

    def hidden(self, lines: Sequence[Tokens]) -> Iterator[tuple[int, Floats]]:
        """(number of the line, its pieces × width), in the order of calls: shortest lines first."""
        order = sorted(range(len(lines)), key=lambda number: (len(lines[number].ids), number))
        # one of its own: threads that share a request find it busy
        request = self._compiled.create_infer_request()
        for group in _groups(order, lines):
            longest = _padded(len(lines[group[-1]].ids))
            # always as many rows for one length: a matrix of another height may be summed in another order
            rows = max(1, _CALL_PIECES // longest)
            ids = np.full((rows, longest), _PAD, np.int64)
            mask = np.zeros((rows, longest), np.int64)
            mask[:, 0] = 1
            for row, number in enumerate(group):
                ids[row, : len(lines[number].ids)] = lines[number].ids
                mask[row, : len(lines[number].ids)] = 1
            states = request.infer({"ids": ids, "mask": mask, "types": np.zeros_like(ids)})["hidden"]
            for row, number in enumerate(group):
                yield number, states[row, : len(lines[number].ids)]


def _groups(order: list[int], lines: Sequence[Tokens]) -> Iterator[list[int]]:
    """Lines of one padded length together, so that padding never differs between two runs of the same line."""
    group: list[int] = []
    for number in order:
        length = _padded(len(lines[number].ids))
        if group and (length != _padded(len(lines[group[0]].ids)) or len(group) == max(1, _CALL_PIECES // length)):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _padded(length: int) -> int:
    return (length + _STEP - 1) // _STEP * _STEP
