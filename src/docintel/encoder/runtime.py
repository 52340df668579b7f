"""Runs the encoder's ONNX graph on OpenVINO, the runtime that OCR uses too (ADR 0012)."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from docintel.encoder.calibration import Floats
from docintel.encoder.tokenization import Tokens

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

#: Pieces in one call, padding included. Small enough to stay in the cache, large enough to fill the vector units.
_CALL_PIECES = 256
#: More calls at a time than this gain little and take memory each.
_MOST_STREAMS = 8
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

        # calls side by side, each on one thread: threads that share a call of this size mostly wait for each other,
        # and how many there are would change how it is summed
        streams = str(min(threads or os.cpu_count() or 1, _MOST_STREAMS))
        # float32 arithmetic over int8 weights: bfloat16 would be faster on the CPUs that have it,
        # and would give other answers there than elsewhere
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": "0",
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": streams,
            # processes of a batch must not all settle on the same cores
            "ENABLE_CPU_PINNING": "NO",
        }
        core = Core()
        return cls(core.compile_model(core.read_model(graph), "CPU", settings))

    def hidden(self, lines: Sequence[Tokens]) -> Iterator[tuple[int, Floats]]:
        """(number of the line, its pieces × width), in the order of calls: shortest lines first."""
        order = sorted(range(len(lines)), key=lambda number: (len(lines[number].ids), number))
        streams = int(self._compiled.get_property("NUM_STREAMS"))
        under_way: deque[tuple[InferRequest, list[int]]] = deque()
        for group in _groups(order, lines):
            if len(under_way) < streams:
                # of this caller's own: threads that share a request find it busy
                request = self._compiled.create_infer_request()
            else:
                request, done = under_way.popleft()
                yield from _states(request, done, lines)
            request.start_async(_inputs(group, lines))
            under_way.append((request, group))
        for request, done in under_way:
            yield from _states(request, done, lines)


def _inputs(group: Sequence[int], lines: Sequence[Tokens]) -> dict[str, np.ndarray]:
    longest = _padded(len(lines[group[-1]].ids))
    # always as many rows for one length: a matrix of another height may be summed in another order
    rows = max(1, _CALL_PIECES // longest)
    ids = np.full((rows, longest), _PAD, np.int64)
    mask = np.zeros((rows, longest), np.int64)
    mask[:, 0] = 1
    for row, number in enumerate(group):
        ids[row, : len(lines[number].ids)] = lines[number].ids
        mask[row, : len(lines[number].ids)] = 1
    return {"ids": ids, "mask": mask, "types": np.zeros_like(ids)}


def _states(request: InferRequest, group: Sequence[int], lines: Sequence[Tokens]) -> list[tuple[int, Floats]]:
    request.wait()
    states = request.get_tensor("hidden").data
    # copied, for the next call of this request writes over them
    return [(number, states[row, : len(lines[number].ids)].copy()) for row, number in enumerate(group)]


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
