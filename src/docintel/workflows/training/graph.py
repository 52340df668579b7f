"""A BERT encoder's weights as an ONNX graph, in float32 or with int8 matrices; by hand, so that every scale is known.

Inputs `ids`, `mask` and `types` (int64, batch × tokens), output `hidden` (float32, batch × tokens × width). Int8
matrices have one scale for each output column and activations stay floating point, so a sentence's vectors do not
depend on the sentences beside it (dynamic int8 would take its scales from the whole batch). Weights keep their names,
so that a graph can be learnt on from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from docintel.workflows.training.pretrained import Shape

_OPSET = 20
_SCALES = ".scales"


class _Graph:
    """Nodes and tensors as they are added; every method returns the name of what it made."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], *, int8: bool) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []
        self._int8 = int8
        self._made = 0

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        self._made += 1
        name = f"{operation.lower()}_{self._made}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name, **attributes))
        return name

    def constant(self, values: Any, kind: Any = np.float32, *, name: str = "") -> str:
        self._made += 1
        name = name or f"constant_{self._made}"
        self.tensors.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(self.weights[name], name=name)

    def matrix(self, name: str, values: NDArray[np.float32], *, axis: int) -> str:
        """A matrix, whole or as int8 with one scale for each slice along `axis`."""
        if not self._int8:
            return self.constant(values, name=name)
        scales, rounded = quantised(values, axis=axis)
        codes = self.constant(rounded, np.int8, name=name)
        return self.add("DequantizeLinear", codes, self.constant(scales, name=name + _SCALES), axis=axis)

    def linear(self, values: str, name: str) -> str:
        matrix = self.matrix(f"{name}.weight", np.ascontiguousarray(self.weights[f"{name}.weight"].T), axis=1)
        return self.add("Add", self.add("MatMul", values, matrix), self.weight(f"{name}.bias"))


def quantised(values: NDArray[np.float32], *, axis: int) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Scales (one for each slice along `axis`) and int8 values whose product is nearest to `values`."""
    largest = np.abs(values).max(axis=1 - axis, keepdims=True)
    scales = np.where(largest > 0, largest, 1).astype(np.float32) / 127
    return scales.reshape(-1).astype(np.float32), np.clip(np.rint(values / scales), -127, 127).astype(np.int8)


def encoder_graph(
    weights: Mapping[str, NDArray[np.float32]], shape: Shape, *, int8: bool, first_beside: bool = False
) -> onnx.ModelProto:
    """The encoder as an ONNX model; `weights` by the names of a Hugging Face `BertModel`.

    `first_beside` puts the first piece's state beside each piece's (`hidden` is then twice as wide), for heads that
    were trained on `<s>` or `[CLS]`.
    """
    graph = _Graph(weights, int8=int8)
    hidden = _embeddings(graph, shape)
    bias = _attention_bias(graph)
    for layer in range(shape.layers):
        hidden = _layer(graph, f"encoder.layer.{layer}", hidden, bias, shape)
    if first_beside:
        first = graph.add("Slice", hidden, *(graph.constant([n], np.int64) for n in (0, 1, 1)))
        hidden = graph.add("Concat", hidden, graph.add("Expand", first, graph.add("Shape", hidden)), axis=-1)
    graph.nodes.append(helper.make_node("Identity", [hidden], ["hidden"], "hidden"))
    axes = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in ("ids", "mask", "types")]
    outputs = [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*axes, shape.hidden * (1 + first_beside)])]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.tensors)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="docintel")
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model


def graph_weights(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """The weights that `encoder_graph` was made of, by their names; int8 ones as they were rounded."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found = {}
    for name in [name for name in tensors if name.endswith((".weight", ".bias"))]:
        values = tensors[name]
        if values.dtype == np.int8:
            values = values.astype(np.float32) * tensors[name + _SCALES]
        turned = values.ndim == 2 and name.startswith("encoder.")  # a layer's matrices stand as MatMul wants them
        found[name] = np.array(values.T if turned else values, np.float32, order="C")
    return found


def _embeddings(graph: _Graph, shape: Shape) -> str:
    name = "embeddings.word_embeddings.weight"
    if graph._int8:
        scales, rounded = quantised(graph.weights[name], axis=0)
        table = graph.constant(rounded, np.int8, name=name)
        codes = graph.add("Cast", graph.add("Gather", table, "ids"), to=TensorProto.FLOAT)
        scale = graph.add("Gather", graph.constant(scales[:, None], name=name + _SCALES), "ids")
        word = graph.add("Mul", codes, scale)
    else:
        word = graph.add("Gather", graph.weight(name), "ids")
    tokens = graph.add("Slice", graph.add("Shape", "ids"), *(graph.constant([n], np.int64) for n in (1, 2)))
    position = graph.add(
        "Slice",
        graph.weight("embeddings.position_embeddings.weight"),
        graph.constant([0], np.int64),
        tokens,
        graph.constant([0], np.int64),
    )
    kind = graph.add("Gather", graph.weight("embeddings.token_type_embeddings.weight"), "types")
    total = graph.add("Add", graph.add("Add", word, kind), position)
    return _norm(graph, total, "embeddings.LayerNorm", shape)


def _attention_bias(graph: _Graph) -> str:
    """0 where a token may be looked at, −10,000 where it is padding; shape batch × 1 × 1 × tokens."""
    mask = graph.add("Cast", "mask", to=TensorProto.FLOAT)
    hidden = graph.add("Mul", graph.add("Sub", mask, graph.constant(1.0)), graph.constant(10_000.0))
    return graph.add("Unsqueeze", hidden, graph.constant([1, 2], np.int64))


def _norm(graph: _Graph, values: str, name: str, shape: Shape) -> str:
    scale, bias = (graph.weight(f"{name}.{end}") for end in ("weight", "bias"))
    return graph.add("LayerNormalization", values, scale, bias, axis=-1, epsilon=shape.epsilon)


def _layer(graph: _Graph, layer: str, hidden: str, bias: str, shape: Shape) -> str:
    def linear(values: str, name: str) -> str:
        return graph.linear(values, f"{layer}.{name}")

    def heads(values: str) -> str:
        split = graph.constant([0, 0, shape.heads, shape.hidden // shape.heads], np.int64)
        return graph.add("Transpose", graph.add("Reshape", values, split), perm=[0, 2, 1, 3])

    query, key, value = (heads(linear(hidden, f"attention.self.{name}")) for name in ("query", "key", "value"))
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    scaled = graph.add("Mul", scores, graph.constant((shape.hidden / shape.heads) ** -0.5))
    seen = graph.add("MatMul", graph.add("Softmax", graph.add("Add", scaled, bias), axis=-1), value)
    joined = graph.add("Transpose", seen, perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", joined, graph.constant([0, 0, shape.hidden], np.int64))
    attended = graph.add("Add", linear(joined, "attention.output.dense"), hidden)
    attended = _norm(graph, attended, f"{layer}.attention.output.LayerNorm", shape)
    inner = graph.add("Gelu", linear(attended, "intermediate.dense"), approximate="none")
    total = graph.add("Add", linear(inner, "output.dense"), attended)
    return _norm(graph, total, f"{layer}.output.LayerNorm", shape)
