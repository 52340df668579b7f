import pytest

from docintel.encoder.runs import runs


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([0, 0], []),
        # one of two pieces, then another label of one
        ([1, 2, 0, 3], [(0, 0, 1), (1, 3, 3)]),
        # two spans of one label side by side
        ([1, 1, 2], [(0, 0, 0), (0, 1, 2)]),
        # goes on with nothing, or with another label: a span of its own
        ([0, 4, 4, 2], [(1, 1, 2), (0, 3, 3)]),
    ],
)
def test_spans_of_tags(tags, spans):
    assert runs(tags) == spans
