from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.readers.ole import open_ole
from docintel.readers.ole_writer import write_ole

NAMES = st.text("abcXYZ_#甲乙", min_size=1, max_size=12)
TREES = st.recursive(
    st.binary(max_size=9000), lambda inner: st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
).filter(lambda tree: isinstance(tree, dict))


def flattened(tree, path=()):
    for name, content in tree.items():
        if isinstance(content, bytes):
            yield (*path, name), content
        else:
            yield from flattened(content, (*path, name))


def read_back(data):
    with closing(open_ole(data)) as ole:
        return {tuple(path): ole.openstream(path).read() for path in ole.listdir()}


@given(TREES)
def test_olefile_reads_back_what_was_written(tree):
    unique = {name.upper(): name for name in tree}
    tree = {name: tree[name] for name in unique.values()}
    expected = dict(flattened(tree))
    if len({tuple(part.upper() for part in path) for path in expected}) == len(expected):
        assert read_back(write_ole(tree)) == expected


@pytest.mark.parametrize("size", [4095, 4096, 4097, 7_200_000, 16_000_000])
def test_streams_at_the_limits_of_the_tables(size):
    """4,096 bytes leave the mini stream; above 7 MB the allocation table no longer fits the header's list."""
    tree = {"大": bytes(range(256)) * (size // 256) + b"x" * (size % 256), "小": b"small", "folder": {"inner": b"1"}}
    assert read_back(write_ole(tree)) == dict(flattened(tree))
