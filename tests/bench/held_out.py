"""US filings held out: invented, read only after they were written with what every cell of them states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.timing import Measured
from tests.bench.us_filers import us_filings
from tests.bench.us_filing import Expected, UsFiling
from tests.bench.us_later_filers import later_filings

from docintel.extractors.statement import StatementExtractor
from docintel.readers.html import HtmlReader
from docintel.records import Figure

PRIMARY = frozenset({"balance_sheet", "income_statement", "cash_flow"})


@dataclass(slots=True)
class Result:
    """What was found of one filing: each cell with its figure, cells without one, figures without a cell."""

    filing: UsFiling
    right: list[tuple[Expected, Figure]] = field(default_factory=list)
    missing: list[Expected] = field(default_factory=list)
    stray: list[Figure] = field(default_factory=list)

    @property
    def keyed(self) -> list[tuple[Expected, Figure]]:
        """The figures that were given an account."""
        return [(each, figure) for each, figure in self.right if figure.key is not None]

    @property
    def other_key(self) -> list[tuple[Expected, Figure]]:
        """The figures that were given an account that is not theirs."""
        return [(each, figure) for each, figure in self.keyed if figure.key not in each.keys]

    @property
    def wrong_but_proved(self) -> list[Figure]:
        """Figures marked proved that no cell states, of a primary statement or at all."""
        return [figure for figure in self.stray if figure.status == "proved"]


def compare(filing: UsFiling) -> Result:
    """Read a filing and set its figures against what was written into it."""
    document = HtmlReader().read(filing.data(), filing.name).document
    facts = StatementExtractor().extract(document)
    found = [fact for fact in facts if isinstance(fact, Figure) and fact.statement in PRIMARY]
    found = [figure for figure in found if figure.scope != "parent"]
    result = Result(filing)
    for each in filing.expected:
        figure = next((figure for figure in found if _is_right(each, figure)), None)
        if figure is None:
            result.missing.append(each)
        else:
            found.remove(figure)
            result.right.append((each, figure))
    result.stray = found
    return result


def measure() -> Iterator[Measured]:
    """A line for every filing, and the sums of those the rules were since mended on and of the later ones."""
    for name, filings in (("the first", us_filings()), ("the later", later_filings())):
        results = [compare(filing) for filing in filings]
        for result in results:
            yield _measured(result.filing.name, [result])
        yield _measured(f"{name} {len(results)} filings", results)


def _is_right(each: Expected, figure: Figure) -> bool:
    """Whether statement, caption, period, scope, value and sign are the cell's."""
    if (figure.statement, figure.period_end, figure.months) != (each.statement, each.end, each.months):
        return False
    if (
        figure.scope != "consolidated"
        or figure.value is None
        or (each.label and _plain(figure.label) != _plain(each.label))
    ):
        return False
    if figure.key is not None and figure.key == each.keys[0]:
        return figure.value == each.value
    # Without an account the sign is the printed one; under another account it is that account's.
    return figure.value == each.printed if figure.key is None else abs(figure.value) == abs(each.value)


def _plain(label: str) -> str:
    return "".join(label.replace("’", "'").split()).casefold()


def _measured(material: str, results: Sequence[Result]) -> Measured:
    expected = sum(len(each.filing.expected) for each in results)
    right = sum(len(each.right) for each in results)
    keyed = sum(len(each.keyed) for each in results)
    other = sum(len(each.other_key) for each in results)
    accounts = sum(each.keys[0] is not None for result in results for each in result.filing.expected)
    mapped = sum(each.keys[0] is not None for result in results for each, _ in result.keyed)
    proved = sum(figure.status == "proved" for result in results for _, figure in result.right)
    other_proved = sum(figure.status == "proved" for result in results for _, figure in result.other_key)
    bad = sum(len(each.wrong_but_proved) for each in results)
    note = (
        f"missing {expected - right}, stray {sum(len(each.stray) for each in results)}; "
        f"keys right {100 * (keyed - other) / max(1, keyed):.1f} % of {keyed} mapped "
        f"(wrong and proved {other_proved}), mapped {100 * mapped / max(1, accounts):.1f} % of {accounts}; "
        f"proved {100 * proved / max(1, right):.1f} %; wrong but proved {bad}"
    )
    return Measured("filings held out: figures right", material, 100 * right / max(1, expected), "%", note)
