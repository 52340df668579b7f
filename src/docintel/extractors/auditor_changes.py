"""Finds changes of auditor that a document states as done; plans, conditions, duties and reappointments are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from docintel.extractors.auditor_words import Sentence, find_name, own_text, pattern, read_sentences, rules
from docintel.language.contract_types import contract_type
from docintel.language.dates import find_dates
from docintel.language.views import half_width
from docintel.records import AuditorChange, Document
from docintel.records.auditors import Departure

#: The gravest first: a sentence that says several is the first of them.
_KINDS: tuple[Departure, ...] = ("resigned", "dismissed", "changed")
_HINT = re.compile(r"会\s*计\s*师\s*事\s*务\s*所|auditor|accounting firm|accountant", re.IGNORECASE)
#: A longer sentence is a list of motions or a table run together.
_LONGEST = 600


def find_changes(document: Document, source: str) -> Iterator[AuditorChange]:
    """Each change once, at the first sentence that states it; a contract's words about auditors are duties."""
    text = own_text(document)
    if not _HINT.search(text) or contract_type(document):
        return
    ticked = pattern("change", "ticked").search(half_width(text))
    if ticked is not None:
        yield _found(document, Sentence(*ticked.span(), ticked.group()), source, "changed", {})
    seen: set[tuple[str | None, str | None]] = set()
    for sentence in read_sentences(text):
        change = _change(document, text, sentence, source)
        if change is not None and (change.former, change.successor) not in seen:
            seen.add((change.former, change.successor))
            yield change


def predecessor_sentences(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences of a report that give last year's statements another auditor; a component's auditor is none."""
    for one in sentences:
        said = pattern("change", "predecessor").search(one.words)
        if said is not None and not pattern("change", "component").search(one.words):
            yield one


def _change(document: Document, text: str, sentence: Sentence, source: str) -> AuditorChange | None:
    if len(sentence.printed) > _LONGEST or pattern("change", "no").search(sentence.printed):
        return None
    for kind in _KINDS:
        said = _statement(kind).search(sentence.printed)
        if said is not None:
            return _found(document, sentence, source, kind, _firms(said, text, sentence))
    return None


def _found(
    document: Document, sentence: Sentence, source: str, departure: Departure, firms: Mapping[str, str]
) -> AuditorChange:
    days = [one.value for one in find_dates(document.quote(sentence.span)) if one.precision == "day"]
    return AuditorChange.found(
        document,
        sentence.span,
        source=source,
        # authored sentences only (2026-11-23): unknown until withheld announcements are measured
        confidence=None,
        departure=departure,
        day=days[0] if days else None,
        **firms,
    )


def _firms(said: re.Match[str], text: str, sentence: Sentence) -> dict[str, str]:
    """Who went and who came, as printed; a group of the pattern is named for the side, with what tells it apart."""
    found: dict[str, str] = {}
    for name, value in said.groupdict().items():
        if value:
            firm = value.strip(" ,")
            span = find_name(text, sentence, firm)
            found[name.partition("_")[0]] = text[span.start : span.end] if span else firm
    return found


@cache
def _statement(kind: str) -> re.Pattern[str]:
    table = rules()["change"]
    return re.compile(table[kind].replace("FIRM_ZH", table["firm_zh"]).replace("FIRM_EN", table["firm_en"]))
