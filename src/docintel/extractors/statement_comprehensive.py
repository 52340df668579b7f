"""Other comprehensive income by owner and by kind: the identities of its rows in the Chinese form (financial statements
format of 2019, I-IS6), which have no accounts of their own but for the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docintel.extractors.statement_books import Book
from docintel.extractors.statement_entries import Entry
from docintel.extractors.statement_sums import plainly

_OF_PARENT = re.compile(r"归属于?母公司.*其他综合收益.*")
_OF_MINORITY = re.compile(r"归属于?少数股东.*其他综合收益.*")
_KIND = re.compile(r"(?:以后)?(?:不能|不|将|能)?重分类进?损益的其他综合收益")
_ALL_OF_PARENT = re.compile(r"归属于?母公司.*综合收益总额")
_ALL_OF_MINORITY = re.compile(r"归属于?少数股东.*综合收益总额")
_IDENTITY = "I-IS6"


def prove_parts_of_comprehensive(book: Book) -> None:
    """The total is what its owners have, theirs what may and may not be reclassified, and that its items.

    A gap tells nothing: a filer may print items under a caption of its own.
    """
    rows = book.between("is.oci_net", "is.total_comprehensive_income")
    parent, minority = _named(rows, _OF_PARENT), _named(rows, _OF_MINORITY)
    kinds = _named(rows, _KIND)
    _run(book, book.of("is.oci_net"), [*parent, *minority] or kinds)
    if parent:
        _run(book, parent, [kind for kind in kinds if kind.row.span.start < _start(minority)])
    for kind, items in _items(rows):
        _run(book, [kind], items)
    for profit, part, total in (
        ("is.np_parent", parent, _ALL_OF_PARENT),
        ("is.np_minority", minority, _ALL_OF_MINORITY),
    ):
        _run(book, _named(book.entries, total), [*book.of(profit), *part])


def _items(rows: Iterable[Entry]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Each kind with the rows below it, down to the next kind or owner."""
    kind: Entry | None = None
    items: list[Entry] = []
    for row in rows:
        name = row.row.label.name
        if _KIND.fullmatch(name) or _OF_PARENT.fullmatch(name) or _OF_MINORITY.fullmatch(name):
            if kind is not None:
                yield kind, items
            kind, items = (row, []) if _KIND.fullmatch(name) else (None, [])
        else:
            items.append(row)
    if kind is not None:
        yield kind, items


def _named(entries: Iterable[Entry], pattern: re.Pattern[str]) -> list[Entry]:
    return [entry for entry in entries if pattern.fullmatch(entry.row.label.name)]


def _start(entries: list[Entry]) -> float:
    return entries[0].row.span.start if entries else float("inf")


def _run(book: Book, heads: list[Entry], parts: list[Entry]) -> None:
    if heads and parts:
        book.run(_IDENTITY, plainly(heads), plainly(parts), free=True)
