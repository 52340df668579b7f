import numpy as np
import pytest
from tests.workflows.training.tiny import encoder

from docintel.encoder import Line
from docintel.encoder.runtime import Runtime
from docintel.encoder.tokenization import LineTokenizer
from docintel.workflows.training.graph import encoder_graph, graph_weights, quantised

LINES = ["借款人应当于三日内还款", "the borrower shall pay", "不得", "the lender may. 有权向借款人提供", "the"]


def states(made, lines, *, int8):
    tokenizer = LineTokenizer.of_json(made.tokenizer, text_pieces=40, context_pieces=8)
    graph = encoder_graph(made.weights, made.shape, int8=int8).SerializeToString()
    cut = tokenizer.cut([Line(text) for text in lines])
    return cut, dict(Runtime.load(graph, threads=1).hidden(cut))


def test_the_graph_computes_what_the_hugging_face_model_does():
    torch = pytest.importorskip("torch", reason="training needs the extra [train]")
    from docintel.workflows.training.network import bert

    made = encoder()
    cut, found = states(made, LINES, int8=False)
    model = bert(made).eval()
    for number, tokens in enumerate(cut):
        with torch.no_grad():
            wanted = model(input_ids=torch.tensor([tokens.ids])).last_hidden_state[0].numpy()
        np.testing.assert_allclose(found[number], wanted, atol=1e-4)


def test_a_line_has_the_same_states_whatever_stands_beside_it():
    made = encoder()
    for int8 in (False, True):
        _cut, together = states(made, LINES * 3, int8=int8)
        for number, text in enumerate(LINES):
            _cut, alone = states(made, [text], int8=int8)
            np.testing.assert_array_equal(together[number], alone[0])
            np.testing.assert_array_equal(together[number + len(LINES)], alone[0])


def test_int8_is_near_and_keeps_one_scale_for_each_output():
    made = encoder()
    _cut, whole = states(made, LINES, int8=False)
    _cut, small = states(made, LINES, int8=True)
    for number in whole:
        first, second = whole[number].ravel(), small[number].ravel()
        assert first @ second / np.linalg.norm(first) / np.linalg.norm(second) > 0.999
    values = np.array([[1.0, -100.0], [0.5, 50.0], [-0.25, 0.0]], np.float32)
    scales, rounded = quantised(values, axis=1)
    np.testing.assert_allclose(scales, [1 / 127, 100 / 127])
    assert rounded.tolist() == [[127, -127], [64, 64], [-32, 0]]


def test_a_column_of_zeros_stays_zero():
    scales, rounded = quantised(np.zeros((2, 2), np.float32), axis=1)
    assert rounded.tolist() == [[0, 0], [0, 0]]
    assert np.isfinite(scales).all()


def test_the_weights_can_be_read_back_and_int8_ones_do_not_drift():
    made = encoder()
    whole = graph_weights(encoder_graph(made.weights, made.shape, int8=False))
    assert whole.keys() == made.weights.keys()
    for name, values in made.weights.items():
        np.testing.assert_array_equal(whole[name], values)
    first = encoder_graph(made.weights, made.shape, int8=True)
    rounded = graph_weights(first)
    name = "encoder.layer.1.intermediate.dense.weight"
    step = np.abs(made.weights[name]).max(axis=1, keepdims=True) / 127
    assert (np.abs(rounded[name] - made.weights[name]) <= step * 0.501).all()
    again = graph_weights(encoder_graph(rounded, made.shape, int8=True))
    for name, values in rounded.items():
        np.testing.assert_array_equal(again[name], values)
