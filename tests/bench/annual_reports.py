"""Annual reports of an invented listed company in many layouts: six statements read against what was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tests.bench.annual_book import annual_report
from tests.bench.annual_layouts import LAYOUTS, MORE_LAYOUTS, Layout
from tests.bench.annual_pages import Gold
from tests.bench.timing import Measured

from docintel.language.views import half_width
from docintel.readers.pdf import PdfReader
from docintel.records import Box, Figure, Reading
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import find_facts

_PRIMARY = ("balance_sheet", "income_statement", "cash_flow")
_NEAR = 5.0


class Wrong(NamedTuple):
    """A figure beside what was printed at its place, and what of it is not right."""

    gold: Gold
    figure: Figure
    what: tuple[str, ...]


@dataclass(slots=True)
class Result:
    """What was found of one report. A `stray` figure stands where no figure of a statement was printed."""

    name: str
    right: list[tuple[Gold, Figure]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    missing: list[Gold] = field(default_factory=list)
    stray: list[Figure] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """How many figures were printed."""
        return len(self.right) + len(self.wrong) + len(self.missing)

    @property
    def wrong_but_proved(self) -> list[Figure]:
        """Figures marked proved that are not what was printed at their place, or no figure of a statement at all."""
        return [each for each in (*(wrong.figure for wrong in self.wrong), *self.stray) if each.status == "proved"]

    @property
    def other_key(self) -> list[tuple[Gold, Figure]]:
        """Figures under another account than theirs."""
        found = [*self.right, *((wrong.gold, wrong.figure) for wrong in self.wrong)]
        return [(gold, figure) for gold, figure in found if gold.key is not None and figure.key != gold.key]


def compare(layout: Layout, data: bytes | None = None) -> Result:
    """Print a report in a layout, read it and set its figures against what was printed; `data` is its scan."""
    printed, placed = annual_report(layout)
    reading = PdfReader().read(data or printed, "report.pdf")
    facts = confirm_figures(find_facts(reading.document, "figures"), reading, data or printed)
    figures = [fact for fact in facts if isinstance(fact, Figure) and fact.statement in _PRIMARY]
    left = {id(figure): (figure, _middle(reading, figure)) for figure in figures}
    result = Result(layout.name)
    for gold, page, x, y in placed:
        near = [
            (abs(y - place[2]) + abs(x - place[1]) / 4, figure)
            for figure, place in left.values()
            if place[0] == page and abs(y - place[2]) <= _NEAR and abs(x - place[1]) <= 4 * _NEAR
        ]
        if not near:
            result.missing.append(gold)
            continue
        figure = min(near, key=lambda each: each[0])[1]
        del left[id(figure)]
        if what := differences(gold, figure):
            result.wrong.append(Wrong(gold, figure, what))
        else:
            result.right.append((gold, figure))
    # the supplement in the notes is a statement of its own (cfs.*), not one of the six
    result.stray = [figure for figure, _ in left.values() if not (figure.key or "").startswith("cfs.")]
    return result


def differences(gold: Gold, figure: Figure) -> tuple[str, ...]:
    """What is not right of a figure: its number, sign, unit, statement, scope, period or caption."""
    found = []
    same = figure.key == gold.key
    if digits(figure.as_filed) != digits(gold.text):
        found.append("digits")
    elif figure.value is None or gold.value is None:
        # where no unit is stated, none is to be guessed
        found += [] if figure.value is gold.value and figure.status == "unit_unknown" else ["unit"]
    elif abs(figure.value) != abs(gold.value):
        found.append("value")
    elif figure.value != gold.value and same:
        found.append("sign")
    meant = {"statement": gold.statement, "scope": gold.scope, "period_end": gold.end, "months": gold.months}
    found += [name for name, value in meant.items() if getattr(figure, name) != value]
    if figure.restated != gold.restated:
        found.append("restated")
    if caption(figure.label) != caption(gold.label):
        found.append("label")
    return tuple(found)


def measure() -> Iterator[Measured]:
    """A line for every layout, and the sums."""
    results = [compare(layout) for layout in (*LAYOUTS, *MORE_LAYOUTS)]
    for result in results:
        yield _measured(result.name, [result])
    yield _measured(f"all {len(results)} layouts", results)


def _measured(material: str, results: Sequence[Result]) -> Measured:
    expected = sum(each.expected for each in results)
    right = [figure for each in results for _, figure in each.right]
    keyed = [gold for each in results for gold, _ in each.right if gold.key]
    wrong, stray = sum(len(each.wrong) for each in results), sum(len(each.stray) for each in results)
    note = (
        f"{len(right)} of {expected}: wrong {wrong}, missing {expected - len(right) - wrong}, stray {stray}; "
        f"keys wrong {sum(len(each.other_key) for each in results)} of {len(keyed)}; "
        f"proved {100 * sum(each.status == 'proved' for each in right) / max(1, len(right)):.1f} %; "
        f"wrong but proved {sum(len(each.wrong_but_proved) for each in results)}"
    )
    return Measured("annual reports: figures right", material, 100 * len(right) / max(1, expected), "%", note)


def caption(text: str) -> str:
    """A caption without its blanks, its marks narrow, its dashes and quotation marks alike."""
    return re.sub("[—–−]", "-", re.sub("[“”]", '"', "".join(half_width(text).split())))


def digits(text: str) -> str:
    """The digits of a number."""
    return "".join(character for character in text if character.isdigit())


def _middle(reading: Reading, figure: Figure) -> tuple[int, float, float]:
    (box, *_) = reading.layout.boxes(figure.span) or [Box(0, 0.0, 0.0, 0.0, 0.0)]
    return box.page, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def year_end(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)
