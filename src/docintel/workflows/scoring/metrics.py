"""The arithmetic of scoring: counts of labels, F1, agreement beyond chance, calibration error, intervals of a share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import pi, sqrt

#: Two-sided 95 % for intervals, two-sided 80 % for the bound that a stated confidence may lean on.
Z95, Z80 = 1.959964, 1.281552
BINS = 15


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was found rightly, found at all, and expected."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.expected + other.expected)

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing was expected and nothing found."""
        total = self.found + self.expected
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about one stated confidence: how many, their mean confidence, the share that is right."""

    number: int
    confidence: float
    right: float


def count_labels(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Count]:
    """A count for each label, from (expected labels, found labels) of each line; labels in alphabetical order."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for want, got in pairs:
        right.update(want & got)
        found.update(got)
        expected.update(want)
    return {label: Count(right[label], found[label], expected[label]) for label in sorted(found | expected)}


def count_spans(
    pairs: Iterable[tuple[frozenset[tuple[str, int, int]], frozenset[tuple[str, int, int]]]],
) -> dict[str, Count]:
    """A count for each label of labelled places (label, start, end); right is what both have, place for place."""
    held = list(pairs)
    labels = sorted({label for want, got in held for label, *_place in want | got})
    of_label = {label: Count() for label in labels}
    for want, got in held:
        for label in {label for label, *_place in want | got}:
            expected = {one for one in want if one[0] == label}
            found = {one for one in got if one[0] == label}
            of_label[label] += Count(len(expected & found), len(found), len(expected))
    return of_label


def micro_f1(counts: Iterable[Count]) -> float | None:
    """F1 of all labels' decisions taken together."""
    return sum(counts, Count()).f1


def macro_f1(counts: Iterable[Count]) -> float | None:
    """Mean F1 of the labels that the gold has; a label nobody annotated has no F1 worth a mean."""
    scores = [count.f1 or 0.0 for count in counts if count.expected]
    return sum(scores) / len(scores) if scores else None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's κ of two answers a line: 1 full agreement, 0 what chance gives; None where chance alone would agree."""
    if not pairs:
        return None
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(number * second[label] for label, number in first.items()) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def reliability(answers: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Answers by stated confidence in bins of equal width, lowest first; empty bins are left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in answers:
        held[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return [
        Bin(len(some), sum(sure for sure, _ in some) / len(some), sum(right for _, right in some) / len(some))
        for some in held
        if some
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error (Guo et al. 2017): mean gap between confidence and share right, weighted by size."""
    total = sum(one.number for one in bins)
    return sum(one.number * abs(one.confidence - one.right) for one in bins) / total if total else None


def chance_calibration_error(bins: Sequence[Bin]) -> float | None:
    """The error that confidences without any fault would show on so few answers, by the luck of the draw alone.

    Of n answers, each right with probability c, the share that is right lies √(2c(1−c)/πn) from c on average (the mean
    deviation of a binomial, by its normal limit).
    """
    total = sum(one.number for one in bins)
    if not total:
        return None
    luck = (sqrt(2 * one.confidence * (1 - one.confidence) / pi * one.number) for one in bins)
    return sum(luck) / total


def wilson(right: int, total: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a proportion; nothing counted tells nothing: 0 to 1."""
    if not total:
        return 0.0, 1.0
    share, room = right / total, z * z / total
    half = z * sqrt(share * (1 - share) / total + room / (4 * total))
    return max(0.0, (share + room / 2 - half) / (1 + room)), min(1.0, (share + room / 2 + half) / (1 + room))
