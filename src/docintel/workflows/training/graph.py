"""A BERT encoder's weights as an ONNX graph, in float32 or with int8 matrices; by hand, so that every scale is known.

Inputs `ids`, `mask` and `types` (int64, batch × tokens), output `hidden` (float32, batch × tokens × width). Int8
matrices have one scale for each output column and activations stay floating point, so a sentence's vectors do not
depend on the sentences beside it (dynamic int8 would take its scales from the whole batch).
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


class _Graph:
    """Nodes and tensors as they are added; every method returns the name of what it made."""

    def __init__(self, *, int8: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []
        self._int8 = int8
        self._made = 0

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        self._made += 1
        name = f"{operation.lower()}_{self._made}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], name, **attributes))
        return name

    def constant(self, values: Any, kind: Any = np.float32) -> str:
        self._made += 1
        name = f"constant_{self._made}"
        self.tensors.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def matrix(self, values: NDArray[np.float32], *, axis: int) -> str:
        """A matrix, whole or as int8 with one scale for each slice along `axis`."""
        if not self._int8:
            return self.constant(values)
        scales, rounded = quantised(values, axis=axis)
        return self.add("DequantizeLinear", self.constant(rounded, np.int8), self.constant(scales), axis=axis)

    def linear(self, values: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        product = self.add("MatMul", values, self.matrix(np.ascontiguousarray(weight.T), axis=1))
        return self.add("Add", product, self.constant(bias))


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
    graph = _Graph(int8=int8)
    hidden = _embeddings(graph, weights, shape)
    bias = _attention_bias(graph)
    for layer in range(shape.layers):
        parts = {name: weights[f"encoder.layer.{layer}.{name}"] for name in _layer_names()}
        hidden = _layer(graph, parts, hidden, bias, shape)
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


def _layer_names() -> list[str]:
    dense = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"]
    dense += ["intermediate.dense", "output.dense", "attention.output.LayerNorm", "output.LayerNorm"]
    return [f"{name}.{end}" for name in dense for end in ("weight", "bias")]


def _embeddings(graph: _Graph, weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> str:
    words = weights["embeddings.word_embeddings.weight"]
    if graph._int8:
        scales, rounded = quantised(words, axis=0)
        codes = graph.add("Cast", graph.add("Gather", graph.constant(rounded, np.int8), "ids"), to=TensorProto.FLOAT)
        word = graph.add("Mul", codes, graph.add("Gather", graph.constant(scales[:, None]), "ids"))
    else:
        word = graph.add("Gather", graph.constant(words), "ids")
    tokens = graph.add("Slice", graph.add("Shape", "ids"), *(graph.constant([n], np.int64) for n in (1, 2)))
    position = graph.add(
        "Slice",
        graph.constant(weights["embeddings.position_embeddings.weight"]),
        graph.constant([0], np.int64),
        tokens,
        graph.constant([0], np.int64),
    )
    kind = graph.add("Gather", graph.constant(weights["embeddings.token_type_embeddings.weight"]), "types")
    total = graph.add("Add", graph.add("Add", word, kind), position)
    return _norm(graph, total, weights, "embeddings.LayerNorm", shape)


def _attention_bias(graph: _Graph) -> str:
    """0 where a token may be looked at, −10,000 where it is padding; shape batch × 1 × 1 × tokens."""
    mask = graph.add("Cast", "mask", to=TensorProto.FLOAT)
    hidden = graph.add("Mul", graph.add("Sub", mask, graph.constant(1.0)), graph.constant(10_000.0))
    return graph.add("Unsqueeze", hidden, graph.constant([1, 2], np.int64))


def _norm(graph: _Graph, values: str, weights: Mapping[str, NDArray[np.float32]], name: str, shape: Shape) -> str:
    scale, bias = graph.constant(weights[f"{name}.weight"]), graph.constant(weights[f"{name}.bias"])
    return graph.add("LayerNormalization", values, scale, bias, axis=-1, epsilon=shape.epsilon)


def _layer(graph: _Graph, parts: Mapping[str, NDArray[np.float32]], hidden: str, bias: str, shape: Shape) -> str:
    def linear(values: str, name: str) -> str:
        return graph.linear(values, parts[f"{name}.weight"], parts[f"{name}.bias"])

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
    attended = _norm(graph, attended, parts, "attention.output.LayerNorm", shape)
    inner = graph.add("Gelu", linear(attended, "intermediate.dense"), approximate="none")
    return _norm(graph, graph.add("Add", linear(inner, "output.dense"), attended), parts, "output.LayerNorm", shape)
