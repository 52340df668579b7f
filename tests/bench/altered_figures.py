"""One figure altered at a time: what stays marked proved, and whether the altered one is among those named.

The figure is altered in what the extractor is given, the document's text and cells, so that nothing else changes: a
digit, two digits exchanged, a nought lost, the sign, the other year's value. Then the words that state the unit are
blanked: no figure may have a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from random import Random

from tests.bench.borrower_books import one_sheet, three_sheets_of_a_company, three_sheets_of_a_small_company
from tests.bench.borrower_books_en import llc_in_one_sheet, management_accounts
from tests.bench.material import SHARED
from tests.bench.timing import Measured

from docintel.extractors.statement import StatementExtractor
from docintel.extractors.statement_repairs import SUSPECT
from docintel.readers.reading import read
from docintel.records import Cell, Document, Figure, Proposal, Table

SEED, TRIALS = 20261123, 24
PRIMARY = frozenset({"balance_sheet", "income_statement", "cash_flow"})
KINDS = ("digit", "swapped", "lost nought", "sign", "other period")
_UNIT = re.compile(
    r"(?:金额|货币)?单位(?:均)?[:：为]\s*(?:人民币)?[千万百亿]*元|币种[:：]\s*人民币|[\[(（](?:人民币)?[千万百亿]*元[\])）]"
    r"|单位为人民币元|均?以人民币[千万百亿]*元(?:列示|为单位)|(?:人民币|RMB|USD|US\$)\s?[千万百亿]*元?\s?(?:000s|million)?",
    re.IGNORECASE,
)
_MARGIN = 1_500
_COVER = 6_000


def measure() -> Iterator[Measured]:
    """Per document: alterations that stay proved, and those named among all of figures that an identity covers."""
    for name, document in _documents():
        figures = [each for each in extract(document)[0] if each.statement in PRIMARY and _may_change(each)]
        trials = list(_trials(document, figures, TRIALS))
        counted = Counter(outcome for _, _, outcome in trials)
        covered = counted["named"] + counted["missed"] + counted["proved"]
        note = (
            f"of {covered} that sums cover; wrong but proved {counted['proved']}; "
            f"{counted['uncovered']} that none covers, {counted['harmless']} harmless"
        )
        share = 100 * counted["named"] / max(1, covered)
        yield Measured("altered figures: named", name, share, "%", note)
        left = [each for each in extract(without_units(document))[0] if each.statement in PRIMARY]
        said = sum(each.status == "unit_unknown" and each.value is None for each in left if each.unit != "per share")
        of = sum(each.unit != "per share" for each in left)
        yield Measured("unit blanked: said to be unknown", name, 100 * said / max(1, of), "%", f"of {of}")


def _trials(document: Document, figures: Sequence[Figure], count: int) -> Iterator[tuple[Figure, str, str]]:
    """Altered figures, how they read now, and what became of each: named, missed, proved or uncovered."""
    draw = Random(SEED)
    pairs = {(each.statement, each.scope, each.entity, each.label, each.period): each for each in figures}
    done = 0
    while done < count:
        figure = draw.choice(list(figures))
        other = pairs.get((figure.statement, figure.scope, figure.entity, figure.label, _OTHER.get(figure.period, "")))
        words = altered(figure.as_filed, KINDS[done % len(KINDS)], draw, other.as_filed if other else "")
        if words is None:
            continue
        done += 1
        yield figure, words, outcome(document, figure, words)


_OTHER = {"current": "prior", "prior": "current"}


def outcome(document: Document, figure: Figure, words: str) -> str:
    """What becomes of a figure that reads otherwise: "proved", of it or any other that is wrong now, must not be.

    "harmless" is a lost sign that the account gives back: a cost printed without its brackets.
    """
    figures, proposals = extract(with_words(document, figure, words))
    before = {each.span.start: each.value for each in extract(document)[0]}
    if any(each.status == "proved" and each.value != before.get(each.span.start) for each in figures):
        return "proved"
    now = next((each for each in figures if each.span.start == figure.span.start), None)
    if now is None:
        # No number any more: then the sums ask for the one that was there.
        asked = any(each.repair == "missing" and each.value == figure.value for each in proposals)
        return "named" if asked else "missed"
    if now.value == figure.value:
        return "harmless"
    named = any(check.id == SUSPECT for check in now.checks) or any(each.figure == now.id for each in proposals)
    if named or any(check.result == "fail" for check in now.checks):
        return "named" if named else "missed"
    return "missed" if figure.status == "proved" else "uncovered"


def altered(words: str, kind: str, draw: Random, other: str) -> str | None:
    """The words of a number as a slip would have them; None where that slip changes nothing, or makes it longer."""
    digits = [at for at, sign in enumerate(words) if sign.isdigit()]
    if kind == "digit":
        at = draw.choice(digits)
        made = words[:at] + str((int(words[at]) + draw.randint(1, 9)) % 10) + words[at + 1 :]
    elif kind == "swapped":
        places = [(a, b) for a, b in pairwise(digits) if words[a] != words[b]]
        if not places:
            return None
        a, b = draw.choice(places)
        made = words[:a] + words[b] + words[a + 1 : b] + words[a] + words[b + 1 :]
    elif kind == "lost nought":
        at = words.rstrip("0123456789").rfind("0") if "." in words else words.rfind("0")
        made = words[:at] + words[at + 1 :] if at > 0 else words
    elif kind == "sign":
        bare = words.strip("()-（）")
        made = bare if bare != words else f"-{words}"
    else:
        made = other
    made = made if len(made) <= len(words) else made.replace(",", "")
    changed = _amount(made) not in (None, _amount(words))
    return made.ljust(len(words)) if len(made) <= len(words) and changed else None


def without_units(document: Document) -> Document:
    """The document with blanks where it states a unit of money."""
    return _like(document, text=_UNIT.sub(lambda found: " " * len(found.group()), document.text))


def with_words(document: Document, figure: Figure, words: str) -> Document:
    """The document with other words, as long, where a figure stands; a stored number goes with them."""
    start, end = figure.span.start, figure.span.end
    text = document.text[:start] + words + document.text[end:]
    tables = tuple(_with_number(table, start, end, words) for table in document.tables)
    return _like(document, text=text, tables=tables)


def _with_number(table: Table, start: int, end: int, words: str) -> Table:
    if not (table.span.start <= start and end <= table.span.end):
        return table
    cells = tuple(
        _changed(cell, words) if cell.span.start <= start and end <= cell.span.end else cell for cell in table.cells
    )
    return Table(span=table.span, cells=cells, page=table.page, title=table.title)


def _changed(cell: Cell, words: str) -> Cell:
    return cell if cell.number is None else cell.model_copy(update={"number": _amount(words)})


@cache
def extract(document: Document) -> tuple[list[Figure], list[Proposal]]:
    """The figures and the proposals of a document."""
    facts = list(StatementExtractor().extract(document))
    return [one for one in facts if isinstance(one, Figure)], [one for one in facts if isinstance(one, Proposal)]


def _documents() -> Iterator[tuple[str, Document]]:
    for file in sorted((SHARED / "samples" / "reports").glob("*.*")):
        yield file.name.split("__")[-1], statements_alone(read(file.read_bytes(), file.name).document)
    books = (
        three_sheets_of_a_company(),
        three_sheets_of_a_small_company(),
        one_sheet(),
        management_accounts(),
        llc_in_one_sheet(),
    )
    for book in books:
        yield book.name, read(book.data(), book.name).document


def statements_alone(document: Document) -> Document:
    """The document with blanks for everything but its cover and the stretch of its primary statements."""
    figures = [each for each in extract(document)[0] if each.statement in PRIMARY]
    start, end = min(each.span.start for each in figures), max(each.span.end for each in figures)
    first, last = max(0, start - _MARGIN), end + 100
    blank = re.compile(r"[^\n]")
    cut = min(_COVER, first)
    text = document.text[:cut] + blank.sub(" ", document.text[cut:first]) + document.text[first:last]
    text += blank.sub(" ", document.text[last:])
    tables = tuple(each for each in document.tables if first <= each.span.start and each.span.end <= last)
    return _like(document, text=text, tables=tables)


def _like(document: Document, **changes: object) -> Document:
    """A new document, with no property of the old one remembered."""
    return Document(**{name: getattr(document, name) for name in Document.model_fields} | changes)


def _may_change(figure: Figure) -> bool:
    return figure.value is not None and bool(figure.value) and len(re.sub(r"\D", "", figure.as_filed)) > 2


def _amount(words: str) -> Decimal | None:
    bare = words.strip().translate(str.maketrans("（）", "()")).replace(",", "").replace("$", "").replace(" ", "")
    negative = bare.startswith(("-", "("))
    try:
        return Decimal(bare.strip("()-")) * (-1 if negative else 1)
    except InvalidOperation:
        return None
