"""The wording of a text as it is compared: words without signs, sketches of them, and where two texts differ.

A sketch keeps the smallest of all hashes of a set (bottom-k; Broder 1997, Cohen and Kaplan 2007): the share of two sets
that is common is estimated from 2 KB each, exactly where a set has no more members than the sketch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy

from docintel.language.views import folded, half_width, simplified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[numpy.uint64]
    Places = NDArray[numpy.int64]

#: A Han character, a word of letters, or a number with its separators.
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|\d+(?:[.,]\d+)*")
_LOOK_ALIKES = str.maketrans("oiljsbzqc", "01115829e")
#: Members a sketch keeps; the share in common is then known to ± 0.06 (two standard errors, at worst).
SKETCH = 256
#: Words in a row that are compared as one.
_ROW = 4
#: Words in a row around a difference that must be alike for the two texts to be at the same place.
_CONTEXT = 4
_BEGIN, _END = tuple(f"^{at}" for at in range(_CONTEXT)), tuple(f"{at}$" for at in range(_CONTEXT))
#: A stretch longer than this beside one that differs is another passage, not its counterpart (words).
_LONGEST_COUNTERPART = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one text in the place of words of the other; one side is empty where words were added or left out."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def words(text: str) -> list[str]:
    """Han characters, words and numbers in lower case, half width and simplified; numbers without their commas."""
    plain = simplified(folded(half_width(text)))
    return [found.replace(",", "") if found[0].isdigit() else found for found in _WORD.findall(plain)]


def read_alike(text: str) -> str:
    """The text with letters that a scan takes for digits, or for each other, written one way; for comparing only."""
    return text.translate(_LOOK_ALIKES).replace("rn", "m")


def is_number(word: str) -> bool:
    """Whether a word is written in digits."""
    return word[0].isdigit()


def sketch_words(found: Sequence[str]) -> bytes:
    """The sketch of a text's words, numbers left out: two forms filled in differently have the same wording."""
    ids = _hashes([word for word in found if not is_number(word)])
    return _bottom(_rows(ids, _ROW))


def sketch_members(members: Iterable[str]) -> bytes:
    """The sketch of a set."""
    return _bottom(_hashes(sorted(set(members))))


def resemblance(left: bytes, right: bytes) -> float:
    """The share of the members of two sketched sets that both have; 0 where one is empty."""
    mine, other = _unpacked(left), _unpacked(right)
    if not len(mine) or not len(other):
        return 0.0
    union = numpy.union1d(mine, other)[:SKETCH] if max(len(mine), len(other)) == SKETCH else numpy.union1d(mine, other)
    common = numpy.intersect1d(mine, other, assume_unique=True)
    return float(numpy.isin(union, common, assume_unique=True).sum() / len(union))


def containment(left: bytes, right: bytes) -> float:
    """The share of the members of the smaller set that the other has too; an estimate where a set is large."""
    mine, other = sorted((_unpacked(left), _unpacked(right)), key=_size)
    if not len(mine):
        return 0.0
    share, sizes = resemblance(left, right), (_size(mine), _size(other))
    return min(1.0, share / (1 + share) * sum(sizes) / sizes[0])


def find_differences(left: Sequence[str], right: Sequence[str]) -> list[Difference]:
    """Where two texts say different words, wherever in the text they stand; first in the order of the left."""
    # both begin and end alike, so that what differs always stands between words in common
    mine, other = (_side_of([*_BEGIN, *side, *_END]) for side in (left, right))
    found = dict.fromkeys(Difference(a, b) for a, b in _changed(mine, other))
    found |= dict.fromkeys(Difference(a, b) for b, a in _changed(other, mine))
    return list(found)


@dataclass(slots=True)
class _Side:
    """One text with the hashes of its rows of words, to look up where a row stands."""

    words: Sequence[str]
    rows: Hashes
    _order: Places | None = None
    _sorted: Hashes | None = None

    def places(self, row: Any) -> Places:
        """Where a row of words begins, each time."""
        if self._order is None or self._sorted is None:
            self._order = numpy.argsort(self.rows, kind="stable")
            self._sorted = self.rows[self._order]
        begin, end = numpy.searchsorted(self._sorted, [row, row + numpy.uint64(1)])
        return self._order[begin:end]


def _side_of(framed: Sequence[str]) -> _Side:
    return _Side(framed, _rows(_hashes(framed), _CONTEXT))


def _changed(side: _Side, other: _Side) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The stretches of one text that no row of the other covers, each with what stands in their place there."""
    count = len(side.words)
    known = numpy.isin(side.rows, other.rows)
    covered = numpy.zeros(count + 1, dtype=numpy.int64)
    starts = numpy.flatnonzero(known)
    numpy.add.at(covered, starts, 1)
    numpy.add.at(covered, starts + _CONTEXT, -1)
    bare = numpy.concatenate(([False], numpy.cumsum(covered)[:count] == 0, [False]))
    edges = numpy.flatnonzero(bare[1:] != bare[:-1])
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield tuple(side.words[start:end]), _counterpart(side, other, start, end)


def _counterpart(side: _Side, other: _Side, start: int, end: int) -> tuple[str, ...]:
    """What stands in the other text between the same words before and the same words behind."""
    before = (other.places(side.rows[start - _CONTEXT]) + _CONTEXT).tolist()
    behind = other.places(side.rows[end]).tolist()
    gaps = sorted([(place, 0) for place in before] + [(place, 1) for place in behind])
    nearest = [(b - a, a, b) for (a, opens), (b, closes) in pairwise(gaps) if not opens and closes]
    if not nearest or min(nearest)[0] > _LONGEST_COUNTERPART + end - start:
        return ()
    _, begin, stop = min(nearest)
    return tuple(other.words[begin:stop])


def _hashes(found: Sequence[str]) -> Hashes:
    # a word's hash must be the same in every process and on every machine, which hash() is not
    known = {word: int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") for word in set(found)}
    return numpy.array([known[word] for word in found], dtype=numpy.uint64)


def _rows(ids: Hashes, length: int) -> Hashes:
    """A hash for every row of so many words; one for the whole text where it is shorter."""
    if len(ids) < length:
        length = max(len(ids), 1)
    count = max(len(ids) - length + 1, 0)
    rows = numpy.zeros(count, dtype=numpy.uint64)
    for at in range(length):
        rows = _mixed(rows + ids[at : at + count])
    return rows


def _mixed(hashes: Hashes) -> Hashes:
    # the finaliser of splitmix64 (Steele, Lea and Flood 2014); overflow is meant
    hashes = (hashes ^ (hashes >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> numpy.uint64(31))


def _bottom(hashes: Hashes) -> bytes:
    return numpy.unique(hashes)[:SKETCH].astype("<u8").tobytes()


def _unpacked(sketch: bytes) -> Hashes:
    return numpy.frombuffer(sketch, dtype="<u8").astype(numpy.uint64)


def _size(hashes: Hashes) -> float:
    """How many members the sketched set has."""
    if len(hashes) < SKETCH:
        return float(len(hashes))
    return (SKETCH - 1) / (float(hashes[-1]) / 2.0**64)
