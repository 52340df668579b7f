"""Takes from a document what tells it from others: number, parties, days, sums, words (models/rules/versions.toml).

Two contracts made from one form are the same text but for what was filled in, so that is kept apart from the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from docintel.assets import model_table
from docintel.credit.signals import signing_days
from docintel.credit.stated import state_rows
from docintel.language.contract_types import contract_type
from docintel.language.names import normalise_company
from docintel.language.outline import content_words
from docintel.language.views import folded, half_width, simplified
from docintel.language.wording import is_number, sketch_members, sketch_words, words
from docintel.records import Amount, DatedMention, Document, Fact, Figure, Fingerprint, NamedParty, Party, Term

#: What another version of this module takes from a document does not compare with what this one takes.
FINGERPRINT_VERSION = 3

_TABLE = "rules/versions.toml"
#: Characters at the start in which a document says what it is and of whom.
_OPENING = 2500
_NUMBER_OPENING = 1200
_PARTIES_BLOCK = 1000
_TITLE_LINES, _LONGEST_TITLE = 8, 200
#: A document that states this many figures and is no contract is a statement or a report.
_FEWEST_FIGURES = 8
_MOST_LISTED = 40
_FIELD = re.compile(r"(?:^|\n)[ \t]*([^\s:,。;()]{2,12}|[a-z][a-z .]{2,24})[ \t]*:[ \t]*([^\n]{1,60})(?=\n|$)")
_RESIDENT = re.compile(r"(?<![0-9a-z])\d{17}[\dx](?![0-9a-z])")
_LONG_NUMBER = 3
#: What a filer prints above a title.
_FILING_MARK = re.compile(r"\s*(?:exhibit|ex-|source:|table of contents|execution (?:copy|version)|conformed copy)")


def fingerprint(document: Document, facts: Sequence[Fact]) -> Fingerprint:
    """What tells this document from others of its customer."""
    text = "\n".join(said for _, said in content_words(document))
    said = words(text)
    opening = _plain(text[:_OPENING])
    contract = contract_type(document)
    figures = [fact for fact in facts if isinstance(fact, Figure) and fact.value is not None]
    title = _title(opening)
    pages = [page for page in document.pages if page.source != "text"]
    return Fingerprint(
        document=document.id,
        kind=_kind(document, contract, figures),
        title=" ".join(words(re.sub(_rule("copy_words"), " ", title))),
        amending=bool(re.search(_any("amending"), title)),
        restating=bool(re.search(_any("restating"), opening)),
        numbers=tuple(_numbers(opening[:_NUMBER_OPENING], contract)),
        parties=tuple(sorted(set(_parties(facts)), key=lambda one: (one.role, one.name))),
        identifiers=tuple(sorted(set(_identifiers(facts, text)))),
        fields=tuple(dict(_fields(opening)).items()),
        signed=signing_days(facts).get(document.id),
        dates=tuple(_days(document, facts)),
        amounts=_amounts(facts),
        periods=tuple(sorted({_period(fact) for fact in figures})[:_MOST_LISTED]),
        messages=tuple(one.message_id or f"{one.sender} {one.date}" for one in document.messages),
        wording=sketch_words(said),
        values=sketch_members(_values(said, facts)),
        figures=sketch_members(_figures(figures)),
        rows=state_rows(figures),
        words=len(said),
        han=round(sum(not word[0].isascii() for word in said) / max(len(said), 1), 3),
        blanks=len(re.findall(_any("blanks"), _plain(text))),
        ocr=round(len(pages) / max(len(document.pages), 1), 3),
        unread=len(document.unread_pages),
        quality=round(sum(page.quality for page in document.pages) / max(len(document.pages), 1), 3)
        if document.pages
        else 1.0,
    )


def _plain(text: str) -> str:
    return simplified(folded(half_width(text)))


@cache
def _any(rule: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in model_table(_TABLE)[rule]))


@cache
def _rule(rule: str) -> re.Pattern[str]:
    return re.compile(model_table(_TABLE)[rule])


@cache
def _number_patterns(rule: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in model_table(_TABLE)[rule])


def _kind(document: Document, contract: str | None, figures: Sequence[Figure]) -> str:
    if document.is_archive or document.messages:
        return "archive" if document.is_archive else "mail"
    return contract or ("statement" if len(figures) >= _FEWEST_FIGURES else "other")


def _title(opening: str) -> str:
    """The line of the opening that names the document, else its first line."""
    lines = [line.strip() for line in opening.split("\n") if line.strip() and not _FILING_MARK.match(line)][
        :_TITLE_LINES
    ]
    named = (line for line in lines if len(line) <= _LONGEST_TITLE and _rule("title_line").search(line))
    return next(named, lines[0][:_LONGEST_TITLE] if lines else "")


def _numbers(opening: str, contract: str | None) -> Iterator[str]:
    for pattern in _number_patterns("own_number_contract" if contract else "own_number_other"):
        for found in pattern.finditer(opening):
            label = opening[found.start() : found.start("value")]
            number = "".join(re.findall(r"\w", found["value"])).replace("_", "")
            if not _rule("another_number").search(label) and re.search(r"\d", number):
                yield number


def _parties(facts: Iterable[Fact]) -> Iterator[NamedParty]:
    for fact in facts:
        # an alias makes a party only where a contract names its own: further down it is a rating agency's or an index's
        opens = isinstance(fact, Party) and fact.alias and fact.span.start < _PARTIES_BLOCK
        if isinstance(fact, Party) and (fact.role or opens):
            yield NamedParty(name=normalise_company(fact.name), role=fact.role or "")


def _identifiers(facts: Iterable[Fact], text: str) -> Iterator[str]:
    """Register numbers of the parties and resident numbers: a guarantor who is a person has no other sure name."""
    for fact in facts:
        if isinstance(fact, Party):
            yield from (found.value for found in fact.identifiers)
    yield from _RESIDENT.findall(_plain(text))


def _fields(opening: str) -> Iterator[tuple[str, str]]:
    for found in _FIELD.finditer(opening):
        yield found[1].strip(), " ".join(words(found[2]))


def _days(document: Document, facts: Iterable[Fact]) -> list[str]:
    found = {
        fact.value.isoformat()
        for fact in facts
        if isinstance(fact, DatedMention) and fact.precision == "day" and fact.span.start < 2 * _OPENING
    }
    return sorted(found)[:_MOST_LISTED]


def _amounts(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The sums it states, the largest first."""
    found = {(fact.value, fact.currency or "") for fact in facts if isinstance(fact, Amount) and fact.value is not None}
    ordered = sorted(found, key=lambda one: (-one[0], one[1]))
    return tuple(f"{currency} {value.normalize():f}".strip() for value, currency in ordered[:_MOST_LISTED])


def _values(said: Iterable[str], facts: Iterable[Fact]) -> Iterator[str]:
    """Everything filled in or counted that a clause number cannot be."""
    for word in said:
        digits = word.replace(".", "")
        if is_number(word) and len(digits) >= _LONG_NUMBER and ("." not in word or len(word.split(".")) == 2):
            yield word
    for fact in facts:
        if isinstance(fact, Amount) and fact.value is not None:
            yield f"sum {fact.value.normalize():f}"
        elif isinstance(fact, DatedMention):
            yield f"day {fact.value} {fact.precision}"
        elif isinstance(fact, Term) and fact.unit in ("fraction", "basis_points"):
            yield f"{fact.name} {fact.value}"


def _period(fact: Figure) -> str:
    return f"{fact.statement} {fact.scope} {fact.period_end or '?'}"


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    for fact in figures:
        yield f"{fact.statement} {fact.period_end} {fact.key or fact.label} {fact.value}"
