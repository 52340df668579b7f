"""Filings in HTML: two of US filers against their XBRL values, and invented ones against what is in them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from tests.bench import held_out
from tests.bench.filing_pages import Filing, invented_filings
from tests.bench.material import SHARED
from tests.bench.timing import Measured

from docintel.extractors.statement import StatementExtractor
from docintel.readers.html import HtmlReader
from docintel.records import Figure

FOLDER = SHARED / "samples" / "statements_dev"
PRIMARY = frozenset({"balance_sheet", "income_statement", "cash_flow"})
#: Statement, caption, last day, months, value as printed in units of currency: of every row, whatever its account.
Stated = tuple[str, str, str, int | None, Decimal]


def measure() -> Iterator[Measured]:
    """Rows found, keys right, what is proved and what is wrong but proved, filing by filing."""
    for name, data, stated, keys in (*_filed(), *_invented()):
        figures = [figure for figure in read(data, name) if figure.statement in PRIMARY]
        right = [figure for figure in figures if _stated(figure) in stated]
        missing = stated - {_stated(figure) for figure in figures}
        keyed = {(*place, key) for place, key in keys.items()}
        found = {(*_stated(figure), figure.key) for figure in figures}
        proved = sum(figure.status == "proved" for figure in right)
        # Rows the labels leave out, such as comprehensive income, are neither right nor wrong.
        labelled = {place[:2] for place in stated}
        beside = [figure for figure in figures if _stated(figure) not in stated and _stated(figure)[:2] in labelled]
        bad = [figure for figure in beside if figure.status == "proved"]
        note = (
            f"missing {len(missing)}, other than labelled {len(beside)}; "
            f"keys right {len(keyed & found)} of {len(keyed)}; "
            f"proved {100 * proved / max(1, len(right)):.1f} %; wrong but proved {len(bad)}"
        )
        yield Measured("filings: figures right", name, 100 * (1 - len(missing) / max(1, len(stated))), "%", note)
    yield from held_out.measure()


@cache
def read(data: bytes, name: str) -> tuple[Figure, ...]:
    """The figures of an HTML file."""
    document = HtmlReader().read(data, name).document
    return tuple(fact for fact in StatementExtractor().extract(document) if isinstance(fact, Figure))


def _stated(figure: Figure) -> Stated:
    value = figure.value if figure.value is not None else Decimal(0)
    # Signs are the account's: with another account, or none, they are another's. Keys are counted by themselves.
    return figure.statement, _plain(figure.label), str(figure.period_end), figure.months, abs(value)


def _plain(label: str) -> str:
    return "".join(label.replace("’", "'").split()).casefold()


def _filed() -> Iterator[tuple[str, bytes, set[Stated], dict[Stated, str]]]:
    path = FOLDER / "gold.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    for file in dict.fromkeys(row["source_file"] for row in rows):
        own = [row for row in rows if row["source_file"] == file]
        places = {_placed(row): row["key"] for row in own}
        keys = {place: key for place, key in places.items() if key}
        yield file, gzip.decompress((FOLDER / f"{file}.gz").read_bytes()), set(places), keys


def _placed(row: dict[str, str]) -> Stated:
    months = row["duration_months"]
    return (
        row["statement"], _plain(row["label_as_filed"]), row["period_end"], int(months) if months else None,
        abs(Decimal(row["value"])),
    )  # fmt: skip


def _invented() -> Iterator[tuple[str, bytes, set[Stated], dict[Stated, str]]]:
    for filing in invented_filings():
        yield filing.name, filing.data(), *_of(filing)


def _of(filing: Filing) -> tuple[set[Stated], dict[Stated, str]]:
    places = {
        (each.statement, _plain(each.label), str(each.end), each.months, abs(each.value)): each.key
        for each in filing.expected
    }
    return set(places), {place: key for place, key in places.items() if key}
